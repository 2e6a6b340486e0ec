"""A file made today opens in every later version; a file that is not ours is left alone."""

import hashlib
import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from facilitator import model  # noqa: F401
from facilitator.schema import APPLICATION, HEAD, MIGRATIONS, NotOurs, TooNew, bring_up_to_date


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(name="file")
def _file(tmp_path):
    path = tmp_path / "trust.aplis"
    bring_up_to_date(path)
    return path


def test_the_migrations_make_what_the_model_says(file):
    """The tables in the file and the tables in the code are the same."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    engine.dispose()


def test_the_newest_revision_is_the_one_we_open():
    """HEAD in the code is the head of the migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_file_says_whose_it_is(file):
    """SQLite's header carries our mark, so that other programs can tell."""
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    connection.close()


def test_opening_again_changes_nothing(file):
    """A file that is up to date is not touched."""
    before = fingerprint(file)
    bring_up_to_date(file)
    assert fingerprint(file) == before


def spoil_version(path, version):
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num=?", (version,))
    connection.commit()
    connection.close()


def test_a_newer_file_is_refused_and_untouched(file):
    """Made by a later aplis: said, not opened."""
    spoil_version(file, "9999")
    before = fingerprint(file)
    with pytest.raises(TooNew):
        bring_up_to_date(file)
    assert fingerprint(file) == before


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00" + b"\x00" * 200])
def test_something_else_is_refused_and_untouched(tmp_path, content):
    """A picture, a letter or a damaged file under our name is not opened and not changed."""
    path = tmp_path / "other.aplis"
    path.write_bytes(content)
    with pytest.raises(NotOurs):
        bring_up_to_date(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path):
    """A SQLite file of somebody else's is not filled with our tables."""
    path = tmp_path / "other.aplis"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    with pytest.raises(NotOurs):
        bring_up_to_date(path)


def test_a_damaged_file_is_refused(file):
    """Pages that were overwritten are found before anybody reads from them."""
    content = bytearray(file.read_bytes())
    content[8192:40960] = b"\xa5" * (40960 - 8192)
    file.write_bytes(content)
    with pytest.raises(NotOurs):
        bring_up_to_date(file)
