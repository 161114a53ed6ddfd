"""From rows of a build to records. The mirror of `writing`; nothing is looked up here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import RowMapping

from knowledge.model import (
    Basis,
    Bound,
    DateMention,
    Figure,
    FigureKind,
    Grain,
    Known,
    Mention,
    PassageKind,
    PersonKind,
    Quote,
    QuoteKind,
    Span,
)
from knowledge.store.rows import (
    AliasRecord,
    ArticleRecord,
    FigureRecord,
    MomentRecord,
    PassageRecord,
    PersonRecord,
    QuoteRecord,
    RoleRecord,
)

Row = RowMapping
Articles = Mapping[int, ArticleRecord]


def article(row: Row) -> ArticleRecord:
    """An article's row."""
    published = _known(row, "published")
    return ArticleRecord(
        row["id"],
        row["name"],
        row["path"],
        row["hash"],
        row["receipt"],
        row["language"],
        _known(row, "title"),
        _known(row, "outlet"),
        _known(row, "author"),
        _known(row, "url"),
        Known(_day(published.value), published.basis, published.reason),
        row["origin"],
        row["quotes"],
        row["figures"],
    )


def passage(row: Row, articles: Articles) -> PassageRecord:
    """A passage's row."""
    return PassageRecord(
        row["id"],
        row["receipt"],
        articles[row["article_id"]],
        PassageKind(row["kind"]),
        Span(row["start"], row["end"]),
        row["text"],
    )


def quote(row: Row, articles: Articles) -> QuoteRecord:
    """A quote's row."""
    spans = (span.split("-") for span in row["spans"].split())
    extracted = Quote(
        QuoteKind(row["kind"]),
        tuple(Span(int(start), int(end)) for start, end in spans),
        Span(row["context_start"], row["context_end"]),
        _mention(row, "speaker"),
        _span(row, "cue"),
        _mention(row, "via"),
        _span(row, "audience"),
        _span(row, "place"),
        _date(row, "said"),
    )
    return QuoteRecord(
        row["id"],
        row["receipt"],
        articles[row["article_id"]],
        extracted,
        row["person_id"],
        row["group_id"],
        row["content"],
        row["context"],
        row["said_text"],
        bool(row["corrected"]),
    )


def figure(row: Row, articles: Articles) -> FigureRecord:
    """A figure's row."""
    extracted = Figure(
        Span(row["start"], row["end"]),
        Span(row["phrase_start"], row["phrase_end"]),
        Span(row["context_start"], row["context_end"]),
        FigureKind(row["kind"]),
        Bound(row["bound"]),
        row["value"],
        row["high"],
        row["vague_low"],
        row["vague_high"],
        row["unit"],
        row["measure"],
        _mention(row, "subject"),
        _mention(row, "claimant"),
        _date(row, "as_of"),
        _span(row, "place"),
    )
    return FigureRecord(
        row["id"],
        row["receipt"],
        articles[row["article_id"]],
        extracted,
        row["phrase"],
        row["context"],
        row["place"],
        row["as_of_text"],
        row["subject_person"],
        row["claimant_person"],
        bool(row["corrected"]),
    )


def person(row: Row) -> PersonRecord:
    """A person's row."""
    return PersonRecord(
        row["id"],
        row["name"],
        PersonKind(row["kind"]),
        row["gender"],
        row["mentions"],
        row["articles"],
        row["quotes"],
    )


def alias(row: Row, articles: Articles) -> AliasRecord:
    """An alias' row."""
    span = Span(row["start"], row["end"])
    return AliasRecord(row["text"], row["reason"], articles[row["article_id"]], span, row["count"])


def role(row: Row, articles: Articles) -> RoleRecord:
    """A role's row."""
    return RoleRecord(articles[row["article_id"]], Span(row["start"], row["end"]), row["text"])


def moment(row: Row, where: PassageRecord) -> MomentRecord:
    """A date's row."""
    span = Span(row["date_start"], row["date_end"])
    return MomentRecord(
        where, span, row["date_text"], row["date_grain"], _day(row["date_first"]), _day(row["date_last"])
    )


def _known(row: Row, name: str) -> Known[str]:
    return Known(row[name], Basis(row[f"{name}_basis"]), row[f"{name}_reason"])


def _span(row: Row, name: str) -> Span | None:
    start = row[f"{name}_start"]
    return None if start is None else Span(start, row[f"{name}_end"])


def _mention(row: Row, name: str) -> Mention | None:
    span = _span(row, name)
    return None if span is None else Mention(span, row[f"{name}_name"], row[f"{name}_person"])


def _date(row: Row, name: str) -> DateMention | None:
    span = _span(row, name)
    if span is None:
        return None
    return DateMention(
        span, Grain(row[f"{name}_grain"]), _day(row[f"{name}_first"]), _day(row[f"{name}_last"])
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
