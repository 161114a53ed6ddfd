"""The corrections of the record's keepers, as the state keeps them: added, taken back, listed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select, update

from bot.state.tables import correction
from knowledge.corrections import Correction, CorrectionKind
from knowledge.model import Span


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction with who made it, when, and when it was taken back, if it was."""

    correction: Correction
    actor: str
    at: str
    undone: str | None


def add(engine: Engine, actor: str, given: Correction) -> int:
    """Keep a correction (its own id is not used); the id it has now."""
    row = insert(correction).values(
        at=_now(),
        actor=actor,
        kind=given.kind.value,
        content_hash=given.content_hash,
        start=given.span.start if given.span else None,
        end=given.span.end if given.span else None,
        words=given.words,
        value=given.value,
    )
    with engine.begin() as connection:
        return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def take_back(engine: Engine, number: int) -> bool:
    """Take a correction back; False where there is none of that number in force."""
    row = update(correction).where(correction.c.id == number, correction.c.undone.is_(None))
    with engine.begin() as connection:
        return bool(connection.execute(row.values(undone=_now())).rowcount)


def kept(engine: Engine) -> tuple[Kept, ...]:
    """Every correction ever made, in order."""
    with engine.connect() as connection:
        return tuple(
            _kept(row) for row in connection.execute(select(correction).order_by(correction.c.id)).mappings()
        )


def in_force(engine: Engine) -> tuple[Correction, ...]:
    """The corrections that a build is to apply, in order."""
    return tuple(k.correction for k in kept(engine) if k.undone is None)


def as_json(corrections: tuple[Correction, ...]) -> list[dict[str, Any]]:
    """Corrections as they are handed to a build in another process."""
    return [{**asdict(c), "kind": c.kind.value} for c in corrections]


def _kept(row: Any) -> Kept:
    span = None if row["start"] is None else Span(row["start"], row["end"])
    kind = CorrectionKind(row["kind"])
    given = Correction(row["id"], kind, row["words"], row["value"], row["content_hash"], span)
    return Kept(given, row["actor"], row["at"], row["undone"])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
