"""Says that two names are one person, or two: `/alias A = B`, `/notsame A ≠ B`."""

from __future__ import annotations

import re

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.commands.correct import keep
from bot.errors import UserError
from bot.messages import Reply, Role
from bot.state.corrections import in_force
from knowledge.corrections import Correction, CorrectionKind, contradicted

_SIGN = re.compile(r"\s*(?:=|≠|!=|\|)\s*")


@command(
    "alias",
    Argument("names", ArgumentKind.WORDS, required=True),
    role=Role.OPERATOR,
    examples=("/alias Tikhanouskaya = Svetlana Tikhanovskaya",),
    personal=True,
)
def alias(ask: Ask) -> Reply:
    """Two names are one person."""
    return _kept(ask, CorrectionKind.SAME)


@command(
    "notsame",
    Argument("names", ArgumentKind.WORDS, required=True),
    role=Role.OPERATOR,
    examples=("/notsame Tsikhanouski ≠ Tsikhanouskaya",),
    personal=True,
)
def notsame(ask: Ask) -> Reply:
    """Two names are two people."""
    return _kept(ask, CorrectionKind.DIFFERENT)


def _kept(ask: Ask, kind: CorrectionKind) -> Reply:
    """Keep what was said of two names, unless it contradicts what was said before."""
    said = Correction(0, kind, *_names(ask))
    first = contradicted(said, in_force(ask.app.state.engine))
    if first is not None:
        raise UserError(
            "correction-contradicts",
            number=first.id,
            one=first.words,
            other=first.value,
            kind=first.kind.value,
        )
    return keep(ask, said)


def _names(ask: Ask) -> tuple[str, str]:
    """The two names; each must be on record."""
    names = [name for name in _SIGN.split(ask.rest) if name]
    if len(names) != 2:
        raise ask.usage()
    known = {spelling.casefold() for _, spelling, _, _ in ask.record.alias_rows()}
    for name in names:
        if name.casefold() not in known:
            raise UserError("name-unknown", words=name, articles=len(ask.record.articles))
    return names[0], names[1]
