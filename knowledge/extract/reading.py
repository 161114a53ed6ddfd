"""One article while it is being read: its passages, sentences and tokens, and what was found so far.

Shared by all extractors, so that the text is cut once. It never decides what a record is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from knowledge.extract.tagging import Tagged, tag
from knowledge.model import (
    PROSE,
    Article,
    DateMention,
    Extraction,
    Figure,
    NameCount,
    Passage,
    Person,
    Quote,
)
from knowledge.tokens import Sentence, sentences_of


@dataclass
class Reading:
    """An article and what the extractors have found in it so far."""

    article: Article
    people: tuple[Person, ...] = field(default=())
    quotes: tuple[Quote, ...] = field(default=())
    figures: tuple[Figure, ...] = field(default=())
    dates: tuple[DateMention, ...] = field(default=())
    names: tuple[NameCount, ...] = field(default=())

    @property
    def text(self) -> str:
        """The article's text, which every span points into."""
        return self.article.text

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, debris included, in text order."""
        from knowledge.clean import passages_of  # a bot knows this class and seldom reads an article

        return passages_of(self.article)

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """The passages that are the article's own words."""
        return tuple(p for p in self.passages if p.kind in PROSE)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the prose, in text order; none crosses a passage."""
        return tuple(s for p in self.prose for s in sentences_of(self.text, p.span))

    @cached_property
    def tagged(self) -> tuple[Tagged, ...]:
        """The passages of the prose with a class for each token."""
        return tag(self.prose, self.sentences)

    def extraction(self) -> Extraction:
        """What was found, frozen."""
        return Extraction(self.passages, self.people, self.quotes, self.figures, self.dates, self.names)
