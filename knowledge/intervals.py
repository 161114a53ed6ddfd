"""Between which two numbers does a figure lie? Bounds, rounding and vague words turned into an interval.

Lengths of time and of ways are brought to one unit; money and counted things are left as they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from knowledge.lexicon import lexicon
from knowledge.model import Bound, Figure, FigureKind

_SCALES: dict[str, dict[str, float]] = lexicon("units")["scale"]
_FACTORS = {unit: (base, factor) for base, table in _SCALES.items() for unit, factor in table.items()}
_ABOUT = 0.05
_COARSE = frozenset({"decade", "century"})
_COUNTS_ROUNDED_FROM = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true number lies if the figure is right; both ends belong to it."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether both may be true of one thing."""
        return self.low <= other.high and other.low <= self.high

    def apart(self, other: Interval) -> float:
        """How many times as much the one is at least as the other; 1 where they meet."""
        if self.overlaps(other):
            return 1.0
        low, high = sorted((self, other), key=lambda i: i.low)
        return high.low / low.high if low.high > 0 else math.inf


@dataclass(frozen=True, slots=True)
class Amount:
    """What of a figure is a number: value or range, bound and unit."""

    kind: FigureKind
    bound: Bound
    value: float | None
    high: float | None = None
    vague_low: float | None = None
    vague_high: float | None = None
    unit: str | None = None


def amount_of(figure: Figure) -> Amount:
    """What of a figure is a number."""
    return Amount(
        figure.kind,
        figure.bound,
        figure.value,
        figure.high,
        figure.vague_low,
        figure.vague_high,
        figure.unit,
    )


def base_of(amount: Amount) -> str | None:
    """The unit in which amounts like this one are compared; None for counted things."""
    if amount.kind in {FigureKind.DURATION, FigureKind.DISTANCE, FigureKind.AGE}:
        return _FACTORS.get(amount.unit or "", (amount.unit, 1.0))[0]
    if amount.kind is FigureKind.PERCENT:
        return "percent"
    return amount.unit if amount.kind is FigureKind.MONEY else None


def comparable(one: Amount, other: Amount) -> bool:
    """Whether the two are numbers of one kind in units that can be brought together."""
    if one.kind is not other.kind:
        return False
    return one.unit == other.unit or base_of(one) == base_of(other)


@lru_cache(maxsize=1 << 12)
def interval_of(amount: Amount) -> Interval:
    """The interval of an amount, in its base unit."""
    factor = _factor(amount)
    if amount.bound is Bound.VAGUE or amount.value is None:
        low, high = amount.vague_low or 0.0, amount.vague_high or math.inf
        return Interval(low * factor, high * factor)
    value = amount.value
    match amount.bound:
        case Bound.RANGE:
            return Interval(value * factor, (amount.high if amount.high is not None else value) * factor)
        case Bound.MORE_THAN | Bound.AT_LEAST:
            return Interval(value * factor, math.inf)
        case Bound.LESS_THAN | Bound.AT_MOST:
            return Interval(0.0, value * factor)
        case Bound.ABOUT:
            slack = max(abs(value) * _ABOUT, rounding(amount))
        case _:
            slack = rounding(amount)
    return Interval((value - slack) * factor, (value + slack) * factor)


def point_of(amount: Amount) -> float | None:
    """The one number a figure gives, in its base unit; None for a range or a vague amount."""
    single = amount.bound not in {Bound.RANGE, Bound.VAGUE} and amount.value is not None
    return amount.value * _factor(amount) if single and amount.value is not None else None


def telling_digits(value: float | None) -> int:
    """How many digits of a number are not the zeros of its size: 3 of 112 and of 1.12m, 1 of 2,000,000."""
    return 0 if value is None else len(f"{value:.6f}".replace(".", "").strip("0"))


def rounding(amount: Amount) -> float:
    """How far the true number may be from an exact one by rounding alone, in the figure's own unit.

    Half a step of the last digit that is written: 80 percent is 79.5 to 80.5, and 31,000 people are
    30,500 to 31,500, but never more than a twentieth; counts below a thousand, ages and ranks are exact.
    """
    value = abs(amount.value or 0.0)
    if amount.kind in {FigureKind.AGE, FigureKind.ORDINAL} or value == 0:
        return 0.0
    if amount.kind is FigureKind.QUANTITY and value < _COUNTS_ROUNDED_FROM:
        return 0.0
    if amount.unit in _COARSE:
        return 0.5
    whole = amount.kind in {FigureKind.PERCENT, FigureKind.DURATION, FigureKind.DISTANCE} or value < 100
    step = _step(value, whole=whole)
    return step / 2 if whole else min(step / 2, value * _ABOUT)


def _step(value: float, *, whole: bool) -> float:
    """The worth of the last digit; trailing zeros of an integer are rounding unless `whole`."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    if "." in text:
        return float(10.0 ** -len(text.partition(".")[2]))
    zeros = 0 if whole else len(text) - len(text.rstrip("0"))
    return float(10.0**zeros)


def _factor(amount: Amount) -> float:
    if amount.kind in {FigureKind.DURATION, FigureKind.DISTANCE, FigureKind.AGE}:
        found: tuple[Any, float] = _FACTORS.get(amount.unit or "", (None, 1.0))
        return found[1]
    fraction = amount.kind is FigureKind.PERCENT and amount.unit != "percent"
    return 100.0 if fraction else 1.0
