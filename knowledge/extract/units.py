"""In what is a number measured? Units of measurement by their written forms, currencies, and rates.

A small table instead of a library of physics: news counts years, miles and dollars. Counted things (people,
votes) are no units; `counted` finds those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from knowledge.extract.words import HYPHENS, Words, singular
from knowledge.lexicon import lexicon
from knowledge.model import FigureKind

_LEXICON: dict[str, Any] = lexicon("units")
CURRENCIES: dict[str, str] = _LEXICON["currency"]
RATE_UNITS = frozenset(_LEXICON["rates"]["units"].split())
_KINDS = (FigureKind.DURATION, FigureKind.DISTANCE, FigureKind.MONEY, FigureKind.QUANTITY)
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's canonical name, what kind of figure it makes, and the word behind it."""

    name: str
    kind: FigureKind
    end: int


def _forms(line: str) -> list[tuple[str, ...]]:
    """The forms of a line of the lexicon: single words before the first bar, a phrase behind each."""
    single, *phrases = line.split("|")
    return [(word,) for word in single.split()] + [tuple(phrase.split()) for phrase in phrases]


_TABLE = {
    form: (name, kind)
    for kind in _KINDS
    for name, line in _LEXICON[kind.value].items()
    for form in _forms(line)
}
_GLUED = {form: name for name, line in _LEXICON["glued"].items() for form in line.split()}
_CASED = {form: name for name, form in _LEXICON["cased"].items()}
_BY_NAME: dict[str, FigureKind] = dict(_TABLE.values()) | dict.fromkeys(CURRENCIES.values(), FigureKind.MONEY)


def kind_of(name: str) -> FigureKind:
    """What kind of figure a canonical unit makes."""
    return _BY_NAME.get(name, FigureKind.QUANTITY)


def unit_at(words: Words, i: int) -> Unit | None:
    """The unit written at word `i`, longest form first; a hyphen before it is not stepped over."""
    cased = _CASED.get(words.written(i))
    if cased and cased not in {"metre", "hectare"}:
        return Unit(cased, kind_of(cased), i + 1)
    for length in range(_LONGEST, 0, -1):
        form = words.low[i : i + length]
        if len(form) == length and form in _TABLE:
            name, kind = _TABLE[form]
            if name == "pound" and words.at(i - 1) in {"million", "billion", "trillion", "m", "bn"}:
                return Unit("pound sterling", FigureKind.MONEY, i + length)
            if form == ("second",) or (form == ("pound",) and words.at(i + 1) == "sterling"):
                continue
            return Unit(name, kind, i + length)
    return None


def glued_unit(words: Words, i: int) -> Unit | None:
    """The unit whose letters touch the digits before word `i`."""
    if not words.glued(i):
        return None
    name = _CASED.get(words.raw[i]) or _GLUED.get(words.raw[i])
    if words.raw[i] == "'" and ("'" in words.raw[max(0, i - 60) : i] or words.glued(i + 1)):
        return None  # it closes a quotation
    longer = unit_at(words, i)
    if longer is not None and (name is None or longer.end > i + 1):
        return longer
    return Unit(name, kind_of(name), i + 1) if name else None


def unit_after(words: Words, end: int) -> Unit | None:
    """The unit behind a number that ends before word `end`, across one hyphen ("26-year")."""
    if (glued := glued_unit(words, end)) is not None:
        return glued
    hyphen = words.at(end) in HYPHENS
    if hyphen and words.at(end + 1) in {"plus", "odd"}:
        end += 1
    unit = unit_at(words, end + hyphen)
    if unit is None and hyphen and words.at(end + 1) == "second":
        unit = Unit("second", FigureKind.DURATION, end + 2)
    return unit


def rate_after(words: Words, end: int) -> tuple[str, int] | None:
    """Such as "a month", "per square foot", behind a unit: the name it adds and the word behind it."""
    word, at = words.at(end), end + 1
    if word in {"a", "an", "per", "every", "/", "each"} or (
        word in HYPHENS and words.at(end + 1) in {"a", "an"}
    ):
        at += word in HYPHENS
        at += words.at(at) in HYPHENS
        unit = unit_at(words, at)
        if words.at(at + 1) in {"after", "before", "later", "earlier", "ago"}:
            return None
        if words.at(at) == "second":
            return "second", at + 1
        if word == "per" and words.at(at).isalpha() and words.at(at) != "cent":
            return (unit.name, unit.end) if unit else (singular(words.low[at]), at + 1)
        if words.at(at) in RATE_UNITS and (singular(words.at(at)) == words.at(at)):
            return (unit.name, unit.end) if unit else (words.low[at], at + 1)
    return None
