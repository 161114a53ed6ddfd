"""Which two numbers are the ends of one range ("60% to 70%", "between 5 and 10", "25-40")?"""

from __future__ import annotations

from dataclasses import replace

from knowledge.extract.number_words import Number
from knowledge.extract.units import unit_after
from knowledge.extract.words import HYPHENS, Words, stem
from knowledge.model import Bound

_DASHES = HYPHENS | set("–—")
_CHANGES = frozenset(
    stem(w)
    for w in "rise rose risen fall fell fallen grow grew grown increase decrease drop jump climb decline "
    "soar plunge surge slump cut raise lower up down downgrade upgrade slip slide narrow widen expand shrink "
    "shrank reduce change move swell dip double boost revise lift".split()
)


def join_ranges(words: Words, numbers: list[Number]) -> list[Number]:
    """The numbers, with each pair that is a range made one."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        merged = (_range(words, last, number) or _ratio(words, last, number)) if last else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(number)
    return joined


def _range(words: Words, low: Number, high: Number) -> Number | None:
    if low.value is None or high.value is None or low.high is not None or low.ordinal or high.ordinal:
        return None
    unit = unit_after(words, low.end)
    connector = _connector(words, low, high, unit.end if unit else low.end)
    if connector is None or not _same_kind(words, low, high, unit.name if unit else None):
        return None
    first = _share_magnitude(low, high)
    if first >= high.value or (connector == "or" and high.value - first != 1):
        return None
    return replace(
        high,
        first=low.first,
        value=first,
        high=high.value,
        bound=Bound.RANGE,
        currency=high.currency or low.currency,
        percent=high.percent,
    )


def _ratio(words: Words, part: Number, whole: Number) -> Number | None:
    """Such as "one in three", "2 out of 5": the fraction they make."""
    if part.value is None or whole.value is None or part.end - part.first > 1 or part.high is not None:
        return None
    plain = not (
        whole.currency or whole.percent or whole.scaled or whole.ordinal or part.currency or part.percent
    )
    between = words.low[part.end : whole.first]
    if between == ("of",) and whole.value == 10 and not whole.spelled:
        between = ("out", "of")  # nine of 10
    if (
        not plain
        or between not in {("in",), ("out", "of"), ("of", "every"), ("in", "every")}
        or not 0 < part.value < whole.value <= 1000
    ):
        return None
    unit = unit_after(words, whole.end)
    if unit is not None or (between == ("in",) and part.value > 1 and whole.value not in {3, 4, 5, 10, 100}):
        return None
    return replace(part, end=whole.end, value=part.value / whole.value, fraction=True, spelled=True)


def _connector(words: Words, low: Number, high: Number, after: int) -> str | None:
    """What joins the two numbers, or None where it makes no range of them."""
    between = words.low[after : high.first]
    if between in {("to",), ("up", "to"), ("-", "to")}:
        if words.at(low.first - 1) == "by":
            return None
        changed = words.at(low.first - 1) == "from" and any(
            stem(w) in _CHANGES for w in words.low[max(0, low.first - 7) : low.first - 1]
        )
        return None if changed else "to"
    if len(between) == 1 and between[0] in _DASHES:
        return "-"
    if between == ("and",) and _between(words, low.first):
        return "and"
    return "or" if between == ("or",) and low.spelled and high.spelled else None


def _between(words: Words, first: int) -> bool:
    ages = words.at(first - 2) in {"age", "ages"}
    return "between" in words.low[max(0, first - (4 if ages else 2)) : first]


def _same_kind(words: Words, low: Number, high: Number, unit: str | None) -> bool:
    """Whether both ends may be measured in the same: percent with percent, money with money."""
    if low.percent and not high.percent:
        return False
    if high.percent and (low.currency or unit):
        return False
    after = unit_after(words, high.end)
    if low.currency and not high.currency:
        return after is None and not high.spelled
    if high.currency and low.currency:
        return low.currency == high.currency
    return unit is None or (after is not None and after.name == unit)


def _share_magnitude(low: Number, high: Number) -> float:
    """Such as "1 to 2 million": the first end takes the magnitude of the second where it has none."""
    if (
        high.scaled
        and not low.scaled
        and low.value is not None
        and high.value is not None
        and low.value < 1000
    ):
        factor = next((m for m in (1e12, 1e9, 1e6, 1e3) if high.value >= m), 1.0)
        return low.value * factor if low.value * factor < high.value else low.value
    return low.value or 0.0
