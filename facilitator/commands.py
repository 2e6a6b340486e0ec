"""What the commands do: each returns its exit status, and trouble is one sentence."""

import contextlib
import signal
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec

from analysis.whole import whole
from facilitator.folder import (
    FolderRefused,
    last_file,
    open_folder,
    raise_file_limit,
    refuse_unsafe,
    remember_file,
)
from facilitator.settings import Settings, SettingsBroken, describe, read

P = ParamSpec("P")
Flags = Mapping[str, object]


class Trouble(Exception):
    """What a person can mend; the message is the sentence to print."""


def plainly(command: Callable[P, int]) -> Callable[P, int]:
    """Turn what can go wrong into one sentence on stderr and exit status 2."""

    def run(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return command(*args, **kwargs)
        except (SettingsBroken, FolderRefused) as refused:
            said = str(refused.saying)
        except (Trouble, OSError) as trouble:
            said = str(trouble)
        except KeyboardInterrupt:
            print("aplis: Stopped. Nothing was written.", file=sys.stderr)
            return 130
        print(f"aplis: {said}", file=sys.stderr)
        return 2

    return run


@plainly
def run(flags: Flags, file: Path | None) -> int:
    """Serve until Ctrl-C."""
    settings, _ = read(flags)
    open_folder(settings.data)
    wanted = named_series(file) if file else last_file(settings.data)
    if wanted is not None:
        remember_file(settings.data, wanted)
    return _serve(settings, wanted)


@plainly
def demo(flags: Flags, *, series: bool = False) -> int:
    """Serve a made-up circle, or series, from a folder of its own, which goes when the demo ends."""
    settings, _ = read(flags)
    with tempfile.TemporaryDirectory(prefix="aplis-demo-", ignore_cleanup_errors=True) as folder:
        from facilitator import demo, demo_series

        file = Path(folder, "demo.aplis")
        if series:
            demo_series.make(file)
        else:
            demo.make(file)
        what = "series" if series else "circle"
        print(f"A made-up {what}: every text in it is invented. It goes when you end the demo.")
        return _serve(replace(settings, data=Path(folder)), file)


@plainly
def export(file: Path, to: Path, *, circle: int | None, language: str, public: bool = False) -> int:
    """Read a copy of the series and write the report; in the series it is put on the list of copies."""
    from facilitator.reports import NoReport, note_in, write_report

    if not to.absolute().parent.is_dir():
        raise Trouble(f"There is no folder {to.absolute().parent} to write {to.name} into.")
    if sys.stderr.isatty():
        print("Reading what was said; it takes some seconds ...", file=sys.stderr)
    _let_phrase(read({})[0])
    with copied(file) as copy:
        try:
            written = write_report(copy, to, circle=circle, language=language, public=public)
        except NoReport as reason:
            raise Trouble(str(reason)) from reason
    if written.unread:
        print(
            f"aplis: {written.unread} contributions came since the series was read, and are in no theme. "
            "“Read anew” at the reading desk puts them into themes, and keeps what was decided.",
            file=sys.stderr,
        )
    if not note_in(file, written):
        print(
            "aplis: The report is written, but the series' list of copies could not be: another aplis has it "
            "open, or it may not be changed. A report taken on the reading page is listed.",
            file=sys.stderr,
        )
    print(to)
    return 0


@plainly
def backup(file: Path, to: Path) -> int:
    if to.exists():
        raise Trouble(f"{to} is there already; a copy overwrites nothing.")
    with copied(file) as copy, whole(to) as out:
        out.write(copy.read_bytes())
    to.chmod(0o600)
    print(to)
    return 0


@plainly
def settings(flags: Flags) -> int:
    found, sources = read(flags)
    print(describe(found, sources), end="")
    return 0


@plainly
def doctor(flags: Flags) -> int:
    from facilitator import doctor as check

    return check.run(read(flags)[0], sys.stdout)


def named_series(file: Path) -> Path:
    """The series file that was named, in a folder fit for it."""
    path = file.expanduser().absolute()
    if path.is_dir():
        raise Trouble(f"{path} is a folder; name a series in it, as in {path / 'trust.aplis'}.")
    if not path.parent.is_dir():
        raise Trouble(f"There is no folder {path.parent}.")
    refuse_unsafe(path.parent)
    return path


@contextlib.contextmanager
def copied(file: Path) -> Iterator[Path]:
    """A whole copy of a series in a folder that goes; the original may be in use. Raises Trouble."""
    from facilitator import schema

    if file.is_dir():
        raise Trouble(f"{file} is a folder; name a series in it, as in {file / 'trust.aplis'}.")
    if not file.is_file():
        raise Trouble(f"There is no file {file}.")
    with tempfile.TemporaryDirectory(prefix="aplis-") as folder:
        try:
            if schema.revision(file) is None:
                raise schema.NotOurs(file)
            copy = Path(folder, file.name)
            schema.copy_series(file, copy)
        except schema.NotOurs as refusal:
            raise Trouble(f"{file} is no series of aplis, or it is damaged; it was not changed.") from refusal
        except schema.TooNew as refusal:
            raise Trouble(f"{file} was made by a newer aplis: update aplis first.") from refusal
        yield copy


@contextlib.contextmanager
def refusals_of(file: Path) -> Iterator[None]:
    """What keeps a series from being opened, as a sentence."""
    from facilitator.schema import NotOurs, TooNew
    from facilitator.store import InUse

    try:
        yield
    except NotOurs as refusal:
        raise Trouble(f"{file} is no series of aplis, or it is damaged; it was not changed.") from refusal
    except TooNew as refusal:
        raise Trouble(f"{file} was made by a newer aplis: update aplis first.") from refusal
    except InUse as refusal:
        raise Trouble(f"{file} is open in another aplis on this machine: close that one first.") from refusal


def _serve(settings: Settings, file: Path | None) -> int:
    from facilitator.app import start

    raise_file_limit()
    _let_phrase(settings)
    with refusals_of(file or Path()):
        aplis = start(settings, file)
    _greet(settings, aplis.console, aplis.house.join.place())
    _until_asked()
    print("Closing…", flush=True)
    aplis.stop()
    return 0


def _let_phrase(settings: Settings) -> None:
    """Let a machine phrase sentences of reports, where that was set; it is off otherwise."""
    if settings.phraser is None:
        return
    from analysis.phrasing import choose, phraser
    from analysis.words import CannotRead

    try:
        choose(phraser(settings.phraser, elsewhere=settings.phraser_elsewhere))
    except CannotRead as reason:
        raise Trouble(str(reason)) from reason


def _greet(settings: Settings, console: str, place: str | None) -> None:
    print(f"aplis is running. The console: {console}")
    print(f"Phones come to: {place}" if place else "Phones cannot come yet: the console says why.")
    print("Press Ctrl-C to end it.", flush=True)
    if settings.open_browser:
        _open(console)


def _open(console: str) -> None:
    """Open a window if there is one: a text browser would take the terminal away."""
    with contextlib.suppress(webbrowser.Error):
        browser = webbrowser.get()
        if type(browser) is not webbrowser.GenericBrowser:
            browser.open(console)


def _until_asked() -> None:
    """Wait for Ctrl-C, or for the system to end us."""
    asked = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: asked.set())
    while not asked.wait(1.0):
        pass  # short waits: on Windows a long one would not hear Ctrl-C
