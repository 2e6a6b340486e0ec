"""The command as a stranger uses it: help that tells, sentences instead of tracebacks, no half files."""

import subprocess
import sys

import pytest

from facilitator import demo
from facilitator.cli import main

COMMANDS = ("run", "demo", "export", "backup", "themes", "settings", "doctor")


@pytest.fixture(name="file", scope="module")
def _file(tmp_path_factory):
    file = tmp_path_factory.mktemp("cli") / "demo.aplis"
    demo.make(file)
    return file


@pytest.mark.parametrize("command", [(), *((one,) for one in COMMANDS)])
def test_help_tells_what_there_is(capsys, command):
    """Each command says what it does and what it takes."""
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert len(said) > 150
    assert all(one in said for one in (COMMANDS if not command else ()))


def test_export_writes_a_report_and_leaves_the_series_alone(file, tmp_path, capsys):
    """The report is there, the file is as it was, and no lock or log lies beside it."""
    before = file.read_bytes()
    assert main(["export", str(file), "--to", str(tmp_path / "report.jsonl")]) == 0
    assert (tmp_path / "report.jsonl").read_text("utf-8").startswith('{"report"')
    assert file.read_bytes() == before
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_a_copy_is_whole_and_overwrites_nothing(file, tmp_path, capsys):
    """aplis backup: a file that opens; a second time it refuses."""
    to = tmp_path / "copy.aplis"
    assert main(["backup", str(file), "--to", str(to)]) == 0
    assert main(["export", str(to), "--to", str(tmp_path / "r.md")]) == 0
    assert main(["backup", str(file), "--to", str(to)]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "to", "said"),
    [
        ("nothing.aplis", "r.html", "There is no file"),
        ("empty.aplis", "r.html", "no series of aplis"),
        ("letter.aplis", "r.html", "no series of aplis"),
        ("", "r.html", "is a folder"),
        ("demo.aplis", "no/such/folder/r.html", "There is no folder"),
        ("demo.aplis", "r.docx", "endings"),
    ],
)
def test_what_cannot_be_is_one_sentence(file, tmp_path, capsys, name, to, said):
    """Exit status 2, one line, no traceback, no file."""
    (tmp_path / "empty.aplis").touch()
    (tmp_path / "letter.aplis").write_text("Dear all", encoding="utf-8")
    (tmp_path / "demo.aplis").write_bytes(file.read_bytes())
    assert main(["export", str(tmp_path / name), "--to", str(tmp_path / to)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / to).exists()


def test_nothing_heavy_is_loaded_before_it_is_needed():
    """The server is up before spaCy or the embedder: they live in the reader's process."""
    code = "import sys, facilitator.app, facilitator.commands; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"spacy", "onnxruntime", "sklearn", "numpy", "tokenizers", "alembic"} & set(loaded.split())
