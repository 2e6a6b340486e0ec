"""The command as a stranger uses it: help that tells, sentences instead of tracebacks, no half files."""

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from facilitator import demo
from facilitator.cli import main
from facilitator.reports import Written, note_in
from facilitator.store import Store

COMMANDS = ("run", "demo", "export", "backup", "bundle", "merge", "themes", "settings", "doctor")


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


def contents(file):
    """All that is in a series, table by table, but for its list of copies."""
    with closing(sqlite3.connect(file)) as series:
        tables = [name for (name,) in series.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        listed = tables.pop(tables.index("issued"))
        copies = series.execute(f"SELECT kind, language, sha256 FROM {listed}").fetchall()
        return {name: series.execute(f"SELECT * FROM {name}").fetchall() for name in tables}, copies


def test_export_writes_a_report_and_puts_it_on_the_list_of_copies(file, tmp_path, capsys):
    """The report is there; the series is as it was but for that line, and no lock or log lies beside it."""
    before, _ = contents(file)
    report = tmp_path / "report.jsonl"
    assert main(["export", str(file), "--to", str(report)]) == 0
    assert report.read_text("utf-8").startswith('{"report"')
    after, copies = contents(file)
    assert after == before
    assert copies == [("jsonl", "en", hashlib.sha256(report.read_bytes()).hexdigest())]
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_a_series_that_is_open_elsewhere_keeps_its_list_of_copies(file):
    """The report is written all the same: that it could not be listed is known, to be said."""
    _, before = contents(file)
    store = Store()
    store.open(file)
    try:
        with store.read() as work:
            (session,) = work.sessions()
        assert not note_in(file, Written("md", "en", b"report", {session.id: 1}))
    finally:
        store.close()
    assert contents(file)[1] == before
    assert note_in(file, Written("md", "en", b"report", {session.id: 1}))
    assert len(contents(file)[1]) == len(before) + 1


def test_a_copy_is_whole_and_overwrites_nothing(file, tmp_path, capsys):
    """aplis backup: a file that opens; a second time it refuses."""
    to = tmp_path / "copy.aplis"
    assert main(["backup", str(file), "--to", str(to)]) == 0
    assert contents(to) == contents(file)
    store = Store()
    store.open(to)
    store.close()
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
        ("demo.aplis", "r.doc", "endings"),
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


def test_a_demo_says_that_it_has_a_folder_of_its_own(tmp_path, capsys):
    """--data is refused rather than accepted and ignored."""
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--data", str(tmp_path)])
    assert ended.value.code == 2 and "--data" in capsys.readouterr().err
