"""Where do words and sentences begin and end? Offsets are kept, nothing is normalised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from knowledge.model import Span

_TOKEN = re.compile(
    r"[A-Za-z]\.(?:[A-Za-z]\.)+"  # U.S.
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*"
    r"|\S"
)
_OPENERS = "\"'“”‘’«»„‟‹›([{*-–—•"
_SENTENCE_END = re.compile(r"(?:[.!?…]+|。|！|？)[\"'”’»›)\]]*(?=\s)")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt capt sgt st jr sr vs etc no inc ltd co corp jan feb mar apr "
    "jun jul aug sep sept oct nov dec hon rev fig e.g i.e a.m p.m u.s u.k u.n approx dept est".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a single sign."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens."""

    span: Span
    tokens: tuple[Token, ...]


def tokens_of(text: str, span: Span) -> tuple[Token, ...]:
    """The tokens of `text` within `span`, in order."""
    return tuple(
        Token(Span(m.start(), m.end()), m.group()) for m in _TOKEN.finditer(text, span.start, span.end)
    )


def sentences_of(text: str, span: Span) -> tuple[Sentence, ...]:
    """The sentences of one passage, without outer white space."""
    cuts = [m.end() for m in _SENTENCE_END.finditer(text, span.start, span.end) if _ends(text, m, span)]
    edges = [span.start, *cuts, span.end]
    return tuple(
        Sentence(trimmed, tokens_of(text, trimmed))
        for start, end in pairwise(edges)
        if len(trimmed := trim(text, Span(start, end)))
    )


def trim(text: str, span: Span) -> Span:
    """`span` without white space at either end."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends(text: str, mark: re.Match[str], span: Span) -> bool:
    """Whether a full stop (or its like) ends a sentence rather than an abbreviation."""
    following = text[mark.end() : min(mark.end() + 40, span.end)].lstrip().lstrip(_OPENERS)
    if following and following[0].islower():
        return False
    if not mark.group().startswith("."):
        return True
    before = re.search(r"[\w.]+$", text[max(span.start, mark.start() - 12) : mark.start()])
    word = before.group().lower() if before else ""
    return word not in _ABBREVIATIONS and not (len(word) == 1 and word.isalpha())
