"""What `aplis bundle` and `aplis merge` do: a circle leaves as a file, files come together in a series."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.whole import whole
from facilitator import bundle as bundles
from facilitator import merging
from facilitator.commands import Flags, Trouble, copied, named_series, plainly, refusals_of
from facilitator.folder import last_file, open_folder
from facilitator.handing import NotHanded, hand_over
from facilitator.merging import Outcome
from facilitator.settings import read
from facilitator.signing import of_laptop
from facilitator.store import StorageBusy, StorageFull, Store
from participant_ui.port import NotNow

PATIENCE_PER_BUNDLE = 2.0  # seconds, on a slow disk


@plainly
def bundle(flags: Flags, circle: int | None, *, file: Path | None, to: Path | None) -> int:
    """Hand a circle over as one file, signed with this laptop's key."""
    data = open_folder(read(flags)[0].data)
    series = file or last_file(data)
    if series is None:
        raise Trouble("Say which series the circle is in: --from NAME.aplis")
    folder = to if to is not None and to.is_dir() else None
    if to is not None and not to.absolute().parent.is_dir():
        raise Trouble(f"There is no folder {to.absolute().parent} to write {to.name} into.")
    with opened(there(series)) as store:
        try:
            handed = hand_over(store, circle, of_laptop(data))
        except NotHanded as reason:
            raise Trouble(str(reason.saying)) from reason
    out = to if to is not None and folder is None else (folder or Path()) / handed.name
    _write_new(out, handed.content)
    print(out)
    print(f"Issue {handed.issue}. Contributions: {handed.contributions}. Taken back: {handed.withdrawn}.")
    print(f"Signed by {handed.words}: tell these words to whoever merges it.")
    return 0


@plainly
def merge(files: Sequence[Path], *, into: Path, dry_run: bool, accept: Sequence[str]) -> int:
    """Bring bundles into a series; those that are refused change nothing, and are said with exit status 2."""
    series, good, refused = named_series(into), [], []
    for file in files:
        try:
            good.append(bundles.read(file))
        except bundles.Refused as reason:
            refused.append(reason.saying)
    if good:
        with tried_on(series) if dry_run else or_new(series) as store:
            patience = PATIENCE_PER_BUNDLE * len(good) + 60
            done = store.change(lambda work: merging.merge(work, good, accept=accept), patience=patience)
        refused += done.refused
        _tell(done, series, dry_run=dry_run)
    for saying in refused:
        print(f"aplis: {saying}", file=sys.stderr)
    if any(saying.text in merging.ASKS_WHOSE for saying in refused):
        print("aplis: A key is accepted with --accept and its words.", file=sys.stderr)
    return 2 if refused else 0


def there(file: Path) -> Path:
    """A series that is there for sure. Raises Trouble."""
    path = named_series(file)
    if not path.is_file():
        raise Trouble(f"There is no file {path}.")
    return path


def _write_new(out: Path, content: bytes) -> None:
    """A file that overwrites nothing; written once more with the same content, it is as it was."""
    if out.exists() and (out.is_dir() or out.read_bytes() != content):
        raise Trouble(f"{out} is there already; a bundle overwrites nothing. Give another name with --to.")
    if not out.exists():
        with whole(out) as file:
            file.write(content)
        out.chmod(0o600)


@contextlib.contextmanager
def opened(series: Path) -> Iterator[Store]:
    """A series opened to change it. Raises Trouble."""
    store = Store()
    with refusals_of(series):
        store.open(series)
    try:
        yield store
    except (StorageFull, NotNow) as full:
        raise Trouble("The disk is full, or the series cannot be written now. Nothing was changed.") from full
    except StorageBusy as busy:
        raise Trouble(f"Another program holds {series}. Nothing was changed; try again later.") from busy
    finally:
        store.close()


@contextlib.contextmanager
def or_new(series: Path) -> Iterator[Store]:
    """The same for a series that may be new; a new one in which nothing came to stand is not left."""
    new, empty = not series.exists(), True
    try:
        with opened(series) as store:
            if new:
                series.chmod(0o600)
            yield store
            with store.read() as work:
                empty = work.series() is None
    finally:
        if new and empty:
            series.unlink(missing_ok=True)


@contextlib.contextmanager
def tried_on(series: Path) -> Iterator[Store]:
    """A copy of a series, or a new one, in a folder that goes: what is done there is only looked at."""
    with contextlib.ExitStack() as stack:
        if series.exists():
            copy = stack.enter_context(copied(series))
        else:
            copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="aplis-")), series.name)
        yield stack.enter_context(opened(copy))


def _tell(done: Outcome, series: Path, *, dry_run: bool) -> None:
    if not done.lines:
        return
    if dry_run:
        print("Only tried: nothing was changed. This is what would be merged.")
    for line in done.lines:
        print(line)
    held = f"circles {done.circles}, contributions {done.contributions}"
    print(f"What came in bundles{' would be' if dry_run else ''}: {held}. Its name: {done.fingerprint[:16]}")
    if not dry_run:
        print(series)
