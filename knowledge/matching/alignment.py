"""How do two wordings differ, word by word? Pure: it sees two texts and knows no record.

`aligned` lays a claim beside a wording of the record: which words agree in order, which were
put for others, left out or added, and whether a "not" got lost. It never judges who said it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from knowledge.lexicon import lexicon
from knowledge.model import Span
from knowledge.stems import fold, stem, weight

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*|%")
_new = tuple.__new__
"""Makes a tuple of a class without the call in between that the class's own name would cost."""
_LONG_RUN = 5
_STRAY = 2
"""A run this short that holds no word of meaning, far from the rest, is no agreement."""


class Word(NamedTuple):
    """A word to be compared: `text` as folded, `key` what agreement is judged by.

    A contraction is two words at one place ("don't": do, not). A tuple, for a check compares thousands.
    """

    start: int
    end: int
    text: str
    key: str

    @property
    def span(self) -> Span:
        """Where the word stands."""
        return Span(self.start, self.end)

    @property
    def negative(self) -> bool:
        """Whether the word denies."""
        return denies(self.key)

    @property
    def weight(self) -> float:
        """How much agreement in this word says: 0 for stop words."""
        return weight(self.key)


def words_of(text: str, start: int = 0, end: int | None = None, shift: int = 0) -> tuple[Word, ...]:
    """The words of `text[start:end]` with their places in `text`, moved by `shift`."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        begin, finish = match.span()
        for folded, key in _read(match[0]):
            found.append(_new(Word, (begin + shift, finish + shift, folded, key)))
    return tuple(found)


def keys_of(text: str) -> list[str]:
    """The keys of the words of `text`, in order."""
    return [key for word in _WORD.findall(text) for _, key in _read(word)]


def denies(key: str) -> bool:
    """Whether a word with this key denies."""
    return key in _negation().words


def has_words(text: str, start: int, end: int) -> bool:
    """Whether `words_of` finds any."""
    return _WORD.search(text, start, end) is not None


@dataclass(frozen=True, slots=True)
class Run:
    """Words that agree in a row: `length` of them from `claim` on and from `record` on."""

    claim: int
    record: int
    length: int


@dataclass(frozen=True)
class Alignment:
    """A claim beside a wording: the runs in which they agree, in order on both sides."""

    claim: tuple[Word, ...]
    record: tuple[Word, ...]
    runs: tuple[Run, ...]

    @cached_property
    def agreed(self) -> int:
        """How many words of the claim agree."""
        return sum(run.length for run in self.runs)

    @property
    def coverage(self) -> float:
        """The share of the claim's words that agree."""
        return self.agreed / len(self.claim) if self.claim else 0.0

    @cached_property
    def keys(self) -> frozenset[str]:
        """The words that agree."""
        return frozenset(w.key for run in self.runs for w in self.claim[run.claim : run.claim + run.length])

    @cached_property
    def window(self) -> tuple[int, int]:
        """The words of the record beside the claim: from its first agreeing word to its last.

        Words of the claim before or after these stand for as many words of the record.
        """
        if not self.runs:
            return 0, 0
        first, last = self.runs[0], self.runs[-1]
        after = len(self.claim) - last.claim - last.length
        end = min(last.record + last.length + after, len(self.record))
        return max(first.record - first.claim, 0), end

    @cached_property
    def gaps(self) -> tuple[tuple[tuple[Word, ...], tuple[Word, ...]], ...]:
        """Where they differ within the window: words of the claim, words of the record."""
        start, end = self.window
        edges = [Run(0, start, 0), *self.runs, Run(len(self.claim), end, 0)]
        pairs = (
            (
                self.claim[a.claim + a.length : b.claim],
                self.record[a.record + a.length : b.record],
            )
            for a, b in pairwise(edges)
        )
        return tuple(pair for pair in pairs if any(pair))

    @cached_property
    def respelt(self) -> tuple[tuple[tuple[Word, ...], tuple[Word, ...]], ...]:
        """Words that agree but are written in another way: "won't" for "will not"."""
        pairs = (
            (self.claim[run.claim + n], self.record[run.record + n])
            for run in self.runs
            for n in range(run.length)
        )
        return tuple(
            ((c,), (r,)) for c, r in pairs if c.text != r.text and c.key.isalpha() and c.key != "percent"
        )

    @property
    def rewritten(self) -> tuple[tuple[tuple[Word, ...], tuple[Word, ...]], ...]:
        """The gaps in which the claim has words of its own."""
        return tuple(gap for gap in self.gaps if gap[0])

    @cached_property
    def negation_differs(self) -> bool:
        """Whether a "not" was lost or added: a denial on one side only.

        A long omission may well hold a "not" of its own, and so is no loss of one.
        """
        claims = records = 0
        for claim, record in self.gaps:
            if claim or len(record) <= 3:
                claims += sum(word.negative for word in claim)
                records += sum(word.negative for word in record)
            if _opposite(claim, record):
                return True
        return claims % 2 != records % 2 or (not claims and not records and self._denied_before)

    @property
    def _denied_before(self) -> bool:
        """Whether the word that was cut off just before the window denies what follows."""
        start, _ = self.window
        return start > 0 and self.record[start - 1].negative

    @property
    def framed(self) -> bool:
        """Whether the claim agrees in one long run, with words of its own before or after it alone."""
        inner = self.gaps[0 if not self.runs[0].claim else 1 :]
        last = self.runs[-1]
        if last.claim + last.length < len(self.claim):
            inner = inner[:-1]
        return self.agreed >= _LONG_RUN and not any(claim for claim, _ in inner)

    def inflected_only(self) -> bool:
        """Whether all that differs is stop words and endings: the same said of somebody else."""
        return all(
            {stem(w.key) for w in claim if w.weight} == {stem(w.key) for w in record if w.weight}
            for claim, record in self.rewritten
        )


def aligned(claim: Sequence[Word], record: Sequence[Word]) -> Alignment:
    """`claim` laid beside `record`."""
    claim, record = tuple(claim), tuple(record)
    matcher = SequenceMatcher(None, [w.key for w in claim], [w.key for w in record], autojunk=False)
    runs = [Run(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    return Alignment(claim, record, tuple(_without_strays(runs, claim)))


def likeness(claim: Sequence[str], record: Sequence[str]) -> int:
    """How many words agree in order at most, by their keys: a quick upper bound for `aligned`."""
    return LCSseq.similarity(claim, record)


def _without_strays(runs: list[Run], claim: tuple[Word, ...]) -> list[Run]:
    """The runs without stop words that agree by chance, far before or after the rest."""

    def stray(outer: Run, inner: Run) -> bool:
        words = claim[outer.claim : outer.claim + outer.length]
        first, second = (outer, inner) if outer.claim < inner.claim else (inner, outer)
        apart = second.record - first.record - first.length
        between = second.claim - first.claim - first.length
        light = len(words) <= _STRAY and not any(w.weight for w in words)
        return light and apart > between + 2

    while len(runs) > 1 and stray(runs[0], runs[1]):
        runs = runs[1:]
    while len(runs) > 1 and stray(runs[-1], runs[-2]):
        runs = runs[:-1]
    return runs


@dataclass(frozen=True, slots=True)
class _Negation:
    words: frozenset[str]
    suffixes: tuple[str, ...]
    prefixes: tuple[str, ...]
    split: dict[str, tuple[str, ...]]
    contractions: dict[str, str]


@cache
def _negation() -> _Negation:
    tables = lexicon("negation").values()
    return _Negation(
        frozenset(fold(w) for t in tables for w in t["words"].split()),
        tuple(s for t in tables for s in t["suffixes"]),
        tuple(p for t in tables for p in t["prefixes"]),
        {word: tuple(parts) for t in tables for word, parts in t["split"].items()},
        {end: word for t in tables for end, word in t["contractions"].items()},
    )


@lru_cache(maxsize=1 << 14)
def _read(word: str) -> tuple[tuple[str, str], ...]:
    """A word as folded, with each key it is compared by."""
    folded = fold(word)
    return tuple((folded, key) for key in _keys(folded))


def _keys(folded: str) -> tuple[str, ...]:
    """What a word is compared by: thousands without commas, contractions as two words."""
    if folded == "%":
        return ("percent",)
    if folded[0].isdigit():
        return (re.sub(r",(?=\d{3}\b)", "", folded),)
    negation = _negation()
    if folded in negation.split:
        return negation.split[folded]
    for suffix in negation.suffixes:
        if folded.endswith(suffix) and len(folded) > len(suffix):
            return folded.removesuffix(suffix), "not"
    for end, word in negation.contractions.items():
        if folded.endswith(end) and len(folded) > len(end):
            return folded.removesuffix(end), word
    return (folded,)


def _opposite(claim: Sequence[Word], record: Sequence[Word]) -> bool:
    """Whether a word was put for its own opposite: "fair" for "unfair"."""
    if not (len(claim) == len(record) == 1):
        return False
    one, other = claim[0].key, record[0].key
    return any(
        len(min(one, other, key=len)) > 3 and (prefix + one == other or prefix + other == one)
        for prefix in _negation().prefixes
    )
