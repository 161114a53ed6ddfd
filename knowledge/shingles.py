"""How much of one text's own wording stands in another? Runs of five words, as numbers.

Words inside quotation marks are left out: two reporters may write down the same speech, but they
do not describe it in the same words. Numbers are the same in every process and on every machine.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from zlib import crc32

WORDS = 5
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|''[^']*''")
_MULTIPLIER, _MODULUS = 1_000_003, (1 << 61) - 1
_ALL_INDEXED_MAX = 200
_SAMPLE = 8  # of a longer text every eighth run is indexed; agreement is measured on all
_COMMON = 64  # a run in so many different reports is a stock phrase
_HITS_MIN = 2
_CANDIDATES_MAX = 8


def shingles_of(paragraphs: Iterable[str]) -> frozenset[int]:
    """The runs of five words in `paragraphs`, none across a quotation or a paragraph's end."""
    found: set[int] = set()
    for paragraph in paragraphs:
        for part in _QUOTED.sub("\n", paragraph).split("\n"):
            words = [_number(word) for word in _WORD.findall(part.casefold())]
            found.update(_runs(words))
    return frozenset(found)


def packed(shingles: frozenset[int]) -> bytes:
    """The runs as they are kept: whole numbers of eight bytes, the smallest first."""
    return array("q", sorted(shingles)).tobytes()


def unpacked(kept: bytes) -> Collection[int]:
    """The runs that were `packed`, each once."""
    return array("q", kept)


def _runs(words: Sequence[int]) -> Iterable[int]:
    """A number for each run, rolled on from word to word."""
    value, lost = 0, pow(_MULTIPLIER, WORDS, _MODULUS)
    for place, word in enumerate(words):
        value = (value * _MULTIPLIER + word) % _MODULUS
        if place >= WORDS:
            value = (value - words[place - WORDS] * lost) % _MODULUS
        if place >= WORDS - 1:
            yield value


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) + 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share, as parts of the smaller and of the larger one."""

    of_smaller: float
    of_larger: float


@dataclass(slots=True)
class Index:
    """Texts by their runs. Add only texts that are unlike those within, and it stays small."""

    _texts: list[array[int]] = field(default_factory=list)
    _holders: dict[int, int | list[int]] = field(default_factory=dict)

    def add(self, shingles: Collection[int]) -> int:
        """Keep a text; returns its number, counted from 0."""
        number = len(self._texts)
        self._texts.append(array("q", sorted(shingles)))
        for shingle in _indexed(shingles):
            self._hold(shingle, number)
        return number

    def _hold(self, shingle: int, number: int) -> None:
        holder = self._holders.get(shingle)
        if holder is None:
            self._holders[shingle] = number
        elif isinstance(holder, int):
            self._holders[shingle] = [holder, number]
        elif len(holder) < _COMMON:
            holder.append(number)

    def nearest(self, shingles: frozenset[int]) -> tuple[int, Likeness] | None:
        """The kept text that shares most with this one; None where none shares anything much."""
        single: list[int] = []
        several: list[list[int]] = []
        for shingle in shingles:
            holder = self._holders.get(shingle)
            if isinstance(holder, int):
                single.append(holder)
            elif holder is not None and len(holder) < _COMMON:
                several.append(holder)
        hits = Counter(chain(single, *several))
        ranked = sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:_CANDIDATES_MAX]
        best: tuple[int, Likeness] | None = None
        for number, count in ranked:
            if count < min(_HITS_MIN, len(shingles)):
                break
            likeness = self._likeness(number, shingles)
            if best is None or likeness.of_smaller > best[1].of_smaller:
                best = number, likeness
        return best

    def _likeness(self, number: int, shingles: frozenset[int]) -> Likeness:
        kept = self._texts[number]
        shared = len(shingles.intersection(kept))
        sizes = sorted((len(kept), len(shingles)))
        return Likeness(shared / max(sizes[0], 1), shared / max(sizes[1], 1))


@dataclass(frozen=True, slots=True)
class GroupedBefore:
    """How texts were grouped before, as far as they are still there.

    `leaders` says by place who led the group of a text that is as it was; `gone` are the leaders that
    are no longer there.
    """

    leaders: Mapping[int, int] = field(default_factory=dict)
    gone: Sequence[Collection[int]] = ()


def grouped(
    texts: Sequence[Collection[int]],
    of_smaller: float,
    of_larger: float,
    before: GroupedBefore = GroupedBefore(),
) -> tuple[tuple[int, ...], ...]:
    """Places in `texts` by likeness, in order of their first; each place is in one group.

    The longest text of a group leads it, and whatever shares at least these parts with a leader
    joins: so cuts of one story meet in it, and likeness does not travel from text to text.

    What was grouped before is looked at again only where it shares a run with a leader that came or
    went: who its leader is can hang on nothing else.
    """
    index = Index()
    leaders: dict[int, int] = {}
    groups: defaultdict[int, list[int]] = defaultdict(list)
    unlisted: list[int] = []
    changed = {shingle for text in before.gone for shingle in _indexed(text)}
    for place in sorted(range(len(texts)), key=lambda place: (-len(texts[place]), place)):
        text, leader = texts[place], before.leaders.get(place)
        if leader is None or not changed.isdisjoint(text):
            led = leader == place
            leaders.update((index.add(texts[other]), other) for other in unlisted)
            unlisted.clear()
            found = index.nearest(frozenset(text))
            near = found and found[1].of_smaller >= of_smaller and found[1].of_larger >= of_larger
            leader = leaders[found[0]] if found and near else place
            if led != (leader == place):
                changed.update(_indexed(text))
        if leader == place:
            unlisted.append(place)
        groups[leader].append(place)
    return tuple(sorted(tuple(sorted(group)) for group in groups.values()))


def _indexed(text: Collection[int]) -> Iterator[int]:
    """The runs by which a leader is found: all of a short text, a sample of a longer one."""
    every = 1 if len(text) <= _ALL_INDEXED_MAX else _SAMPLE
    return (shingle for shingle in text if shingle % every == 0)
