"""Folders that are copied to a cloud or reached over a network are refused, and others are not."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from facilitator.synced import Machine, refusal

MAC, WIN, LIN = PurePosixPath("/Users/ilze"), PureWindowsPath(r"C:\Users\Ilze"), PurePosixPath("/home/ilze")

MOUNTINFO = r"""22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
30 22 0:26 / /proc rw - proc proc rw
41 22 8:3 / /home rw,relatime shared:2 - btrfs /dev/sda3 rw,compress
55 41 0:50 / /home/ilze/office rw,relatime shared:3 - nfs4 server:/office rw,vers=4.2
56 41 0:51 / /home/ilze/kopīgā\040mape rw - cifs //server/share rw
57 41 0:52 / /home/ilze/far rw - fuse.sshfs ilze@far: rw
58 41 0:53 / /home/ilze/dav rw - fuse.davfs https://cloud.test rw
59 22 0:54 / /mnt/c rw - 9p C:\134 rw,aname=drvfs
60 41 0:55 / /home/ilze/office/local rw - ext4 /dev/sdb1 rw
61 22 0:56 / /mnt/stack rw - ext4 /dev/sdc1 rw
62 22 0:57 / /mnt/stack rw - nfs server:/x rw
broken line
"""
MOUNT = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ilze@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by ilze)
https://cloud.test/dav on /Volumes/dav on top (webdav, nodev)
server:/x on /Volumes/nfs (nfs)
"""


def machine(system: str, home: PurePath, *there: str) -> Machine:
    """A made-up laptop on which only the files named in `there` exist, and the drive Z: is the office's."""
    return Machine(
        system=system,
        home=home,
        mounts=lambda: {"Linux": MOUNTINFO, "Darwin": MOUNT}.get(system, ""),
        drive_type=lambda root: 4 if root.upper() == "Z:\\" else 3,
        has=lambda folder, pattern: str(folder / pattern) in there,
    )


SYNCED = [
    (WIN, r"C:\Users\Ilze\OneDrive\Documents\aplis", "OneDrive"),
    (WIN, r"C:\Users\Ilze\OneDrive - Kultūras ministrija\Dokumenti\aplis", "OneDrive"),
    (MAC, "/Users/ilze/Library/CloudStorage/OneDrive-Personal/aplis", "OneDrive"),
    (MAC, "/Users/ilze/Library/Mobile Documents/com~apple~CloudDocs/aplis", "iCloud Drive"),
    (WIN, r"C:\Users\Ilze\iCloudDrive\aplis", "iCloud Drive"),
    (LIN, "/home/ilze/Dropbox/aplis", "Dropbox"),
    (WIN, r"D:\Dropbox (Birojs)\aplis", "Dropbox"),
    (WIN, r"G:\My Drive\aplis", "Google Drive"),
    (WIN, r"G:\Мой диск\aplis", "Google Drive"),
    (MAC, "/Users/ilze/Library/CloudStorage/GoogleDrive-ilze@example.test/My Drive/aplis", "Google Drive"),
    (LIN, "/home/ilze/Nextcloud/aplis", "Nextcloud"),
    (LIN, "/home/ilze/ownCloud/aplis", "ownCloud"),
    (MAC, "/Users/ilze/Yandex.Disk.localized/aplis", "Yandex Disk"),
    (WIN, r"C:\Users\Ilze\YandexDisk\aplis", "Yandex Disk"),
    (MAC, "/Users/ilze/Яндекс.Диск/aplis", "Yandex Disk"),
    (WIN, r"C:\Users\Ilze\Box\aplis", "Box"),
    (MAC, "/Users/ilze/Library/CloudStorage/Box-Box/aplis", "Box"),
    (WIN, r"P:\pCloud Drive\aplis", "pCloud"),
    (LIN, "/home/ilze/pCloudDrive/aplis", "pCloud"),
    (LIN, "/home/ilze/MEGA/aplis", "MEGA"),
    (LIN, "/home/ilze/MEGAsync/aplis", "MEGA"),
    (MAC, "/Users/ilze/Library/CloudStorage/Other-x/aplis", "CloudStorage"),
]


@pytest.mark.parametrize(("home", "folder", "service"), SYNCED, ids=[s[1] for s in SYNCED])
def test_a_cloud_folder_is_refused_with_its_name_and_another_to_take(
    home: PurePath, folder: str, service: str
) -> None:
    """The sentence says which service, why, and which folder would do."""
    system = {MAC: "Darwin", WIN: "Windows", LIN: "Linux"}[home]
    said = str(refusal(type(home)(folder), machine(system, home)))
    assert service in said and folder in said and "leave this laptop" in said
    assert f"--data {home / 'aplis'}" in said


def test_letters_taken_apart_by_the_disk_are_the_same_letters() -> None:
    """macOS may store й as и and a breve: the folder is found out all the same."""
    folder = MAC / "Мой диск".replace("й", "и\u0306") / "aplis"
    assert refusal(folder, machine("Darwin", MAC)) is not None


@pytest.mark.parametrize(
    "mark",
    [
        "/home/ilze/darbs/.dropbox.cache",
        "/home/ilze/darbs/.stfolder",
        "/home/ilze/darbs/.sync_*.db",
        "/home/ilze/darbs/.owncloudsync.log",
    ],
)
def test_what_a_service_leaves_behind_gives_it_away(mark: str) -> None:
    """A synced folder of any name is known by the files the service keeps in it."""
    assert refusal(LIN / "darbs" / "circles" / "aplis", machine("Linux", LIN, mark)) is not None
    assert refusal(LIN / "other" / "aplis", machine("Linux", LIN, mark)) is None


def test_documents_that_macos_moved_to_icloud_are_refused() -> None:
    """With "Desktop & Documents Folders" on, the path looks local and is not."""
    moved = machine("Darwin", MAC, "/Users/ilze/Library/Mobile Documents/com~apple~CloudDocs/Documents")
    assert "iCloud Drive" in str(refusal(MAC / "Documents" / "aplis", moved))
    assert refusal(MAC / "aplis", moved) is None
    assert refusal(MAC / "Documents" / "aplis", machine("Darwin", MAC)) is None


@pytest.mark.parametrize(
    "folder",
    [
        "/home/ilze/office/aplis",
        "/home/ilze/kopīgā mape/aplis",
        "/home/ilze/far",
        "/home/ilze/dav/x",
        "/mnt/c/Users/Ilze/aplis",
        "/mnt/stack/aplis",
    ],
)
def test_a_folder_over_the_network_is_refused_on_linux(folder: str) -> None:
    """NFS, Windows shares, SSH, WebDAV, and Windows' own disk seen from WSL."""
    assert "over a network" in str(refusal(PurePosixPath(folder), machine("Linux", LIN)))


@pytest.mark.parametrize(
    "folder", ["/Volumes/share/aplis", "/Volumes/dav on top/aplis", "/Volumes/nfs/aplis"]
)
def test_a_folder_over_the_network_is_refused_on_macos(folder: str) -> None:
    """What the Finder mounted from a server is no place for a series."""
    assert "over a network" in str(refusal(PurePosixPath(folder), machine("Darwin", MAC)))


@pytest.mark.parametrize(
    "folder",
    [r"\\server\share\aplis", r"Z:\aplis", r"\\?\UNC\server\share\aplis", r"\\wsl$\Debian\home\ilze"],
)
def test_a_folder_over_the_network_is_refused_on_windows(folder: str) -> None:
    """Shares by name and drives mapped to them."""
    assert "over a network" in str(refusal(PureWindowsPath(folder), machine("Windows", WIN)))


@pytest.mark.parametrize(
    ("system", "folder"),
    [
        ("Linux", LIN / "Documents" / "aplis"),
        ("Linux", LIN / "office" / "local" / "aplis"),
        ("Linux", LIN / "projects" / "box" / "aplis"),
        ("Linux", LIN / "sync-notes" / "aplis"),
        ("Linux", PurePosixPath("/srv/aplis")),
        ("Darwin", MAC / "Documents" / "aplis"),
        ("Darwin", PurePosixPath("/Volumes/USB stick/aplis")),
        ("Windows", WIN / "Documents" / "aplis"),
        ("Windows", PureWindowsPath(r"D:\aplis")),
        ("Windows", PureWindowsPath("\\\\?\\C:\\Users\\Ilze\\aplis")),
    ],
)
def test_an_ordinary_folder_is_taken(system: str, folder: PurePath) -> None:
    """Documents, another disk, a stick: nothing is refused for its looks."""
    home = {"Linux": LIN, "Darwin": MAC, "Windows": WIN}[system]
    assert refusal(folder, machine(system, home)) is None


def test_a_system_that_cannot_tell_its_mounts_refuses_nothing() -> None:
    """Where the list of mounts cannot be read, there is no reason to say no."""

    def broken() -> str:
        raise OSError("no list")

    assert refusal(LIN / "x", Machine(system="Linux", home=LIN, mounts=broken, has=lambda *_: False)) is None


def test_this_machine_can_be_asked(tmp_path: Path) -> None:
    """The real questions to the running system work here too."""
    assert refusal(tmp_path) is None
