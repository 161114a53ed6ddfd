"""What was written is what is read, and no look-up costs more than what it finds."""

import re
import sqlite3
from datetime import date

import pytest
from sqlalchemy import create_engine, text

from knowledge.gist import Whole, gist_of
from knowledge.model import (
    Article,
    Bound,
    DateMention,
    Extraction,
    Figure,
    FigureKind,
    Grain,
    Mention,
    Passage,
    Person,
    PersonKind,
    Quote,
    QuoteKind,
    Span,
)
from knowledge.record import Record
from knowledge.store import statements
from knowledge.store.encoding import Contents, ReadArticle
from knowledge.store.numbering import Numbers
from knowledge.store.rows import Extracted
from knowledge.store.schema import metadata
from knowledge.store.statements import Statement
from knowledge.store.writing import write

_TEXT = "On Monday in Ostrey Ada Fenn told the council by letter from Kray “stay” and “go”. Nine of ten left."


def _span(words: str) -> Span:
    start = _TEXT.index(words)
    return Span(start, start + len(words))


_DAY = DateMention(_span("Monday"), Grain.DAY, date(2031, 3, 3), date(2031, 3, 3))
_QUOTE = Quote(
    QuoteKind.DIRECT,
    (_span("stay"), _span("go")),
    Span(0, _TEXT.index(" Nine")),
    Mention(_span("Ada Fenn"), "Ada Fenn", 0),
    _span("told"),
    Mention(_span("Kray"), "Kray", 1),
    _span("the council"),
    _span("Ostrey"),
    _DAY,
)
_FIGURE = Figure(
    _span("Nine"),
    _span("Nine of ten"),
    _span("Nine of ten left."),
    FigureKind.QUANTITY,
    Bound.ABOUT,
    9.0,
    10.0,
    8.0,
    11.0,
    "people",
    "leavers",
    Mention(_span("the council"), "the council", 1),
    Mention(_span("Ada Fenn"), "Ada Fenn", 0),
    _DAY,
    _span("Ostrey"),
)


@pytest.fixture
def record(tmp_path):
    """A build of one article, three times under other names, with every field of a record filled."""
    people = tuple(Person(PersonKind.PERSON, (_span(n),), mentions=(_span(n),)) for n in ("Ada Fenn", "Kray"))
    extraction = Extraction((Passage(Span(0, len(_TEXT))),), people, (_QUOTE,), (_FIGURE,), (_DAY,))
    wholes = [Whole(Article(f"a{n}", f"a{n}.txt", _TEXT + " " * n), extraction) for n in range(3)]
    articles = [
        ReadArticle(
            whole,
            gist_of(*whole),
            Numbers(n + 1, n + 1, n + 1, n + 1),
            people=(1, 2),
            quote_groups=(n,),
            names="",
            origin=1,
            key=f"k{n}",
            cache_key=f"k{n}",
            cached=Extracted("", b"", b""),
        )
        for n, whole in enumerate(wholes)
    ]
    rows = [
        {"id": n, "name": name, "kind": "person", "gender": None, "mentions": 1, "articles": 1, "quotes": 1}
        for n, name in ((1, "Ada Fenn"), (2, "Kray"))
    ]
    write(
        tmp_path / "build.db",
        Contents(
            articles,
            rows,
            [],
            [],
            [{"id": 1, "reason": "own"}],
            figure_places={n + 1: (1, n) for n in range(3)},
        ),
    )
    opened = Record(tmp_path / "build.db")
    yield opened
    opened.close()


def test_a_record_is_read_as_it_was_written(record):
    """Every field of a quote, a figure and a date survives the store; people become those of the build."""
    quote, figure = record.quotes([1])[0], record.figures([1])[0]
    mentions = {0: 1, 1: 2}

    def known(mention):
        return Mention(mention.span, mention.name, mentions[mention.person])

    assert quote.quote == Quote(
        _QUOTE.kind,
        _QUOTE.contents,
        _QUOTE.context,
        known(_QUOTE.speaker),
        _QUOTE.cue,
        known(_QUOTE.via),
        _QUOTE.audience,
        _QUOTE.place,
        _QUOTE.said,
    )
    assert (quote.person, quote.group, quote.content) == (1, 0, "stay … go")
    assert (quote.context, quote.said_text, quote.corrected) == (_QUOTE.context.of(_TEXT), "Monday", False)
    read = figure.figure
    assert (read.span, read.phrase, read.context, read.kind, read.bound) == (
        _FIGURE.span,
        _FIGURE.phrase,
        _FIGURE.context,
        _FIGURE.kind,
        _FIGURE.bound,
    )
    assert (read.value, read.high, read.vague_low, read.vague_high) == (9.0, 10.0, 8.0, 11.0)
    assert (read.unit, read.measure, read.as_of, read.place) == ("people", "leavers", _DAY, _FIGURE.place)
    assert (read.subject, read.claimant) == (known(_FIGURE.subject), known(_FIGURE.claimant))
    assert (figure.phrase, figure.place, figure.as_of_text) == ("Nine of ten", "Ostrey", "Monday")
    assert (figure.subject, figure.claimant) == (2, 1)
    (moment,) = record.moments_of([1])
    assert (moment.span, moment.text, moment.first) == (_DAY.span, "Monday", date(2031, 3, 3))


@pytest.mark.parametrize("ids", [(3, 1, 2), (2, 9, 1), (), (1, 1)])
def test_records_come_in_the_order_of_their_ids(record, ids):
    """Look-ups by id keep the order asked for, and leave out what is not there."""
    there = [i for i in ids if i <= 3]
    assert [q.id for q in record.quotes(ids)] == there
    assert [f.id for f in record.figures(ids)] == there
    assert [p.id for p in record.passages(ids)] == there
    assert [p.id for p in record.people([i for i in ids if i < 3])] == [i for i in ids if i < 3]


def test_full_text_is_narrowed_by_person_and_article(record):
    """Matches are of the people and articles named, best or latest first."""
    assert sorted(record.matching("quote", '"stay"', 10)) == [1, 2, 3]
    assert record.matching("quote", '"stay"', 2, latest=True) == [3, 2]
    assert record.matching("quote", '"stay"', 9, people=(2,)) == []
    assert record.matching("quote", '"stay"', 9, people=(1,), articles=(2,)) == [2]


_WHOLE_TABLES = {
    "ALIAS_ROWS", "ALL_MOMENTS", "ALL_PEOPLE", "ARTICLES", "CORRECTED_ARTICLES", "FIGURE_IDS",
    "MEASURES", "QUOTE_IDS", "ROLE_TEXTS", "TERMS", "WORDS",
}  # fmt: skip
"""What is read whole, once for a build, or where everything is asked for."""


def _all_statements():
    return {
        name: found for name in dir(statements) if isinstance(found := getattr(statements, name), Statement)
    }


@pytest.mark.parametrize("name", sorted(_all_statements().keys() - _WHOLE_TABLES))
def test_no_lookup_walks_a_table(tmp_path, name):
    """Whatever the statistics of a large record say, rows are reached by an index or by their id."""
    engine = create_engine(f"sqlite:///{tmp_path / 'large.db'}")
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
        for table, index, values in _LARGE:
            row = {"t": table, "i": index, "v": values}
            connection.execute(text("INSERT INTO sqlite_stat1 VALUES (:t, :i, :v)"), row)
    engine.dispose()
    connection = sqlite3.connect(tmp_path / "large.db")
    statement = _all_statements()[name]
    bound = dict.fromkeys(re.findall(r":(\w+)", statement.sql), "[]") | dict(statement.fixed)
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", bound)]
    connection.close()
    assert not [s for s in steps if s.startswith("SCAN") and "VIRTUAL TABLE" not in s], steps


_LARGE = [
    (table.name, index.name, " ".join(["100000", "250", *["10"] * (len(index.columns) - 1)]))
    for table in metadata.sorted_tables
    for index in sorted(table.indexes, key=lambda index: str(index.name))
]
