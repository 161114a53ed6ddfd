"""Figures that were gathered before are gathered again as they would be for the first time."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import compare, gathering
from knowledge.claim import Claim
from knowledge.compare import Relation, difference, strongest
from knowledge.gathering import gathered, met_of
from knowledge.intervals import Amount
from knowledge.model import Bound, FigureKind
from knowledge.sameness import may_be_one, token_of

_MEASURES = ("deaths", "crowd_size", "tractor", "age", None)
_STORIES = ("marovia:0.80 osper:0.60", "holt:0.80 marek:0.60", "osper:0.90 holt:0.40", "")


def _exactly(value):
    return Amount(FigureKind.QUANTITY, Bound.EXACT, float(value), None, None, None, "people")


@st.composite
def claims(draw, number):
    """A claim with this number, about one of few things on one of few days."""
    measure = draw(st.sampled_from(_MEASURES))
    value = float(draw(st.sampled_from((4, 5, 9, 1000))))
    bound = draw(st.sampled_from((Bound.EXACT, Bound.EXACT, Bound.AT_LEAST, Bound.ABOUT)))
    return Claim(
        replace(_exactly(value), bound=bound),
        measure,
        f"{value:.0f} people",
        draw(st.sampled_from(("people came to the square there today", "others left the harbour"))),
        draw(st.sampled_from("abc")),
        claimant=draw(st.sampled_from((None, "ministry"))),
        day=date(2031, 3, 1) + timedelta(days=draw(st.integers(0, 5))),
        names=draw(st.sampled_from(_STORIES)),
        published=draw(st.sampled_from((None, date(2031, 3, 4)))),
        subject=draw(st.sampled_from((None, "#1"))),
        receipt=f"{number:03}",
    )


@st.composite
def histories(draw):
    """The claims of one time, and those of the next: some gone, some changed, some new."""
    first = [draw(claims(n)) for n in range(draw(st.integers(0, 25)))]
    second = []
    changes = ("same", "same", "same", "same", "gone", "changed", "recounted")
    for claim in first:
        match draw(st.sampled_from(changes)):
            case "same":
                second.append(claim)
            case "changed":
                second.append(replace(claim, names=draw(st.sampled_from(_STORIES))))
            case "recounted":
                second.append(replace(claim, measure=draw(st.sampled_from(_MEASURES))))
    second += [draw(claims(n)) for n in range(100, 100 + draw(st.integers(0, 4)))]
    return first, second


def _met(claim, group=None, *, stays=True):
    return met_of(claim, int(claim.receipt))._replace(group=group, stays=stays)


def _numbers(groups):
    """The numbers of the members, by group."""
    return {founder: [met.number for met in members] for founder, members in groups.items()}


def _gathered(claims):
    """The numbers of claims, gathered for the first time, by group."""
    held = {int(claim.receipt): claim for claim in claims}
    return _numbers(gathered(map(_met, claims), held.__getitem__))


@pytest.fixture
def few_open(monkeypatch):
    """Groups that close soon, so that a short history has its consequences behind it."""
    monkeypatch.setattr(gathering, "_OPEN_GROUPS", 2)


@pytest.mark.usefixtures("few_open")
@given(histories())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_gathering_again_is_gathering_anew(history):
    """With what was, all groups that are not what they were are those that there are without it."""
    first, second = history
    before, anew = _gathered(first), _gathered(second)
    group_of = {number: group for group, members in before.items() for number in members}
    same = {claim.receipt for claim in second if claim in first}
    again = [_met(c, group_of[int(c.receipt)] if c.receipt in same else None) for c in second]
    again += [_met(c, group_of[int(c.receipt)], stays=False) for c in first if c.receipt not in same]
    claims = {int(claim.receipt): claim for claim in second}
    changed = _numbers(gathered(again, claims.__getitem__))
    assert {founder: members for founder, members in (before | changed).items() if members} == anew


@pytest.mark.usefixtures("few_open")
def test_what_lies_behind_is_not_compared_again(monkeypatch):
    """Once as many groups as are open were founded after a change, nothing more is compared."""
    days = [date(2031, 3, 1) + timedelta(days=n) for n in range(30)]
    amount = _exactly(4)
    first = [
        Claim(amount, "deaths", "4", "4 died", f"a{n}", day=day, names=f"name{n}:1.00", receipt=f"{n:03}")
        for n, day in enumerate(days)
    ]
    group_of = {number: group for group, members in _gathered(first).items() for number in members}
    compared = []
    inner = gathering.difference
    monkeypatch.setattr(gathering, "difference", lambda *two: compared.append(two) or inner(*two))
    again = [_met(c, group_of[n], stays=n > 0) for n, c in enumerate(first)]
    claims = [replace(first[0], names="other:1.00"), *first[1:]]
    gathered([_met(claims[0]), *again], claims.__getitem__)
    assert 0 < len(compared) < 10


@given(st.lists(claims(0), min_size=1, max_size=9), st.sampled_from(("deaths", "crowd_size", "fine")))
@settings(max_examples=300)
def test_the_strongest_difference_is_that_of_all_pairs(drawn, measure):
    """Of all pairs none differs more than the two found, and of those that differ as much it is the first."""
    group = [
        replace(claim, measure=measure, names=_STORIES[0], receipt=str(n)) for n, claim in enumerate(drawn)
    ]
    found = [difference(one, other) for one, other in combinations(group, 2)]
    related = [d for d in found if d.relation is not Relation.UNRELATED]
    most = max(related, key=_weight, default=None)
    assert strongest(group) == most


@given(claims(1), claims(2), st.sampled_from(("deaths", "age", "crowd_size", "fine", "distance")))
@settings(max_examples=500)
def test_what_tells_at_once_is_never_wrong(one, other, measure):
    """Two claims that are related may be one by their tokens, too."""
    one, other = (replace(claim, measure=measure) for claim in (one, other))
    if difference(one, other).relation is not Relation.UNRELATED:
        assert may_be_one(token_of(one), token_of(other))


def _weight(found):
    stated = compare._stated(found.one, found.other)
    return compare.STRENGTH[found.relation], found.times, stated
