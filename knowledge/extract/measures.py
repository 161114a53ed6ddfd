"""What is a figure about? The measure its counted noun, or the words of its clause, stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from knowledge.extract.counted import is_person, singular_person
from knowledge.extract.words import Words, stem
from knowledge.lexicon import lexicon
from knowledge.model import FigureKind

_FALLBACKS = {
    FigureKind.AGE: "age",
    FigureKind.MONEY: "money",
    FigureKind.DURATION: "duration",
    FigureKind.DISTANCE: "distance",
    FigureKind.PERCENT: "share",
}
_BREAKS = frozenset("; if but while though although whereas — – : however".split())
_POINTS = frozenset({"ago", "earlier", "later", "before", "after"})
_SOMETHING = "something"
"""What is counted by a number whose noun is not known; it is no person."""
_REACH = 16
_NUMBERED = 4
"""Words behind "the number of" among which it is told what was done by or to those who are counted."""
_FAR = 40  # costs more than any trigger within reach
_BREAK_COST = 8
_AND_COST = 5
_BEFORE_COST = 3
_COSTS = dict.fromkeys(_BREAKS, _BREAK_COST) | {"and": _AND_COST}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the lexicon, its triggers as stems."""

    name: str
    kinds: frozenset[FigureKind]
    persons: bool
    nouns: frozenset[str]
    only: frozenset[str]
    before: tuple[tuple[str, ...], ...]
    triggers: tuple[tuple[str, ...], ...]
    reach: int
    of: frozenset[str]


@cache
def measures() -> tuple[Measure, ...]:
    """The measures of the lexicon."""
    table: dict[str, dict[str, Any]] = lexicon("measures")
    return tuple(
        Measure(
            name,
            frozenset(FigureKind(k) for k in entry["kinds"]),
            entry["persons"],
            frozenset(entry["nouns"].split()),
            frozenset(entry.get("only", "").split()),
            tuple(tuple(p.split()) for p in entry["before"]),
            tuple(tuple(stem(w) for w in t.split()) for t in entry["en"]),
            entry.get("reach", _FAR),
            frozenset(entry.get("of", "").split()),
        )
        for name, entry in table.items()
    )


@cache
def _by_noun() -> dict[tuple[FigureKind, str], str]:
    return {(kind, noun): m.name for m in reversed(measures()) for kind in m.kinds for noun in m.nouns | m.of}


@cache
def _by_first_stem() -> dict[str, tuple[tuple[Measure, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[Measure, tuple[str, ...]]]] = {}
    for measure in measures():
        for trigger in measure.triggers:
            found.setdefault(trigger[0], []).append((measure, trigger))
    return {word: tuple(entries) for word, entries in found.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure's phrase `[first, end)` stands; `taken` are the words of all figures."""

    words: Words
    first: int
    end: int
    taken: frozenset[int]


@lru_cache(maxsize=50_000)
def _entries(word: str) -> tuple[tuple[Measure, tuple[str, ...]], ...]:
    """The triggers that a word may begin; Protestants share only their stem with one."""
    named = not word[0].isalpha() or word.endswith(("ant", "ants"))
    return () if named or not _may_trigger(word) else _by_first_stem().get(stem(word), ())


def _may_trigger(word: str) -> bool:
    """A glance at how a word begins, which spares four in five the stemming.

    A stem keeps the first three letters of its word, a short one two ("cry", "cri"); but "dying", "die".
    """
    return word[:3] in _beginnings() or word[:2] in _beginnings() or word.endswith("ying")


@cache
def _beginnings() -> frozenset[str]:
    """The first letters of the stems that begin a trigger."""
    return frozenset(first[: 3 if len(first) > 3 else 2] for first in _by_first_stem())


def measure_of(place: Place, kind: FigureKind, noun: str | None) -> str | None:
    """The measure of a figure of `kind` that counts `noun`.

    A key of the lexicon, else the counted noun, else a name for the kind; None where nothing says what it is.
    """
    if kind is FigureKind.DURATION and place.words.at(place.end) in _POINTS:
        return _FALLBACKS[kind]
    by_noun = _by_noun().get((kind, noun)) if noun else None
    counted = noun or (_SOMETHING if kind is FigureKind.QUANTITY and _goes_on(place) else None)
    own = by_noun if by_noun and by_noun not in {"crowd_size", "population"} else None
    before = _by_words_before(place.words, kind, noun, place.first) or _by_number_of(place, kind, noun)
    found = own or before or _by_clause(place, kind, counted) or by_noun
    if found is None and noun is None and kind is FigureKind.QUANTITY:
        noun = _number_of(place)
    return (
        found or (noun if kind in {FigureKind.QUANTITY, FigureKind.ORDINAL} else None) or _FALLBACKS.get(kind)
    )


def _goes_on(place: Place) -> bool:
    """Whether a word follows a number that seems to be counted: of no closed class, and no past form."""
    word = place.words.at(place.end)
    return word.isalpha() and not word.endswith("ed") and word not in _behind_numbers()


@cache
def _behind_numbers() -> frozenset[str]:
    """Words that follow a number of people who are left out: "four were killed", "two in Kell"."""
    words = lexicon("words")
    closed = (line for name, line in words["closed"].items() if name != "noun")
    return frozenset(" ".join((*closed, words["verbs"]["irregular"])).split())


def _fits(measure: Measure, kind: FigureKind, noun: str | None) -> bool:
    if kind not in measure.kinds or (measure.only and noun not in measure.only):
        return False
    if measure.of and noun is not None and noun not in measure.of:
        return False
    return not measure.persons or noun is None or is_person(noun)


@cache
def _by_last_word() -> dict[str, tuple[tuple[Measure, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[Measure, tuple[str, ...]]]] = {}
    for measure in measures():
        for phrase in measure.before:
            found.setdefault(phrase[-1], []).append((measure, phrase))
    return {word: tuple(entries) for word, entries in found.items()}


def _by_words_before(words: Words, kind: FigureKind, noun: str | None, first: int) -> str | None:
    for measure, phrase in _by_last_word().get(words.at(first - 1), ()):
        stands = first >= len(phrase) and words.matches(phrase, first - len(phrase))
        if stands and _fits(measure, kind, noun):
            return measure.name
    return None


def _number_of(place: Place) -> str | None:
    """What is counted in "the number of signatures rose to 900"."""
    at = _number_before(place)
    return singular_person(place.words.low[at]) if at is not None else None


def _number_before(place: Place) -> int | None:
    """Where what is counted stands before a number: behind "the number of", or before a colon."""
    low = place.words.low
    first = place.first - (place.words.at(place.first - 1) == ":")
    for i in range(first - 2, max(-1, first - _REACH), -1):
        if low[i] in _BREAKS:
            return None
        if low[i : i + 2] == ("number", "of") and low[i + 2 : i + 3] and low[i + 2].isalpha():
            return i + 2
    return None


def _by_number_of(place: Place, kind: FigureKind, noun: str | None) -> str | None:
    """The measure that is told right there: "the number of people killed since then rose to 9"."""
    at = _number_before(place) if noun is None else None
    if at is None:
        return None
    told = (_trigger_at(place.words, i, kind, None) for i in range(at, min(at + _NUMBERED, place.first)))
    return next((measure.name for measure in told if measure), None)


def told_behind(place: Place, kind: FigureKind) -> str | None:
    """The measure told by the words behind a bare number, in its own clause ("four have been killed")."""
    for i in range(place.end, min(len(place.words), place.end + 6)):
        if i in place.taken or place.words.low[i] in _BREAKS:
            return None
        found = _trigger_at(place.words, i, kind, None)
        if found is not None:
            return found.name
    return None


def _by_clause(place: Place, kind: FigureKind, noun: str | None) -> str | None:
    """The measure of the nearest trigger; what follows counts as nearer, other clauses as farther."""
    first, end, low = place.first, place.end, place.words.low
    best: tuple[int, str] | None = None
    behind, before = (
        range(end, min(end + _REACH, len(low))),
        range(first - 1, max(-1, first - 1 - _REACH), -1),
    )
    for indices, base in ((behind, 0), (before, _BEFORE_COST)):
        cost = base
        for i in indices:
            if i in place.taken:
                cost += _BREAK_COST
            if best is not None and cost >= best[0]:
                break
            if _entries(low[i]):
                found = _trigger_at(place.words, i, kind, noun)
                if found is not None and cost <= found.reach:
                    best = (cost, found.name)
                    break
            cost += _COSTS.get(low[i], 1)
    return best[1] if best else None


def _trigger_at(words: Words, i: int, kind: FigureKind, noun: str | None) -> Measure | None:
    for measure, trigger in _entries(words.low[i]):
        if _fits(measure, kind, noun) and _rest(words, i, trigger):
            return measure
    return None


def _rest(words: Words, i: int, trigger: tuple[str, ...]) -> bool:
    """Whether the other words of a trigger follow, each with at most one word between."""
    at = i + 1
    for wanted in trigger[1:]:
        for gap in (0, 1):
            if at + gap < len(words) and stem(words.low[at + gap]) == wanted:
                at += gap + 1
                break
        else:
            return False
    return True
