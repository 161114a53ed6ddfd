"""What tables does a build have? One file, written once, then only read.

Rowids of articles, passages, quotes and figures follow the order of publication (undated
articles last), so that "latest first" costs nothing; `numbering` leaves room between them. A group
goes by its first member's number and a person by a number made of the name, so that what did not
change keeps its number in the next build.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
    text,
)

VERSION = 6
"""Raised when a build of older code can no longer be read; such builds are made anew."""

metadata = MetaData()


def _known(name: str) -> tuple[Column[str], Column[str], Column[str]]:
    """The columns of a `Known` fact."""
    return Column(name, Text), Column(f"{name}_basis", Text), Column(f"{name}_reason", Text)


def _span(name: str, *, optional: bool = True) -> tuple[Column[int], Column[int]]:
    """The columns of a span."""
    return Column(f"{name}_start", Integer, nullable=optional), Column(
        f"{name}_end", Integer, nullable=optional
    )


def _mention(name: str) -> tuple[Column[str] | Column[int], ...]:
    """The columns of a mention: the name shown, who it is, where it stands."""
    return (Column(f"{name}_name", Text), Column(f"{name}_person", Integer), *_span(name))


def _date(name: str) -> tuple[Column[str] | Column[int], ...]:
    """The columns of a temporal expression: its words, its grain, its days (ISO)."""
    words = (Column(f"{name}_text", Text), Column(f"{name}_grain", Text))
    return (*words, Column(f"{name}_first", Text), Column(f"{name}_last", Text), *_span(name))


fact = Table("fact", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("receipt", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    *_known("title"),
    *_known("outlet"),
    *_known("author"),
    *_known("url"),
    *_known("published"),
    Column("key", Text, nullable=False),  # of its extraction and of what was corrected in it
    Column("people", Text, nullable=False),  # the person that each of its people is
    Column("first_passage", Integer, nullable=False),
    Column("first_quote", Integer, nullable=False),
    Column("first_figure", Integer, nullable=False),
    Column("names", Text, nullable=False),
    Column("origin", Integer, nullable=False),
    Column("quotes", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
)

passage = Table(
    "passage",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Integer, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("passage_by_article", "article_id", "start"),
    Index("passage_by_receipt", "receipt"),
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("gender", Text),
    Column("mentions", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("quotes", Integer, nullable=False),
)

alias = Table(
    "alias",
    metadata,
    Column("person_id", Integer, primary_key=True),
    Column("article_id", Integer, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

role = Table(
    "role",
    metadata,
    Column("person_id", Integer, primary_key=True),
    Column("article_id", Integer, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

presence = Table(
    "presence",
    metadata,
    Column("person_id", Integer, primary_key=True),
    Column("passage_id", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

quote = Table(
    "quote",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("receipt", Text, nullable=False, unique=True),
    Column("article_id", Integer, nullable=False),
    Column("person_id", Integer),
    Column("group_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("spans", Text, nullable=False),  # "start-end start-end", the content
    Column("content", Text, nullable=False),
    *_span("context", optional=False),
    Column("context", Text, nullable=False),
    *_mention("speaker"),
    *_span("cue"),
    *_mention("via"),
    *_span("audience"),
    *_span("place"),
    *_date("said"),
    Column("corrected", Integer, nullable=False, default=0),
    Index("quote_by_person", "person_id"),
    Index("quote_by_article", "article_id"),
    Index("quote_by_group", "group_id"),
)

figure = Table(
    "figure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("receipt", Text, nullable=False, unique=True),
    Column("article_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("bound", Text, nullable=False),
    Column("value", Float),
    Column("high", Float),
    Column("vague_low", Float),
    Column("vague_high", Float),
    Column("unit", Text),
    Column("measure", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    *_span("phrase", optional=False),
    Column("phrase", Text, nullable=False),
    *_span("context", optional=False),
    Column("context", Text, nullable=False),
    *_mention("subject"),
    *_mention("claimant"),
    *_date("as_of"),
    *_span("place"),
    Column("place", Text),
    Column("corrected", Integer, nullable=False, default=0),
    Column("group_id", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Index("figure_by_measure", "measure"),
    Index("figure_key_by_measure", "measure", "group_id", "turn", "article_id"),
    Index("figure_by_group", "group_id", "turn"),
    Index("figure_by_article", "article_id"),
    Index("figure_by_subject", "subject_person"),
)

figure_group = Table(
    "figure_group",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("relation", Text),
    Column("times", Float),
    Column("one", Integer),
    Column("other", Integer),
    Column("strength", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("measure", Text),
    Index("group_by_relation", "relation"),
)

moment = Table(
    "moment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Integer, nullable=False),
    Column("passage_id", Integer, nullable=False),
    *_date("date"),
    Index("moment_by_day", "date_first"),
    Index("moment_by_passage", "passage_id"),
)

origin = Table(
    "origin", metadata, Column("id", Integer, primary_key=True), Column("reason", Text, nullable=False)
)

skipped = Table(
    "skipped", metadata, Column("path", Text, primary_key=True), Column("reason", Text, nullable=False)
)

extraction = Table(
    "extraction",
    metadata,
    Column("key", Text, primary_key=True),  # of the article's content, its metadata and the extractors
    Column("gist", Text, nullable=False),
    Column("wording", LargeBinary, nullable=False),  # its runs of words, as `shingles` packs them
    Column("data", LargeBinary, nullable=False),  # article and records, packed
    sqlite_with_rowid=False,
)

term = Table(
    "term",
    metadata,
    Column("stem", Text, primary_key=True),
    Column("passages", Integer, nullable=False),
    sqlite_with_rowid=False,
)

word = Table(
    "word",
    metadata,
    Column("text", Text, primary_key=True),  # as written, folded to lower case
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

FULL_TEXT = {"passage": ("text",), "quote": ("content", "context"), "figure": ("context",)}
"""Which columns of which tables are searched, each table by the index `TABLE_fts`."""
SEARCHED_ROWS = {"passage": "kind IN ('body', 'headline')"}
"""Which rows of a table are searched, where it is not all of them."""
TOKENIZER = "porter unicode61 remove_diacritics 2"


@event.listens_for(metadata, "after_create")
def _create_indexes(_: MetaData, connection: Connection, **__: Any) -> None:
    for table, columns in FULL_TEXT.items():
        listed, rows = ", ".join(columns), SEARCHED_ROWS.get(table, "1")
        # The index holds what the view shows and no more, so that it can be checked against it.
        view = f"CREATE VIEW {table}_searched AS SELECT id, {listed} FROM {table} WHERE {rows}"  # noqa: S608
        connection.execute(text(view))
        source = f"content='{table}_searched', content_rowid='id', tokenize='{TOKENIZER}'"
        connection.execute(text(f"CREATE VIRTUAL TABLE {table}_fts USING fts5({listed}, {source})"))
