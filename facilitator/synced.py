"""Whether a folder is copied to a cloud or reached over a network: no place for what people say."""

import platform
import re
import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from facilitator.saying import N_, Saying

# Part of a path, anywhere, as the services name their folders; company names may follow.
CLOUDS = (
    ("OneDrive", r"onedrive|onedrive ?[-–].+"),
    ("iCloud Drive", r"mobile documents|com~apple~clouddocs|icloud ?drive.*"),
    ("Dropbox", r"dropbox|dropbox \(.+\)|dropbox-.+"),
    ("Google Drive", r"google ?drive.*|my drive|mans disks|мой диск|drivefs"),
    ("Nextcloud", r"nextcloud\d?"),
    ("ownCloud", r"owncloud\d?"),
    ("Yandex Disk", r"yandex\.?disk.*|yandex disk|яндекс\.? ?диск"),
    ("Box", r"box sync|box-box"),
    ("pCloud", r"pcloud|pcloud ?drive|pcloudsync"),
    ("MEGA", r"megasync.*|mega cloud drive"),
    ("Mail.ru Cloud", r"облако mail\.ru|cloud mail\.ru|mail\.ru cloud"),
    ("Seafile", r"seafile|seadrive.*"),
    ("Synology Drive", r"synologydrive|synology drive"),
    ("Proton Drive", r"proton ?drive.*"),
    ("Resilio Sync", r"resilio sync"),
    ("Syncthing", r"syncthing"),
    ("Jottacloud", r"jottacloud"),
    ("Tresorit", r"tresorit|tresors"),
    ("kDrive", r"kdrive"),
    ("CloudStorage", r"cloudstorage"),
)
# Names too plain to be refused anywhere but where the service puts them: right in the home folder.
AT_HOME = {"box": "Box", "mega": "MEGA", "sync": "Sync", "insync": "Insync"}
# What the services leave lying in the folders they keep.
MARKS = (
    ("Dropbox", ".dropbox.cache"),
    ("Syncthing", ".stfolder"),
    ("Nextcloud", ".nextcloudsync.log"),
    ("Nextcloud", ".sync_*.db"),
    ("ownCloud", ".owncloudsync.log"),
    ("Synology Drive", ".SynologyWorkingDirectory"),
)
REMOTE = re.compile(
    r"(fuse\.)?(nfs\d?|cifs|smb\d?|smbfs|smbnetfs|afpfs|afs|9p|drvfs|v9fs|davfs2?|webdav|sshfs|rclone|gvfsd-fuse"
    r"|curlftpfs|ftp|ncpfs|coda|ceph|ceph-fuse|glusterfs|lustre|beegfs|s3fs|gcsfuse|google-drive-ocamlfuse"
    r"|onedriver|vboxsf|vmhgfs|vmhgfs-fuse|prl_fs|jmtpfs)"
)
REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW

CLOUD = N_(
    "%(folder)s is copied to the cloud by %(service)s: what people say would leave this laptop, and a file "
    "may break while it is copied. Choose a folder outside it, for example with --data %(instead)s"
)
NETWORK = N_(
    "%(folder)s is reached over a network (%(system)s), where a file can lose what was kept. Choose a folder "
    "on this laptop's own disk, for example with --data %(instead)s"
)


def _has(folder: PurePath, pattern: str) -> bool:
    try:
        return any(Path(folder).glob(pattern))
    except OSError:
        return False


def _mounts() -> str:
    if platform.system() == "Linux":
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    if platform.system() == "Darwin":
        told = subprocess.run(["/sbin/mount"], capture_output=True, timeout=10, check=False).stdout
        return told.decode("utf-8", errors="replace")
    return ""


def _drive_type(root: str) -> int:
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return int(windll.kernel32.GetDriveTypeW(root)) if windll else 0


@dataclass(frozen=True)
class Machine:
    """What is asked of the system; tests put a made-up one here."""

    system: str = field(default_factory=platform.system)
    home: PurePath = field(default_factory=Path.home)
    mounts: Callable[[], str] = _mounts
    drive_type: Callable[[str], int] = _drive_type
    has: Callable[[PurePath, str], bool] = _has


def refusal(folder: PurePath, machine: Machine | None = None) -> Saying | None:
    """Why this folder (absolute) is not fit to hold what people say, or None if it is."""
    machine = machine or Machine()
    names = {"folder": str(folder), "instead": str(machine.home / "aplis")}
    service = cloud(folder, machine)
    if service:
        return Saying(CLOUD, {**names, "service": service})
    system = remote(folder, machine)
    return Saying(NETWORK, {**names, "system": system}) if system else None


def cloud(folder: PurePath, machine: Machine) -> str | None:
    """The service that copies this folder elsewhere, or None."""
    parts = [unicodedata.normalize("NFC", part).casefold() for part in folder.parts]
    for service, pattern in CLOUDS:
        if any(re.fullmatch(pattern, part) for part in parts):
            return service
    below = _below_home(folder, machine)
    if below and below[0].casefold() in AT_HOME:
        return AT_HOME[below[0].casefold()]
    if machine.system == "Darwin" and below[:1] in (("Documents",), ("Desktop",)):
        synced = machine.home / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
        # macOS lists here what of the home folder it moved into iCloud.
        if machine.has(synced, below[0]):
            return "iCloud Drive"
    marked = ((s, m) for place in (folder, *folder.parents) for s, m in MARKS if machine.has(place, m))
    return next((service for service, _ in marked), None)


def remote(folder: PurePath, machine: Machine) -> str | None:
    """The kind of file system, if the folder is reached over a network, or None."""
    if machine.system == "Windows":
        return _windows(PureWindowsPath(folder), machine)
    read = read_mountinfo if machine.system == "Linux" else read_mount
    best = ("", "")
    try:
        told = machine.mounts()
    except (OSError, subprocess.SubprocessError):
        return None
    for point, kind in read(told):
        # The last of several mounts on one point is the one in sight.
        if PurePosixPath(folder).is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, kind)
    # Where the whole system comes over a wire (a thin client, a sandbox), no other folder would be better.
    return best[1] if best[0] != "/" and REMOTE.fullmatch(best[1]) else None


def _windows(folder: PureWindowsPath, machine: Machine) -> str | None:
    drive = folder.drive.replace("/", "\\")
    if drive.startswith("\\\\") and not re.match(r"\\\\[?.]\\[a-z]:", drive, re.IGNORECASE):
        return "network share"
    root = re.sub(r"^\\\\[?.]\\", "", drive) + "\\"
    return "network drive" if machine.drive_type(root) == REMOTE_DRIVE else None


def read_mountinfo(told: str) -> list[tuple[str, str]]:
    """Mount point and kind of file system, in order, from Linux' /proc/self/mountinfo."""
    found = []
    for line in told.splitlines():
        before, dash, after = line.partition(" - ")
        fields = before.split(" ")
        if dash and len(fields) > 4 and after:
            found.append((_unescaped(fields[4]), after.split(" ")[0]))
    return found


def read_mount(told: str) -> list[tuple[str, str]]:
    """The same from what macOS' `mount` prints: `//u@host/share on /Volumes/share (smbfs, nodev)`."""
    return re.findall(r"^.+? on (/.*) \((\w+)[,)]", told, re.MULTILINE)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), text)


def _below_home(folder: PurePath, machine: Machine) -> Sequence[str]:
    return folder.relative_to(machine.home).parts if folder.is_relative_to(machine.home) else ()
