"""Nothing is sent anywhere: the reading room leaves no trace of itself outside what it is asked to write."""

import os
import subprocess
import sys
from pathlib import Path

EMBED = "from analysis.embedders.e5 import E5; E5(threads=1).embed(['Kaimiņi palīdz.'])"


def left_behind(home: Path, code: str, **more: str) -> list[str]:
    """What a run of `code` leaves in an empty home and temporary folder."""
    for folder in (home / "home", home / "tmp"):
        folder.mkdir(parents=True)
    where = {
        "HOME": str(home / "home"),
        "TMPDIR": str(home / "tmp"),
        "XDG_CACHE_HOME": str(home / "home/.cache"),
    }
    environ = {k: v for k, v in os.environ.items() if not k.startswith("ORT_")} | where | more
    subprocess.run([sys.executable, "-c", code], env=environ, check=True, capture_output=True)
    return [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]


def test_the_embedder_leaves_no_telemetry(tmp_path: Path) -> None:
    """onnxruntime keeps a device id and a queue of reports unless it is told not to."""
    assert left_behind(tmp_path, EMBED) == []
