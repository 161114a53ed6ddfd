"""Reads and writes the state. One writer at a time; every write is whole and on disk when it returns."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.settings import Settings
from bot.state.opening import StateError, copy, hold_with_others, open_engine
from bot.state.tables import answer, audit, chat_setting, note
from knowledge.store.statements import Statement

_THIS_ANSWER = [answer.c[name] == bindparam(name) for name in ("platform", "chat", "question")]
_STRIKE_ANSWER = delete(answer).where(*_THIS_ANSWER)
# Every answer asks for these two: the driver runs them as text, since what SQLAlchemy does for an execution
# takes longer than the statement itself.
_FIND_ANSWER = Statement.of(select(answer.c.id).where(*_THIS_ANSWER)).sql
_KEPT: dict[str, Any] = {column.name: bindparam(column.name) for column in answer.c if column.name != "id"}
_KEEP_ANSWER = Statement.of(insert(answer).values(_KEPT).on_conflict_do_nothing()).sql


def state_file(settings: Settings) -> Path:
    """Where the state of these settings is kept."""
    return settings.home / "state.db"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of a platform."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the journal keeps of an answer: never what anybody wrote."""

    chat: Chat
    question: str
    asker: str
    command: str
    status: str
    receipts: tuple[str, ...]
    build: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act of an operator or a chat's administrator."""

    at: str
    actor: str
    action: str
    outcome: str


class State:
    """The state in one file; made when it is not there."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._writing = threading.Lock()
        self._settings: dict[Chat, Mapping[str, str]] = {}

    @cached_property
    def engine(self) -> Engine:
        """The open database; migrated when first asked for."""
        self._held = hold_with_others(self.file)
        try:
            return open_engine(self.file)
        except StateError:
            self._held.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        if "engine" in self.__dict__:
            self.engine.dispose()
            self._held.close()
            del self.engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one writer's connection; what it wrote is on disk when it is left without an error."""
        with self._writing, self.engine.begin() as connection:
            yield connection

    def settings_of(self, chat: Chat) -> Mapping[str, str]:
        """What a chat has set, by name; held in memory, since every question asks for it."""
        if chat not in self._settings:
            mine = (chat_setting.c.platform == chat.platform) & (chat_setting.c.chat == chat.id)
            with self.engine.connect() as connection:
                rows = connection.execute(select(chat_setting.c.name, chat_setting.c.value).where(mine))
                self._settings[chat] = {str(name): str(value) for name, value in rows}
        return self._settings[chat]

    def set(self, chat: Chat, name: str, value: str | None) -> None:
        """Set a chat's setting; None takes it back."""
        key = {"platform": chat.platform, "chat": chat.id, "name": name}
        with self.writing() as connection:
            if value is None:
                connection.execute(delete(chat_setting).filter_by(**key))
            else:
                row = insert(chat_setting).values(**key, value=value)
                connection.execute(row.on_conflict_do_update(set_={"value": value}))
        self._settings.pop(chat, None)

    def move(self, chat: Chat, to: str) -> None:
        """A chat has another id now (a group became a supergroup): its settings go with it."""
        with self.writing() as connection:
            mine = (chat_setting.c.platform == chat.platform) & (chat_setting.c.chat == chat.id)
            connection.execute(update(chat_setting).where(mine).values(chat=to))
        self._settings.clear()

    def was_answered(self, chat: Chat, question: str) -> bool:
        """Whether a question (by the platform's id of its message) is in the journal."""
        with closing(self.engine.raw_connection()) as finder:
            return bool(_driver_of(finder).execute(_FIND_ANSWER, _key_of(chat, question)).fetchall())

    def journal(self, given: Answer) -> None:
        """Keep that a question was answered, and with which records."""
        row = {
            **_key_of(given.chat, given.question),
            "at": _now(),
            "asker": given.asker,
            "command": given.command,
            "status": given.status,
            "receipts": " ".join(given.receipts),
            "build": given.build,
        }
        with self._writing, closing(self.engine.raw_connection()) as journalist:
            _driver_of(journalist).execute(_KEEP_ANSWER, row)

    def strike_out(self, chat: Chat, question: str) -> None:
        """Take the answer to a question out of the journal: it was not sent after all."""
        with self.writing() as connection:
            connection.execute(_STRIKE_ANSWER, _key_of(chat, question))

    def record_act(self, actor: str, action: str, outcome: str) -> None:
        """Write an act into the audit log."""
        with self.writing() as connection:
            connection.execute(insert(audit).values(at=_now(), actor=actor, action=action, outcome=outcome))

    def acts(self, limit: int) -> tuple[AuditEntry, ...]:
        """The last acts, latest first."""
        latest = select(audit.c.at, audit.c.actor, audit.c.action, audit.c.outcome)
        with self.engine.connect() as connection:
            rows = connection.execute(latest.order_by(audit.c.id.desc()).limit(limit)).all()
        return tuple(AuditEntry(*row) for row in rows)

    def noted(self, key: str) -> str | None:
        """What is noted under a key, such as the hash of the commands that were last synced."""
        with self.engine.connect() as connection:
            value = connection.execute(select(note.c.value).where(note.c.key == key)).scalar()
        return None if value is None else str(value)

    def set_note(self, key: str, value: str) -> None:
        """Note something under a key."""
        with self.writing() as connection:
            row = insert(note).values(key=key, value=value)
            connection.execute(row.on_conflict_do_update(set_={"value": value}))

    def kept_of(self, platform: str, user: str) -> Sequence[Mapping[str, str]]:
        """What the journal keeps of a person."""
        mine = select(answer).filter_by(platform=platform, asker=user).order_by(answer.c.id)
        with self.engine.connect() as connection:
            return [{k: str(v) for k, v in row.items()} for row in connection.execute(mine).mappings()]

    def forget(self, platform: str, user: str) -> int:
        """Take a person's id out of the journal; how many entries had it."""
        mine = (answer.c.platform == platform) & (answer.c.asker == user)
        with self.writing() as connection:
            return int(connection.execute(update(answer).where(mine).values(asker=None)).rowcount)

    def usage(self) -> Mapping[str, int]:
        """How many answers the journal has, by command."""
        counted = select(answer.c.command, func.count()).group_by(answer.c.command)
        with self.engine.connect() as connection:
            return {str(name): int(count) for name, count in connection.execute(counted)}

    def back_up(self, target: Path) -> None:
        """A whole copy of the state in `target`."""
        with self._writing:
            copy(self.engine, target)


def _driver_of(held: PoolProxiedConnection) -> sqlite3.Connection:
    """The driver's side of a connection."""
    driver: sqlite3.Connection = held.driver_connection  # type: ignore[assignment]
    return driver


def _key_of(chat: Chat, question: str) -> dict[str, str]:
    return {"platform": chat.platform, "chat": chat.id, "question": question}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
