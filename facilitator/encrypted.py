"""Whether the disk under a folder is encrypted, where the system tells it to anybody who asks."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

DEVICES = Path("/sys/dev/block")


def encrypted(folder: Path) -> bool | None:
    """True, False, or None where it cannot be known without an administrator's rights. `folder` exists."""
    if sys.platform == "linux":
        device = folder.stat().st_dev
        return on_linux(f"{os.major(device)}:{os.minor(device)}")
    if sys.platform == "darwin":
        return on_macos()
    return None


def on_linux(device: str, devices: Path = DEVICES) -> bool | None:
    """Whether the device ("253:0"), or what it is made of, is dm-crypt's; None if it is no block device."""
    place = devices / device
    return _crypt(place.resolve()) if place.exists() else None


def _crypt(place: Path, depth: int = 0) -> bool:
    uuid = place / "dm" / "uuid"
    if uuid.exists() and uuid.read_text(encoding="ascii").startswith("CRYPT-"):
        return True
    slaves = place / "slaves"
    below = list(slaves.iterdir()) if slaves.is_dir() else []
    # What a volume is made of must all be encrypted; eight storeys are more than anybody builds.
    return depth < 8 and bool(below) and all(_crypt(slave.resolve(), depth + 1) for slave in below)


def _fdesetup() -> str:
    return subprocess.run(
        ["/usr/bin/fdesetup", "status"], capture_output=True, text=True, timeout=10, check=False
    ).stdout


def on_macos(ask: Callable[[], str] = _fdesetup) -> bool | None:
    """What FileVault says of the startup disk."""
    try:
        told = ask()
    except (OSError, subprocess.SubprocessError):
        return None
    return "FileVault is On" in told if "FileVault is" in told else None
