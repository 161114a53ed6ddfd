"""What are the things an article holds, and how are they pointed at?

Frozen values only: no text is changed, nothing is read or written here. Every position is a
`Span` of code points in `Article.text`, so that each record can be re-sliced and checked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points in one article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of `text` that this span points at."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether every position of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a position."""
        return self.start < other.end and other.start < self.end


class Basis(StrEnum):
    """How a fact about an article is known."""

    STATED = "stated"  # front matter, page metadata or sources.toml
    INFERRED = "inferred"  # read from the text; `Known.reason` names the rule
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A fact about an article, with how it is known; `value` is None exactly when unknown."""

    value: T | None = None
    basis: Basis = Basis.UNKNOWN
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A document of the operator's, decoded and otherwise unchanged.

    `name` is the file's stem and unique in a corpus; `path` is relative to the corpus folder.
    """

    name: str
    path: str
    text: str
    title: Known[str] = Known()
    outlet: Known[str] = Known()
    author: Known[str] = Known()
    url: Known[str] = Known()
    published: Known[date] = Known()
    language: str = "en"  # ISO 639-1; "und" where it could not be told

    @property
    def content_hash(self) -> str:
        """The SHA-256 of the text, hexadecimal: the identity of what was said, not of the file."""
        return _hash_of(self.text)


@lru_cache(maxsize=4)
def _hash_of(text: str) -> str:
    """Kept for the last few texts: every record of an article asks for its article's."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class PassageKind(StrEnum):
    """What a paragraph of a page is. Only the first two are the article's own prose."""

    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    BYLINE = "byline"
    DEBRIS = "debris"  # share buttons, navigation, credits, front matter


PROSE = frozenset({PassageKind.BODY, PassageKind.HEADLINE})
"""The kinds that are the article's own prose."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a part of one that is of another kind; outer white space is left out."""

    span: Span
    kind: PassageKind = PassageKind.BODY


class QuoteKind(StrEnum):
    """How much of a quote's content stands inside quotation marks: all, part, or nothing."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class PersonKind(StrEnum):
    """Who can speak."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"  # "election officials", "protesters": named by what they are


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody is named, and the name a reader would be shown for it.

    `name` is a slice of the same article (the fullest form it uses), also where the mention
    is a pronoun. `person` groups the mentions of one person within the article; it is the
    index into `Extraction.people`, or None where the mention names nobody known.
    """

    span: Span
    name: str
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person or an organisation as one article knows it.

    `names` are the distinct forms by which the article names them, fullest first, each with
    one span; `roles` are the article's own descriptions ("a former member of …").
    `relations` are spans that tell two people apart ("Tsikhanouski's wife").
    """

    kind: PersonKind
    names: tuple[Span, ...]
    roles: tuple[Span, ...] = ()
    mentions: tuple[Span, ...] = ()
    gender: str | None = None  # "female" or "male" where a pronoun or title says so
    relations: tuple[Span, ...] = ()


class Grain(StrEnum):
    """How wide a date is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"  # anything else: a weekend, a season, a decade


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression; `first` and `last` are inclusive, both None while unresolved."""

    span: Span
    grain: Grain
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """An attribution relation: who (source), said (cue), what (content).

    `contents` are in text order, do not overlap and leave out the outer quotation marks.
    `context` is the sentence or sentences that hold the whole relation: what is shown, so
    that a fragment never stands naked. `via` is who passed it on ("told Reuters"),
    `audience` to whom it was said, `place` where, `said` when, each if the text says so.
    """

    kind: QuoteKind
    contents: tuple[Span, ...]
    context: Span
    speaker: Mention | None = None
    cue: Span | None = None
    via: Mention | None = None
    audience: Span | None = None
    place: Span | None = None
    said: DateMention | None = None

    @property
    def span(self) -> Span:
        """From the first character of the content to its last."""
        return Span(self.contents[0].start, self.contents[-1].end)


class Bound(StrEnum):
    """How a figure's value is meant."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"  # from `value` to `high`
    VAGUE = "vague"  # `value` is None; `vague_low` and `vague_high` hold the interval


class FigureKind(StrEnum):
    """What sort of number it is."""

    QUANTITY = "quantity"
    PERCENT = "percent"
    MONEY = "money"
    AGE = "age"
    DURATION = "duration"
    DISTANCE = "distance"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeric claim.

    `span` is the number with its sign or magnitude word ("31,000", "$1.5 million", "80%");
    `phrase` is what a reader is shown: bound words, number, unit and counted noun ("More than
    6,700 people"); `context` is its sentence. `measure` is a key of the measures lexicon, or
    the head noun's lemma where no lexicon foresaw it. `subject` is whose figure it is (whose
    age, whose share); `claimant` who says so, None for the article itself.
    """

    span: Span
    phrase: Span
    context: Span
    kind: FigureKind
    bound: Bound
    value: float | None
    high: float | None = None
    vague_low: float | None = None
    vague_high: float | None = None
    unit: str | None = None
    measure: str | None = None
    subject: Mention | None = None
    claimant: Mention | None = None
    as_of: DateMention | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class NameCount:
    """A word of names, in lower case, and how often the article has it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one article; indices in `Mention.person` point into `people`."""

    passages: tuple[Passage, ...] = ()
    people: tuple[Person, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[NameCount, ...] = ()
