"""What keeps the state small and safe: old journal entries go, copies are made, proved and put back.

A copy counts only after it was opened and checked. Nothing here decides when it is done.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete

from bot.state.opening import SHAPES, StateError, from_another_version, hold_alone
from bot.state.store import State
from bot.state.tables import answer

_NAME = "state-{:%Y-%m-%d}.db"
_PATTERN = "state-????-??-??.db"
_EVERY = timedelta(days=1)


def back_up(state: State, target: Path) -> None:
    """A checked copy of the state in `target`, in place of what was there.

    Raises:
        StateError: the copy cannot be written, or does not pass.
    """
    fresh = target.with_name(target.name + ".copy")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        state.back_up(fresh)
        check(fresh)
        fresh.replace(target)
    except OSError as error:
        raise StateError(f"{target}: {error.strerror}; choose another place") from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def check(file: Path) -> None:
    """Raises `StateError` where `file` is not a whole state that this version can read."""
    if not file.is_file():
        raise StateError(f"{file}: there is no such file")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            outcome = connection.execute("PRAGMA integrity_check").fetchone()[0]
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise StateError(f"{file}: not a copy of the state ({error}); choose another") from None
    if outcome != "ok":
        raise StateError(f"{file}: damaged ({outcome}); choose an older copy")
    if revision is None or revision[0] not in SHAPES:
        raise StateError(from_another_version(file))


def restore(copy: Path, file: Path) -> Path | None:
    """Put a checked copy in place of the state `file`; where the old one is kept, if there was one.

    Raises:
        StateError: the copy does not pass, or the state is in use; nothing was changed.
    """
    check(copy)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with hold_alone(file):
            fresh = file.with_name(file.name + ".restored")
            fresh.unlink(missing_ok=True)
            with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as source:
                source.execute("VACUUM INTO ?", (str(fresh),))
            check(fresh)
            kept = _set_aside(file) if file.exists() else None
            fresh.replace(file)
    except BlockingIOError:
        raise StateError(f"{file} is in use; stop the bot first") from None
    return kept


def _set_aside(file: Path) -> Path:
    """A copy of the state that is to be replaced; its log is folded in, so that none is left to replay."""
    kept = file.with_name(f"{file.stem}-before-restore{file.suffix}")
    kept.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM INTO ?", (str(kept),))
    except sqlite3.Error:  # damaged, which is why it is replaced
        kept.write_bytes(file.read_bytes())
    for log in (f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(log).unlink(missing_ok=True)
    return kept


def prune(state: State, days: int, now: datetime | None = None) -> int:
    """Take journal entries older than `days` out; how many."""
    before = ((now or datetime.now(UTC)) - timedelta(days=days)).isoformat(timespec="seconds")
    with state.writing() as connection:
        return int(connection.execute(delete(answer).where(answer.c.at < before)).rowcount)


def copies(folder: Path) -> list[Path]:
    """The daily copies, oldest first."""
    return sorted(folder.glob(_PATTERN))


def next_copy_due(folder: Path, now: datetime | None = None) -> datetime:
    """When the next daily copy is due."""
    made = copies(folder)
    if not made:
        return now or datetime.now(UTC)
    return datetime.fromtimestamp(made[-1].stat().st_mtime, UTC) + _EVERY


def rotate(state: State, folder: Path, keep: int, now: datetime | None = None) -> Path | None:
    """Make the daily copy if it is due, and drop all but the last `keep`; the new copy.

    What was erased from the state since goes from the older copies too.
    """
    now = now or datetime.now(UTC)
    if next_copy_due(folder, now) > now:
        return None
    made = folder / _NAME.format(now)
    back_up(state, made)
    for old in copies(folder)[:-keep]:
        old.unlink()
    for older in copies(folder):
        if older != made:
            _erase(older, made)
    return made


def _erase(copy: Path, newest: Path) -> None:
    """Take the ids of people out of an older copy that the newest no longer has."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("ATTACH ? AS newest", (str(newest),))
        with connection:
            connection.execute(
                "UPDATE answer SET asker = NULL WHERE asker IS NOT NULL"
                " AND id NOT IN (SELECT id FROM newest.answer WHERE asker IS NOT NULL)"
            )
