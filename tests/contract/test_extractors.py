"""What every extractor must do with any text, found by itself: nothing here names one."""

from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.extract import Extractor, extract, extractors
from knowledge.model import Article, Extraction, Span

_SCRAPS = st.sampled_from(
    [
        "“We will stay,” said Ada Fenn, the mayor of Ostrey. ",
        '"Nobody asked us," he told reporters. "Nobody." ',
        "The ministry said on Monday that about 40 people were arrested. ",
        "More than 6,000 marched, police claimed; organisers spoke of 10,000 to 12,000.\n\n",
        "According to Kray, 62, turnout was 48.5%. ",
        "'Never again' says widow\n",
        "“",
        "”",
        '"',
        "'",
        "(",
        "…",
        "\n\n",
        " ",
        "\u200b",
        "Ё",
        "100",
        "Mr. ",
        "said ",
    ]
)
TEXTS = st.lists(st.one_of(_SCRAPS, st.text(max_size=12)), max_size=30).map("".join)


def spans_in(value: Any):
    """Every span anywhere in a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_in(getattr(value, field.name))


def read(text: str) -> Extraction:
    return extract(Article("text", "text.txt", text))


@pytest.mark.parametrize("extractor", extractors(), ids=lambda e: e.KIND)
def test_it_fills_a_field_and_needs_what_others_fill(extractor: Extractor):
    """An extractor's kind is a field of `Extraction`, and so is all that it needs."""
    known = {field.name for field in fields(Extraction)}
    assert extractor.KIND in known
    assert set(extractor.NEEDS) <= known


@given(TEXTS)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_span_is_inside_the_text(text):
    """For any text, each span of each record lies within it and is not empty."""
    for span in spans_in(read(text)):
        assert 0 <= span.start < span.end <= len(text)


@given(TEXTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_text_gives_the_same_records(text):
    """Extraction depends on nothing but the article."""
    assert read(text) == read(text)


@given(TEXTS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_spans_of_a_quote_are_in_order_and_apart(text):
    """The content spans of one quote do not overlap and follow the text."""
    for quote in read(text).quotes:
        for one, other in zip(quote.contents, quote.contents[1:], strict=False):
            assert one.end <= other.start


@given(TEXTS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_name_that_is_shown_stands_in_the_article(text):
    """Each name shown for a mention is a slice of the article."""
    extraction = read(text)
    mentions = [q.speaker for q in extraction.quotes] + [f.claimant for f in extraction.figures]
    assert all(mention.name in text for mention in mentions if mention)


@pytest.mark.parametrize("language", ["ru", "zh", "de"])
def test_another_language_is_kept_and_not_guessed_at(language):
    """In a language without rules there are passages and no records."""
    extraction = extract(Article("text", "text.txt", "“Ja”, sagte Ada Fenn.", language=language))
    assert extraction.passages
    assert (extraction.quotes, extraction.figures, extraction.people) == ((), (), ())
