"""The command `aplis`: run a circle, look at the demo, write reports, say how things stand."""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

from facilitator.settings import Settings, flag


def main(argv: Sequence[str] | None = None) -> int:
    """Do what was asked; the exit status is 0, or 2 with a sentence on what is wrong."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["themes"]:  # the reading room's own command, under our name
        from analysis.command import main as themes

        return themes(given[1:], prog="aplis themes")
    asked = _parser().parse_args(given)
    if hasattr(signal, "SIGTERM"):  # ended politely, a command still puts its things away
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    act: Callable[[argparse.Namespace], int] = asked.act
    return act(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aplis",
        description="aplis helps people hold dialogue circles: from the QR code in the room to a report.",
        epilog="“aplis COMMAND --help” tells more about each command.",
    )
    parser.set_defaults(act=lambda asked: _help(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _run(commands)
    _demo(commands)
    _export(commands)
    _backup(commands)
    _bundle(commands)
    _merge(commands)
    _import(commands)
    commands.add_parser(
        "themes",
        help="find themes in a CSV file, with no series needed",
        description="Find themes in a CSV file. See: aplis themes --help",
    )
    _settings(commands)
    _doctor(commands)
    return parser


def _help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 0


def _settable(command: argparse.ArgumentParser, *, but: str = "") -> None:
    """One flag for each setting: the settings are the list; `but` one that means nothing here."""
    for each in (one for one in fields(Settings) if one.name != but):
        command.add_argument(flag(each.name), dest=each.name, metavar="VALUE", help=each.metadata["help"])
    command.add_argument(
        "--no-browser", dest="open_browser", action="store_const", const=False, help="Only print the address."
    )


def _run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "run",
        help="open the console",
        description="Start aplis and open the console in the browser. FILE is a series (NAME.aplis), made "
        "if it is not there; without FILE the one opened last, or a page that asks. Ctrl-C ends it: "
        "all that was acknowledged is kept.",
    )
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a series: NAME.aplis")
    _settable(command)
    command.set_defaults(act=_act_run)


def _demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "demo",
        help="look at a made-up circle that has just closed",
        description="Open a made-up circle on trust (Latvian, English, Russian), as if it had just closed. "
        "Every text in it is invented, and marked so. Your own series are not touched.",
    )
    command.add_argument(
        "--series",
        action="store_true",
        help="a made-up series of six circles instead, as a researcher gets it",
    )
    _settable(command, but="data")  # a demo has a folder of its own
    command.set_defaults(act=_act_demo)


def _export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "export",
        help="write the report of a series or of one circle",
        description="Find the themes of a series, or of one circle, and write the report, as consent allows: "
        "nobody who did not agree to be quoted is quoted, nothing taken back is in it, and what was decided "
        "at the reading desk stands. The ending of OUT says the form: "
        ".html, .md, .docx, .pdf, .xlsx, .csv; .jsonl, .qdpx or .qdc for other programs, .zip for an "
        "archive.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="a series: NAME.aplis")
    command.add_argument("--to", required=True, type=Path, metavar="OUT", help="the report to write")
    command.add_argument(
        "--circle", type=int, metavar="N", help="one circle, by its number (default: the whole series)"
    )
    command.add_argument(
        "--language", choices=("lv", "en", "ru"), default="en", help="the language of the report's own words"
    )
    command.add_argument(
        "--public",
        action="store_true",
        help="for publishing: only if every quote in it was looked through (default: a working copy)",
    )
    command.set_defaults(act=_act_export)


def _backup(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "backup",
        help="save a copy of a series as one file",
        description="Save a whole copy of a series, also while it is open: copying the open file by hand "
        "does not carry the last words.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="a series: NAME.aplis")
    command.add_argument("--to", required=True, type=Path, metavar="COPY", help="the copy to write")
    command.set_defaults(act=_act_backup)


def _bundle(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "bundle",
        help="hand a circle over as one signed file",
        description="Write one closed circle into a file for whoever reads the series: its script, times, "
        "words as consent allows, what was taken back, what the room said of its themes, and trust and "
        "feedback as counted. Nothing in it leads to a phone. It is signed with this laptop's key.",
    )
    command.add_argument(
        "circle", nargs="?", type=int, metavar="CIRCLE", help="its number (default: the only one)"
    )
    command.add_argument(
        "--from", dest="file", type=Path, metavar="FILE", help="the series it is in (default: opened last)"
    )
    command.add_argument("--to", type=Path, metavar="OUT", help="file or folder to write to (default: here)")
    _data(command)
    command.set_defaults(act=_act_bundle)


def _data(command: argparse.ArgumentParser) -> None:
    data = next(each for each in fields(Settings) if each.name == "data")
    command.add_argument(flag("data"), dest="data", metavar="VALUE", help=data.metadata["help"])


def _merge(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "merge",
        help="bring circles that came in bundles into one series",
        description="Check bundles and bring them into a series, made if it is not there. In whatever order "
        "and however often they are merged, the result is the same: a newer issue of a circle replaces an "
        "older one, and words taken back stay gone. A file that is refused changes nothing.",
    )
    command.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE", help="files made by aplis bundle")
    command.add_argument("--into", required=True, type=Path, metavar="SERIES", help="a series: NAME.aplis")
    command.add_argument("--dry-run", action="store_true", help="only say what would be merged")
    command.add_argument(
        "--accept", action="append", default=[], metavar="WORDS", help="a new key that may sign, by its words"
    )
    command.set_defaults(act=_act_merge)


def _import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "import",
        help="bring words from files into a circle",
        description="Read notes (.docx, .txt, .md), transcripts (.vtt, .srt) or tables (.csv, .xlsx, .jsonl, "
        "exports of Polis) and keep their words in a circle, as a sitting of its own. Names before a colon "
        "are not kept. What people agreed to is yours to say: without --agreed nothing is kept.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the files to read")
    command.add_argument("--into", required=True, type=Path, metavar="SERIES", help="a series: NAME.aplis")
    command.add_argument("--circle", type=int, metavar="N", help="into this circle, by its number")
    command.add_argument("--new", default="", metavar="TITLE", help="into a new circle with this title")
    command.add_argument("--held", metavar="YYYY-MM-DD", help="the day the circle met")
    command.add_argument("--people", type=int, metavar="N", help="how many people took part, if known")
    command.add_argument("--language", default="", metavar="lv", help="the circle's; else that of most texts")
    command.add_argument(
        "--agreed", action="store_true", help="they agreed that their words are kept and read for themes"
    )
    command.add_argument("--quotable", action="store_true", help="they agreed to be quoted, without a name")
    command.add_argument(
        "--keep", action="store_true", help="they agreed to be kept for research (words with a speaker mark)"
    )
    command.add_argument("--who", default="", metavar="NAME", help="who says so: kept with the file's name")
    command.add_argument("--dry-run", action="store_true", help="only try: nothing is kept")
    _data(command)
    command.set_defaults(act=_act_import)


def _settings(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "settings",
        help="show every setting, its value and where it comes from",
        description="Show every setting: what it is, what it is set to, and where that comes from.",
    )
    _settable(command)
    command.set_defaults(act=_act_settings)


def _doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "doctor",
        help="check this laptop: folder, ports, network, disk",
        description="Check what aplis needs on this laptop, and say what to do where something is missing.",
    )
    _settable(command)
    command.set_defaults(act=_act_doctor)


def _act_run(asked: argparse.Namespace) -> int:
    from facilitator.commands import run

    return run(_flags(asked), asked.file)


def _act_demo(asked: argparse.Namespace) -> int:
    from facilitator.commands import demo

    return demo(_flags(asked), series=asked.series)


def _act_export(asked: argparse.Namespace) -> int:
    from facilitator.commands import export

    told = {"language": asked.language, "public": asked.public}
    return export(asked.file, asked.to, circle=asked.circle, **told)


def _act_backup(asked: argparse.Namespace) -> int:
    from facilitator.commands import backup

    return backup(asked.file, asked.to)


def _act_bundle(asked: argparse.Namespace) -> int:
    from facilitator.carrying import bundle

    flags = {"data": asked.data} if asked.data is not None else {}
    return bundle(flags, asked.circle, file=asked.file, to=asked.to)


def _act_merge(asked: argparse.Namespace) -> int:
    from facilitator.carrying import merge

    return merge(asked.bundles, into=asked.into, dry_run=asked.dry_run, accept=asked.accept)


def _act_import(asked: argparse.Namespace) -> int:
    from facilitator.bringing import Asked, Into, bring_in

    names = ("held", "people", "agreed", "quotable", "keep", "who", "language")
    told = Asked(**{name: getattr(asked, name) for name in names})
    into = Into(asked.into, asked.circle, asked.new, asked.dry_run)
    return bring_in({"data": asked.data} if asked.data is not None else {}, asked.files, told, into)


def _act_settings(asked: argparse.Namespace) -> int:
    from facilitator.commands import settings

    return settings(_flags(asked))


def _act_doctor(asked: argparse.Namespace) -> int:
    from facilitator.commands import doctor

    return doctor(_flags(asked))


def _flags(asked: argparse.Namespace) -> dict[str, object]:
    return {each.name: getattr(asked, each.name, None) for each in fields(Settings)}
