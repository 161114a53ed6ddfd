"""Which articles are one report, and which passages are copied? So that a reprint counts once.

Two articles are one report where their own wording is the same over a good part of both; that
both quote one speech, or name one agency, makes them none. Nothing here compares all pairs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.clean import passages_of
from knowledge.model import Article, Passage, PassageKind, Span
from knowledge.page.credits import wire_pattern, wires
from knowledge.provenance import credited_wire
from knowledge.shingles import GroupedBefore, grouped, shingles_of

_OF_SMALLER = 0.3
"""Reports of one event by two reporters share 3 % of their runs of words; edited copies 60 %."""
_OF_LARGER = 0.1
"""Below this the longer article only contains the shorter one: its passages are copied, no more."""
_PASSAGE_OF_SMALLER, _PASSAGE_OF_LARGER = 0.5, 0.3
_PASSAGE_SHINGLES_MIN = 8

OWN, COPY = "own", "near_copy"


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that are one report, by their names in the order given.

    `reason` is "own" for an article that stands alone and "near_copy" for several; `wire` is the
    agency that any of them credits with the report, None where none does.
    """

    articles: tuple[str, ...]
    reason: str
    wire: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A span in the article of that name."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Copied:
    """Passages of at least two articles that are one text, in the order given."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Words that credit an agency with what the passage tells ("told Reuters"), and which."""

    span: Span
    wire: str


def origins_of(
    articles: Sequence[Article], cut: Sequence[Sequence[Passage]] | None = None
) -> tuple[Origin, ...]:
    """The reports behind `articles`, in order of their first; each article has one.

    `cut` are the passages of each, where they are known.
    """
    pages = list(zip(articles, cut or map(passages_of, articles), strict=True))
    return tuple(
        Origin(
            tuple(articles[n].name for n in group),
            reason_of(group),
            next((wire for n in group if (wire := wire_of(*pages[n]))), None),
        )
        for group in reports_of([wording_of(*page) for page in pages])
    )


def reports_of(
    wordings: Sequence[Collection[int]],
    before: GroupedBefore = GroupedBefore(),  # noqa: B008  (it is frozen)
) -> tuple[tuple[int, ...], ...]:
    """The places of articles that are one report, given the wording of each; in order of their first."""
    return grouped(wordings, _OF_SMALLER, _OF_LARGER, before)


def reason_of(report: Sequence[int]) -> str:
    """Why these articles are one report: a stable key."""
    return COPY if len(report) > 1 else OWN


def wording_of(article: Article, passages: Sequence[Passage]) -> frozenset[int]:
    """The runs of words in an article's prose, by which its copies are known."""
    return shingles_of(_prose(article.text, passages)) or _whole(article)


def copied_in(articles: Sequence[Article]) -> tuple[Copied, ...]:
    """Passages that stand in several articles, also where the articles are different reports."""
    places: list[Place] = []
    texts: list[frozenset[int]] = []
    for article in articles:
        for passage in passages_of(article):
            if passage.kind is not PassageKind.BODY:
                continue
            shingles = shingles_of([passage.span.of(article.text)])
            if len(shingles) >= _PASSAGE_SHINGLES_MIN:
                places.append(Place(article.name, passage.span))
                texts.append(shingles)
    groups = grouped(texts, _PASSAGE_OF_SMALLER, _PASSAGE_OF_LARGER)
    found = [tuple(places[n] for n in group) for group in groups]
    return tuple(Copied(group) for group in found if len({place.article for place in group}) > 1)


def wire_of(article: Article, passages: Sequence[Passage]) -> str | None:
    """The agency that the article credits with the report, by its usual name."""
    named = credited_wire(article.text, passages)
    return wires()[named] if named else None


def told_in(text: str, span: Span) -> tuple[Told, ...]:
    """Where a passage says that an agency has it: "told Reuters", "as per AFP", "the AP reported"."""
    return tuple(
        Told(Span(m.start(), m.end()), wires()[m["to"] or m["by"]])
        for m in _told().finditer(text, span.start, span.end)
    )


def _prose(text: str, passages: Sequence[Passage]) -> list[str]:
    return [p.span.of(text) for p in passages if p.kind is PassageKind.BODY]


def _whole(article: Article) -> frozenset[int]:
    """For a text too short for one run of words, a number that only the same text has."""
    return frozenset({int(article.content_hash[:15], 16)})


@cache
def _told() -> re.Pattern[str]:
    names = wire_pattern()
    telling = (
        r"told|as per|according to|quoted by|cited by|reported by|in an interview with|speaking to|spoke to"
    )
    return re.compile(
        rf"\b(?i:{telling})\s+(?:the\s+)?(?P<to>{names})"
        rf"|\b(?P<by>{names})\s+(?:news agency\s+)?(?:reports?|reported|quoted|cited)\b"
    )
