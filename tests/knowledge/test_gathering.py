"""Figures that were gathered before are gathered again as they would be for the first time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import compare, gathering
from knowledge.claim import Claim
from knowledge.compare import Compared
from knowledge.gathering import gathered, group_of, met_of
from knowledge.intervals import Amount
from knowledge.model import Bound, FigureKind

_STATES = ("stayed", "stayed", "came", "went")
_STORIES = ("marovia:0.80 osper:0.60", "holt:0.80 marek:0.60", "osper:0.90 holt:0.40")


def _exactly(value):
    return Amount(FigureKind.QUANTITY, Bound.EXACT, float(value), None, None, None, "people")


@st.composite
def claims(draw, number):
    """A claim with this number, about one of few things on one of few days."""
    measure = draw(st.sampled_from(("deaths", "crowd_size", "tractor", None)))
    value = float(draw(st.sampled_from((4, 5, 9, 1000))))
    return Claim(
        _exactly(value),
        measure,
        f"{value:.0f} people",
        draw(st.sampled_from(("people came to the square there today", "others left the harbour"))),
        draw(st.sampled_from("abc")),
        day=date(2031, 3, 1) + timedelta(days=draw(st.integers(0, 5))),
        names=draw(st.sampled_from(_STORIES)),
        receipt=f"{number:03}",
    )


@st.composite
def histories(draw):
    """The claims of one time, and those of the next: some gone, some changed, some new."""
    first = [draw(claims(n)) for n in range(draw(st.integers(0, 25)))]
    second = []
    for claim in first:
        match draw(st.sampled_from(("same", "same", "same", "same", "gone", "changed"))):
            case "same":
                second.append(claim)
            case "changed":
                second.append(replace(claim, names=draw(st.sampled_from(_STORIES))))
    second += [draw(claims(n)) for n in range(100, 100 + draw(st.integers(0, 4)))]
    return first, second


def _met(claim, group=None, *, stays=True):
    return met_of(claim, int(claim.receipt))._replace(group=group, stays=stays)


def _numbers(groups):
    return [[met.number for met in group] for group in groups]


def _gathered(claims):
    """The numbers of claims, gathered for the first time."""
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
    """With what was, the groups are those that there are without it, in every order of members."""
    first, second = history
    group_of = {n: group[0] for group in _gathered(first) for n in group}
    same = {claim.receipt for claim in second if claim in first}
    again = [_met(c, group_of[int(c.receipt)] if c.receipt in same else None) for c in second]
    again += [_met(c, group_of[int(c.receipt)], stays=False) for c in first if c.receipt not in same]
    claims = {int(claim.receipt): claim for claim in second}
    assert sorted(_numbers(gathered(again, claims.__getitem__))) == sorted(_gathered(second))


@pytest.mark.usefixtures("few_open")
def test_what_lies_behind_is_not_compared_again(monkeypatch):
    """Once as many groups as are open were founded after a change, nothing more is compared."""
    days = [date(2031, 3, 1) + timedelta(days=n) for n in range(30)]
    amount = _exactly(4)
    first = [
        Claim(amount, "deaths", "4", "4 died", f"a{n}", day=day, names=f"name{n}:1.00", receipt=f"{n:03}")
        for n, day in enumerate(days)
    ]
    group_of = {n: group[0] for group in _gathered(first) for n in group}
    compared = []
    inner = gathering.difference
    monkeypatch.setattr(gathering, "difference", lambda *two: compared.append(two) or inner(*two))
    again = [_met(c, group_of[n], stays=n > 0) for n, c in enumerate(first)]
    claims = [replace(first[0], names="other:1.00"), *first[1:]]
    gathered([_met(claims[0]), *again], claims.__getitem__)
    assert 0 < len(compared) < 10


@pytest.fixture
def few_compared(monkeypatch):
    """Groups of which not all pairs are compared, once they have more than a few claims."""
    monkeypatch.setattr(compare, "_MOST", 4)


@pytest.mark.usefixtures("few_compared")
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(_STATES)), min_size=1, max_size=9), st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_comparing_what_came_is_comparing_all(drawn, data):
    """Which two of a group differ most is the same whether or not those that stayed are compared again."""
    group = [
        replace(data.draw(claims(n)), measure="deaths", names=_STORIES[0], amount=_exactly(value))
        for n, (value, _) in enumerate(drawn)
    ]
    came = {claim.receipt for claim, (_, state) in zip(group, drawn, strict=True) if state == "came"}
    went = {claim.receipt for claim, (_, state) in zip(group, drawn, strict=True) if state == "went"}
    was = [claim for claim in group if claim.receipt not in came]
    now = [claim for claim in group if claim.receipt not in went]
    if was and now:
        most = group_of(was).strongest
        pair = most and frozenset({most.one.receipt, most.other.receipt})
        assert group_of(now, Compared(was, pair)) == group_of(now)
