"""Numbers follow the order of articles, never overlap, and stay where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.store.numbering import NoRoom, Numbers, numbered

_SIZES = st.builds(Numbers, st.just(1), *[st.integers(0, 300)] * 3)


def _in_order(numbers, sizes):
    for column in range(4):
        end = 1
        for own, size in zip(numbers, sizes, strict=True):
            assert own[column] >= end
            end = own[column] + size[column]


@given(st.lists(_SIZES, max_size=8), st.data())
def test_numbers_are_in_order_and_stay(sizes, data):
    """Whatever comes and goes, numbers are in the order of the articles, and who had some keeps them."""
    numbers = numbered(sizes, [None] * len(sizes))
    _in_order(numbers, sizes)
    kept = [n for n in range(len(sizes)) if data.draw(st.booleans())]
    later, was = [], []
    for place in kept:
        for size in data.draw(st.lists(_SIZES, max_size=2)):
            later.append(size)
            was.append(None)
        later.append(sizes[place])
        was.append(numbers[place])
    try:
        again = numbered(later, was)
    except NoRoom:
        return
    _in_order(again, later)
    assert [own for own, before in zip(again, was, strict=True) if before] == [numbers[n] for n in kept]


def test_an_article_has_room_for_its_next_version():
    """An edited article of three times its size, and a new one beside it, fit where it was."""
    size = Numbers(1, 40, 30, 20)
    one, two, three = numbered([size] * 3, [None] * 3)
    more = Numbers(1, 120, 90, 60)
    assert numbered([size, more, size, size], [one, None, None, three])[3] == three
    assert two > one


def test_what_has_no_room_is_refused():
    """More rows than there are numbers, or an order that is not that of the numbers, is no numbering."""
    size = Numbers(1, 1, 1, 1)
    one, two = numbered([size] * 2, [None] * 2)
    with pytest.raises(NoRoom):
        numbered([size, Numbers(1, 5000, 1, 1), size], [one, None, two])
    with pytest.raises(NoRoom):
        numbered([size, size], [two, one])
