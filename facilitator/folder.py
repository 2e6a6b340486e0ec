"""Where files live: the data folder, the secret key in it, the file opened last, names for new files."""

import contextlib
import os
import re
import secrets
import stat
import sys
import unicodedata
from pathlib import Path

from facilitator.saying import N_, Saying
from facilitator.synced import Machine, refusal

KEY_BYTES = 32
SECRET, SIGNING = "secret.key", "signing.key"
SUFFIX = ".aplis"
LONGEST = 120  # bytes of a file's name, so that it fits on every disk and into every archive
# More than any room needs; some systems allow a thousand million, and then closing files takes minutes.
ENOUGH_FILES = 65_536
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


class FolderRefused(Exception):
    """The data folder, or a file in it, is not fit to hold what people say; `saying` has the remedy."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(str(saying))
        self.saying = saying


def default_data(documents: Path, home: Path, machine: Machine | None = None) -> Path:
    """`aplis` in the documents folder, or in the home folder where documents are copied to a cloud.

    Windows and macOS often hand the documents folder to their cloud unasked. Where files of ours are already
    in it, it stays the answer, so that they are refused with the reason and not overlooked.
    """
    usual = documents / "aplis"
    if refusal(documents.resolve(), machine) is None or any(usual.glob(f"*{SUFFIX}")):
        return usual
    return home / "aplis"


def refuse_unsafe(folder: Path, machine: Machine | None = None) -> None:
    """Raise FolderRefused for a folder that is copied to a cloud or lies on another machine."""
    for place in dict.fromkeys((folder.absolute(), folder.resolve())):
        saying = refusal(place, machine)
        if saying is not None:
            raise FolderRefused(saying)


def open_folder(folder: Path, machine: Machine | None = None) -> Path:
    """The data folder, made (mode 0700) if it is not there. Raises FolderRefused with what to do."""
    refuse_unsafe(folder, machine)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise FolderRefused(
            Saying(N_("%(folder)s is a file, not a folder. Choose another with --data."), {"folder": folder})
        ) from None
    except OSError as error:
        text = N_("%(folder)s could not be made (%(why)s). Choose another folder with --data.")
        raise FolderRefused(Saying(text, {"folder": folder, "why": error.strerror})) from error
    check_folder(folder, machine)
    return folder


def check_folder(folder: Path, machine: Machine | None = None) -> None:
    """Raise FolderRefused where the folder, or the key in it, is not fit; a folder not yet there may be."""
    refuse_unsafe(folder, machine)
    for path, allowed in ((folder, 0o700), (folder / SECRET, 0o600), (folder / SIGNING, 0o600)):
        if path.exists():
            _refuse_wide(path, allowed)


def secret_key(data: Path) -> bytes:
    """The 32 bytes everything is signed with: read from `secret.key`, or made, once, by whoever comes first.

    Raises FolderRefused if others may read it (POSIX), or if it is not whole.
    """
    text = N_(
        "%(file)s is damaged. Put it back from a copy, or delete it: phones then take their seats anew."
    )
    return _key(data / SECRET, text)


def signing_key(data: Path) -> bytes:
    """The 32 secret bytes bundles are signed with, made and kept as `secret_key` is. Raises FolderRefused."""
    text = N_(
        "%(file)s is damaged. Put it back from a copy, or delete it: bundles are then signed with a new key, "
        "and whoever merges them is asked whether that is right."
    )
    return _key(data / SIGNING, text)


def _key(path: Path, damaged: str) -> bytes:
    if not path.exists():
        _make_key(path)
    _refuse_wide(path, 0o600)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise FolderRefused(Saying(damaged, {"file": path}))
    return key


def _make_key(path: Path) -> None:
    """Written whole under another name, then put in place; never over one that is there already."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        with contextlib.suppress(FileExistsError):
            # A rename on Windows and a link elsewhere both refuse to replace: the first of two wins.
            (os.rename if os.name == "nt" else os.link)(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _refuse_wide(path: Path, allowed: int) -> None:
    """Windows keeps the folders of one person from others by itself; its modes say nothing."""
    if os.name == "nt":
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & ~allowed & 0o777:
        text = N_(
            "Other people on this computer may open %(path)s (mode %(mode)s). To close it, run  "
            "chmod %(right)s %(quoted)s  and if nothing changes, choose a folder on another disk with --data."
        )
        values = {"path": path, "mode": f"{mode:03o}", "right": f"{allowed:o}", "quoted": _quoted(path)}
        raise FolderRefused(Saying(text, values))


def _quoted(path: Path) -> str:
    text = str(path)
    return text if re.fullmatch(r"[\w@%+=:,./~-]+", text) else "'" + text.replace("'", "'\\''") + "'"


def last_file(data: Path) -> Path | None:
    """The series opened last, or None if there was none or it is gone."""
    try:
        noted = (data / "last.txt").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    path = data / noted
    return path if noted and path.is_file() else None


def remember_file(data: Path, path: Path) -> None:
    """Note which series is open; one inside the data folder is found again if the whole folder moves."""
    file, folder = path.resolve(), data.resolve()
    noted = file.relative_to(folder) if file.is_relative_to(folder) else file
    draft = data / f".last.{secrets.token_hex(4)}"
    draft.write_text(f"{noted}\n", encoding="utf-8")
    os.replace(draft, data / "last.txt")


def new_file(data: Path, title: str) -> Path:
    """A path for a new series of this title that no file has yet. Letters of every language are kept."""
    entries = [entry.name for entry in data.iterdir()] if data.is_dir() else []
    # What SQLite left beside a file that is gone would be taken for a new file's own.
    taken = {_plain(re.sub(r"-(wal|shm|journal)$", "", name)) for name in entries}
    name, n = file_name(title), 1
    while _plain(f"{name}{SUFFIX}") in taken:
        n += 1
        name = f"{file_name(title)}-{n}"
    return data / f"{name}{SUFFIX}"


def file_name(title: str) -> str:
    """A title as the name of a file on every system: letters and digits, dashes for the rest."""
    text = unicodedata.normalize("NFC", title)
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in text)
    name = re.sub(r"-{2,}", "-", kept).strip("-")
    while len(name.encode("utf-8")) > LONGEST - len(SUFFIX) - len("-9999"):
        name = name[:-1].rstrip("-")
    if not name:
        return "series"
    return f"series-{name}" if name.casefold() in RESERVED else name


def _plain(name: str) -> str:
    """Names that one disk holds apart and another does not are the same name to us."""
    return unicodedata.normalize("NFC", name).casefold()


def raise_file_limit() -> int | None:
    """Let this process hold as many connections open as the system allows; the limit, or None on Windows."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_FILES)
    # macOS names no limit and then refuses more than its own: take what it gives.
    for wanted in (most, 10_240, 4_096, 1_024):
        if soft != resource.RLIM_INFINITY and soft < wanted <= most:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                return wanted
    return most if soft == resource.RLIM_INFINITY else soft


def seats_for(limit: int) -> int:
    """How many phones a limit on open files bears: two connections each, and some for ourselves."""
    return max(0, (limit - 64) // 2)
