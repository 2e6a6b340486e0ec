"""Where files live: closed to others, a key made once, nothing overwritten, a limit raised."""

import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.folder import (
    FolderRefused,
    default_data,
    file_name,
    last_file,
    new_file,
    open_folder,
    raise_file_limit,
    refuse_unsafe,
    remember_file,
    seats_for,
    secret_key,
)
from facilitator.synced import Machine

posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps people apart without modes")


def plain(home: Path, *cloud: str) -> Machine:
    """A made-up laptop with no mounts, on which only the named marks of clouds exist."""
    return Machine(
        system="Linux", home=home, mounts=lambda: "", has=lambda f, p: str(PurePath(f) / p) in cloud
    )


@posix
def test_the_data_folder_and_the_key_are_closed_to_others(tmp_path: Path) -> None:
    """Whatever the umask, the folder is made 0700 and the key 0600."""
    before = os.umask(0)
    try:
        data = open_folder(tmp_path / "deep" / "aplis")
        secret_key(data)
    finally:
        os.umask(before)
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in data.iterdir()] == ["secret.key"]


@posix
@pytest.mark.parametrize("mode", [0o701, 0o750, 0o755, 0o777])
def test_a_folder_open_to_others_is_refused_with_the_command_that_closes_it(
    tmp_path: Path, mode: int
) -> None:
    """The refusal says what to type, spaces and quotes included, and typing it mends it."""
    data = tmp_path / "it's ours"
    data.mkdir()
    data.chmod(mode)
    with pytest.raises(FolderRefused, match="Other people") as refused:
        open_folder(data)
    command = str(refused.value).partition("run  ")[2].partition("  and")[0]
    subprocess.run(command, shell=True, check=True)
    assert open_folder(data) == data


@posix
def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """A key anybody could have copied signs nothing any more until somebody has looked at it."""
    key = secret_key(tmp_path)
    (tmp_path / "secret.key").chmod(0o640)
    with pytest.raises(FolderRefused, match=r"chmod 600 .*secret\.key"):
        secret_key(tmp_path)
    (tmp_path / "secret.key").chmod(0o600)
    assert secret_key(tmp_path) == key


def test_the_key_is_made_once_and_stays(tmp_path: Path) -> None:
    """32 bytes, the same at every start, another one in another folder."""
    other = tmp_path / "other"
    other.mkdir()
    assert len(secret_key(tmp_path)) == 32
    assert secret_key(tmp_path) == secret_key(tmp_path) != secret_key(other)


def test_many_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    """Whoever comes first makes it; nobody reads half of it and nobody replaces it."""
    with ThreadPoolExecutor(16) as pool:
        for n in range(20):
            data = tmp_path / str(n)
            data.mkdir()
            assert len(set(pool.map(secret_key, [data] * 16))) == 1
            assert [entry.name for entry in data.iterdir()] == ["secret.key"]


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_damaged_key_is_said_and_not_replaced(tmp_path: Path, content: bytes) -> None:
    """A new key would throw everybody out: that is for a person to decide."""
    path = tmp_path / "secret.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(FolderRefused, match="damaged"):
        secret_key(tmp_path)
    assert path.read_bytes() == content


def test_a_cloud_folder_is_refused_also_behind_a_link(tmp_path: Path) -> None:
    """A link from an innocent place into a synced one is followed before it is trusted; nothing is made."""
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    link = tmp_path / "innocent"
    try:
        link.symlink_to(cloud, target_is_directory=True)
    except OSError:
        link = cloud
    for folder in (cloud / "aplis", link / "aplis"):
        with pytest.raises(FolderRefused, match="Dropbox"):
            open_folder(folder)
        with pytest.raises(FolderRefused):
            refuse_unsafe(folder)
    assert list(cloud.iterdir()) == []


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    """Where a folder should be and a file is, or below one, the sentence says to choose another."""
    (tmp_path / "aplis").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "aplis", tmp_path / "aplis" / "deeper"):
        with pytest.raises(FolderRefused, match="--data"):
            open_folder(folder)


def test_files_go_to_documents_unless_these_are_copied_to_a_cloud(tmp_path: Path) -> None:
    """Windows and macOS often hand Documents to their cloud: then the home folder is taken."""
    home = tmp_path.resolve()
    documents, synced = home / "Documents", home / "OneDrive" / "Documents"
    assert default_data(documents, home, plain(home)) == documents / "aplis"
    assert default_data(synced, home, plain(home)) == home / "aplis"


def test_files_already_in_a_cloud_are_not_overlooked(tmp_path: Path) -> None:
    """If a series is in the synced folder already, it is refused with the reason rather than forgotten."""
    home = tmp_path.resolve()
    ours = home / "OneDrive" / "Documents" / "aplis"
    ours.mkdir(parents=True)
    (ours / "trust.aplis").touch()
    assert default_data(ours.parent, home, plain(home)) == ours


def test_the_series_opened_last_is_found_again(tmp_path: Path) -> None:
    """In the folder or outside it, also after the folder moved; a file that is gone is none."""
    data = tmp_path / "aplis"
    data.mkdir()
    assert last_file(data) is None
    inside, outside = data / "Uzticēšanās.aplis", tmp_path / "Доверие.aplis"
    for file in (inside, outside):
        file.touch()
        remember_file(data, file)
        assert last_file(data).resolve() == file.resolve()
    remember_file(data, inside)
    moved = data.rename(tmp_path / "moved")
    assert last_file(moved) == moved / inside.name
    (moved / inside.name).unlink()
    assert last_file(moved) is None
    (moved / "last.txt").write_bytes(b"\xff\xfe")
    assert last_file(moved) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Uzticēšanās Rīgā", "Uzticēšanās-Rīgā"),
        ("Доверие: круг №1", "Доверие-круг-1"),
        ("../../etc/passwd", "etc-passwd"),
        ('a\\b/c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("", "series"),
        ("💬 …", "series"),
        ("CON", "series-CON"),
        (".hidden. ", "hidden"),
    ],
)
def test_a_title_becomes_a_file_name_people_recognise(title: str, name: str) -> None:
    """Letters of every language are kept; what a system cannot have in a name becomes a dash."""
    assert file_name(title) == name


@given(title=st.text(max_size=300))
def test_any_title_gives_a_name_every_system_takes(title: str) -> None:
    """Short enough, no separators, no leading dot, no reserved word."""
    name = file_name(title)
    assert 1 <= len(name.encode("utf-8")) <= 120
    assert not set(name) & set('/\\:*?"<>|. \0\n')
    assert name.casefold() not in ("con", "nul", "com1")
    assert unicodedata.is_normalized("NFC", name)


def test_a_new_file_never_takes_anothers_place(tmp_path: Path) -> None:
    """The same title again gets a number, also where only the case differs or something was left behind."""
    assert new_file(tmp_path / "nowhere", "Trust").name == "Trust.aplis"
    for expected in ("Trust.aplis", "trust-2.aplis", "TRUST-3.aplis"):
        path = new_file(tmp_path, expected.partition(".")[0].rstrip("-23"))
        assert path.name == expected
        path.touch(exist_ok=False)
    (tmp_path / "Circle.aplis-wal").touch()
    assert new_file(tmp_path, "Circle").name == "Circle-2.aplis"


@posix
def test_the_limit_on_open_files_is_raised_and_never_lowered() -> None:
    """Started from a shell that allows 256, aplis lets in far more than 96 phones."""
    ask = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 4096));"
        "from facilitator.folder import raise_file_limit as up;"
        "print(up(), up(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["4096", "4096", "4096"]


def test_a_limit_is_told_in_phones() -> None:
    """Two connections a phone and some for ourselves; with 256 the room is small."""
    assert seats_for(256) == 96
    assert seats_for(10) == 0
    limit = raise_file_limit()
    assert limit is None or seats_for(limit) > 0
