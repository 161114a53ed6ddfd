"""Words and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Span
from knowledge.tokens import sentences_of, tokens_of


def sentences(text: str) -> list[str]:
    return [s.span.of(text) for s in sentences_of(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("Mr. Lane met Sen. Brandt of the U.S. Senate.", ["Mr. Lane met Sen. Brandt of the U.S. Senate."]),
        ("He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
        ("J. K. Lane won. So did J. Brandt.", ["J. K. Lane won.", "So did J. Brandt."]),
        ("Rep. Brandt, D-Mass., won 9.5 percent.", ["Rep. Brandt, D-Mass., won 9.5 percent."]),
        ("It rose to $28.4million in May.", ["It rose to $28.4million in May."]),
        ("“Why?” he asked. “No!” She left.", ["“Why?” he asked.", "“No!”", "She left."]),
        ("He said: “I came. I saw.” Then he left.", ["He said: “I came.", "I saw.”", "Then he left."]),
        ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
        ("Wait... What?", ["Wait...", "What?"]),
        ("他来了。他走了。", ["他来了。", "他走了。"]),
        ("See example.com/a for it.", ["See example.com/a for it."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]):
    """Abbreviations, initials, decimals, questions inside a sentence and wide full stops."""
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Europe's don't", ["Europe's", "don't"]),
        ("a.m. U.S. Mr. J. ", ["a.m.", "U.S.", "Mr.", "J", "."]),
        ("1,500.5 42nd 1994", ["1,500.5", "42nd", "1994"]),
        ("''ok'' “so”", ["''", "ok", "''", "“", "so", "”"]),
        ("well-known", ["well-known"]),
    ],
)
def test_tokens_are_words_numbers_and_signs(text: str, words: list[str]):
    """A contraction, a possessive, a number with its commas and an abbreviation are one token each."""
    assert [t.text for t in tokens_of(text, Span(0, len(text)))] == words


@given(st.text())
def test_nothing_but_space_is_lost(text: str):
    """Tokens are slices in order that cover all but white space, and sentences hold all of them."""
    span = Span(0, len(text))
    tokens = tokens_of(text, span)
    assert all(t.span.of(text) == t.text for t in tokens)
    assert "".join(t.text for t in tokens) == "".join(text.split())
    assert tuple(t for s in sentences_of(text, span) for t in s.tokens) == tokens
