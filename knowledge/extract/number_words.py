"""Which words spell a number, and what is its value?

Number words, fractions, vague plurals; their value comes from text2num. Digits are read by `numbers`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from text_to_num import Token as SpokenToken
from text_to_num import find_numbers

from knowledge.extract.units import unit_at
from knowledge.extract.words import HYPHENS, Words
from knowledge.lexicon import lexicon
from knowledge.model import Bound

_LEXICON: dict[str, Any] = lexicon("numbers")
CARDINALS = frozenset(_LEXICON["cardinals"].split())
ORDINALS = frozenset(_LEXICON["ordinals"].split())
FRACTIONS: dict[str, float] = _LEXICON["fractions"]
MAGNITUDES: dict[str, float] = _LEXICON["magnitudes"]
_VAGUE: dict[str, list[float]] = _LEXICON["vague"]
_SOME: dict[str, list[float]] = _LEXICON["some"]
_LONG: dict[str, list[float]] = _LEXICON["long"]
_ROWS = frozenset(_LEXICON["rows"].split())
_TENS = {
    "tens": (20.0, 99.0),
    "hundreds": (200.0, 999.0),
    "dozens": (24.0, 99.0),
    "thousands": (2000.0, 9999.0),
}
_PLURAL_TO_ONE = {
    "hundreds": "hundred",
    "thousands": "thousand",
    "millions": "million",
    "billions": "billion",
}


BEGINNINGS = (
    CARDINALS | ORDINALS | set(_VAGUE) | set(_SOME) | set(_LONG) | {"a", "an", "half", "tens", "twice"}
)
"""The words, in lower case, with which a number in words may begin."""


@dataclass(frozen=True, slots=True)
class Number:
    """Words `[first, end)` of a sentence and what they say; `unit` only where the number holds it."""

    first: int
    end: int
    value: float | None
    high: float | None = None
    vague: tuple[float, float] | None = None
    bound: Bound = Bound.EXACT
    currency: str | None = None
    percent: bool = False
    ordinal: bool = False
    fraction: bool = False
    spelled: bool = False
    scaled: bool = False  # a magnitude word is part of it
    unit: str | None = None


class _Word(SpokenToken):  # type: ignore[misc]  # the library has no types
    """A word as text2num wants it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        return self._text


def worded(words: Words, i: int) -> Number | None:
    """A number that begins with a word; most words begin none."""
    low = words.low[i]
    if low in _VAGUE or low == "tens":
        return _vague(words, i)
    if low in _SOME:
        return _several(words, i)
    if low in _LONG:
        return _for_long(words, i)
    if low in {"a", "an"}:
        return _with_article(words, i)
    if low == "half":
        return _half(words, i)
    if low in CARDINALS:
        return _spelled(words, i)
    if low in ORDINALS:
        return _ordinal(words, i)
    return Number(i, i + 1, 2, spelled=True, unit="time") if low == "twice" and _frequency(words, i) else None


def _vague(words: Words, i: int) -> Number | None:
    """Such as "tens of thousands", "hundreds"."""
    low, high, end = *_TENS.get(words.low[i], tuple(_VAGUE.get(words.low[i], (0.0, 0.0)))), i + 1
    of = words.at(end) == "of"
    if of and words.at(end + 1) in _PLURAL_TO_ONE:
        factor = MAGNITUDES[_PLURAL_TO_ONE[words.low[end + 1]]]
        return Number(i, end + 2, None, vague=(low * factor, (high + 1) * factor - 1), bound=Bound.VAGUE)
    if words.low[i] == "tens" or (words.low[i] == "scores" and not of):
        return None
    if words.at(i - 1) in {"the", "their", "his", "her"} and not of:
        return None
    return Number(i, end, None, vague=(low, high), bound=Bound.VAGUE)


def _for_long(words: Words, i: int) -> Number | None:
    """Such as "for days": longer than one, and no number of their own."""
    if words.at(i - 1) != "for" or words.at(i + 1) in {"old", "to", "in", "of"}:
        return None
    low, high = _LONG[words.low[i]]
    return Number(i, i + 1, None, vague=(low, high), bound=Bound.VAGUE, spelled=True, unit=words.low[i][:-1])


def _several(words: Words, i: int) -> Number | None:
    """Such as "several thousand", "a few hundred"."""
    end = i + 1 + (words.at(i + 1) == "of" and words.low[i] == "couple")
    factor, start = 1.0, end
    while words.at(end) in MAGNITUDES or words.at(end) in _VAGUE:
        word = words.low[end]
        factor, end = (
            factor * MAGNITUDES.get(word, MAGNITUDES.get(_PLURAL_TO_ONE.get(word, ""), 1.0)),
            end + 1,
        )
    if end == start:
        return None
    low, high = _SOME[words.low[i]]
    return Number(i, end, None, vague=(low * factor, (high + 1) * factor - 1), bound=Bound.VAGUE, scaled=True)


def _with_article(words: Words, i: int) -> Number | None:
    """Such as "a hundred", "a third of", "a quarter-century"; the article alone is never a number."""
    word = words.at(i + 1)
    if word in MAGNITUDES and word != "dozens":
        run = _spelled(words, i + 1) if word in CARDINALS else None
        if run is not None and run.end > i + 2:
            return replace(run, first=i)
        return Number(i, i + 2, MAGNITUDES[word], spelled=True, scaled=True)
    if word == "half":
        rest = _half(words, i + 1)
        return replace(rest, first=i) if rest else None
    if word in FRACTIONS and words.at(i + 2) == "of" and words.at(i + 3) not in {"a", "an", "century"}:
        return Number(i, i + 2, FRACTIONS[word], fraction=True, spelled=True)
    return _quarter(words, i) if word == "quarter" else None


def _quarter(words: Words, i: int) -> Number | None:
    """A quarter of a century or of a million: the one counted in years, the other a number."""
    end = i + 2
    while words.at(end) in HYPHENS or words.at(end) in {"of", "a"}:
        end += 1
    if words.at(end) == "century":
        return Number(i, end + 1, 25, spelled=True, unit="year")
    if words.at(end) in MAGNITUDES:
        return Number(i, end + 1, 0.25 * MAGNITUDES[words.low[end]], spelled=True, scaled=True)
    return None


def _half(words: Words, i: int) -> Number | None:
    """Such as "half a million", "half a year", "half of them"; not "half-staff", "the second half"."""
    after = i + 1
    while words.at(after) in HYPHENS or words.at(after) in {"a", "an"}:
        after += 1
    if words.at(after) in MAGNITUDES:
        return Number(i, after + 1, 0.5 * MAGNITUDES[words.low[after]], spelled=True, scaled=True)
    if words.at(after) == "percentage" and words.at(after + 1) == "point":
        return Number(i, after + 2, 0.5, spelled=True, percent=True)
    if words.at(after) == "century" and after > i + 1:
        return Number(i, after + 1, 50, spelled=True, unit="year")
    if words.at(i - 1) in ORDINALS or words.at(i - 1) in {
        "other",
        "this",
        "that",
        "opening",
        "closing",
        "better",
        "by",
    }:
        return None
    unit = unit_at(words, after)
    if unit is not None and after > i + 1:
        return Number(i, unit.end, 0.5, spelled=True, unit=unit.name)
    led = words.at(i - 1) in {
        "than",
        "nearly",
        "almost",
        "about",
        "around",
        "roughly",
        "over",
        "least",
        "under",
        "only",
    }
    whole = words.at(i + 1) in {"of", "the", "its", "their", "his", "her", "our", "my", "all"}
    return Number(i, i + 1, 0.5, fraction=True, spelled=True) if led or whole else None


def _run(words: Words, i: int) -> tuple[list[int], bool]:
    """The number words from `i`, with "and" inside, and whether they end in an ordinal."""
    run, j = [i], i + 1
    while True:
        step = j + (words.at(j) in HYPHENS and words.glued(j))
        joined = step > j
        joining = words.at(step) == "and" and words.at(step - 1) in {
            "hundred",
            "thousand",
            "million",
            "billion",
        }
        joining = joining or words.at(step) == "point"
        if words.at(step) in CARDINALS:
            run.append(step)
        elif joining and words.at(step + 1) in CARDINALS:
            run += [step, step + 1]
        elif joined and words.at(step) in ORDINALS and words.at(step - 2).endswith("ty"):
            return [*run, step], True
        else:
            return run, False
        j = run[-1] + 1


def _spelled(words: Words, i: int) -> Number | None:
    run, ordinal = _run(words, i)
    found = _spoken([words.low[j] for j in run])
    if found is None:
        return None
    value, length, ranked = found
    number = Number(i, run[length - 1] + 1, value, spelled=True, ordinal=ordinal and ranked)
    return number if number.ordinal else _with_parts(words, number)


def _spoken(run: list[str]) -> tuple[float, int, bool] | None:
    """The value that the run begins with, how many of its words say it, and whether it is an ordinal."""
    if "trillion" in run[1:]:  # text2num ends at billions
        at = run.index("trillion")
        many, rest = _spoken(run[:at]), _spoken([w for w in run[at + 1 :] if w != "and"])
        if many is not None and many[1] == at:
            whole = rest is not None and many[0] * 1e12 + rest[0]
            return (whole, len(run), False) if whole else (many[0] * 1e12, at + 1, False)
    found = find_numbers([_Word(word) for word in run], "en", threshold=0)
    return (float(found[0].value), found[0].end, found[0].is_ordinal) if found else None


def _with_parts(words: Words, number: Number) -> Number:
    """Number words with a fraction ("two-thirds", "two and a half") or a dozen behind them."""
    end, value = number.end, number.value or 0.0
    after = end + (words.at(end) in HYPHENS)
    if words.at(after) in FRACTIONS and (
        words.at(after + 1) in {"of", "majority"} or words.at(after)[-1] == "s"
    ):
        plain = words.at(after) not in {"quarters", "halves"} or words.at(after + 1) == "of"
        if plain and (value == 1) != (words.at(after)[-1] == "s"):
            return replace(number, end=after + 1, value=value * FRACTIONS[words.low[after]], fraction=True)
    if (
        words.at(end) == "and"
        and words.at(end + 1) in {"a", "one"}
        and words.at(end + 2) in {"half", "quarter"}
    ):
        whole = MAGNITUDES.get(words.at(end - 1), 1.0)  # "one million and a half"
        return replace(number, end=end + 3, value=value + whole * FRACTIONS[words.low[end + 2]])
    while words.at(end) in MAGNITUDES and words.at(end) not in CARDINALS:
        value, end = value * MAGNITUDES[words.low[end]], end + 1
    return replace(
        number, end=end, value=value, scaled=any(w in MAGNITUDES for w in words.low[number.first : end])
    )


def _ordinal(words: Words, i: int) -> Number | None:
    low = words.low[i]
    if low in {"first", "second"}:
        after = i + 1 + (words.at(i + 1) in {"straight", "consecutive", "presidential"})
        if words.at(after) not in _ROWS or (
            low == "first" and words.at(after) not in {"term", "round", "week"}
        ):
            return None
    found = find_numbers([_Word(low)], "en", threshold=0)
    return Number(i, i + 1, float(found[0].value), ordinal=True, spelled=True) if found else None


def _frequency(words: Words, i: int) -> bool:
    """Whether "twice" says how often, and not how many times as much."""
    return words.at(i + 1) not in {"as", "the", "that", "its", "their", "his", "more"}
