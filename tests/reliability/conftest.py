"""The real program on a real file, for faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from program import Phone, Program, prepared


@pytest.fixture(name="phone")
def _phone() -> type[Phone]:
    return Phone


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Program]:
    program = prepared(tmp_path)
    yield program
    program.stop()
