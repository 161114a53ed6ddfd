"""Why do two figures differ?

Figures are compared only where they are about the same thing, which `knowledge.sameness` says. Which number
is right is never decided here. The reasons are put into words by the locales.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from operator import itemgetter
from typing import Any

from knowledge.claim import Claim
from knowledge.intervals import Amount, Interval, comparable, interval_of
from knowledge.lexicon import lexicon
from knowledge.model import Bound
from knowledge.sameness import is_scoped, same_thing, scope_of

_SIDES: dict[str, Any] = lexicon("sides")
_EVENTS = frozenset(_SIDES["events"])
_GROWING = frozenset(_SIDES["growing"])
_LOOSELY = 3.0  # times its upper end that a vague amount may mean: "tens of thousands" is said of 200,000 too
_FAR_APART = 20.0  # times: numbers farther apart count different things, whatever their sentences say
_MOST = 64  # figures of one group compared pair by pair; of more, those with the widest gaps


class Relation(StrEnum):
    """What two figures are to each other, weakest first."""

    UNRELATED = "unrelated"
    AGREE = "agree"
    COMPATIBLE = "compatible"
    """A bound or a rounding apart: both may be true."""
    MORE = "more"
    """The other counts more than this one's "at least", and which of the two is later nobody says."""
    UPDATED = "updated"
    """The later one holds at a later day."""
    SCOPE = "scope"
    """They count different things: killed, killed and injured."""
    CLAIMANTS = "claimants"
    """Both cannot be true, and different claimants say so."""
    CONFLICT = "conflict"
    """Both cannot be true."""


STRENGTH = {relation: strength for strength, relation in enumerate(Relation)}
"""How strong a relation is, the greater the stronger."""
STRENGTH[Relation.CONFLICT] = STRENGTH[Relation.CLAIMANTS]  # which is the stronger, their gap says
DISAGREEMENTS = frozenset({Relation.CLAIMANTS, Relation.CONFLICT})
"""Both cannot be true."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How two claims stand to each other, and how many times as much the one says at least as the other."""

    relation: Relation
    one: Claim
    other: Claim
    times: float

    @property
    def is_disagreement(self) -> bool:
        """Whether both cannot be true."""
        return self.relation in DISAGREEMENTS


def relation(one: Claim, other: Claim) -> Relation:
    """What two claims are to each other; the order of the two does not matter."""
    return difference(one, other).relation


def difference(one: Claim, other: Claim) -> Difference:
    """How two claims stand to each other."""
    found = _scope_relation(one, other)
    if found is None and not same_thing(one, other):
        found = Relation.UNRELATED
    if found is not None:
        return Difference(found, one, other, 1.0)
    mine, theirs = _meant(one.amount), _meant(other.amount)
    if mine.overlaps(theirs):
        for less, more in ((one, other), (other, one)):
            if _outgrows(more, less):
                undated = one.day is None or other.day is None
                return Difference(Relation.MORE if undated else Relation.UPDATED, less, more, 1.0)
        found = Relation.AGREE if _equal(one, other) else Relation.COMPATIBLE
        return Difference(found, one, other, 1.0)
    if _updates(one, other, mine, theirs):
        found = Relation.UPDATED
    elif one.voice == other.voice or mine.apart(theirs) > _FAR_APART:
        found = Relation.UNRELATED
    elif one.claimant != other.claimant:
        found = Relation.CLAIMANTS
    else:
        found = Relation.CONFLICT
    return Difference(found, one, other, mine.apart(theirs))


def _meant(amount: Amount) -> Interval:
    """The interval of an amount, with room for how loosely vague words are used."""
    interval = interval_of(amount)
    return Interval(interval.low, interval.high * _LOOSELY) if amount.bound is Bound.VAGUE else interval


def strongest(claims: Sequence[Claim]) -> Difference | None:
    """The strongest difference between two of the claims; None where there are not two related ones.

    Pairs are compared in the order of how strong they can be, until none that is left can be stronger.
    """
    chosen = [(claim, _meant(claim.amount)) for claim in _extremes(claims)]
    pairs = [
        ((*_most(one, other, mine, theirs), _stated(one, other), -turn), one, other)
        for turn, ((one, mine), (other, theirs)) in enumerate(combinations(chosen, 2))
    ]
    best: tuple[_Weight, Difference] | None = None
    for most, one, other in sorted(pairs, key=itemgetter(0), reverse=True):
        if best and most < best[0]:
            break
        found = difference(one, other)
        weight = STRENGTH[found.relation], found.times, *most[2:]
        if found.relation is not Relation.UNRELATED and (best is None or weight > best[0]):
            best = weight, found
    return best[1] if best else None


_Weight = tuple[int, float, tuple[int, float, int], int]
"""How strong a difference is, how far apart, what is stated of both; the first of equal ones counts."""


def _most(one: Claim, other: Claim, mine: Interval, theirs: Interval) -> tuple[int, float]:
    """How strong the difference of two claims can be at most, and how far they are apart."""
    if mine.high < theirs.low or theirs.high < mine.low:
        return STRENGTH[Relation.CONFLICT], mine.apart(theirs)
    if is_scoped(one.measure) or one.measure in _GROWING:
        return STRENGTH[Relation.SCOPE], 1.0
    return STRENGTH[Relation.AGREE if _equal(one, other) else Relation.COMPATIBLE], 1.0


def _stated(one: Claim, other: Claim) -> tuple[int, float, int]:
    """How many of the two numbers are stated, how far apart these are, and how many of their days are known.

    What is vague, the same or undated says less.
    """
    mine, theirs = one.amount.value, other.amount.value
    days = (one.day is not None) + (other.day is not None)
    if mine is None or theirs is None:
        return (mine is not None) + (theirs is not None), 0.0, days
    return 2, abs(mine - theirs) / (max(abs(mine), abs(theirs)) or 1.0), days


def _scope_relation(one: Claim, other: Claim) -> Relation | None:
    """Different scope, where what one counts is part of what the other counts."""
    if not (is_scoped(one.measure) and is_scoped(other.measure)):
        return None
    mine, theirs = scope_of(one), scope_of(other)
    related = mine < theirs or theirs < mine
    if not related or not mine & theirs or not comparable(one.amount, other.amount):
        return None
    return Relation.SCOPE if not one.subject or not other.subject or one.subject == other.subject else None


def _updates(one: Claim, other: Claim, mine: Interval, theirs: Interval) -> bool:
    """Whether the later of the two is news rather than a contradiction."""
    if one.measure in _EVENTS or one.day is None or other.day is None or one.day == other.day:
        return False
    later_is_more = (one.day > other.day) == (mine.low > theirs.low)
    if one.measure in _GROWING:
        same = one.claimant == other.claimant or one.claimant is None or other.claimant is None
        return later_is_more or same
    return True


def _outgrows(late: Claim, early: Claim) -> bool:
    """Whether after an "at least" of a growing number there is a plain, higher one: "at least 9", "14".

    Where a day is not known the plain one may be the later.
    """
    if early.measure not in _GROWING:
        return False
    if early.day and late.day:
        if early.day >= late.day:
            return False
    elif early.article == late.article:
        return False
    first, last = early.amount, late.amount
    open_ended = first.bound in {Bound.AT_LEAST, Bound.MORE_THAN} and last.bound is Bound.EXACT
    return open_ended and (last.value or 0) > 1.05 * (first.value or 0)


def _equal(one: Claim, other: Claim) -> bool:
    """Whether two claims that may both be true give the same number, meant the same way."""
    mine, theirs = one.amount, other.amount
    return mine.value == theirs.value and _but_value(mine) == _but_value(theirs)


def _but_value(amount: Amount) -> tuple[Bound, float | None, float | None, float | None]:
    return amount.bound, amount.high, amount.vague_low, amount.vague_high


def _extremes(claims: Sequence[Claim]) -> Sequence[Claim]:
    """All of a few claims; of many, those that lie lowest and those that lie highest."""
    if len(claims) <= _MOST:
        return claims
    ordered = sorted(claims, key=lambda c: interval_of(c.amount).high)
    highest = sorted(claims, key=lambda c: -interval_of(c.amount).low)
    chosen = dict.fromkeys([*ordered[: _MOST // 2], *highest[: _MOST // 2]])
    return list(chosen)
