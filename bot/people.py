"""Whom does a question name? One reading of typed names for every command, ties included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app import Ask
from bot.messages import Block, ChoicesBlock, NoticeBlock, Option
from knowledge.names import SURE, NameMatch, known
from knowledge.record import Record

_TIE = 3.0
"""Scores closer than this are a tie that the asker must break."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who was named, and the words of the question that are left.

    `people` are ids, empty where nobody was named; `others` are those who tie with the first.
    """

    people: tuple[int, ...]
    typed: str
    rest: str
    match: NameMatch | None = None
    others: tuple[NameMatch, ...] = ()


def read_name(record: Record, text: str) -> Named:
    """Who is named at the start of `text`, and what follows."""
    words = text.split()
    matches, taken = record.names.lead(words)
    if not matches:
        return Named((), "", text.strip())
    best = matches[0]
    near = [m for m in matches[1:] if m.tier is best.tier and best.score - m.score < _TIE]
    # Of people whom articles call alike, no choice of names can tell one from another.
    ties = tuple({m.alias: m for m in reversed(near) if m.alias != best.alias}.values())[::-1]
    rest = words[taken:]
    if len(rest) > 1 and known.is_preposition(rest[0].casefold()):
        rest = rest[1:]  # "brandt on the dam"
    return Named((best.person,), " ".join(words[:taken]), " ".join(rest), best, ties)


def understood(ask: Ask, named: Named) -> tuple[Block, ...]:
    """What to say on how a name was read: nothing where it is obvious."""
    blocks: list[Block] = []
    if named.match and named.match.tier not in SURE:
        values = {"typed": named.typed, "name": named.match.alias, "how": named.match.tier.value}
        blocks.append(NoticeBlock(ask.wording.text("name-read-as", **values), "name-read-as"))
    if named.others:
        options = tuple(_again(ask, named, match) for match in named.others)
        blocks.append(ChoicesBlock(ask.wording.text("name-tie"), options))
    return tuple(blocks)


def nearest_names(record: Record, typed: str, limit: int = 3) -> tuple[str, ...]:
    """Names that exist and look most like what was typed; else those most on record."""
    found = [match.alias for match in record.names.complete(typed, limit)]
    return tuple(found) or tuple(person.name for person in record.all_people[:limit])


def names_of(record: Record, people: Sequence[int]) -> str:
    """The display names of people, for a notice."""
    return ", ".join(person.name for person in record.people(people))


def _again(ask: Ask, named: Named, match: NameMatch) -> Option:
    return Option(match.alias, f"/{ask.command.name} {match.alias} {named.rest}".strip())
