"""Whom does a text name? One reading of typed names for every command, ties included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.names import SURE, NameMatch, Tier, known
from knowledge.record import Record

_TIE = 3.0
"""Scores closer than this are a tie that the asker must break."""
_OFFERED = 4
"""Others who tie with the first that are offered."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who was named, and the words of the question that are left.

    `people` are ids, empty where nobody was named, the first is who is meant; behind it come those of whom
    articles say nothing but the name that was typed. `others` are those who tie with the first.
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
    if not matches or is_topic(record, words[:taken], matches[0]):
        return Named((), "", text.strip())
    best = matches[0]
    near = [m for m in matches[1 : 1 + _OFFERED] if m.tier is best.tier and best.score - m.score < _TIE]
    # Of people whom articles call alike, no choice of names can tell one from another.
    ties = tuple({m.alias: m for m in reversed(near) if m.alias != best.alias}.values())[::-1]
    rest = words[taken:]
    if len(rest) > 1 and known.is_preposition(rest[0].casefold()):
        rest = rest[1:]  # "brandt on the dam"
    typed = " ".join(words[:taken])
    people = (best.person, *(() if ties else _called_so(record, typed, matches)))
    return Named(people, typed, " ".join(rest), best, ties)


def _called_so(record: Record, typed: str, matches: Sequence[NameMatch]) -> Sequence[int]:
    """Those behind the first whom an article just calls so, and nothing tells who they are."""
    if matches[0].tier not in SURE or " " in typed:
        return ()
    return [m.person for m in matches[1:] if record.names.is_just(m.person, typed)]


def is_topic(record: Record, words: Sequence[str], best: NameMatch) -> bool:
    """Whether what is only near to a name is rather words that the articles have: "voters" are no Waters."""
    near = best.tier not in {*SURE, Tier.PARTIAL}
    return near and all(word.islower() and word in record.vocabulary for word in words)
