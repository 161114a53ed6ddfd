"""What could be meant by what somebody has typed so far? Answers from memory, for completion."""

from __future__ import annotations

from rapidfuzz import process

from bot.command import ArgumentKind, commands
from bot.messages import Option
from knowledge.record import Record


def suggest(record: Record, kind: ArgumentKind, typed: str, limit: int) -> tuple[Option, ...]:
    """Completions of an argument of this kind, best first."""
    del record
    if kind is ArgumentKind.COMMAND:
        return tuple(Option(name, name) for name in commands() if name.startswith(typed.lstrip("/")))[:limit]
    return ()


def nearest_command(word: str) -> str:
    """The known command that looks most like `word`, as it is typed."""
    nearest, _, _ = process.extractOne(word.lower(), list(commands()))
    return f"/{nearest}"
