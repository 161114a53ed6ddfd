"""Which words of a sentence are a number, and what is its value?

Digits, number words, magnitudes, fractions and vague plurals. It does not ask what is counted, nor
whether the number is part of a date or a name: `masks` says beforehand which words to leave alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from text_to_num import Token as SpokenToken
from text_to_num import find_numbers

from knowledge.extract.units import CURRENCIES, glued_unit, unit_at
from knowledge.extract.words import HYPHENS, Words
from knowledge.lexicon import lexicon
from knowledge.model import Bound

_LEXICON: dict[str, Any] = lexicon("numbers")
CARDINALS = frozenset(_LEXICON["cardinals"].split())
ORDINALS = frozenset(_LEXICON["ordinals"].split())
FRACTIONS: dict[str, float] = _LEXICON["fractions"]
_MAGNITUDES: dict[str, float] = _LEXICON["magnitudes"]
_GLUED: dict[str, float] = _LEXICON["glued"]
_VAGUE: dict[str, list[float]] = _LEXICON["vague"]
_SOME: dict[str, list[float]] = _LEXICON["some"]
_SIGNS: dict[str, float] = _LEXICON["signs"]
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
_LONG = frozenset(
    "long wide high tall deep away race sprint freestyle hurdles relay from below above x ×".split()
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?|\d{1,2},\d{1,2}")
_NARROW = "\u00a0\u202f\u2009"


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


def numbers_of(words: Words, masked: frozenset[int]) -> list[Number]:
    """The numbers of a sentence in order; words in `masked` are not read."""
    found: list[Number] = []
    i = 0
    while i < len(words):
        number = None if i in masked else _number_at(words, i)
        if number is None:
            i += 1
            continue
        found.append(number)
        i = number.end
    return found


def _number_at(words: Words, i: int) -> Number | None:
    low = words.low[i]
    if low[0].isdecimal() and low.isascii():
        number = _digits(words, i)
    elif low in _SIGNS:
        number = Number(i, i + 1, _SIGNS[low], fraction=True)
    else:
        number = _worded(words, i)
    if number is None or number.ordinal:
        return number
    return _with_signs(words, _with_percent(words, number))


def _worded(words: Words, i: int) -> Number | None:
    """A number that begins with a word; most words begin none."""
    low = words.low[i]
    if low in _VAGUE or low == "tens":
        return _vague(words, i)
    if low in _SOME:
        return _several(words, i)
    if low in {"a", "an"}:
        return _with_article(words, i)
    if low == "half":
        return _half(words, i)
    if low in CARDINALS:
        return _spelled(words, i)
    if low in ORDINALS:
        return _ordinal(words, i)
    return Number(i, i + 1, 2, spelled=True, unit="time") if low == "twice" and _frequency(words, i) else None


def _digits(words: Words, i: int) -> Number | None:
    end, text = i + 1, words.low[i]
    while _continues(words, end):
        text, end = text + words.low[end], end + 1
    value = _value(text)
    if value is None:
        return None
    if words.at(end) in _SIGNS:
        return Number(i, end + 1, value + _SIGNS[words.at(end)])
    if words.at(end) == "/" and words.glued(end) and words.glued(end + 1) and words.at(end + 1).isdecimal():
        below = float(words.low[end + 1])
        proper = value < below <= 16 and words.at(end + 2) != "/"
        return Number(i, end + 2, value / below, fraction=True) if proper else None
    if words.glued(end) and words.at(end) in {"st", "nd", "rd", "th"}:
        return Number(i, end + 1, value, ordinal=True)
    return _with_magnitude(words, Number(i, end, value))


def _continues(words: Words, i: int) -> bool:
    """Whether groups of three digits go on behind a narrow space ("31 000")."""
    if not re.fullmatch(r"\d{3}", words.at(i)) or not re.fullmatch(r"\d{1,3}", words.at(i - 1)):
        return False
    gap = words.text[words.ends[i - 1] : words.starts[i]]
    return len(gap) == 1 and (gap in _NARROW or (gap == " " and words.low[i] == "000"))


@cache
def _value(text: str) -> float | None:
    """The value of digits with separators; None where they are no number ("1.2.3")."""
    if len(text) > 24 or not _GROUPED.fullmatch(text):
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", text):
        return float(text.replace(".", ""))
    if re.fullmatch(r"\d{1,2},\d{1,2}", text):
        return float(text.replace(",", "."))
    return float(text.replace(",", ""))


def _with_magnitude(words: Words, number: Number) -> Number | None:
    """Digits with "million", "bn", "k" …; None where letters touch them that make them a name."""
    end, value, scaled = number.end, number.value or 0.0, False
    if words.glued(end) and words.written(end)[:1].isalpha():
        factor = _glued_factor(words, number)
        if factor is None:
            known = (
                glued_unit(words, end)
                or words.at(end) in {"pc", "percent"}
                or words.written(end) in CURRENCIES
            )
            return number if known else None
        value, end, scaled = value * factor, end + 1, True
    if words.at(end) in HYPHENS and words.at(end + 1) in _MAGNITUDES:
        end += 1
    while words.at(end) in _MAGNITUDES:
        value, end, scaled = value * _MAGNITUDES[words.low[end]], end + 1, True
    return replace(number, end=end, value=round(value, 9), scaled=scaled)


def _glued_factor(words: Words, number: Number) -> float | None:
    """What letters that touch the digits multiply by: "10m" is ten million unless something is long."""
    letters, after = words.low[number.end], words.at(number.end + 1)
    factor = _GLUED.get(letters)
    money = _currency_before(words, number.first) is not None
    if letters == "m" and not money:
        return None if after in _LONG or after in HYPHENS or after.isdecimal() or after == "/" else factor
    if letters == "b" and not money:
        return None
    if letters == "k" and not money and (number.value or 0) < 10:
        return None
    return factor


def _with_percent(words: Words, number: Number) -> Number:
    end = number.end + (
        words.at(number.end) in HYPHENS and words.at(number.end + 1) in {"percent", "per", "percentage"}
    )
    first, second = words.at(end), words.at(end + 1)
    if first == "%":
        end += 1 + (words.at(end + 1) == "points")
    elif first in {"percent", "pct"} or (first == "pc" and words.glued(end)):
        end += 1
    elif (first == "per" and second == "cent") or (first == "percentage" and second in {"point", "points"}):
        end += 2
    else:
        return number
    return replace(number, end=end, percent=True)


def _with_signs(words: Words, number: Number) -> Number:
    """The number with the currency, plus or minus before it."""
    if (before := _currency_before(words, number.first)) is not None:
        number = replace(number, first=before[0], currency=before[1])
    elif words.written(number.end) in CURRENCIES and not words.written(number.end).isalpha():
        number = replace(number, end=number.end + 1, currency=CURRENCIES[words.raw[number.end]])
    sign = number.first - 1
    if words.at(sign) == "minus" or (words.at(sign) in HYPHENS and words.at(sign - 1) == "minus"):
        first = sign - (words.at(sign) != "minus")
        return replace(number, first=first, value=-(number.value or 0.0))
    loose = words.glued(number.first) and (not words.glued(sign) or words.at(sign - 1) == "(")
    if words.at(sign) in {"-", "−", "+"} and loose and number.value is not None:
        factor = 1 if words.at(sign) == "+" else -1
        return replace(number, first=sign, value=factor * number.value)
    if words.at(sign) == "." and loose and number.value is not None and number.value == int(number.value):
        digits = words.low[number.first]
        return replace(number, first=sign, value=float(f"0.{digits}") if digits.isdecimal() else number.value)
    return number


def _currency_before(words: Words, first: int) -> tuple[int, str] | None:
    """Where the currency before a number begins, and which it is."""
    for width in (3, 2, 1):
        start = first - width
        if start < 0:
            continue
        sign = "".join(words.raw[start:first])
        letters = sign.isalpha()
        if sign in CURRENCIES and (
            width == 1 or words.ends[first - 1] - words.starts[start] <= len(sign) + 1
        ):
            apart = words.starts[first] - words.ends[first - 1]
            if apart <= 1 and not (letters and len(sign) < 3 and apart):
                return start, CURRENCIES[sign]
    return None


def _vague(words: Words, i: int) -> Number | None:
    """Such as "tens of thousands", "hundreds"."""
    low, high, end = *_TENS.get(words.low[i], tuple(_VAGUE.get(words.low[i], (0.0, 0.0)))), i + 1
    of = words.at(end) == "of"
    if of and words.at(end + 1) in _PLURAL_TO_ONE:
        factor = _MAGNITUDES[_PLURAL_TO_ONE[words.low[end + 1]]]
        return Number(i, end + 2, None, vague=(low * factor, (high + 1) * factor - 1), bound=Bound.VAGUE)
    if words.low[i] == "tens" or (words.low[i] == "scores" and not of):
        return None
    if words.at(i - 1) in {"the", "their", "his", "her"} and not of:
        return None
    return Number(i, end, None, vague=(low, high), bound=Bound.VAGUE)


def _several(words: Words, i: int) -> Number | None:
    """Such as "several thousand", "a few hundred"."""
    end = i + 1 + (words.at(i + 1) == "of" and words.low[i] == "couple")
    factor, start = 1.0, end
    while words.at(end) in _MAGNITUDES or words.at(end) in _VAGUE:
        word = words.low[end]
        factor, end = (
            factor * _MAGNITUDES.get(word, _MAGNITUDES.get(_PLURAL_TO_ONE.get(word, ""), 1.0)),
            end + 1,
        )
    if end == start:
        return None
    low, high = _SOME[words.low[i]]
    return Number(i, end, None, vague=(low * factor, (high + 1) * factor - 1), bound=Bound.VAGUE, scaled=True)


def _with_article(words: Words, i: int) -> Number | None:
    """Such as "a hundred", "a third of", "a quarter-century"; the article alone is never a number."""
    word = words.at(i + 1)
    if word in _MAGNITUDES and word != "dozens":
        run = _spelled(words, i + 1) if word in CARDINALS else None
        if run is not None and run.end > i + 2:
            return replace(run, first=i)
        return Number(i, i + 2, _MAGNITUDES[word], spelled=True, scaled=True)
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
    if words.at(end) in _MAGNITUDES:
        return Number(i, end + 1, 0.25 * _MAGNITUDES[words.low[end]], spelled=True, scaled=True)
    return None


def _half(words: Words, i: int) -> Number | None:
    """Such as "half a million", "half a year", "half of them"; not "half-staff", "the second half"."""
    after = i + 1
    while words.at(after) in HYPHENS or words.at(after) in {"a", "an"}:
        after += 1
    if words.at(after) in _MAGNITUDES:
        return Number(i, after + 1, 0.5 * _MAGNITUDES[words.low[after]], spelled=True, scaled=True)
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
        return Number(i, i + 1, 0.5, fraction=True, spelled=True)
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
    found = find_numbers([_Word(words.low[j]) for j in run], "en", threshold=0)
    if not found:
        return None
    end = run[found[0].end - 1] + 1
    number = Number(i, end, float(found[0].value), spelled=True, ordinal=ordinal and found[0].is_ordinal)
    if number.ordinal:
        return number
    return _with_parts(words, number)


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
        return replace(number, end=end + 3, value=value + FRACTIONS[words.low[end + 2]])
    while words.at(end) in _MAGNITUDES and words.at(end) not in CARDINALS:
        value, end = value * _MAGNITUDES[words.low[end]], end + 1
    return replace(
        number, end=end, value=value, scaled=any(w in _MAGNITUDES for w in words.low[number.first : end])
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
