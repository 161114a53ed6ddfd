"""From records to rows of a build. The mirror of `decoding`; nothing is written here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from knowledge.gist import Gist, Records
from knowledge.model import Article, DateMention, Extraction, Figure, Known, Mention, Quote, Span
from knowledge.receipts import Receipts
from knowledge.store import schema
from knowledge.store.numbering import Numbers
from knowledge.store.rows import Extracted

Row = dict[str, Any]
Places = Mapping[int, tuple[int, int]]
"""Of figures, by number, the group and the turn there."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its records and what was found across articles.

    `key` says of what all of that was made, `cache_key` of what the records alone were extracted.
    `numbers` are those of its rows. `people[i]` is the id of the person that `Extraction.people[i]`
    is; `quote_groups[i]` the group of reports of one quotation that `Extraction.quotes[i]` is in.
    """

    records: Records
    gist: Gist
    numbers: Numbers
    people: tuple[int, ...]
    quote_groups: tuple[int, ...]
    names: str
    origin: int
    key: str
    cache_key: str
    cached: Extracted
    corrected: frozenset[Span] = frozenset()

    @property
    def article(self) -> Article:
        """The article; like its records it is decoded only where it is asked for."""
        return self.records.article

    @property
    def extraction(self) -> Extraction:
        """Its records."""
        return self.records.extraction

    def person_at(self, index: int | None) -> int | None:
        """The id of one of its people; None for nobody known."""
        return None if index is None else self.people[index]

    def person_of(self, mention: Mention | None) -> int | None:
        """The id of the person that is mentioned; None for nobody known."""
        return self.person_at(mention.person) if mention else None


@dataclass(frozen=True, slots=True)
class Renewed:
    """Of which articles (names with numbers) and of which people aliases can be otherwise than before."""

    articles: Mapping[str, int]
    people: Collection[int]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a build.

    `figure_places` says by number in which group a figure is, and its turn there. What is as in the build
    before may be left out of figures and their groups, of which `ended_groups` are no more, and of aliases:
    these are then there for what is `renewed`.
    """

    articles: Sequence[ReadArticle]
    people: Sequence[Row]
    aliases: Sequence[Row]
    roles: Sequence[Row]
    origins: Sequence[Row]
    renewed: Renewed | None = None
    figure_groups: Sequence[Row] = ()
    ended_groups: Collection[int] = ()
    figure_places: Places = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def rows_of_all(contents: Contents) -> dict[Table, list[Row]]:
    """The rows of what is no one article's, by table."""
    return {
        schema.fact: [{"key": k, "value": v} for k, v in contents.facts.items()],
        schema.person: list(contents.people),
        schema.role: list(contents.roles),
        schema.origin: list(contents.origins),
        schema.skipped: [{"path": p, "reason": r} for p, r in contents.skipped.items()],
    }


def rows_of_articles(
    articles: Iterable[ReadArticle], places: Places, receipts: Receipts
) -> dict[Table, list[Row]]:
    """The rows of some articles, by table; `places` are those of their figures."""
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
    for read in articles:
        _add_article(rows, read, places, receipts)
    return rows


def written_people(people: Sequence[int]) -> str:
    """Who the people of an article are, in one line of text."""
    return " ".join(map(str, people))


def _add_article(rows: dict[Table, list[Row]], read: ReadArticle, places: Places, receipts: Receipts) -> None:
    article, extraction, numbers = read.article, read.extraction, read.numbers
    rows[schema.article].append(_article_row(read, receipts))
    rows[schema.extraction].append({"key": read.cache_key, **read.cached._asdict()})
    for number, passage in enumerate(extraction.passages, numbers.passage):
        rows[schema.passage].append(
            {
                "id": number,
                "article_id": numbers.article,
                "receipt": receipts.code("p", article.content_hash, passage.span),
                "kind": passage.kind.value,
                "start": passage.span.start,
                "end": passage.span.end,
                "text": passage.span.of(article.text),
            }
        )
    rows[schema.presence] += presence_rows(read)
    for number, (quote, group) in enumerate(
        zip(extraction.quotes, read.quote_groups, strict=True), numbers.quote
    ):
        rows[schema.quote].append(_quote_row(number, read, quote, group, receipts))
    for number, figure in enumerate(extraction.figures, numbers.figure):
        rows[schema.figure].append(_figure_row(number, read, figure, places[number], receipts))
    for moment in extraction.dates:
        if at := _passage_at(read, moment.span):
            row = {"article_id": numbers.article, "passage_id": at}
            rows[schema.moment].append({**row, **_date_row("date", moment, article.text)})


def presence_rows(read: ReadArticle) -> list[Row]:
    """Which of its people each passage of an article names."""
    pairs = {
        (person, at)
        for index, person in enumerate(read.people)
        for mention in read.extraction.people[index].mentions
        if (at := _passage_at(read, mention))
    }
    return [{"person_id": person, "passage_id": at} for person, at in sorted(pairs)]


def _article_row(read: ReadArticle, receipts: Receipts) -> Row:
    article = read.article
    return {
        "id": read.numbers.article,
        "name": article.name,
        "path": article.path,
        "hash": article.content_hash,
        "receipt": receipts.code("a", article.content_hash),
        "text": article.text,
        "language": article.language,
        "key": read.key,
        "people": written_people(read.people),
        "first_passage": read.numbers.passage,
        "first_quote": read.numbers.quote,
        "first_figure": read.numbers.figure,
        "names": read.names,
        "origin": read.origin,
        "quotes": len(read.gist.quotes),
        "figures": len(read.gist.figures),
        **_known_row("title", article.title),
        **_known_row("outlet", article.outlet),
        **_known_row("author", article.author),
        **_known_row("url", article.url),
        **_known_row("published", article.published),
    }


def _quote_row(number: int, read: ReadArticle, quote: Quote, group: int, receipts: Receipts) -> Row:
    whole = read.article.text
    speaker = _mention_row("speaker", quote.speaker, read)
    return {
        "id": number,
        "receipt": receipts.code("q", read.article.content_hash, quote.span),
        "article_id": read.numbers.article,
        "person_id": speaker["speaker_person"],
        "group_id": group,
        "kind": quote.kind.value,
        "spans": " ".join(f"{span.start}-{span.end}" for span in quote.contents),
        "content": " … ".join(span.of(whole) for span in quote.contents),
        "context": quote.context.of(whole),
        **_span_row("context", quote.context),
        **speaker,
        **_span_row("cue", quote.cue),
        **_mention_row("via", quote.via, read),
        **_span_row("audience", quote.audience),
        **_span_row("place", quote.place),
        **_date_row("said", quote.said, whole),
        "corrected": int(quote.span in read.corrected),
    }


def _figure_row(
    number: int, read: ReadArticle, figure: Figure, place: tuple[int, int], receipts: Receipts
) -> Row:
    whole = read.article.text
    group, turn = place
    return {
        "id": number,
        "receipt": receipts.code("f", read.article.content_hash, figure.span),
        "article_id": read.numbers.article,
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
        **_mention_row("subject", figure.subject, read),
        **_mention_row("claimant", figure.claimant, read),
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


def _mention_row(name: str, mention: Mention | None, read: ReadArticle) -> Row:
    return {
        f"{name}_name": mention.name if mention else None,
        f"{name}_person": read.person_of(mention),
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


def _passage_at(read: ReadArticle, span: Span) -> int | None:
    """The number of the passage that holds `span`; an article's passages are in text order."""
    passages = read.extraction.passages
    at = bisect_right(passages, span.start, key=lambda passage: passage.span.start) - 1
    return read.numbers.passage + at if at >= 0 and passages[at].span.covers(span) else None
