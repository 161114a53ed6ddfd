"""Queries: how they are read, that none is an error, how they are planned, what is marked."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Record, Records
from knowledge.search import Found, How, Query, find, matched, parse
from knowledge.spelling import Spelling
from knowledge.stems import fold, stem, weight
from knowledge.thesaurus import synonyms
from tests.corpus.answers import ARTICLES

TABLES = ("passage", "quote", "figure")


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(ARTICLES, home, workers=1))
    opened = Records(home.record).current()
    yield opened
    opened.close()


def texts(record: Record, found: Found) -> list[str]:
    return [p.text for p in record.passages(found.ids)]


def test_a_query_is_taken_apart():
    """Words, phrases, exclusions and filters are told apart; stop words are left out."""
    query = parse(
        'the dam "give way" -turbine from:"Coast Radio" by:voskova after:2025-03-01 before:2025-03-31'
    )
    assert query == Query(
        ("dam",), ("give way",), ("turbine",), "Coast Radio", "voskova", date(2025, 3, 1), date(2025, 3, 31)
    )


@pytest.mark.parametrize("text", ["after:soon", "http://dam", "ratio 3:2", "from:", "by:"])
def test_what_is_no_filter_is_words(text):
    """A colon alone makes no filter: what cannot be read as one is searched for."""
    query = parse(text)
    assert (query.outlet, query.speaker, query.after, query.before) == (None, None, None, None)
    assert query.words or text.endswith(":")


def test_stop_words_alone_are_searched_for():
    """A query of nothing but stop words still asks for them."""
    assert parse("who was that").words


def test_endings_accents_and_case_do_not_matter(record):
    """Stemmed, folded and in any case: one answer."""
    assert find(record, "passage", "DAMS").ids == find(record, "passage", "dam").ids
    assert find(record, "passage", "dâm").ids == find(record, "passage", "dam").ids


def test_all_words_before_any(record):
    """Rows with every word are the answer where there are any; else rows with some, and it is said."""
    everything = find(record, "passage", "floodlights failed")
    assert everything.how is How.ALL
    assert all("floodlights" in t for t in texts(record, everything))
    some = find(record, "passage", "floodlights turbine")
    assert some.how is How.ANY
    assert len(some.ids) >= 2


def test_phrases_and_exclusions_hold(record):
    """A phrase stands in every row as it is; an excluded word in none."""
    found = find(record, "passage", '"no warning worth the name"')
    assert found.ids
    assert all("no warning worth the name" in t for t in texts(record, found))
    without = find(record, "passage", "dam -spokeswoman -warning")
    assert without.ids
    assert not [t for t in texts(record, without) if "spokeswoman" in t or "warning" in t]


def test_a_slip_is_corrected_and_said(record):
    """A misspelt word is read as the nearest of the record, and the reply can say so."""
    found = find(record, "passage", "floodlihgts")
    assert found.corrected == (("floodlihgts", "floodlights"),)
    assert found.ids == find(record, "passage", "floodlights").ids


def test_a_word_of_no_article_is_named(record):
    """What no article has is reported, not replaced by something distant."""
    found = find(record, "passage", "zeppelin")
    assert found == Found((), How.ALL, (), ("zeppelin",), frozenset())


def test_filters_narrow(record):
    """Outlet and dates leave only such articles; a person's quotes are that person's."""
    from_gazette = record.passages(find(record, "passage", "from:herald dam").ids)
    assert {p.article.outlet.value for p in from_gazette} <= {"Inland Herald"}
    late = record.passages(find(record, "passage", "after:2025-03-10 dam").ids)
    assert late
    assert all(p.article.published.value and p.article.published.value >= date(2025, 3, 10) for p in late)
    person = record.names.find("Irena Voskova")[0].person
    quotes = record.quotes(find(record, "quote", "warning", people=[person]).ids)
    assert quotes
    assert {q.person for q in quotes} == {person}


def test_marks_are_words_of_the_query(record):
    """Every mark is a form of a word that was asked for, at its place in the article."""
    found = find(record, "passage", "arrested strikers")
    for passage in record.passages(found.ids):
        for span in matched(passage.text, passage.span.start, found.stems):
            word = passage.text[span.start - passage.span.start : span.end - passage.span.start]
            assert stem(word) in found.stems


def test_synonyms_hold_both_ways():
    """Whatever stands for a word, the word stands for it."""
    for word in ("arrest", "killed", "fled", "schoolteacher", "said"):
        for other in synonyms(word).values():
            assert stem(word) in synonyms(other)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    """Reading a query never fails, and keeps no more than its limit of words."""
    assert len(parse(text).words) <= 24


ODD = [
    '"',
    "'",
    "*",
    ":",
    "^",
    "(",
    ")",
    "-",
    "+",
    "NEAR(",
    "AND",
    "OR",
    "NOT",
    "{",
    "}",
    "\0",
    "\ud800",
    "🤖",
    "ש",
    "٣",
]
ODD += [
    "²",
    "ﬁ",
    "İ",
    "\u202e",
    "content:",
    "dam",
    "arrests",
    "from:",
    "by:",
    "after:",
    "«",
    "»",
    "“",
    "x" * 300,
    ";--",
    "\\",
]


def test_no_query_is_an_error(record):
    """Queries thrown together from operators, quotes, controls and words are answered, on every table."""
    choose = random.Random(7)
    for _ in range(2500):
        text = choose.choice(["", " "]).join(choose.choice(ODD) for _ in range(choose.randrange(1, 9)))
        assert len(find(record, choose.choice(TABLES), text, 5).ids) <= 5


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.sampled_from(TABLES))
def test_no_text_is_an_error(record, text, table):
    """The same for any text at all."""
    assert len(find(record, table, text, 5).ids) <= 5


def test_a_long_query_is_cut_to_its_first_words(record):
    """Ten thousand characters are answered like any query."""
    assert find(record, "passage", "dam " + "lorem ipsum " * 900).how in How


def test_spelling_never_forces():
    """Only small slips in long words are corrected, and no known word is."""
    spelling = Spelling({"flood": 9, "floodlights": 3, "taxes": 2, "governor": 5})
    assert spelling.correct("govenor") == "governor"
    assert spelling.correct("flodlihgts") == "floodlights"
    assert spelling.correct("flood") is None
    assert spelling.correct("texas") is None
    assert spelling.correct("governess") is None
    assert spelling.correct("bread") is None


@given(st.text(max_size=20))
def test_folding_is_idempotent(text):
    """Folding a folded word changes nothing; weights lie between 0 and 1."""
    assert fold(fold(text)) == fold(text)
    assert 0 <= weight(text) <= 1
