"""Where does a text come from, as far as it says so itself? Title, author, outlet, day, language.

Only what nobody stated is inferred, each with the name of the rule that found it; what no rule
finds stays unknown. The file's name and times are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from knowledge.clean import passages_of
from knowledge.language import UNDETERMINED, language_of
from knowledge.model import Article, Basis, Known, Passage, PassageKind
from knowledge.page.bylines import author_in
from knowledge.page.credits import sign_off, wire_in, wires
from knowledge.publication import publication_day

T = TypeVar("T")
_OWN = (PassageKind.BODY, PassageKind.HEADLINE)
_EDGE_CHARACTERS_MAX = 300
_RIGHTS = re.compile(
    r"(?:Copyright|©|\([cC]\))[\s©]*(?:\([cC]\)\s*)?(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?,?\s+(?:by\s+)?(?P<name>[^\W_][^.|,;]{2,60})"
)


def inferred(article: Article) -> Article:
    """`article` with what its own text tells about the facts that nobody stated."""
    text, passages = article.text, passages_of(article)
    language = article.language
    if language == UNDETERMINED:
        language = language_of(p.span.of(text) for p in passages if p.kind in _OWN)
    return replace(
        article,
        title=_unless_stated(article.title, title_of, text, passages),
        author=_unless_stated(article.author, author_of, text, passages),
        outlet=_unless_stated(article.outlet, outlet_of, text, passages),
        published=_unless_stated(article.published, publication_day, text, passages),
        language=language,
    )


def title_of(text: str, passages: Sequence[Passage]) -> Known[str]:
    """The headline, where one opens the article."""
    first = next((p for p in passages if p.kind in _OWN), None)
    if first is None or first.kind is not PassageKind.HEADLINE:
        return Known()
    return Known(first.span.of(text), Basis.INFERRED, "first_line")


def author_of(text: str, passages: Sequence[Passage]) -> Known[str]:
    """The names in the first byline that has any."""
    for passage in passages:
        if passage.kind is PassageKind.BYLINE and (name := author_in(passage.span.of(text))):
            return Known(name, Basis.INFERRED, "byline")
    return Known()


def outlet_of(text: str, passages: Sequence[Passage]) -> Known[str]:
    """Who published it: a notice of rights names the site, a credit at least the agency."""
    edges = [p for p in passages if len(p.span) <= _EDGE_CHARACTERS_MAX]
    for passage in edges:
        if passage.kind is PassageKind.DEBRIS and (
            rights := _RIGHTS.search(text, passage.span.start, passage.span.end)
        ):
            return Known(rights["name"].strip(), Basis.INFERRED, "copyright")
    wire = credited_wire(text, passages)
    return Known(wire, Basis.INFERRED, "credit") if wire else Known()


def credited_wire(text: str, passages: Sequence[Passage]) -> str | None:
    """The wire service, as written, that a dateline, byline or last line gives as the author of the report.

    One that merely "contributed to this report", or took a picture, is not; nor is any where the
    credits name several, as under a list of links.
    """
    named = [wire for p in passages if len(p.span) <= _EDGE_CHARACTERS_MAX and (wire := _credit(text, p))]
    return named[0] if len({wires()[wire] for wire in named}) == 1 else None


def _credit(text: str, passage: Passage) -> str | None:
    line = passage.span.of(text)
    if passage.kind is PassageKind.BYLINE:
        return None if "contributed" in line else wire_in(line)
    if passage.kind is PassageKind.DEBRIS and (credit := sign_off(line, 0, len(line))) and credit.start == 0:
        return wire_in(line)
    return None


def _unless_stated(
    known: Known[T],
    rule: Callable[[str, Sequence[Passage]], Known[T]],
    text: str,
    passages: Sequence[Passage],
) -> Known[T]:
    return known if known.basis is Basis.STATED else rule(text, passages)
