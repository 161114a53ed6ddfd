"""Precision is what keepers judged, with an honest interval; a status holds nobody's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import ChoicesBlock, FigureBlock, QuoteBlock, Status
from bot.state.judgements import judge, judged, wilson


def test_random_records_are_judged(newsroom):
    """Each record of an audit has its choices; what is pressed makes the precision of /stats."""
    assert "/audit 10" in newsroom.says("/stats")
    reply = newsroom.ask("/audit 3")
    records = [b for b in reply.blocks if isinstance(b, QuoteBlock | FigureBlock)]
    questions = [b for b in reply.blocks if isinstance(b, ChoicesBlock)]
    assert len(records) == len(questions) == len({r.receipt for r in records}) == 3
    for question in questions[:2]:
        newsroom.ask(question.options[0].command)
    assert "/correct" in " ".join(b.text for b in newsroom.ask(questions[2].options[2].command).blocks)
    assert sum(j.right for j in judged(newsroom.app.state)) == 2
    assert sum(j.count for j in judged(newsroom.app.state)) == 3
    assert " % (" in newsroom.says("/stats")


def test_a_record_is_counted_once(newsroom):
    """Who changes their mind is counted once; where two differ, the record is wrong."""
    state = newsroom.app.state
    for right in (False, True, True):
        judge(state, "telegram:1", "qaaaaaa", "quote", right=right)
    assert [(j.right, j.count) for j in judged(state)] == [(1, 1)]
    judge(state, "telegram:2", "qaaaaaa", "quote", right=False)
    assert [(j.right, j.count) for j in judged(state)] == [(0, 1)]


@pytest.mark.parametrize("typed", ["/audit -1", "/audit 0", "/audit many", "/audit ²"])
def test_an_odd_count_is_wrong_usage(newsroom, typed):
    """What is no count is refused with the usage."""
    assert newsroom.ask(typed).status is Status.ERROR


def test_a_judgement_of_nothing_is_refused(newsroom):
    """A receipt that is not on record is not judged."""
    assert newsroom.ask("/audit right qzzzzzz").status is Status.ERROR
    assert judged(newsroom.app.state) == ()


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share(pair):
    """Wilson's interval lies in 0 to 1, holds the measured share, and mirrors that of the wrong ones."""
    right, count = pair
    low, high = wilson(right, count)
    assert 0 <= low <= high <= 1
    if count:
        assert low - 1e-9 <= right / count <= high + 1e-9
    mirrored = wilson(count - right, count)
    assert low == pytest.approx(1 - mirrored[1])


def test_the_interval_is_the_published_one():
    """Seven of ten: 0.397 to 0.892, as tables of Wilson's interval have it."""
    assert wilson(7, 10) == pytest.approx((0.3968, 0.8922), abs=1e-4)


def test_the_status_says_how_the_bot_is(newsroom):
    """Version, build, platforms, disk, next copy and the ids of errors are there; no question is."""
    newsroom.app.health.adapters["telegram"] = "running"
    newsroom.app.health.failed("abc123", "quote")
    shown = newsroom.says("/status")
    assert all(
        word in shown for word in ("version", "telegram running", "MB", "due now", "abc123", "articles 2")
    )
