"""Where do paragraphs begin and end? A line is one, unless the text was wrapped to a column.

Nothing is judged or changed here; what a paragraph is, `knowledge.clean` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from knowledge.model import Span
from knowledge.tokens import trim

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_WORD = re.compile(r"\S+")
_COLUMN_MIN, _COLUMN_MAX = 50, 120
_WRAPPED_SHARE = 0.8
_PAIRS_MIN = 3


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span  # without outer white space
    after_blank: bool


def paragraphs_of(text: str, start: int = 0) -> tuple[Span, ...]:
    """The paragraphs from `start` on, each without outer white space; they hold all else there is."""
    lines = _lines_of(text, start)
    column = _column_of(text, lines)
    if column is None:
        return tuple(line.span for line in lines)
    paragraphs: list[Span] = []
    last: Span | None = None
    for line in lines:
        if last and not line.after_blank and _runs_on(text, last, line.span, column):
            paragraphs[-1] = Span(paragraphs[-1].start, line.span.end)
        else:
            paragraphs.append(line.span)
        last = line.span
    return tuple(paragraphs)


def _lines_of(text: str, start: int) -> list[_Line]:
    lines: list[_Line] = []
    before = start
    for match in _LINE.finditer(text, start):
        span = trim(text, Span(match.start(), match.end()))
        if not len(span):
            continue
        breaks = len(_BREAK.findall(text, before, span.start))
        lines.append(_Line(span, breaks > 1 or not lines))
        before = span.end
    return lines


def _column_of(text: str, lines: list[_Line]) -> int | None:
    """The column the text was wrapped to; None where it was not.

    A wrapped line ends because the next word would not have fitted: that holds of nearly all
    neighbouring lines in such a text, and of few in any other.
    """
    joined = [(a.span, b.span) for a, b in pairwise(lines) if not b.after_blank]
    if len(joined) < _PAIRS_MIN:
        return None
    column = max(len(line) for pair in joined for line in pair)
    if not _COLUMN_MIN <= column <= _COLUMN_MAX:
        return None
    full = sum(_runs_on(text, line, following, column) for line, following in joined)
    return column if full >= _WRAPPED_SHARE * len(joined) else None


def _runs_on(text: str, line: Span, following: Span, column: int) -> bool:
    """Whether the first word of the `following` line would not have fitted on `line`."""
    word = _WORD.match(text, following.start, following.end)
    return word is not None and len(line) + 1 + (word.end() - word.start()) > column
