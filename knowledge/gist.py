"""What of an article must be known to join it with others? So little that its records need not be decoded."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from knowledge.echoes import echo_of
from knowledge.model import Article, Extraction, Mention, Person


class Records(Protocol):
    """An article with its records."""

    @property
    def article(self) -> Article:
        """The article."""

    @property
    def extraction(self) -> Extraction:
        """What was read from it."""


class Whole(NamedTuple):
    """An article with its records, as they were extracted."""

    article: Article
    extraction: Extraction


class Named(NamedTuple):
    """Somebody whom an article names: what it says of them, as text, and where.

    `said` is equal where two articles say the same. `forms` has start, end and count of each form of the
    name, `roles` start and end of each description; their words are in `said`, in the same order.
    """

    said: str
    forms: Sequence[tuple[int, int, int]]
    roles: Sequence[tuple[int, int]]
    mentions: int


class Said(NamedTuple):
    """What an article says of somebody, in its words; `names` are the forms, `roles` the descriptions."""

    kind: str
    gender: str | None
    names: Sequence[str]
    roles: Sequence[str]
    relations: Sequence[str]


class Gist(NamedTuple):
    """What of an article is compared with others.

    Of each quote speaker, passer-on (indices in `people`) and echo; of each figure measure, subject and
    claimant. `names` are counted; `published` is an ISO day.
    """

    name: str
    content_hash: str
    published: str | None
    passages: int
    names: Sequence[tuple[str, int]]
    people: Sequence[Named]
    quotes: Sequence[tuple[int | None, int | None, int | None]]
    figures: Sequence[tuple[str | None, int | None, int | None]]

    @property
    def day(self) -> date:
        """When it was published; the first of all days where that is unknown."""
        return date.fromisoformat(self.published) if self.published else date.min


def gist_of(article: Article, extraction: Extraction) -> Gist:
    """The gist of an article with these records."""
    published = article.published.value
    return Gist(
        article.name,
        article.content_hash,
        published.isoformat() if published else None,
        len(extraction.passages),
        [(counted.name, counted.count) for counted in extraction.names],
        [_named(article.text, person) for person in extraction.people],
        [
            (
                _person(q.speaker),
                _person(q.via),
                echo_of(" ".join(span.of(article.text) for span in q.contents)),
            )
            for q in extraction.quotes
        ],
        [(f.measure, _person(f.subject), _person(f.claimant)) for f in extraction.figures],
    )


def written(gist: Gist) -> str:
    """A gist as one line of text."""
    return json.dumps(gist)


def read(line: str) -> Gist:
    """The gist that `written` wrote."""
    gist = Gist._make(json.loads(line))
    return gist._replace(people=[Named._make(person) for person in gist.people])


def said_in(line: str) -> Said:
    """What `Named.said` holds."""
    return Said._make(json.loads(line))


def _named(text: str, person: Person) -> Named:
    counts = Counter(span.of(text) for span in person.mentions)
    forms = {}
    for span in person.names:
        form = span.of(text)
        if form.strip() and form not in forms:
            forms[form] = (span.start, span.end, max(counts[form], 1))
    roles, relations = ([span.of(text) for span in spans] for spans in (person.roles, person.relations))
    return Named(
        json.dumps(Said(person.kind.value, person.gender, list(forms), roles, relations)),
        list(forms.values()),
        [(span.start, span.end) for span in person.roles],
        len(person.mentions),
    )


def _person(mention: Mention | None) -> int | None:
    return mention.person if mention else None
