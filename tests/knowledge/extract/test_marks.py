"""Quotation marks: which stretches they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.marks import stretches_of
from knowledge.model import Span


def inner(text: str) -> list[str]:
    return [s.inner.of(text) for s in stretches_of(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("He said “yes” and “no”.", ["yes", "no"]),
        ("He said ''yes'' and \"no\".", ["yes", "no"]),
        ("He said „yes“ and «no» and ``so''.", ["yes", "no", "so"]),
        ('Mixed “up" and "down” marks.', ["up", "down"]),
        ("“She said ‘never’ to me,” he said.", ["She said ‘never’ to me,"]),
        ("''She said 'never''' he said.", ["She said 'never'"]),
        ("Mayor: 'We will see'", ["We will see"]),
        ("The voters' rights and the '90s and rock 'n' roll.", []),
        ("The voters' 'great hope' is gone.", ["great hope"]),
        ("“It goes on without an end", ["It goes on without an end"]),
        ("A 6'2\" man", []),
        ('<a href="x">link</a>', []),
        ("“ Space inside. ” he said", ["Space inside."]),
        ("“”", []),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, held: list[str]):
    """Pairs of any kind, mixed and nested, are found; apostrophes, inches and attributes are none."""
    assert inner(text) == held


def test_an_open_stretch_ends_with_its_passage():
    """What is opened and never closed runs to the end, and is marked as such."""
    (stretch,) = stretches_of("He said: “I will", Span(0, 16))
    assert not stretch.closed
    assert stretch.inner == Span(10, 16)


@given(st.text(alphabet="“”\"'‘’«»„`a s.,(-", max_size=60))
def test_stretches_are_apart_and_inside(text: str):
    """In any text the stretches are in order, do not overlap, and hold more than space."""
    reached = 0
    for stretch in stretches_of(text, Span(0, len(text))):
        assert reached <= stretch.outer.start
        assert stretch.outer.covers(stretch.inner)
        assert stretch.inner.of(text).strip() == stretch.inner.of(text) != ""
        reached = stretch.outer.end
    assert reached <= len(text)
