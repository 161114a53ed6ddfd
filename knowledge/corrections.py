"""What the record's keepers put right: applied whenever a build is made, so that it outlives rebuilds.

A correction is keyed by the text it is about (the article's content hash and the span), not by a
file's name or a build, so that it holds for a re-imported article; where the text is gone it is
reported as stale, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.model import (
    Article,
    Basis,
    Extraction,
    Figure,
    Known,
    Mention,
    Quote,
    Span,
)


class CorrectionKind(StrEnum):
    """What is put right."""

    SPEAKER = "speaker"  # of a quote; the value is a name that stands in the article, or empty for nobody
    CLAIMANT = "claimant"  # of a figure; likewise
    MEASURE = "measure"  # of a figure; the value is a measure
    DATE = "date"  # of an article (an empty span): a day, ISO
    HIDE = "hide"  # of a quote or figure: it is left out; the value is the reason
    SAME = "same"  # two names are one person
    DIFFERENT = "different"  # two names are two people


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: `content_hash` and `span` say of what; `words` are the slice, or the first name."""

    id: int
    kind: CorrectionKind
    words: str
    value: str
    content_hash: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """An article with its corrections applied; `touched` are the spans of what was changed."""

    article: Article
    extraction: Extraction
    touched: frozenset[Span]
    applied: frozenset[int]


def corrected(article: Article, extraction: Extraction, corrections: Sequence[Correction]) -> Corrected:
    """The records of an article as its keepers put them right."""
    applied: set[int] = set()
    touched: set[Span] = set()
    for correction in corrections:
        if correction.content_hash != article.content_hash:
            continue
        outcome = _applied(article, extraction, correction)
        if outcome is not None:
            article, extraction = outcome
            applied.add(correction.id)
            if correction.span and correction.kind is not CorrectionKind.HIDE:
                touched.add(correction.span)
    return Corrected(article, extraction, frozenset(touched), frozenset(applied))


def name_in(text: str, name: str) -> Span | None:
    """Where `name` first stands in `text` as whole words, in any case; None where it does not."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) if name else None
    return Span(found.start(), found.end()) if found else None


def pairs(corrections: Iterable[Correction], kind: CorrectionKind) -> tuple[tuple[str, str], ...]:
    """The pairs of names that are said to be the same, or different."""
    return tuple((c.words, c.value) for c in corrections if c.kind is kind)


def contradicted(new: Correction, others: Sequence[Correction]) -> Correction | None:
    """The first of the others that a statement about two names contradicts, by way of further names too.

    A = B and B = C leave no room for A ≠ C, in whatever order they are given.
    """
    joined = [c for c in others if c.kind is CorrectionKind.SAME]
    if new.kind is CorrectionKind.DIFFERENT:
        one = _one_with(new.words, joined)
        by_way_of = (c for c in joined if c.words.casefold() in one)
        return next(by_way_of, None) if new.value.casefold() in one else None
    for apart in (c for c in others if c.kind is CorrectionKind.DIFFERENT):
        other = apart.value.casefold()
        if other in _one_with(apart.words, [*joined, new]) - _one_with(apart.words, joined):
            return apart
    return None


def _one_with(name: str, joined: Sequence[Correction]) -> set[str]:
    """The names that are one person's with this one, folded."""
    found = {name.casefold()}
    grown = True
    while grown:
        pairs_of = ({c.words.casefold(), c.value.casefold()} for c in joined)
        more = set().union(*(pair for pair in pairs_of if pair & found)) - found
        found |= more
        grown = bool(more)
    return found


def _applied(
    article: Article, extraction: Extraction, correction: Correction
) -> tuple[Article, Extraction] | None:
    """The article and its records after one correction; None where there is nothing to correct."""
    match correction.kind:
        case CorrectionKind.DATE:
            day = date.fromisoformat(correction.value)
            return replace(article, published=Known(day, Basis.STATED, "operator")), extraction
        case CorrectionKind.HIDE:
            kept = replace(
                extraction,
                quotes=tuple(q for q in extraction.quotes if q.span != correction.span),
                figures=tuple(f for f in extraction.figures if f.span != correction.span),
            )
            return None if kept == extraction else (article, kept)
        case CorrectionKind.SPEAKER:
            mention = _mention_of(article, extraction, correction)
            quotes = tuple(_respoken(q, correction.span, mention) for q in extraction.quotes)
            found = any(q.span == correction.span for q in extraction.quotes)
            return (article, replace(extraction, quotes=quotes)) if found else None
        case CorrectionKind.CLAIMANT | CorrectionKind.MEASURE:
            figures = tuple(_restated(article, extraction, f, correction) for f in extraction.figures)
            found = any(f.span == correction.span for f in extraction.figures)
            return (article, replace(extraction, figures=figures)) if found else None
    return None


def _respoken(quote: Quote, span: Span | None, speaker: Mention | None) -> Quote:
    return replace(quote, speaker=speaker) if quote.span == span else quote


def _restated(article: Article, extraction: Extraction, figure: Figure, correction: Correction) -> Figure:
    if figure.span != correction.span:
        return figure
    if correction.kind is CorrectionKind.MEASURE:
        return replace(figure, measure=correction.value)
    return replace(figure, claimant=_mention_of(article, extraction, correction))


def _mention_of(article: Article, extraction: Extraction, correction: Correction) -> Mention | None:
    """The person of that name in the article, mentioned nearest to the record; None for nobody."""
    if not correction.value:
        return None
    wanted = correction.value.casefold()
    at = correction.span.start if correction.span else 0
    for index, person in enumerate(extraction.people):
        if any(name.of(article.text).casefold() == wanted for name in person.names):
            mentions = person.mentions or person.names
            nearest = min(mentions, key=lambda span: abs(span.start - at))
            return Mention(nearest, person.names[0].of(article.text), index)
    span = name_in(article.text, correction.value)
    return Mention(span, span.of(article.text)) if span else None
