"""Generated builds of any number of quotes, for measuring look-ups. Words follow Zipf's law."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from knowledge.gist import Whole, gist_of
from knowledge.model import (
    Article,
    Extraction,
    Mention,
    Passage,
    Person,
    PersonKind,
    Quote,
    QuoteKind,
    Span,
)
from knowledge.store.encoding import Contents, ReadArticle
from knowledge.store.numbering import Numbers
from knowledge.store.rows import Extracted
from knowledge.store.writing import write

QUOTES_AN_ARTICLE = 8
MOST_QUOTES = int(os.environ.get("ONRECORD_BENCH_QUOTES", "1000000"))
"""The largest build that is measured; 10^6 quotes take ten minutes to make."""
SIZES = tuple(size for size in (10_000, 100_000, 1_000_000) if size <= MOST_QUOTES)
_SYLLABLES = "ba ke li mo nu ra se ti vo zu pra kle sto gri dan mer lin tor sal ven".split()


def built(size: int, folder: Path) -> Path:
    """A build of so many quotes in `folder`, or kept for the next run in ONRECORD_BENCH_BUILDS."""
    file = Path(os.environ.get("ONRECORD_BENCH_BUILDS", folder), f"{size}.db")
    if not file.exists():
        unfinished = file.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        Corpus(size).build(unfinished)
        unfinished.replace(file)
    return file


_COMMON = (
    "the of and to a in it that was he for on with as his they be at were this had who did there".split()
)
"""The most common words, as in any text: those that a question in plain words is full of."""


class _Articles(Sequence[ReadArticle]):
    """The articles of a corpus, each made when it is asked for: a million quotes need not fit in memory."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def __len__(self) -> int:
        return self._corpus.quotes // QUOTES_AN_ARTICLE

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self._corpus.article(at)


class Corpus:
    """Words, names and articles drawn from one seed; `quotes` in all."""

    def __init__(self, quotes: int, seed: int = 1) -> None:
        self._draw = random.Random(seed)
        self.quotes = quotes
        self.words = [self._word(n) for n in range(30_000)]
        self._weights = list(accumulate(1 / (n + 1) for n in range(len(self.words))))
        self.names = [self._name(n) for n in range(max(20, quotes // 20))]

    def build(self, file: Path) -> None:
        """Write the build."""
        articles = _Articles(self)
        first = articles[0].article
        people = [
            {
                "id": n,
                "name": name,
                "kind": "person",
                "gender": None,
                "mentions": 20,
                "articles": 20,
                "quotes": 20,
            }
            for n, name in enumerate(self.names, 1)
        ]
        aliases = [
            {
                "person_id": n,
                "text": name,
                "article_id": 1,
                "turn": 1,
                "reason": "full_name",
                "start": 0,
                "end": len(first.text),
                "count": 20,
            }
            for n, name in enumerate(self.names, 1)
        ]
        facts = {"schema": "1", "made": "2031-01-01T00:00:00+00:00"}
        write(file, Contents(articles, people, aliases, [], [{"id": 1, "reason": "own"}], facts=facts))

    def phrase(self, length: int) -> str:
        """Words as they are drawn for texts: most of them common."""
        return " ".join(self._draw.choices(self.words, cum_weights=self._weights, k=length))

    def rare(self) -> str:
        """A word of the rarer half."""
        return self._draw.choice(self.words[len(self.words) // 4 :])

    def article(self, number: int) -> ReadArticle:
        """The article of this number, the same whenever it is asked for."""
        self._draw.seed(number)
        passages: list[Passage] = []
        quotes: list[Quote] = []
        people: list[Person] = []
        ids: list[int] = []
        text = ""
        for _ in range(QUOTES_AN_ARTICLE):
            speaker = self._draw.randrange(len(self.names))
            name, words = self.names[speaker], self.phrase(23)
            start = len(text)
            text += f"“{words},” {name} said. {self.phrase(12)}.\n\n"
            said = Span(start + 1, start + 1 + len(words))
            mention = Span(said.end + 3, said.end + 3 + len(name))
            whole = Span(start, mention.end + 6)
            passages.append(Passage(Span(start, len(text) - 2)))
            quotes.append(Quote(QuoteKind.DIRECT, (said,), whole, Mention(mention, name, len(people))))
            people.append(Person(PersonKind.PERSON, (mention,), mentions=(mention,)))
            ids.append(speaker + 1)
        name = f"article-{number}"
        article = Article(name, f"{name}.txt", text)
        groups = tuple(number * QUOTES_AN_ARTICLE + n for n in range(len(quotes)))
        whole = Whole(article, Extraction(tuple(passages), tuple(people), tuple(quotes)))
        first = number * QUOTES_AN_ARTICLE + 1
        numbers = Numbers(number + 1, first, first, 1)
        return ReadArticle(
            whole, gist_of(*whole), numbers, tuple(ids), groups, "", 1, name, name, Extracted("", b"", b"")
        )

    def _word(self, number: int) -> str:
        if number < len(_COMMON):
            return _COMMON[number]
        length = 1 + (number > 40) + (number > 2000)
        return "".join(self._draw.choice(_SYLLABLES) for _ in range(length + 1)) + str(number % 7 or "")

    def _name(self, number: int) -> str:
        first, last = ("".join(self._draw.choices(_SYLLABLES, k=k)).capitalize() for k in (2, 3))
        return f"{first} {last}{'aeiou'[number % 5]}"
