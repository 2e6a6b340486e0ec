"""`aplis doctor`: says what is well and what is not, with a remedy, and changes nothing."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator.doctor import Patient, run
from facilitator.encrypted import encrypted, on_linux, on_macos
from facilitator.network import Inside, Interface, Surroundings
from facilitator.settings import Settings
from facilitator.synced import Machine

WIFI = Interface("wlan0", "", (("192.168.1.5", 24),))
DOCKER = Interface("docker0", "", (("172.17.0.1", 16),))


def networks(*interfaces: Interface) -> Surroundings:
    return Surroundings(lambda: list(interfaces), lambda: None, lambda: Inside.NOTHING)


@pytest.fixture
def well(tmp_path: Path) -> Patient:
    """A laptop that lacks nothing."""
    return Patient(
        surroundings=networks(WIFI, DOCKER),
        machine=Machine(system="Linux", home=tmp_path, mounts=lambda: "", has=lambda *_: False),
        sqlite=(3, 51, 3),
        carried=lambda package, path: True,
        free=lambda folder: 80_000_000_000,
        encrypted=lambda folder: True,
        file_limit=lambda: 4096,
        free_port=lambda host, port: port,
    )


def told(settings: Settings, patient: Patient) -> tuple[int, str]:
    out = io.StringIO()
    return run(settings, out, patient=patient), out.getvalue()


def test_a_laptop_that_lacks_nothing_is_well(tmp_path: Path, well: Patient) -> None:
    """Exit status 0, the chosen address with its reason, the others with theirs, and no folder made."""
    status, text = told(Settings(data=tmp_path / "aplis"), well)
    assert status == 0 and "attention  " not in text
    assert "Nothing needs attention." in text
    assert "192.168.1.5 (wlan0)" in text and "same Wi-Fi" in text
    assert "Not used: 172.17.0.1 (docker0)." in text
    assert not (tmp_path / "aplis").exists()


LACKS = [
    ("an old SQLite", {"sqlite": (3, 31, 1)}, "SQLite 3.31.1 is too old", "newer Python"),
    ("no weights", {"carried": lambda package, path: package != "analysis"}, "weights", "make install"),
    (
        "no client",
        {"carried": lambda package, path: package == "analysis"},
        "live line is missing",
        "make install",
    ),
    ("a full disk", {"free": lambda folder: 499_000_000}, "only 0.5 GB free", "room"),
    ("an open disk", {"encrypted": lambda folder: False}, "not encrypted", "installed"),
    ("few files", {"file_limit": lambda: 100}, "100 open files: 18 phones, and there are 30 seats", "ulimit"),
    ("no network", {"surroundings": networks(DOCKER)}, "inside this laptop", "hotspot"),
]


@pytest.mark.parametrize(("what", "change", "found", "remedy"), LACKS, ids=[lack[0] for lack in LACKS])
def test_what_is_lacking_is_said_with_its_remedy(
    tmp_path: Path, well: Patient, what: str, change: dict[str, object], found: str, remedy: str
) -> None:
    """One lack gives one line of attention, the remedy below it, and exit status 1."""
    status, text = told(Settings(data=tmp_path / "aplis"), replace(well, **change))
    lines = text.splitlines()
    (at,) = [n for n, line in enumerate(lines) if line.startswith("attention")]
    assert status == 1 and found in lines[at] and remedy in lines[at + 1]
    assert lines[-1] == "Things that need attention: 1."


def test_an_unfit_folder_is_said_as_the_start_would_say_it(tmp_path: Path, well: Patient) -> None:
    """A cloud's folder, an open one, a file in the way."""
    assert "Dropbox" in told(Settings(data=tmp_path / "Dropbox" / "aplis"), well)[1]
    file = tmp_path / "file"
    file.touch(mode=0o600)
    assert "may not write" in told(Settings(data=file / "aplis"), well)[1]
    (tmp_path / "wide").mkdir()
    (tmp_path / "wide").chmod(0o755)
    assert "chmod 700" in told(Settings(data=tmp_path / "wide"), well)[1]


def test_taken_ports_are_said(tmp_path: Path, well: Patient) -> None:
    """The next free port is named; none free is a lack."""
    settings = Settings(data=tmp_path / "aplis")
    status, text = told(settings, replace(well, free_port=lambda host, port: port + 1))
    assert status == 0 and "Port 8770 is taken, perhaps by a running aplis; 8771 would be used." in text

    def none(host: str, port: int) -> int:
        raise OSError("none")

    status, text = told(settings, replace(well, free_port=none))
    assert status == 1 and text.count("attention  ") == 2 and "--phone-port" in text


def test_a_system_that_cannot_say_its_networks_is_no_crash(tmp_path: Path, well: Patient) -> None:
    """The doctor goes on, and says how to help."""

    def broken() -> list[Interface]:
        raise OSError("not permitted")

    status, text = told(
        Settings(data=tmp_path / "aplis"),
        replace(well, surroundings=replace(well.surroundings, gather=broken)),
    )
    assert status == 1 and "--address" in text and "not permitted" in text


def test_the_doctor_speaks_the_facilitators_language(tmp_path: Path, well: Patient) -> None:
    """Every sentence goes through the translation given."""
    out = io.StringIO()
    run(Settings(data=tmp_path / "aplis"), out, translate=lambda text: f"«{text}»", patient=well)
    body = [line.strip() for line in out.getvalue().splitlines() if line.strip()]
    assert all("«" in line and line.endswith("»") for line in body)


def test_the_doctor_examines_this_machine(tmp_path: Path) -> None:
    """The real questions to the running system all have an answer."""
    out = io.StringIO()
    assert run(Settings(data=tmp_path / "aplis"), out) in (0, 1)
    assert "Python 3." in out.getvalue() and "%(" not in out.getvalue()


def test_an_encrypted_disk_is_known_by_what_it_is_made_of(tmp_path: Path) -> None:
    """dm-crypt itself, a volume upon it, a volume partly upon it, a plain partition, no block device."""
    for name, uuid in (("crypt", "CRYPT-LUKS2-1"), ("volume", "LVM-1"), ("mixed", "LVM-2"), ("plain", None)):
        device = tmp_path / "devices" / name
        (device / "slaves").mkdir(parents=True)
        if uuid:
            (device / "dm").mkdir()
            (device / "dm" / "uuid").write_text(uuid + "\n", encoding="ascii")
    devices = tmp_path / "devices"
    (devices / "volume" / "slaves" / "a").mkdir()
    (devices / "volume" / "slaves" / "a" / "dm").mkdir()
    (devices / "volume" / "slaves" / "a" / "dm" / "uuid").write_text("CRYPT-LUKS2-2", encoding="ascii")
    (devices / "mixed" / "slaves" / "a").mkdir()
    assert on_linux("crypt", devices) is True
    assert on_linux("volume", devices) is True
    assert on_linux("mixed", devices) is False
    assert on_linux("plain", devices) is False
    assert on_linux("0:41", devices) is None


def test_filevault_is_understood() -> None:
    """On, off, or something else."""
    assert on_macos(lambda: "FileVault is On.\n") is True
    assert on_macos(lambda: "FileVault is Off.\n") is False
    assert on_macos(lambda: "fdesetup: error") is None


def test_this_disk_can_be_asked(tmp_path: Path) -> None:
    """Whatever this machine's disk is, asking is no error."""
    assert encrypted(tmp_path) in (True, False, None)
