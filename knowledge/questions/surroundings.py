"""How near does a word stand to a place in an article? In the sentence, around it, in the title, elsewhere.

What has to be read again of an article is kept for the one question that is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from knowledge.record import Record
from knowledge.stems import fold, indexed_words, stem
from knowledge.store.rows import ArticleRecord, FigureRecord, PassageRecord, QuoteRecord

SENTENCE, PASSAGE, BEFORE, TITLE, ARTICLE, NOWHERE = 1.0, 0.8, 0.6, 0.5, 0.3, 0.0
_BACK = 4
"""Passages in which the one is looked for whom a "he" means."""
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")


class Surroundings:
    """How near does a word stand to a place in an article?"""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._articles: dict[int, frozenset[str]] = {}
        self._previous: dict[int, str] = {}
        self._named: dict[int, frozenset[int]] = {}
        self._years: dict[int, int | None] = {}
        self._quotes: dict[int, tuple[QuoteRecord, ...]] = {}

    def level(self, stems: frozenset[str], passage: PassageRecord, sentence: str) -> float:
        """The nearest place of one of the stems, from `SENTENCE` to `NOWHERE`."""
        if stems & stems_of(sentence):
            return SENTENCE
        if stems & stems_of(passage.text):
            return PASSAGE
        if stems & stems_of(self.before(passage)):
            return BEFORE
        if stems & stems_of(self.heading(passage.article)):
            return TITLE
        return ARTICLE if stems & self._of_article(passage.article.id) else NOWHERE

    def before(self, passage: PassageRecord) -> str:
        """The passage before this one in its article."""
        if passage.id not in self._previous:
            found = self._record.passages([passage.id - 1])
            same = found and found[0].article.id == passage.article.id
            self._previous[passage.id] = found[0].text if same else ""
        return self._previous[passage.id]

    def last_named(self, passage: PassageRecord) -> frozenset[int]:
        """Who can be the last person named before a passage, a few passages back at most."""
        for at in range(passage.id - 1, passage.id - 1 - _BACK, -1):
            if at not in self._named:
                self._named[at] = self._last_of(at, passage.article.id)
            if self._named[at]:
                return self._named[at]
        return frozenset()

    def _last_of(self, at: int, article: int) -> frozenset[int]:
        found = self._record.passages([at])
        same = found and found[0].article.id == article
        return self._record.last_named(found[0].text) if same else frozenset()

    def quoted_at(self, article: int, at: int) -> tuple[QuoteRecord, ...]:
        """The quotes in whose context a place of an article is."""
        if article not in self._quotes:
            self._quotes[article] = self._record.quotes(self._record.quote_ids_of_articles([article]))
        return tuple(q for q in self._quotes[article] if q.quote.context.start <= at < q.quote.context.end)

    def heading(self, article: ArticleRecord) -> str:
        """The article's title and outlet; its first words where no title is known."""
        title = article.title.value or self._record.article_text(article.id).strip().partition("\n")[0]
        return f"{title} {article.outlet.value or ''}"

    def _of_article(self, article: int) -> frozenset[str]:
        if article not in self._articles:
            self._articles[article] = stems_of(self._record.article_text(article))
        return self._articles[article]

    def of_year(
        self, year: int | None, article: ArticleRecord, text: str, figure: FigureRecord | None = None
    ) -> bool:
        """Whether a place, its words or else its article, speaks of the year; any does where it is None."""
        if year is None or str(year) in text:
            return True
        if _YEAR.search(text):
            return False
        if figure and figure.figure.as_of and figure.figure.as_of.first:
            return figure.figure.as_of.first.year == year
        if article.published.value:
            return article.published.value.year == year
        if article.id not in self._years:
            years = Counter(_YEAR.findall(self._record.article_text(article.id)))
            self._years[article.id] = int(years.most_common(1)[0][0]) if years else None
        return self._years[article.id] == year


@lru_cache(maxsize=1 << 12)
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(stem(m.group()) for m in indexed_words(text))


@lru_cache(maxsize=1 << 12)
def folded_of(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(fold(m.group()) for m in indexed_words(text))


def keys_of(text: str) -> list[str]:
    """The stems of a text, in its order."""
    return [stem(m.group()) for m in indexed_words(text)]
