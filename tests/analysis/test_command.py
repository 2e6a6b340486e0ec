"""The command line: a file in, a report out, or one sentence and nothing half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.command import main

SAID = [
    "The road to our village is full of holes.",
    "Nobody mends the road in winter.",
    "The road needs light and a pavement.",
    "Our road has been closed for a year.",
    "Ceļš uz mūsu ciemu ir slikts.",
    "Neviens nelabo ceļu un ielas.",
    "I waited for months to see a doctor.",
    "The doctor has no time for patients.",
    "The hospital in our town was closed.",
    "Nurses are kind, the hospital is full.",
    "Ārsts pieņem tikai reizi nedēļā.",
    "Slimnīca ir slēgta, un ārsta nav.",
]


def corpus(folder: Path) -> Path:
    path = folder / "circle.csv"
    lines = [f'{i};"{text}"' for i, text in enumerate(SAID)]
    path.write_text("\n".join(["id;text", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One corpus in every format."""
    folder = tmp_path_factory.mktemp("made")
    reports = {}
    for ending in (".html", ".md", ".csv", ".jsonl"):
        out = folder / f"out{ending}"
        assert (
            main([str(corpus(folder)), "--to", str(out), "--title", "A circle", "--date", "2025-03-31"]) == 0
        )
        reports[ending] = out.read_bytes()
    return reports


def test_every_format_is_written(made: dict[str, bytes]) -> None:
    """The ending of the name decides what the report becomes; title and date are in it."""
    assert made[".html"].startswith(b"<!doctype html>")
    assert made[".md"].startswith(b"# A circle\n")
    assert made[".csv"].startswith(b'\xef\xbb\xbf"id"')
    first, *rest = [json.loads(line) for line in made[".jsonl"].decode().splitlines()]
    assert first["report"]["method"]["date"] == "2025-03-31"
    assert [row["id"] for row in rest] == [str(i) for i in range(len(SAID))]
    assert rest[4]["language"] == "lv"
    assert b"2025-03-31" in made[".html"]


def test_quotes_are_what_people_wrote(made: dict[str, bytes]) -> None:
    """Every theme has a quote, letter for letter from the file."""
    report = json.loads(made[".jsonl"].decode().splitlines()[0])["report"]
    assert report["themes"]
    for theme in report["themes"]:
        assert 1 <= len(theme["quotes"]) <= 4
        for quote in theme["quotes"]:
            text = SAID[int(quote["contribution"])]
            assert text[quote["start"] : quote["end"]] == quote["text"]


def test_same_input_same_bytes(made: dict[str, bytes], tmp_path: Path) -> None:
    """Asked again, in a process of its own with another hash seed, the report is the same byte for byte."""
    out = tmp_path / "again.jsonl"
    command = [
        sys.executable,
        "-m",
        "analysis",
        str(corpus(tmp_path)),
        "--to",
        str(out),
        "--title",
        "A circle",
    ]
    subprocess.run(
        [*command, "--date", "2025-03-31"],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert out.read_bytes() == made[".jsonl"]


def test_notes_go_to_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How the file was read is said on stderr, without a progress bar where nobody watches."""
    path = tmp_path / "a.csv"
    path.write_bytes("id;teksts\n1;Šķūņa jumts ir caurs\n2;\n".encode("cp1257"))
    assert main([str(path), "--to", str(tmp_path / "a.md"), "--language", "lv"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "Nolasīts kā windows-1257." in said.err
    assert "Rindas bez teksta, kas izlaistas: 1." in said.err
    assert "%" not in said.err
    assert "Kā tas tapa" in (tmp_path / "a.md").read_text(encoding="utf-8")


HOSTILE = {
    "empty": b"",
    "header only": b"id,text\n",
    "no text column": b"id,words\n1,a\n",
    "binary": bytes(range(256)) * 100,
    "zero byte": b"text\na\x00b\n",
    "ten megabytes in a cell": b'text\n"' + b"a" * 10_000_000 + b'"\n',
    "broken quotation marks": b'text\n"never closed\n',
    "same id": b"id,text\n1,a\n1,b\n",
    "excel": b"PK\x03\x04",
}


@pytest.mark.parametrize("why", HOSTILE)
def test_hostile_files_get_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], why: str) -> None:
    """What cannot be read ends with status 2 and one line that names file and row; nothing is written."""
    path = tmp_path / "circle.csv"
    path.write_bytes(HOSTILE[why])
    assert main([str(path), "--to", str(tmp_path / "out.html")], "aplis themes") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("aplis themes: ") and str(path) in line
    assert "row" in line or why == "excel"
    assert os.listdir(tmp_path) == ["circle.csv"]


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_what_cannot_be_written_is_said_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown ending, a folder, a missing folder and the file itself are refused before reading."""
    path = str(corpus(tmp_path))
    (tmp_path / "folder.html").mkdir()
    told = refused([path, "--to", str(tmp_path / "out.doc")], capsys)
    assert ".csv, .docx, .html, .jsonl, .md, .pdf" in told
    assert ".csv, .docx, .html, .jsonl, .md" in refused([path, "--to", str(tmp_path / "out")], capsys)
    assert "is a folder" in refused([path, "--to", str(tmp_path / "folder.html")], capsys)
    assert "There is no folder" in refused([path, "--to", str(tmp_path / "no" / "out.html")], capsys)
    assert "cannot be written" in refused([path, "--to", str(tmp_path / ("n" * 300 + ".html"))], capsys)
    before = Path(path).read_bytes()
    assert "is the file to be read" in refused([path, "--to", path], capsys)
    assert Path(path).read_bytes() == before


def test_missing_file_folder_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file, a folder and a column that is not there each get their sentence."""
    out = str(tmp_path / "out.html")
    assert "There is no file" in refused([str(tmp_path / "no.csv"), "--to", out], capsys)
    assert "is a folder" in refused([str(tmp_path), "--to", out], capsys)
    assert "cannot be read" in refused([str(tmp_path / ("n" * 300)), "--to", out], capsys)
    assert "no column “x”" in refused([str(corpus(tmp_path)), "--to", out, "--text", "x"], capsys)


def test_failing_disk_leaves_the_old_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fails at the last moment the report that was there stays whole, and nothing else."""
    path = tmp_path / "a.csv"
    path.write_text("text\nA road\n", encoding="utf-8")
    out = tmp_path / "a.md"
    out.write_text("the report of last week", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main([str(path), "--to", str(out)]) == 2
    assert "No space left on device" in capsys.readouterr().err.splitlines()[-1]
    assert out.read_text(encoding="utf-8") == "the report of last week"
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "a.md"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.csv"],
        ["a.csv", "--to", "a.html", "--date", "31.3.2025"],
        ["a.csv", "--to", "x", "--seed", "a"],
    ],
)
def test_wrong_arguments_are_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Arguments that make no sense end with status 2 and a line on what is missing."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_help_and_refusals_load_nothing_heavy(tmp_path: Path) -> None:
    """--help and a refusal come without loading spaCy, the model's engine or the clustering."""
    probe = (
        "import sys; from analysis.command import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        f"main([{str(tmp_path / 'no.csv')!r}, '--to', {str(tmp_path / 'o.html')!r}])\n"
        "heavy = {'spacy', 'onnxruntime', 'sklearn', 'numpy', 'simplemma', 'py3langid', 'tqdm'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert "--text NAME" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
