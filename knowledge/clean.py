"""What in a page is the article, and what is not? Everything is marked in place, nothing is removed."""

from __future__ import annotations

import re

from knowledge.model import Article, Passage, Span
from knowledge.tokens import trim

_PARAGRAPH = re.compile(r"[^\r\n]+")


def passages_of(article: Article) -> tuple[Passage, ...]:
    """The passages of `article` in text order; together they cover all but white space."""
    spans = (trim(article.text, Span(m.start(), m.end())) for m in _PARAGRAPH.finditer(article.text))
    return tuple(Passage(span) for span in spans if len(span))
