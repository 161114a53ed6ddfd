"""What a lookup gives: records as they were extracted, with where they are from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from knowledge.model import Figure, Known, PassageKind, PersonKind, Quote, Span


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article of the build, without its text."""

    id: int
    name: str
    path: str
    content_hash: str
    receipt: str
    language: str
    title: Known[str]
    outlet: Known[str]
    author: Known[str]
    url: Known[str]
    published: Known[date]
    names: str
    """What it names most, as `knowledge.stories` writes it."""
    origin: int
    quotes: int
    figures: int


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage with its text; `text == article.text[span]`."""

    id: int
    receipt: str
    article: ArticleRecord
    kind: PassageKind
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """A quote of the build. `person` is who spoke, `group` what it shares with its other reports.

    `context` is the slice at `quote.context`, `content` the content spans' text, `said_text`
    the words of the date it was said, if any.
    """

    id: int
    receipt: str
    article: ArticleRecord
    quote: Quote
    person: int | None
    group: int
    content: str
    context: str
    said_text: str | None
    corrected: bool

    @property
    def sentence(self) -> tuple[object, ...]:
        """Equal for quotes that one speaker is given in the same context."""
        context, speaker = self.quote.context, self.quote.speaker
        return self.article.id, context.start, context.end, speaker and speaker.name

    @property
    def is_headline(self) -> bool:
        """Whether its article says it in the title."""
        return self.context in (self.article.title.value or "")

    @property
    def cue(self) -> str:
        """The verb of saying, where it stands in the context; empty for none."""
        cue, context = self.quote.cue, self.quote.context
        return (
            self.context[cue.start - context.start : cue.end - context.start]
            if cue and context.covers(cue)
            else ""
        )


class QuoteKey(NamedTuple):
    """What orders many quotes before the few that are shown are read."""

    id: int
    article: int
    group: int
    kind: str
    start: int
    end: int
    speaker: str | None

    @property
    def sentence(self) -> tuple[object, ...]:
        """As `QuoteRecord.sentence`."""
        return self.article, self.start, self.end, self.speaker


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure of the build; `phrase`, `context` and `place` are slices at its spans."""

    id: int
    receipt: str
    article: ArticleRecord
    figure: Figure
    phrase: str
    context: str
    place: str | None
    as_of_text: str | None
    subject: int | None
    claimant: int | None
    corrected: bool


class FigureKey(NamedTuple):
    """What orders many figures before the few that are shown are read: its group, and its turn there."""

    id: int
    article: int
    group: int
    turn: int


class FigureGroup(NamedTuple):
    """Figures about one thing, and the ids of the two that differ most; None where no two are comparable.

    `relation` is one of `knowledge.compare.Relation`; `times` how far apart the two are. Ids go from the
    strongest disagreement down.
    """

    id: int
    relation: str | None
    times: float | None
    one: int | None
    other: int | None


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """One spelling of a person's name, where it stands, and why it is theirs."""

    text: str
    reason: str
    article: ArticleRecord
    span: Span
    count: int


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """What an article says a person is."""

    article: ArticleRecord
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person or organisation across articles; the first alias is the display name."""

    id: int
    name: str
    kind: PersonKind
    gender: str | None
    mentions: int
    articles: int
    quotes: int


@dataclass(frozen=True, slots=True)
class MomentRecord:
    """A date of a passage; `first` and `last` are inclusive, both None while unresolved."""

    passage: PassageRecord
    span: Span
    text: str
    grain: str
    first: date | None
    last: date | None


class Extracted(NamedTuple):
    """An article as it is kept for the next build: its gist, its wording, and, packed, all its records."""

    gist: str
    wording: bytes
    data: bytes
