"""From rows of a build to records. The mirror of `writing`; nothing is looked up here.

A row has the columns of its table, in the order of `schema`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

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

Row = tuple[Any, ...]
Articles = Mapping[int, ArticleRecord]

# Asking an enumeration for a value costs three times as much.
_QUOTE_KINDS = {kind.value: kind for kind in QuoteKind}
_FIGURE_KINDS = {kind.value: kind for kind in FigureKind}
_BOUNDS = {bound.value: bound for bound in Bound}
_PASSAGE_KINDS = {kind.value: kind for kind in PassageKind}


def article(row: Row) -> ArticleRecord:
    """An article's row, without its text."""
    name, path, content_hash, receipt, language, *known = row[1:-4]
    title, outlet, author, url, published = (
        Known(value, Basis(basis), reason)
        for value, basis, reason in zip(known[::3], known[1::3], known[2::3], strict=True)
    )
    return ArticleRecord(
        row[0],
        name,
        path,
        content_hash,
        receipt,
        language,
        title,
        outlet,
        author,
        url,
        Known(_day(published.value), published.basis, published.reason),
        *row[-4:],
    )


def passage(row: Row, articles: Articles) -> PassageRecord:
    """A passage's row."""
    number, article_id, receipt, kind, start, end, text = row
    return PassageRecord(number, receipt, articles[article_id], _PASSAGE_KINDS[kind], Span(start, end), text)


def quote(row: Row, articles: Articles) -> QuoteRecord:
    """A quote's row."""
    number, receipt, article_id, person_id, group, kind, spans, content = row[:8]
    context_start, context_end, context, *speaker, cue_start, cue_end = row[8:17]
    *via, audience_start, audience_end, place_start, place_end = row[17:25]
    said_text, *said, corrected = row[25:]
    extracted = Quote(
        _QUOTE_KINDS[kind],
        _spans(spans),
        Span(context_start, context_end),
        _mention(*speaker),
        _span(cue_start, cue_end),
        _mention(*via),
        _span(audience_start, audience_end),
        _span(place_start, place_end),
        _date(*said),
    )
    return QuoteRecord(
        number,
        receipt,
        articles[article_id],
        extracted,
        person_id,
        group,
        content,
        context,
        said_text,
        bool(corrected),
    )


def figure_kind(row: Row) -> FigureKind:
    """The kind in a figure's row."""
    return _FIGURE_KINDS[row[3]]


def figure(row: Row, articles: Articles) -> FigureRecord:
    """A figure's row."""
    number, receipt, article_id, kind, bound, value, high, vague_low, vague_high, unit, measure = row[:11]
    start, end, phrase_start, phrase_end, phrase, context_start, context_end, context = row[11:19]
    subject, claimant = row[19:23], row[23:27]
    as_of_text, *as_of, place_start, place_end, place, corrected = row[27:-2]
    extracted = Figure(
        Span(start, end),
        Span(phrase_start, phrase_end),
        Span(context_start, context_end),
        _FIGURE_KINDS[kind],
        _BOUNDS[bound],
        value,
        high,
        vague_low,
        vague_high,
        unit,
        measure,
        _mention(*subject),
        _mention(*claimant),
        _date(*as_of),
        _span(place_start, place_end),
    )
    return FigureRecord(
        number,
        receipt,
        articles[article_id],
        extracted,
        phrase,
        context,
        place,
        as_of_text,
        subject[1],
        claimant[1],
        bool(corrected),
    )


def person(row: Row) -> PersonRecord:
    """A person's row."""
    number, name, kind, *rest = row
    return PersonRecord(number, name, PersonKind(kind), *rest)


def alias(row: Row, articles: Articles) -> AliasRecord:
    """An alias' row."""
    _, article_id, _, text, reason, start, end, count = row
    return AliasRecord(text, reason, articles[article_id], Span(start, end), count)


def role(row: Row, articles: Articles) -> RoleRecord:
    """A role's row, with the words at its span."""
    _, article_id, start, end, text = row
    return RoleRecord(articles[article_id], Span(start, end), text)


def moment(row: Row, passages: Mapping[int, PassageRecord]) -> MomentRecord:
    """A date's row."""
    _, _, passage_id, text, grain, first, last, start, end = row
    return MomentRecord(passages[passage_id], Span(start, end), text, grain, _day(first), _day(last))


def _spans(written: str) -> tuple[Span, ...]:
    """Content spans as "start-end start-end"."""
    pairs = [span.split("-") for span in written.split()]
    return tuple([Span(int(start), int(end)) for start, end in pairs])


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _mention(name: str | None, person_id: int | None, start: int | None, end: int | None) -> Mention | None:
    if name is None or start is None or end is None:
        return None
    return Mention(Span(start, end), name, person_id)


def _date(
    grain: str | None, first: str | None, last: str | None, start: int | None, end: int | None
) -> DateMention | None:
    if grain is None or start is None or end is None:
        return None
    return DateMention(Span(start, end), Grain(grain), _day(first), _day(last))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
