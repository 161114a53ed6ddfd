"""What are the words on record beside which a claim is laid? A quotation, or a sentence of an article.

Its pieces, sentences and what stands in marks in it are whole in themselves; two quotations of one speaker
right after one another are one utterance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from knowledge.matching.alignment import Word, keys_of, words_of
from knowledge.model import QuoteKind, Span

_SAME_UTTERANCE = 60
"""Characters between two quotations that still are one utterance: marks and a cue."""
_PIECE = re.compile(r".+", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+|$)")
_MARKED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")


@dataclass(frozen=True)
class Wording:
    """Words on record. `kind` is None for an article's own words.

    `pieces` are its texts, each with where it stands in its article, and `references` the records it
    is of; `parts` the two wordings that it joins, where it does; a `headline` stands in a title, and `cue` is
    the verb of saying. Most are only looked at by their keys: the words themselves are read of those that are
    laid beside a claim.
    """

    pieces: tuple[tuple[str, Span], ...]
    references: tuple[int, ...]
    article: int
    kind: QuoteKind | None = None
    speaker: int | None = None
    parts: tuple[Wording, ...] = ()
    headline: bool = False
    cue: str = ""

    @property
    def place(self) -> Span:
        """From its first character in the article to the last."""
        return Span(self.pieces[0][1].start, self.pieces[-1][1].end)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What its words are compared by."""
        return tuple([key for text, _ in self.pieces for key in keys_of(text)])

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, with their places in the article."""
        return tuple([word for text, span in self.pieces for word in words_of(text, shift=span.start)])

    @cached_property
    def units(self) -> frozenset[tuple[int, int]]:
        """The ranges of words that are whole in themselves: all, its pieces, what stands in marks there."""
        if self.kind is None:
            return frozenset()
        whole = (0, len(self.keys))
        if self.parts:
            one, other = self.parts
            shift = len(one.keys)
            return one.units | {(a + shift, b + shift) for a, b in other.units} | {whole}
        return frozenset({whole, *self._ranges(_PIECE), *self._ranges(_MARKED)})

    @cached_property
    def sentences(self) -> frozenset[tuple[int, int]]:
        """The ranges of words that are a sentence of a piece."""
        return frozenset() if self.kind is None or self.parts else frozenset(self._ranges(_SENTENCE))

    def _ranges(self, pattern: re.Pattern[str]) -> Iterable[tuple[int, int]]:
        """The ranges of words that the matches of a pattern in its pieces hold."""
        first = 0
        for text, _ in self.pieces:
            words = words_of(text)
            for match in pattern.finditer(text):
                inside = [n for n, w in enumerate(words, first) if match.start() <= w.start < match.end()]
                if inside:
                    yield inside[0], inside[-1] + 1
            first += len(words)


def joined(wordings: Iterable[Wording]) -> tuple[Wording, ...]:
    """The utterances that go on across a cue: one speaker's quotations right after one another."""
    ordered = sorted((w for w in wordings if w.kind), key=lambda w: (w.article, w.place.start))
    longer: list[Wording] = []
    open_one: Wording | None = None
    for one, other in pairwise(ordered):
        before = open_one or one
        open_one = _together(before, other) if is_one_utterance(before, other) else None
        if open_one:
            longer.append(open_one)
    return tuple(longer)


def is_one_utterance(one: Wording, other: Wording) -> bool:
    """Whether the other quotation goes on right after this one, in the same voice."""
    return (
        one.article == other.article
        and one.kind is not QuoteKind.INDIRECT
        and other.kind is not QuoteKind.INDIRECT
        and one.speaker == other.speaker
        and one.speaker is not None
        and 0 <= other.place.start - one.place.end <= _SAME_UTTERANCE
    )


def _together(one: Wording, other: Wording) -> Wording:
    pieces, references = (*one.pieces, *other.pieces), (*one.references, *other.references)
    return Wording(pieces, references, one.article, one.kind, one.speaker, (one, other))
