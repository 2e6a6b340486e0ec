"""Is this a series file of ours, and of which version? Old ones are brought up to date, after a copy."""

import contextlib
import os
import sqlite3
from pathlib import Path

APPLICATION = 0x61706C73  # "apls", in the file's header: `file NAME.aplis` can tell
MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0004"  # the newest revision; a test holds it against the migrations


class NotOurs(Exception):
    """The file is something else, or damaged; it was not touched."""


class TooNew(Exception):
    """The file was made by a newer aplis; it was not touched."""


def bring_up_to_date(path: Path) -> None:
    """Make or migrate the file. Raises NotOurs, TooNew; then the file is as it was."""
    found = revision(path)
    if found == HEAD:
        return
    if found is not None:
        copy_series(path, path.with_name(f"{path.stem}.before-{HEAD}{path.suffix}"))
    _private(path)
    _migrate(path)


def _private(path: Path) -> None:
    """A file that is not there yet is made for its owner alone; SQLite gives its logs the same rights."""
    with contextlib.suppress(OSError):  # a file that cannot be made is SQLite's to say
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def revision(path: Path) -> str | None:
    """The file's revision, None where there is no file yet (or an empty one). Raises NotOurs, TooNew."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise NotOurs(path)
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise NotOurs(path)
    except sqlite3.DatabaseError as damage:
        raise NotOurs(path) from damage
    finally:
        connection.close()
    if revision not in _known():
        raise TooNew(path)
    return str(revision)


def _known() -> set[str]:
    return {p.stem.split("_")[0] for p in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def copy_series(series: Path, to: Path) -> None:
    """A whole copy under another name, by SQLite's own backup; the series may be in use."""
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    _private(part)
    source, target = sqlite3.connect(series), sqlite3.connect(part)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.close()
        target.close()
    part.replace(to)


def _migrate(path: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    with (
        engine.begin() as connection
    ):  # all steps and the mark, or none: a cut in between leaves the old file
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
    engine.dispose()
