"""The JSON lines of `onrecord extract`: one article a line, as docs and scorers read them."""

from __future__ import annotations

from typing import Any

from knowledge.model import Article, DateMention, Extraction, Figure, Mention, Quote, Span


def as_json(article: Article, extraction: Extraction) -> dict[str, Any]:
    """One article's records; offsets are code points in its text."""
    text = article.text
    return {
        "article": article.name,
        "quotes": [entry for quote in extraction.quotes for entry in _quote(text, quote)],
        "figures": [_figure(text, figure) for figure in extraction.figures],
        "dates": [{**_slice(text, d.span), **_interval(d)} for d in extraction.dates],
    }


def _slice(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _mention(text: str, mention: Mention | None) -> dict[str, Any] | None:
    return {"name": mention.name, **_slice(text, mention.span)} if mention else None


def _quote(text: str, quote: Quote) -> list[dict[str, Any]]:
    """One entry per contiguous span of the content."""
    shared = {
        "kind": quote.kind.value,
        "speaker": _mention(text, quote.speaker),
        "cue": quote.cue and _slice(text, quote.cue),
    }
    return [{**_slice(text, span), **shared} for span in quote.contents]


def _figure(text: str, figure: Figure) -> dict[str, Any]:
    return {
        **_slice(text, figure.span),
        "value": figure.value,
        "high": figure.high,
        "bound": figure.bound.value,
        "unit": figure.unit,
        "kind": figure.kind.value,
        "measure": figure.measure,
        "claimant": figure.claimant and figure.claimant.name,
        "as_of": figure.as_of and {**_slice(text, figure.as_of.span), **_interval(figure.as_of)},
    }


def _interval(date: DateMention) -> dict[str, str | None]:
    return {
        "from": date.first.isoformat() if date.first else None,
        "to": date.last.isoformat() if date.last else None,
    }
