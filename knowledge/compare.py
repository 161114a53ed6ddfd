"""Why do two figures differ, and which figures are about the same thing?

Figures are compared only where measure, subject, event day, place and side do not tell them apart; where
that cannot be said, they are unrelated: a disagreement that is none would be worse than one not seen. Which
number is right is never decided here. The reasons are put into words by the locales.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import Any

from knowledge.intervals import Amount, Interval, comparable, interval_of
from knowledge.lexicon import lexicon
from knowledge.model import Bound
from knowledge.stems import stem
from knowledge.store.rows import FigureRecord

_SIDES: dict[str, Any] = lexicon("sides")
_FOR = tuple(_SIDES["for"])
_AGAINST = tuple(_SIDES["against"])
_EVENTS = frozenset(_SIDES["events"])
_GROWING = frozenset(_SIDES["growing"])
_OWNED = frozenset(_SIDES["owned"])
_GENERAL = frozenset(_SIDES["general"])
_SCOPES = {measure: tuple(stems.split()) for measure, stems in _SIDES["scopes"].items()}
_JOINED = re.compile(r"\b([a-z]+)(?:,| people| others)* (?:and|or|and/or) (?:\w+ )?([a-z]+)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SHARED = 3  # words that two sentences must share before a general measure is the same in both
_OPEN_GROUPS = 40  # of one measure, the latest: an older event gets no new member
_SAME_EVENT_DAYS = 7  # between reports of one event, where the text gives no day
_MOST = 64  # figures of one group compared pair by pair; of more, those with the widest gaps


class Relation(StrEnum):
    """What two figures are to each other, weakest first."""

    UNRELATED = "unrelated"
    AGREE = "agree"
    COMPATIBLE = "compatible"
    """A bound or a rounding apart: both may be true."""
    UPDATED = "updated"
    """The later one holds at a later day."""
    SCOPE = "scope"
    """They count different things: killed, killed and injured."""
    CLAIMANTS = "claimants"
    """Both cannot be true, and different claimants say so."""
    CONFLICT = "conflict"
    """Both cannot be true."""


_STRENGTH = {relation: strength for strength, relation in enumerate(Relation)}
_STRENGTH[Relation.CONFLICT] = _STRENGTH[Relation.CLAIMANTS]  # which is the stronger, their gap says
_DISAGREEMENTS = frozenset({Relation.CLAIMANTS, Relation.CONFLICT})


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure with what is needed to compare it.

    `subject` and `claimant` are keys: equal where they mean the same person or body, None for nobody.
    `day` is when it held or, where the text does not say, when it was published; `dated` tells which.
    `origin` is equal for reprints of one report. `receipt` points back at the record.
    """

    amount: Amount
    measure: str | None
    phrase: str
    context: str
    article: str
    outlet: str | None = None
    origin: str = ""
    published: date | None = None
    day: date | None = None
    dated: bool = False
    subject: str | None = None
    claimant: str | None = None
    place: str | None = None
    receipt: str = ""


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
        return self.relation in _DISAGREEMENTS


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about one thing, in order of their days, and the strongest difference between two of them."""

    measure: str | None
    subject: str | None
    day: date | None
    place: str | None
    claims: tuple[Claim, ...]
    strongest: Difference | None

    @property
    def origins(self) -> int:
        """How many independent reports there are: reprints count once."""
        return len({c.origin or c.article for c in self.claims})

    @property
    def outlets(self) -> int:
        """How many outlets printed one of them."""
        return len({c.outlet or c.article for c in self.claims})


def claim_of(record: FigureRecord) -> Claim:
    """A stored figure as a claim."""
    figure, article = record.figure, record.article
    as_of = figure.as_of.last if figure.as_of else None
    published = article.published.value
    return Claim(
        amount=Amount(
            figure.kind,
            figure.bound,
            figure.value,
            figure.high,
            figure.vague_low,
            figure.vague_high,
            figure.unit,
        ),
        measure=figure.measure,
        phrase=record.phrase,
        context=record.context,
        article=article.name,
        outlet=article.outlet.value,
        origin=str(article.origin),
        published=published,
        day=as_of or published,
        dated=as_of is not None,
        subject=_key(record.subject, figure.subject.name if figure.subject else None),
        claimant=_key(record.claimant, figure.claimant.name if figure.claimant else None),
        place=record.place,
        receipt=record.receipt,
    )


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
    mine, theirs = interval_of(one.amount), interval_of(other.amount)
    if mine.overlaps(theirs):
        if _outgrown(one, other) or _outgrown(other, one):
            return Difference(Relation.UPDATED, one, other, 1.0)
        equal = _numbers(one) == _numbers(other) and one.amount.bound is other.amount.bound
        return Difference(Relation.AGREE if equal else Relation.COMPATIBLE, one, other, 1.0)
    if _updates(one, other, mine, theirs):
        found = Relation.UPDATED
    elif one.claimant and other.claimant and one.claimant != other.claimant:
        found = Relation.CLAIMANTS
    else:
        found = Relation.CONFLICT
    return Difference(found, one, other, mine.apart(theirs))


def same_thing(one: Claim, other: Claim) -> bool:
    """Whether nothing tells apart what the two count."""
    if one.measure is None or one.measure != other.measure or not comparable(one.amount, other.amount):
        return False
    if one.measure in _OWNED and (one.subject is None or other.subject is None):
        return False
    if one.subject and other.subject and one.subject != other.subject:
        return False
    if one.measure in _EVENTS:
        return _same_event(one, other)
    if one.measure in _GENERAL or one.measure not in lexicon("measures"):
        return _shares_words(one, other)
    return True


def groups_of(claims: Iterable[Claim]) -> tuple[Group, ...]:
    """The claims by what they are about, strongest disagreement first, then the larger group.

    A claim joins the first group with whose founder and latest member it shares the thing.
    """
    found: dict[tuple[str | None, str | None, str | None], list[list[Claim]]] = {}
    for claim in sorted(claims, key=_order):
        key = (claim.measure, claim.subject if claim.measure in _OWNED else None, claim.amount.kind.value)
        homes = found.setdefault(key, [])
        home = next((h for h in homes[-_OPEN_GROUPS:] if _belongs(claim, h)), None)
        if home is None:
            homes.append([claim])
        else:
            home.append(claim)
    groups = [_group(members) for homes in found.values() for members in homes]
    return tuple(sorted(groups, key=_rank))


def strongest(claims: Sequence[Claim]) -> Difference | None:
    """The strongest difference between two of the claims; None where there are not two related ones."""
    pairs = combinations(_extremes(claims), 2)
    related = (d for d in (difference(a, b) for a, b in pairs) if d.relation is not Relation.UNRELATED)
    return max(related, key=lambda d: (_STRENGTH[d.relation], d.times, _stated(d)), default=None)


def _stated(found: Difference) -> int:
    """How many of the two numbers are stated: two that are say more than one that is vague."""
    return sum(claim.amount.value is not None for claim in (found.one, found.other))


def scope_of(claim: Claim) -> frozenset[str]:
    """The measures that a claim counts together ("killed or injured"); one alone for most."""
    own = frozenset({claim.measure} if claim.measure else ())
    if claim.measure not in _SCOPES:
        return own
    at = claim.context.find(claim.phrase)
    told = claim.context[at : at + len(claim.phrase) + 60] if at >= 0 else claim.phrase
    for match in _JOINED.finditer(told):
        joined = {_scope_word(match.group(1)), _scope_word(match.group(2))} - {None}
        if len(joined) == 2 and not re.search(r"\d", match.group()):
            return own | frozenset(m for m in joined if m)
    return own


def _scope_word(word: str) -> str | None:
    low = stem(word)
    return next((m for m, stems in _SCOPES.items() if any(low.startswith(s) for s in stems)), None)


def _scope_relation(one: Claim, other: Claim) -> Relation | None:
    """Different scope, where what one counts is part of what the other counts."""
    mine, theirs = scope_of(one), scope_of(other)
    related = mine < theirs or theirs < mine
    if not related or not mine & theirs or not comparable(one.amount, other.amount):
        return None
    return Relation.SCOPE if not one.subject or not other.subject or one.subject == other.subject else None


def _same_event(one: Claim, other: Claim) -> bool:
    """Whether two crowds may be one: no other day, place or side, and a day known unless in one article."""
    if one.day is None or other.day is None:
        if one.article != other.article:
            return False
    elif abs((one.day - other.day).days) > (0 if one.dated and other.dated else _SAME_EVENT_DAYS):
        return False
    if one.place and other.place and not _same_place(one.place, other.place):
        return False
    return side_of(one) == side_of(other)


def side_of(claim: Claim) -> str | None:
    """Whether a crowd was for or against those in power, as far as its sentence says."""
    near = claim.context.lower()
    if any(word in claim.phrase.lower() for word in _AGAINST):
        return "against"
    at = near.find(claim.phrase.lower())
    told = near[max(0, at - 90) : at + len(claim.phrase) + 90] if at >= 0 else near
    if any(word in told for word in _AGAINST):
        return "against" if not any(word in told for word in _FOR[:3]) else "for"
    return "for" if any(word in told for word in _FOR) else None


def _same_place(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one


def _shares_words(one: Claim, other: Claim) -> bool:
    return len(_content(one.context) & _content(other.context)) >= _SHARED


@lru_cache(maxsize=1 << 12)
def _content(context: str) -> frozenset[str]:
    """The stems of a sentence's longer words."""
    return frozenset(stem(m.group().lower()) for m in _WORD.finditer(context))


def _updates(one: Claim, other: Claim, mine: Interval, theirs: Interval) -> bool:
    """Whether the later of the two is news rather than a contradiction."""
    if one.measure in _EVENTS or one.day is None or other.day is None or one.day == other.day:
        return False
    later_is_more = (one.day > other.day) == (mine.low > theirs.low)
    if one.measure in _GROWING:
        same = one.claimant == other.claimant or one.claimant is None or other.claimant is None
        return later_is_more or same
    return True


def _outgrown(early: Claim, late: Claim) -> bool:
    """Whether an "at least" of a growing number was followed by a plain, higher one: "at least 9", "14"."""
    if early.measure not in _GROWING or early.day is None or late.day is None or early.day >= late.day:
        return False
    first, last = early.amount, late.amount
    open_ended = first.bound in {Bound.AT_LEAST, Bound.MORE_THAN} and last.bound is Bound.EXACT
    return open_ended and (last.value or 0) > 1.05 * (first.value or 0)


def _numbers(claim: Claim) -> tuple[object, ...]:
    amount = claim.amount
    return amount.value, amount.high, amount.vague_low, amount.vague_high


def _key(person: int | None, name: str | None) -> str | None:
    if person is not None:
        return f"#{person}"
    return name.casefold().removeprefix("the ") if name else None


def _order(claim: Claim) -> tuple[date, str, str]:
    return claim.day or date.min, claim.article, claim.receipt


def _belongs(claim: Claim, members: Sequence[Claim]) -> bool:
    """Whether the claim is about what the group is about, by its first and its last member."""
    return all(
        difference(claim, other).relation is not Relation.UNRELATED for other in (members[0], members[-1])
    )


def _group(members: Sequence[Claim]) -> Group:
    first = members[0]
    return Group(
        measure=first.measure,
        subject=next((c.subject for c in members if c.subject), None),
        day=next((c.day for c in members if c.dated), None) if first.measure in _EVENTS else None,
        place=next((c.place for c in members if c.place), None),
        claims=tuple(members),
        strongest=strongest(members),
    )


def _extremes(claims: Sequence[Claim]) -> Sequence[Claim]:
    """All of a few claims; of many, those that lie lowest and those that lie highest."""
    if len(claims) <= _MOST:
        return claims
    ordered = sorted(claims, key=lambda c: interval_of(c.amount).high)
    highest = sorted(claims, key=lambda c: -interval_of(c.amount).low)
    chosen = dict.fromkeys([*ordered[: _MOST // 2], *highest[: _MOST // 2]])
    return list(chosen)


def _rank(group: Group) -> tuple[int, float, int, str]:
    found = group.strongest
    strength = _STRENGTH[found.relation] if found else -1
    return -strength, -(found.times if found else 0.0), -len(group.claims), group.measure or ""
