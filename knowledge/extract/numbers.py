"""Which words of a sentence are a number, and what is its value?

Digits with their separators, signs and magnitudes, and what `number_words` spells.
It does not ask what is counted, nor
whether the number is part of a date or a name: `masks` says beforehand which words to leave alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from knowledge.extract.number_words import BEGINNINGS, MAGNITUDES, Number, worded
from knowledge.extract.units import CURRENCIES, glued_unit
from knowledge.extract.words import HYPHENS, Words
from knowledge.lexicon import lexicon

_LEXICON: dict[str, Any] = lexicon("numbers")
_GLUED: dict[str, float] = _LEXICON["glued"]
_SIGNS: dict[str, float] = _LEXICON["signs"]
_LONG = frozenset("long wide high tall deep away race sprint hurdles relay from below above x ×".split())
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?|\d{1,2},\d{1,2}")
_BEGINNINGS = BEGINNINGS | set(_SIGNS)
_NARROW = "\u00a0\u202f\u2009"


def numbers_of(words: Words, masked: frozenset[int]) -> list[Number]:
    """The numbers of a sentence in order; words in `masked` are not read."""
    found: list[Number] = []
    begun = [i for i, low in enumerate(words.low) if low in _BEGINNINGS or low[0].isdecimal()]
    end = 0
    for i in begun:
        number = _number_at(words, i) if i >= end and i not in masked else None
        if number is not None:
            found.append(number)
            end = number.end
    return found


def _number_at(words: Words, i: int) -> Number | None:
    low = words.low[i]
    if low[0].isdecimal() and low.isascii():
        number = _digits(words, i)
    elif low in _SIGNS:
        number = Number(i, i + 1, _SIGNS[low], fraction=True)
    else:
        number = worded(words, i)
    if number is None or number.ordinal:
        return number
    return _with_signs(words, _with_percent(words, number))


def _digits(words: Words, i: int) -> Number | None:
    end, text = i + 1, words.low[i]
    while _continues(words, end):
        text, end = text + words.low[end], end + 1
    value = _value(text)
    if value is None:
        return None
    if words.at(end) in _SIGNS:
        return Number(i, end + 1, value + _SIGNS[words.at(end)])
    if words.at(end).isdecimal() and words.at(end + 1) == "/" and words.at(end + 2).isdecimal():
        part = _digits(words, end)
        if part is not None and part.fraction and part.value is not None:
            return replace(part, first=i, value=value + part.value, fraction=False)
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
    grouped = words.low[i][1:] == "00" or re.fullmatch(r"\d{3}", words.at(i + 1)) or len(words.at(i - 1)) == 3
    return len(gap) == 1 and (gap in _NARROW or (gap == " " and bool(grouped)))


@cache
def _value(text: str) -> float | None:
    """The value of digits with separators; None where they are no number ("1.2.3")."""
    if len(text) > 24 or not _GROUPED.fullmatch(text) or (len(text) > 12 and text.isdecimal()):
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
    if words.at(end) in HYPHENS and words.at(end + 1) in MAGNITUDES:
        end += 1
    while words.at(end) in MAGNITUDES:
        value, end, scaled = value * MAGNITUDES[words.low[end]], end + 1, True
    if words.low[end : end + 3] == ("and", "a", "half"):
        whole = value / (number.value or 1.0) if scaled else 1.0
        value, end = value + 0.5 * whole, end + 3
    return replace(number, end=end, value=float(f"{value:.12g}"), scaled=scaled)


def _glued_factor(words: Words, number: Number) -> float | None:
    """What letters that touch the digits multiply by: "10m" is ten million unless something is long."""
    letters, after = words.low[number.end], words.at(number.end + 1)
    factor = _GLUED.get(letters) or MAGNITUDES.get(letters)
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
    if words.at(sign - 1) == "or" and words.at(sign - 2) == "plus":
        return number
    if words.at(sign) in {"minus", "negative"} or (
        words.at(sign) in HYPHENS and words.at(sign - 1) == "minus"
    ):
        first = sign - (words.at(sign) not in {"minus", "negative"})
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
