"""From what was read to the rows of a new build file. Written once, closed, never changed after."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text

from knowledge.model import Article, DateMention, Extraction, Figure, Known, Mention, Quote, Span
from knowledge.receipts import Receipts
from knowledge.store import schema

Row = dict[str, Any]
_BATCH = 500
"""Articles whose rows are held in memory at once."""
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its records and what was found across articles.

    `people[i]` is the id of the person that `Extraction.people[i]` is; `quote_groups[i]` the
    group of reports of one quotation that `Extraction.quotes[i]` is in; `figure_places[i]` the
    group of figures that `Extraction.figures[i]` is in, and its turn there.
    """

    article: Article
    extraction: Extraction
    people: tuple[int, ...]
    quote_groups: tuple[int, ...]
    names: str
    origin: int
    cache_key: str
    cached: str
    corrected: frozenset[Span] = frozenset()
    figure_places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a build."""

    articles: Sequence[ReadArticle]
    people: Sequence[Row]
    aliases: Sequence[Row]
    roles: Sequence[Row]
    origins: Sequence[Row]
    figure_groups: Sequence[Row] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def write(file: Path, contents: Contents) -> None:
    """Make the build `file`: rows, full-text indexes, then fsync. The file must not exist."""
    engine = _engine(file)
    try:
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            _insert(connection, _rows_of_all(contents))
            ids, words = _Ids(), Counter[str]()
            for first in range(0, len(contents.articles), _BATCH):
                some = contents.articles[first : first + _BATCH]
                _insert(connection, _rows_of_articles(some, first + 1, ids, words))
            _insert(connection, {schema.word: [{"text": w, "count": n} for w, n in words.items()]})
            _index(connection)
    finally:
        engine.dispose()
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _once(connection: Any, _: Any) -> None:
        # The file is worthless until it is whole and renamed: no journal, one sync at the end.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")

    return engine


def _index(connection: Connection) -> None:
    for table, columns in schema.FULL_TEXT.items():
        listed = ", ".join(columns)
        connection.execute(
            text(f"INSERT INTO {table}_fts (rowid, {listed}) SELECT id, {listed} FROM {table}_searched")  # noqa: S608
        )
        connection.execute(text(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')"))  # noqa: S608
    connection.execute(text("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, passage_fts, row)"))
    connection.execute(text("INSERT INTO term (stem, passages) SELECT term, doc FROM temp.vocabulary"))
    connection.execute(text("DROP TABLE temp.vocabulary"))
    connection.execute(text("ANALYZE"))


@dataclass
class _Ids:
    """The next row number of each table, the receipts given out, the extractions kept."""

    passage: int = 0
    quote: int = 0
    figure: int = 0
    receipts: Receipts = field(default_factory=Receipts)
    cached: set[str] = field(default_factory=set)


def _insert(connection: Connection, rows: Mapping[Table, list[Row]]) -> None:
    for table, of_table in rows.items():
        if of_table:
            connection.execute(table.insert(), of_table)


def _rows_of_all(contents: Contents) -> dict[Table, list[Row]]:
    """The rows of what is no one article's."""
    return {
        schema.fact: [{"key": k, "value": v} for k, v in contents.facts.items()],
        schema.person: list(contents.people),
        schema.alias: list(contents.aliases),
        schema.role: list(contents.roles),
        schema.origin: list(contents.origins),
        schema.figure_group: list(contents.figure_groups),
        schema.skipped: [{"path": p, "reason": r} for p, r in contents.skipped.items()],
    }


def _rows_of_articles(
    articles: Sequence[ReadArticle], first: int, ids: _Ids, words: Counter[str]
) -> dict[Table, list[Row]]:
    """The rows of some articles, of which the first is number `first`; their words are counted."""
    tables = (
        schema.article,
        schema.passage,
        schema.presence,
        schema.quote,
        schema.figure,
        schema.moment,
        schema.extraction,
    )
    rows: dict[Table, list[Row]] = {table: [] for table in tables}
    for number, read in enumerate(articles, start=first):
        _add_article(rows, ids, number, read)
        if read.cache_key not in ids.cached:  # twice the same text under one name is kept once
            ids.cached.add(read.cache_key)
            rows[schema.extraction].append({"key": read.cache_key, "data": read.cached})
        words.update(w.lower() for w in _WORD.findall(read.article.text))
    return rows


def _add_article(rows: dict[Table, list[Row]], ids: _Ids, number: int, read: ReadArticle) -> None:
    article, extraction = read.article, read.extraction
    rows[schema.article].append(_article_row(number, read, ids.receipts))
    starts: list[tuple[Span, int]] = []
    for passage in extraction.passages:
        ids.passage += 1
        starts.append((passage.span, ids.passage))
        rows[schema.passage].append(
            {
                "id": ids.passage,
                "article_id": number,
                "receipt": ids.receipts.code("p", article.content_hash, passage.span),
                "kind": passage.kind.value,
                "start": passage.span.start,
                "end": passage.span.end,
                "text": passage.span.of(article.text),
            }
        )
    rows[schema.presence] += _presence_rows(extraction, read.people, starts)
    for quote, group in zip(extraction.quotes, read.quote_groups, strict=True):
        ids.quote += 1
        rows[schema.quote].append(_quote_row(ids, number, read, quote, group))
    for figure, place in zip(extraction.figures, read.figure_places, strict=True):
        ids.figure += 1
        rows[schema.figure].append(_figure_row(ids, number, read, figure, place))
    for moment in extraction.dates:
        if at := _passage_at(starts, moment.span):
            row = {"article_id": number, "passage_id": at, **_date_row("date", moment, article.text)}
            rows[schema.moment].append(row)


def _article_row(number: int, read: ReadArticle, receipts: Receipts) -> Row:
    article = read.article
    return {
        "id": number,
        "name": article.name,
        "path": article.path,
        "hash": article.content_hash,
        "receipt": receipts.code("a", article.content_hash),
        "text": article.text,
        "language": article.language,
        "names": read.names,
        "origin": read.origin,
        "quotes": len(read.extraction.quotes),
        "figures": len(read.extraction.figures),
        **_known_row("title", article.title),
        **_known_row("outlet", article.outlet),
        **_known_row("author", article.author),
        **_known_row("url", article.url),
        **_known_row("published", article.published),
    }


def _presence_rows(
    extraction: Extraction, people: Sequence[int], passages: Sequence[tuple[Span, int]]
) -> list[Row]:
    pairs = {
        (person, at)
        for index, person in enumerate(people)
        for mention in extraction.people[index].mentions
        if (at := _passage_at(passages, mention))
    }
    return [{"person_id": person, "passage_id": at} for person, at in sorted(pairs)]


def _quote_row(ids: _Ids, number: int, read: ReadArticle, quote: Quote, group: int) -> Row:
    whole = read.article.text
    speaker = _mention_row("speaker", quote.speaker, read.people)
    return {
        "id": ids.quote,
        "receipt": ids.receipts.code("q", read.article.content_hash, quote.span),
        "article_id": number,
        "person_id": speaker["speaker_person"],
        "group_id": group,
        "kind": quote.kind.value,
        "spans": " ".join(f"{span.start}-{span.end}" for span in quote.contents),
        "content": " … ".join(span.of(whole) for span in quote.contents),
        "context": quote.context.of(whole),
        **_span_row("context", quote.context),
        **speaker,
        **_span_row("cue", quote.cue),
        **_mention_row("via", quote.via, read.people),
        **_span_row("audience", quote.audience),
        **_span_row("place", quote.place),
        **_date_row("said", quote.said, whole),
        "corrected": int(quote.span in read.corrected),
    }


def _figure_row(ids: _Ids, number: int, read: ReadArticle, figure: Figure, place: tuple[int, int]) -> Row:
    whole = read.article.text
    group, turn = place
    return {
        "id": ids.figure,
        "receipt": ids.receipts.code("f", read.article.content_hash, figure.span),
        "article_id": number,
        "kind": figure.kind.value,
        "bound": figure.bound.value,
        "value": figure.value,
        "high": figure.high,
        "vague_low": figure.vague_low,
        "vague_high": figure.vague_high,
        "unit": figure.unit,
        "measure": figure.measure,
        "start": figure.span.start,
        "end": figure.span.end,
        "phrase": figure.phrase.of(whole),
        **_span_row("phrase", figure.phrase),
        "context": figure.context.of(whole),
        **_span_row("context", figure.context),
        **_mention_row("subject", figure.subject, read.people),
        **_mention_row("claimant", figure.claimant, read.people),
        **_date_row("as_of", figure.as_of, whole),
        **_span_row("place", figure.place),
        "place": figure.place.of(whole) if figure.place else None,
        "corrected": int(figure.span in read.corrected),
        "group_id": group,
        "turn": turn,
    }


def _known_row(name: str, known: Known[Any]) -> Row:
    return {
        name: None if known.value is None else str(known.value),
        f"{name}_basis": known.basis.value,
        f"{name}_reason": known.reason,
    }


def _span_row(name: str, span: Span | None) -> Row:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def _mention_row(name: str, mention: Mention | None, people: Sequence[int]) -> Row:
    known = mention is not None and mention.person is not None
    return {
        f"{name}_name": mention.name if mention else None,
        f"{name}_person": people[mention.person]
        if mention and known and mention.person is not None
        else None,
        **_span_row(name, mention.span if mention else None),
    }


def _date_row(name: str, date: DateMention | None, whole: str) -> Row:
    return {
        f"{name}_text": date.span.of(whole) if date else None,
        f"{name}_grain": date.grain.value if date else None,
        f"{name}_first": date.first.isoformat() if date and date.first else None,
        f"{name}_last": date.last.isoformat() if date and date.last else None,
        **_span_row(name, date.span if date else None),
    }


def _passage_at(passages: Sequence[tuple[Span, int]], span: Span) -> int | None:
    """The passage that holds `span`; `passages` are in text order."""
    at = bisect_right(passages, span.start, key=lambda p: p[0].start) - 1
    return passages[at][1] if at >= 0 and passages[at][0].covers(span) else None
