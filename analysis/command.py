"""The command line: a file of texts in, a report out; no web, no database."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from analysis.corpus import Corpus, read
from analysis.report import Report
from analysis.sourcing import Unsourced
from analysis.whole import whole
from analysis.words import LANGUAGES, CannotRead, Sentence, catalog, count

CANNOT = 2
INTERRUPTED = 130

_ABOUT = """\
Finds themes in what people said, and writes a report with quotes that carry them.

CORPUS is often a CSV file with column names in its first row and one text in each row after it. Commas,
semicolons, tabs or upright bars; UTF-8, or a Windows encoding. The column with the texts is found by its name
(text, comment, comment-body, teksts …), or named with --text. Columns id, language, circle and round
are used where they are there. A .jsonl file with an object in each line, such as {"text": "…"}, or a .json
file with a list of such objects, will do too; so will a workbook (.xlsx), a comments.csv of Polis, notes
(.docx, .txt, .md: a paragraph is a contribution, headings are rounds) and a transcript (.vtt, .srt). Marks of
speakers are recognised; names before a colon are not kept. Everything happens on this computer."""

_AFTER = """\
Example:
  %(prog)s spring-circles.csv --to spring-circles.html --title "Spring circles"

With codes: the first command writes a queue; fill in its column “code” for the first fifty rows or so,
save it under another name and give it to the second.
  %(prog)s spring-circles.csv --to spring.csv --codebook trust --queue queue.csv
  %(prog)s spring-circles.csv --to spring.csv --codebook trust --corrections queue-done.csv

The same file and seed give the same report, byte for byte. If something cannot be read or written, one
line says what and where, the exit status is 2, and nothing is left half-written."""


class CannotWrite(Exception):
    """A report that cannot be written where it was asked for. The message says why and what to do."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.sentence = Sentence(template, values)
        super().__init__(str(self.sentence))


def main(argv: Sequence[str] | None = None, prog: str = "python -m analysis") -> int:
    """Read, find themes, write. Returns the exit status: 0, or 2 with a sentence on stderr."""
    asked = parser(prog).parse_args(argv)
    try:
        _make(asked)
    except (CannotRead, CannotWrite) as error:
        print(f"{prog}: {error.sentence.told(asked.language)}", file=sys.stderr)
        return CANNOT
    except KeyboardInterrupt:
        print(f"{prog}: {Sentence('Stopped. Nothing was written.').told(asked.language)}", file=sys.stderr)
        return INTERRUPTED
    return 0


def parser(prog: str) -> argparse.ArgumentParser:
    """The arguments, also for a command that has this one as a part."""
    told = argparse.ArgumentParser(
        prog=prog, description=_ABOUT, epilog=_AFTER, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    told.add_argument(
        "corpus",
        metavar="CORPUS",
        type=Path,
        help="the file to read: .csv, .xlsx, .docx, .txt, .md, .vtt, .srt, .jsonl or .json",
    )
    told.add_argument(
        "--to",
        metavar="OUT",
        type=Path,
        required=True,
        help="the report to write; its ending says what it becomes: .html (a page that prints), .md "
        "(Markdown), .docx (a text document), .pdf, .xlsx (a workbook), .csv (a row for each text), "
        ".jsonl (for other programs), .qdpx and .qdc (REFI-QDA), .zip (a package for an archive). A file "
        "there is replaced",
    )
    told.add_argument("--text", metavar="NAME", help="the column with the texts, if not found by itself")
    told.add_argument("--title", help="the report's title (the name of the file, if not given)")
    told.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="a date to put into the report")
    told.add_argument(
        "--language", choices=LANGUAGES, default="en", help="the language of the report's own words (en)"
    )
    told.add_argument(
        "--seed", type=_seed, default=0, help="a number; another gives slightly other themes (0)"
    )
    told.add_argument(
        "--embedder",
        metavar="NAME",
        help="another embedder that is installed, such as sentence-transformers:FOLDER (e5)",
    )
    _looking(told.add_argument_group("how to look for themes"))
    _coding(told.add_argument_group("codes of a codebook"))
    return told


def _looking(told: argparse._ArgumentGroup) -> None:
    told.add_argument(
        "--more",
        type=int,
        choices=range(-2, 3),
        default=0,
        metavar="-2..2",
        help="-2: far fewer, wider themes; 2: many more, narrower ones (0)",
    )
    told.add_argument(
        "--stable",
        action="store_true",
        help="themes that hold when some of the texts are missing; takes longer",
    )
    told.add_argument(
        "--decisions",
        metavar="FILE",
        type=Path,
        help='what you decided, by id, as JSON: {"together": [["3", "8"]], "apart": [["3", "5"]], '
        '"pinned": {"4": "roads", "9": "roads"}}; those pinned to one word share a theme',
    )


def _coding(told: argparse._ArgumentGroup) -> None:
    told.add_argument(
        "--codebook",
        metavar="NAME",
        help="code each text too: “trust”, or a codebook of yours in a .json file. The report then tells "
        "codes; as .csv, .xlsx or .jsonl also whose trust each text is about and which way, where that can "
        "be told",
    )
    told.add_argument(
        "--queue",
        metavar="FILE",
        type=Path,
        help="write a .csv table of what to look at first: the texts the program is least sure of on top, "
        "with an empty column “code” for you to fill in. Three a code already help much",
    )
    told.add_argument(
        "--corrections",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a .csv table with columns “id” and “code”, such as a queue you filled in: they stand, and "
        "the program learns from them. Several codes have ; between them; “none” says that no code fits. Can "
        "be given more than once",
    )


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(f"{text} is no seed; give a whole number from 0 to {2**32 - 1}")
    return int(text)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2025-03-31") from error


def _make(asked: argparse.Namespace) -> None:
    write = _writer(asked.to, asked.corpus)
    if asked.queue:
        _refuse_queue(asked)
    reading = read(asked.corpus, text=asked.text)
    for note in reading.notes:
        _say(note, asked.language)
    title = _clean(asked.title) if asked.title else _clean(reading.corpus.title)
    report, tell_queue = _report(replace(reading.corpus, title=title), asked)
    if asked.queue:
        with _replacing(asked.queue) as out:
            tell_queue(out)
    try:
        with _replacing(asked.to) as out:
            write(report, out, asked.language)
    except Unsourced as found:
        raise CannotWrite(
            "{file} was not written: something in it has no source. {faults}",
            file=str(asked.to),
            faults=" · ".join(found.told(asked.language).splitlines()[:3]),
        ) from found
    themes = count("{n} theme", "{n} themes", len(report.themes), asked.language)
    said = count("{n} contribution", "{n} contributions", len(report.contributions), asked.language)
    values = {"file": str(asked.to), "themes": themes, "contributions": said}
    _say(Sentence("{file} is written: {themes}, {contributions}.", values), asked.language)


def _say(sentence: Sentence, language: str) -> None:
    print(sentence.told(language), file=sys.stderr)


def _clean(title: str) -> str:
    """A title from a command line may hold bytes that are no text."""
    return title.encode("utf-8", "replace").decode("utf-8")


def _writer(to: Path, corpus: Path) -> Callable[[Report, BinaryIO, str], None]:
    """Who writes the report; refused before anything is read where it is clear that it cannot be written."""
    from analysis.registry import NoSuch, exporter_for

    try:
        exporter = exporter_for(to.suffix)
    except NoSuch as error:
        raise CannotWrite(
            "{file} has an ending that says no kind of report. Choose one of {endings}.",
            file=str(to),
            endings=str(error),
        ) from error
    try:
        _refuse_places(to, corpus)
    except OSError as error:
        raise _not_written(to, error) from error
    return lambda report, out, words: exporter.write(report, out, words=words)


def _refuse_places(to: Path, corpus: Path) -> None:
    if to.is_dir():
        raise CannotWrite("{file} is a folder. Name a file in it.", file=str(to))
    if not to.parent.is_dir():
        raise CannotWrite("There is no folder {folder}. Make it, or choose another.", folder=str(to.parent))
    if to.exists() and corpus.exists() and to.samefile(corpus):
        raise CannotWrite("{file} is the file to be read. Give the report another name.", file=str(to))


def _not_written(to: Path, error: OSError) -> CannotWrite:
    why = error.strerror or str(error)
    return CannotWrite(
        "{file} cannot be written: {why}. Choose another folder or name.", file=str(to), why=why
    )


def _refuse_queue(asked: argparse.Namespace) -> None:
    if asked.queue.suffix.lower() != ".csv":
        raise CannotWrite("{file} is to be a table. Give it a name that ends in .csv.", file=str(asked.queue))
    if asked.queue.resolve() == asked.to.resolve():
        raise CannotWrite("{file} is the report. Give the queue another name.", file=str(asked.queue))
    for read_too in (asked.corpus, *asked.corrections):
        _refuse_places(asked.queue, read_too)
    from analysis.hand_coding import filled_in

    if filled_in(asked.queue):
        raise CannotWrite(
            "{file} has codes somebody filled in, or is another table. Give the queue another name.",
            file=str(asked.queue),
        )


def _report(corpus: Corpus, asked: argparse.Namespace) -> tuple[Report, Callable[[BinaryIO], None]]:
    """The report, and who writes what to look at first."""
    with _progress(len(corpus.contributions), asked.language) as progress:
        from analysis.asking import found  # takes seconds to load: under the bar

        report, tell_queue = found(corpus, asked, progress)
    warnings = report.method.get("warnings")
    for warning in warnings if isinstance(warnings, list | tuple) else ():
        print(catalog(asked.language).gettext(str(warning)), file=sys.stderr)
    if asked.date:
        report = replace(report, method={**report.method, "date": asked.date})
    return report, tell_queue


@contextmanager
def _progress(total: int, language: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar where somebody watches; nothing in a log."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=Sentence("Reading texts").told(language), unit="", leave=False) as bar:

        def tell(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        yield tell


@contextmanager
def _replacing(to: Path) -> Iterator[BinaryIO]:
    """A whole file; why there can be none is said in words."""
    try:
        with whole(to) as out:
            yield out
    except OSError as error:
        raise _not_written(to, error) from error
