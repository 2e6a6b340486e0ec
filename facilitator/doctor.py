"""`aplis doctor`: what this laptop has and lacks for an evening, line by line, each lack with its remedy."""

import os
import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TextIO

from facilitator.encrypted import encrypted
from facilitator.folder import FolderRefused, check_folder, last_file, raise_file_limit, seats_for
from facilitator.network import Surroundings, choose
from facilitator.saying import N_, Saying
from facilitator.server import free_port
from facilitator.settings import Settings
from facilitator.synced import Machine

LEAST_SQLITE = (3, 35, 0)
# Before it, a file written by two connections at once could lose what a checkpoint had not yet copied.
MENDED_SQLITE = (3, 51, 3)
LEAST_FREE = 500_000_000  # bytes

WEIGHTS = "embedders/weights/e5.onnx"
CLIENT = "static/vendor/socket.io.js"
ENCRYPT = {
    "Windows": N_(
        "Anybody who has the laptop can read an unencrypted disk. See Settings, Privacy, Device encryption."
    ),
    "Darwin": N_(
        "Anybody who has the laptop can read an unencrypted disk. See System Settings, Privacy, FileVault."
    ),
    "Linux": N_(
        "Anybody who has the laptop can read an unencrypted disk. Linux encrypts it when it is installed."
    ),
}


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: well or not, what was found, and what to do."""

    well: bool
    words: Saying
    remedy: Saying | None = None


@dataclass(frozen=True)
class Patient:
    """What is asked of this laptop; tests put a made-up one here."""

    surroundings: Surroundings = field(default_factory=Surroundings)
    machine: Machine = field(default_factory=Machine)
    sqlite: tuple[int, ...] = sqlite3.sqlite_version_info
    carried: Callable[[str, str], bool] = lambda package, path: (
        resources.files(package).joinpath(path).is_file()
    )
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    encrypted: Callable[[Path], bool | None] = encrypted
    file_limit: Callable[[], int | None] = raise_file_limit
    free_port: Callable[[str, int], int] = free_port


def run(
    settings: Settings,
    out: TextIO,
    *,
    translate: Callable[[str], str] = str,
    patient: Patient | None = None,
) -> int:
    """Print every finding; 0 if all is well, 1 if something needs attention. Nothing is changed or sent."""
    marks = {True: translate(N_("well")), False: translate(N_("attention"))}
    width = max(map(len, marks.values())) + 2
    found = list(examine(settings, patient or Patient()))
    for finding in found:
        out.write(f"{marks[finding.well]:<{width}}{finding.words.said(translate)}\n")
        if finding.remedy:
            out.write(f"{'':<{width}}{finding.remedy.said(translate)}\n")
    wrong = sum(not finding.well for finding in found)
    last = N_("Things that need attention: %(count)s.") if wrong else N_("Nothing needs attention.")
    out.write(f"\n{Saying(last, {'count': wrong}).said(translate)}\n")
    return 1 if wrong else 0


def examine(settings: Settings, patient: Patient) -> Iterator[Finding]:
    """Every finding, in the order people meet the things."""
    yield Finding(True, Saying(N_("Python %(version)s."), {"version": platform.python_version()}))
    yield sqlite(patient.sqlite)
    yield from carried(patient)
    yield from folder(settings.data, patient)
    yield from ports(settings, patient)
    yield from addresses(settings, patient)
    yield from room(settings, patient)


def sqlite(version: tuple[int, ...]) -> Finding:
    named = {"version": ".".join(map(str, version))}
    if version < LEAST_SQLITE:
        remedy = Saying(N_("Use a newer Python: it brings its own SQLite."))
        return Finding(False, Saying(N_("SQLite %(version)s is too old: 3.35 is needed."), named), remedy)
    if version < MENDED_SQLITE:
        text = N_("SQLite %(version)s. Its known fault needs two writers; aplis has one and is not touched.")
        return Finding(True, Saying(text, named))
    return Finding(True, Saying(N_("SQLite %(version)s."), named))


def carried(patient: Patient) -> Iterator[Finding]:
    """What is borrowed at build and carried along."""
    if patient.carried("analysis", WEIGHTS):
        yield Finding(True, Saying(N_("The weights for reading by meaning are here.")))
    else:
        yield Finding(
            False,
            Saying(N_("The weights for reading by meaning are missing: themes are found by words alone.")),
            Saying(N_("Install aplis again with an internet connection (make install, or pipx install .).")),
        )
    if patient.carried("participant_ui", CLIENT):
        yield Finding(True, Saying(N_("The browser's part of the live line is here.")))
    else:
        yield Finding(
            False,
            Saying(
                N_("The browser's part of the live line is missing: pages ask every few seconds instead.")
            ),
            Saying(N_("Install aplis again with an internet connection (make install, or pipx install .).")),
        )


def folder(data: Path, patient: Patient) -> Iterator[Finding]:
    """The data folder, the series opened last, the disk under them."""
    where: dict[str, object] = {"folder": data}
    try:
        check_folder(data, patient.machine)
    except FolderRefused as refused:
        yield Finding(False, refused.saying)
        return
    there = next(place for place in (data, *data.parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        text = N_("aplis may not write in %(folder)s.")
        yield Finding(False, Saying(text, where), Saying(N_("Choose another folder with --data.")))
        return
    new = N_("Files will be kept in %(folder)s, which is made at the first start.")
    kept = N_("Files are kept in %(folder)s, closed to other people on this computer.")
    yield Finding(True, Saying(kept if there == data else new, where))
    opened = last_file(data)
    if opened is not None:
        yield Finding(True, Saying(N_("The series opened last is %(file)s."), {"file": opened.name}))
    yield disk(patient.free(there))
    yield encryption(patient.encrypted(there), patient.machine.system)


def disk(free: int) -> Finding:
    room = {"free": f"{free / 1e9:.1f}"}
    if free >= LEAST_FREE:
        return Finding(True, Saying(N_("The disk has %(free)s GB free."), room))
    remedy = Saying(N_("Make some room before the evening: when the disk is full, nothing more is kept."))
    return Finding(False, Saying(N_("The disk has only %(free)s GB free."), room), remedy)


def encryption(known: bool | None, system: str) -> Finding:
    """A stolen laptop gives nothing away if its disk is encrypted."""
    if known:
        return Finding(True, Saying(N_("The disk is encrypted.")))
    how = Saying(ENCRYPT.get(system, ENCRYPT["Linux"]))
    if known is None:
        return Finding(True, Saying(N_("Whether the disk is encrypted cannot be seen from here.")), how)
    return Finding(False, Saying(N_("The disk is not encrypted.")), how)


def ports(settings: Settings, patient: Patient) -> Iterator[Finding]:
    """Whether the two ports are free, and what aplis takes if they are not."""
    for host, port in (("127.0.0.1", settings.console_port), ("0.0.0.0", settings.phone_port)):
        try:
            free = patient.free_port(host, port)
        except OSError:
            text = N_("Port %(port)s and the nine after it are taken.")
            remedy = Saying(N_("Give another with --console-port or --phone-port."))
            yield Finding(False, Saying(text, {"port": port}), remedy)
            continue
        text = N_("Port %(port)s is free.")
        if free != port:
            text = N_("Port %(port)s is taken, perhaps by a running aplis; %(free)s would be used.")
        yield Finding(True, Saying(text, {"port": port, "free": free}))


def addresses(settings: Settings, patient: Patient) -> Iterator[Finding]:
    """Which address phones would use and why, and what else there is."""
    asked = patient.surroundings
    try:
        interfaces = asked.gather()
    except OSError as error:
        text = N_("The system does not say which networks it is in (%(why)s).")
        yield Finding(False, Saying(text, {"why": error}), Saying(N_("Set --address to the laptop's own.")))
        return
    choice = choose(interfaces, way_out=asked.way_out(), remembered=settings.address, inside=asked.inside())
    named = N_("Phones would use %(address)s (%(interface)s).")
    if choice.chosen is None:
        yield Finding(False, choice.reason, choice.remedy)
    else:
        chosen = choice.chosen
        values = {"address": chosen.address, "interface": chosen.interface or chosen.kind.value}
        yield Finding(chosen.reachable_by_phones, Saying(named, values), choice.remedy or choice.reason)
    for note in choice.notes:
        yield Finding(True, note)
    for other in choice.candidates:
        if other != choice.chosen:
            values = {"address": other.address, "interface": other.interface}
            yield Finding(True, Saying(N_("Not used: %(address)s (%(interface)s)."), values), other.reason)


def room(settings: Settings, patient: Patient) -> Iterator[Finding]:
    """Whether the system lets as many phones in as there are seats."""
    limit = patient.file_limit()
    if limit is None:
        return
    values: dict[str, object] = {"limit": limit, "seats": seats_for(limit), "capacity": settings.capacity}
    if seats_for(limit) >= settings.capacity:
        yield Finding(
            True, Saying(N_("The system allows %(limit)s open files: enough for every seat."), values)
        )
        return
    text = N_("The system allows %(limit)s open files: %(seats)s phones, and there are %(capacity)s seats.")
    remedy = Saying(N_("In the terminal, run  ulimit -n 4096  and start aplis there."))
    yield Finding(False, Saying(text, values), remedy)
