"""The series files in the data folder: which there are, making one, opening one, saving a copy."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from facilitator.folder import SUFFIX, FolderRefused, new_file, refuse_unsafe, remember_file
from facilitator.house import House
from facilitator.schema import NotOurs, TooNew
from facilitator.spoken import NotSpoken, line
from facilitator.store import InUse, NothingOpen
from participant_ui.port import NoSuchCircle, NotNow, Stage, WordsRefused


@dataclass(frozen=True)
class SeriesFile:
    """A file in the data folder; `changed` is a day as YYYY-MM-DD."""

    name: str
    changed: str


@dataclass(frozen=True)
class Naming:
    """What a series says of itself."""

    title: str
    question: str
    host: str
    keep_days: int


def found(data: Path) -> list[SeriesFile]:
    """The files there are, the one changed last first."""
    files = [path for path in data.glob(f"*{SUFFIX}") if path.is_file()]
    dated = sorted(((path.stat().st_mtime, path.name) for path in files), reverse=True)
    return [SeriesFile(name, datetime.fromtimestamp(at).date().isoformat()) for at, name in dated]


def make(house: House, naming: Naming) -> None:
    """A new series in a file of its own, open from now on. Raises WordsRefused, NotNow."""
    for text in (naming.title, naming.question, naming.host):
        _refuse_unspoken(text)  # before there is a file
    _open(house, new_file(house.settings.data, naming.title))
    house.prepare.series(**vars(naming))


def make_for_bundles(house: House, title: str) -> None:
    """A new series for circles that come in bundles: they say what it is called. Raises NotNow."""
    _open(house, new_file(house.settings.data, title))


def open_file(house: House, name: str) -> None:
    """Open one of the files found, by its name. Raises NoSuchCircle, NotNow."""
    if name not in {file.name for file in found(house.settings.data)}:
        raise NoSuchCircle
    _open(house, house.settings.data / name)


def save_copy(house: House) -> Path:
    """A whole copy of the open series beside it, under a name that says so and its day."""
    path = house.store.path
    if path is None:
        raise NothingOpen
    to = new_file(house.settings.data, f"{path.stem}-copy-{datetime.now(UTC).date().isoformat()}")
    house.store.copy(to)
    return to


def under_way(house: House) -> bool:
    """Is a circle open or paused in the series that is open?"""
    try:
        with house.store.read() as work:
            return any(row.stage in (Stage.OPEN, Stage.PAUSED) for row in work.sessions())
    except NothingOpen:
        return False


def _open(house: House, path: Path) -> None:
    if house.gathering.now().at_work:
        raise NotNow("gathering")
    if under_way(house):
        raise NotNow("under_way")
    before = house.store.path
    try:
        refuse_unsafe(path)
        house.open(path)
    except (NotOurs, TooNew, InUse, FolderRefused, OSError) as trouble:
        if before is not None:
            house.open(before)
        raise NotNow(_why(trouble)) from trouble
    remember_file(house.settings.data, path)


def _why(trouble: Exception) -> str:
    known: dict[type[Exception], str] = {NotOurs: "not_ours", TooNew: "too_new", InUse: "in_use"}
    return known.get(type(trouble), "unsafe_folder")


def _refuse_unspoken(text: str) -> None:
    try:
        line(text, 300)
    except NotSpoken as refusal:
        raise WordsRefused(refusal.reason) from refusal
