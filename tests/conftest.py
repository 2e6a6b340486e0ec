"""What all tests share, made once in a process: compiled templates, and an empty series to copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache

from facilitator import schema

# No test asserts a duration: on a busy machine the first example alone may take seconds, for what it imports.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


class Compiled(BytecodeCache):
    """Keeps compiled templates by the checksum of their source, as long as the process lives."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (known := self.kept.get(f"{bucket.key} {bucket.checksum}")) is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


@pytest.fixture(scope="session", autouse=True)
def _migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new series is a copy of the first one that was made in this process; an older file is migrated."""
    empty = tmp_path_factory.mktemp("empty") / "empty.aplis"
    migrate = schema._migrate

    def copied(path: Path) -> None:
        if path.exists() and path.stat().st_size:
            return migrate(path)
        if not empty.exists():
            migrate(empty)
        shutil.copyfile(empty, path)

    schema._migrate = copied
    yield
    schema._migrate = migrate
