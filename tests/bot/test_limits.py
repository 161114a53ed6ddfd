"""Budgets: as many questions as set, no more; told once; full again after the time said."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TooMuch
from bot.limits import Limits
from bot.messages import Request
from bot.settings import LimitSettings


class Clock:
    def __init__(self):
        self.now_s = 0.0

    def __call__(self):
        return self.now_s


def asked(user="1", chat="1"):
    return Request("/about", platform="telegram", user=user, chat=chat)


def limits(clock, **values):
    return Limits(
        LimitSettings(**{"user_per_minute": 3, "chat_per_minute": 5, "all_per_second": 100} | values), clock
    )


def test_the_budget_of_a_person_is_theirs_alone():
    """Who used up their budget is refused; others in the chat are not."""
    limited = limits(Clock())
    for _ in range(3):
        limited.spend(asked(), 1)
    with pytest.raises(TooMuch):
        limited.spend(asked(), 1)
    limited.spend(asked(user="2"), 1)


def test_the_chat_has_a_budget_too():
    """Many people in one chat share the chat's budget; another chat has its own."""
    limited = limits(Clock())
    for n in range(5):
        limited.spend(asked(user=str(n)), 1)
    with pytest.raises(TooMuch):
        limited.spend(asked(user="9"), 1)
    limited.spend(asked(user="9", chat="2"), 1)


def test_it_is_said_once():
    """The first refusal is to be said, the next are not, until something was granted again."""
    clock = Clock()
    limited = limits(clock)
    told = []
    for _ in range(6):
        try:
            limited.spend(asked(), 1)
        except TooMuch as error:
            told.append(error.values["told"])
    assert told == [False, True, True]
    clock.now_s = 60
    limited.spend(asked(), 3)
    with pytest.raises(TooMuch) as refusal:
        limited.spend(asked(), 1)
    assert refusal.value.values["told"] is False


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60))
def test_no_more_is_granted_than_the_rate_allows(waits):
    """Over any time, one person gets at most the budget's size plus what it refills."""
    clock = Clock()
    limited = limits(clock, chat_per_minute=1000)
    granted = 0
    for wait_s in waits:
        clock.now_s += wait_s
        with suppress(TooMuch):
            limited.spend(asked(), 1)
            granted += 1
    assert granted <= 3 + clock.now_s * 3 / 60 + 1e-6


def test_a_costly_command_can_be_paid_by_a_full_budget():
    """A cost above the size of a bucket waits for a full one instead of for ever."""
    clock = Clock()
    limited = limits(clock, user_per_minute=1)
    limited.spend(asked(), 3)
    with pytest.raises(TooMuch):
        limited.spend(asked(), 3)
    clock.now_s = 180
    limited.spend(asked(), 3)
