"""Says that two names are one person, or two: `/alias A = B`, `/notsame A ≠ B`."""

from __future__ import annotations

import re

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.commands.correct import keep
from bot.errors import UserError
from bot.messages import Reply, Role
from bot.state import corrections
from knowledge.corrections import Correction, CorrectionKind

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
    return _kept(ask, CorrectionKind.SAME, CorrectionKind.DIFFERENT)


@command(
    "notsame",
    Argument("names", ArgumentKind.WORDS, required=True),
    role=Role.OPERATOR,
    examples=("/notsame Tsikhanouski ≠ Tsikhanouskaya",),
    personal=True,
)
def notsame(ask: Ask) -> Reply:
    """Two names are two people."""
    return _kept(ask, CorrectionKind.DIFFERENT, CorrectionKind.SAME)


def _kept(ask: Ask, kind: CorrectionKind, contrary: CorrectionKind) -> Reply:
    """Keep what is said of the two names, unless a correction in force says the opposite of them."""
    names = _names(ask)
    pair = {name.casefold() for name in names}
    for given in corrections.in_force(ask.app.state.engine):
        if given.kind is contrary and {given.words.casefold(), given.value.casefold()} == pair:
            raise UserError("correction-contrary", number=given.id)
    return keep(ask, Correction(0, kind, *names))


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
