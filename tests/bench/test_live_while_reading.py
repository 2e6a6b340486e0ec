"""Does the room notice when themes are found beside it? The same load with and without, in turn."""

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.server import free_port

HERE = Path(__file__).parent
LOAD = HERE.parents[1].parent / "shared/live/load/load.c"
PHONES, RATE, SECONDS, TURNS = 25, 2, 12, 3


@pytest.fixture(name="load", scope="module")
def _load(tmp_path_factory):
    if not LOAD.exists() or not shutil.which("gcc"):
        pytest.skip(f"the load generator ({LOAD.name}) or gcc is not there")
    built = tmp_path_factory.mktemp("load") / "load"
    subprocess.run(["gcc", "-O2", "-o", str(built), str(LOAD), "-lz", "-lm"], check=True, capture_output=True)
    return built


def measure(load, folder, reading):
    """p50 and p95 in milliseconds of the acknowledgement and of the fan-out to all phones."""
    port = free_port("127.0.0.1", 26000)
    program = str(HERE / "live_server.py")
    command = [sys.executable, program, str(port), str(folder), str(PHONES), reading]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout.readline() == "ready\n"
            run = [
                str(load),
                "--port",
                str(port),
                "--n",
                str(PHONES),
                "--rate",
                str(RATE),
                "--dur",
                str(SECONDS),
            ]
            told = subprocess.run(
                [*run, "--pids", str(server.pid)], capture_output=True, text=True, timeout=120
            )
            return json.loads(told.stdout)
        finally:
            server.kill()


def test_the_room_does_not_wait_for_the_reader(load, tmp_path, capsys):
    """25 phones, two contributions a second: p95 with the reader at work and without, in one run."""
    found = {"quiet": [], "reading": []}
    for turn in range(TURNS):
        for reading in found:
            found[reading].append(measure(load, tmp_path / f"{turn}-{reading}", reading))
    with capsys.disabled():
        print(json.dumps(found["quiet"][0]))
        for what in ("ack_p50", "ack_p95", "del_p50", "del_p95"):
            medians = {r: statistics.median(one[what] for one in found[r]) for r in found}
            ratio = medians["reading"] / medians["quiet"]
            print(
                f"{what}: quiet {medians['quiet']:.1f} ms, reading {medians['reading']:.1f} ms, {ratio:.2f} x"
            )
