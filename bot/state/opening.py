"""Opens the state: one file in WAL mode, brought to its present shape, after a copy of the old one."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = "bot.state:migrations"

SHAPES = ("0001", "0002")
"""The migrations in their order, said here so that Alembic is loaded only where one must run."""


class StateError(Exception):
    """The state, or a copy of it, cannot be used; the text is one line that says why and what to do."""


def open_engine(file: Path) -> Engine:
    """An engine on `file`, migrated; before a migration the file is copied beside itself.

    Raises:
        StateError: it is no state, or one of a newer version, or cannot be written; it stays as it is.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # else the driver ends a transaction before each CREATE
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # power may go at any moment
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA secure_delete=ON")  # what is erased is gone from the file too

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")  # a migration is whole or did not happen

    try:
        _bring_up_to_date(engine, file)
    except DatabaseError as error:
        engine.dispose()
        raise StateError(f"{file}: {error.orig}; `onrecord doctor` says what mends it") from None
    except StateError:
        engine.dispose()
        raise
    return engine


def _bring_up_to_date(engine: Engine, file: Path) -> None:
    present, wanted = revisions(engine)
    if present == wanted:
        return
    if present is not None:
        if present not in SHAPES:
            raise StateError(from_another_version(file))
        copy(engine, file.with_name(f"{file.stem}-before-{wanted}{file.suffix}"))
    _migrate(engine)


def from_another_version(file: Path) -> str:
    """What is said of a state whose shape this version does not know."""
    return f"{file}: from another version of Onrecord; use that version, or a newer one"


def _migrate(engine: Engine) -> None:
    from alembic import command

    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def alembic_config() -> Config:
    """Where Alembic finds the migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    return config


def revisions(engine: Engine) -> tuple[str | None, str]:
    """The shape that the state has, and the one that this code wants."""
    with engine.connect() as connection:
        kept = inspect(connection).has_table("alembic_version")
        present = connection.scalar(text("SELECT version_num FROM alembic_version")) if kept else None
    return None if present is None else str(present), SHAPES[-1]


def hold_with_others(file: Path) -> IO[bytes]:
    """Keep the state from being replaced until the file that is returned is closed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = file.with_name(f"{file.name}.lock").open("ab")
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


@contextmanager
def hold_alone(file: Path) -> Iterator[None]:
    """Keep everybody else from the state; raises `BlockingIOError` where somebody has it."""
    with file.with_name(f"{file.name}.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def copy(engine: Engine, target: Path) -> None:
    """A whole and consistent copy of the state in `target`, replaced in one step."""
    unfinished = target.with_name(target.name + ".new")
    unfinished.unlink(missing_ok=True)
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(unfinished),))
    finally:
        connection.close()
    unfinished.replace(target)
