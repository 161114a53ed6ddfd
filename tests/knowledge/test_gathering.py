"""Figures that were gathered before are gathered again as they would be for the first time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import gathering
from knowledge.claim import Claim
from knowledge.gathering import gathered
from knowledge.intervals import Amount
from knowledge.model import Bound, FigureKind

_STORIES = ("marovia:0.80 osper:0.60", "holt:0.80 marek:0.60", "osper:0.90 holt:0.40")


@st.composite
def claims(draw, number):
    """A claim with this number, about one of few things on one of few days."""
    measure = draw(st.sampled_from(("deaths", "crowd_size", "tractor", None)))
    value = float(draw(st.sampled_from((4, 5, 9, 1000))))
    return Claim(
        Amount(FigureKind.QUANTITY, Bound.EXACT, value, None, None, None, "people"),
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
    group_of = {c.receipt: members[0].receipt for members in gathered(first) for c in members}
    same = {claim.receipt for claim in second if claim in first}
    before = {receipt: group for receipt, group in group_of.items() if receipt in same}
    gone = [(claim, group_of[claim.receipt]) for claim in first if claim.receipt not in same]
    again = gathered(second, before, gone)
    assert sorted(map(tuple, again), key=repr) == sorted(map(tuple, gathered(second)), key=repr)


@pytest.mark.usefixtures("few_open")
def test_what_lies_behind_is_not_compared_again(monkeypatch):
    """Once as many groups as are open were founded after a change, nothing more is compared."""
    days = [date(2031, 3, 1) + timedelta(days=n) for n in range(30)]
    amount = Amount(FigureKind.QUANTITY, Bound.EXACT, 4.0, None, None, None, "people")
    first = [
        Claim(amount, "deaths", "4", "4 died", f"a{n}", day=day, names=f"name{n}:1.00", receipt=f"{n:03}")
        for n, day in enumerate(days)
    ]
    group_of = {c.receipt: members[0].receipt for members in gathered(first) for c in members}
    compared = []
    inner = gathering.difference
    monkeypatch.setattr(gathering, "difference", lambda *two: compared.append(two) or inner(*two))
    gathered(first[1:], {c.receipt: group_of[c.receipt] for c in first[1:]}, [(first[0], group_of["000"])])
    assert 0 < len(compared) < 10
