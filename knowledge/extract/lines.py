"""What does a passage look like with its quotations folded away?

Each outermost quoted stretch becomes one item, `Q`, or `q` where a sentence ends with it; short brackets
are left out. The grammar of attribution is then regular expressions over `Line.tags`, forwards, and over
`Line.back`, backwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.extract.marks import Stretch, stretches_of
from knowledge.extract.tagging import Tagged
from knowledge.model import Span

MAX_SENTENCE = 150
"""Items that a sentence is read for; nothing is attributed beyond, so the cost is linear in any text."""

_LONGEST_BRACKET = 12
_TITLE_FOLLOWS = frozenset("YyPoNXJDS&")
_END = re.compile(r"[.q]")


@dataclass(frozen=True, slots=True)
class Line:
    """A passage with its stretches folded: item `i` has letter `tags[i]`, word `words[i]`.

    It stands from `starts[i]` to `ends[i]` in the text.

    `back` is `tags` reversed: item `i` stands in it at `len(tags) - 1 - i`.
    """

    number: int
    span: Span
    tags: str
    back: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    stretches: dict[int, Stretch]
    shouted: bool = False

    def cover(self, first: int, end: int) -> Span:
        """The span of items `first` to `end`, exclusive."""
        return Span(self.starts[first], self.ends[end - 1])

    def sentence_start(self, at: int) -> int:
        """The first item of the sentence that item `at` is in."""
        low = max(0, at - MAX_SENTENCE)
        return max(low, self.tags.rfind(".", low, at) + 1, self.tags.rfind("q", low, at) + 1)

    def sentence_end(self, at: int) -> int:
        """The item after the last of the sentence that item `at` is in, its full stop left out."""
        match = _END.search(self.tags, at, at + MAX_SENTENCE)
        if not match:
            return min(len(self.tags), at + MAX_SENTENCE)
        return match.start() if match.group() == "." else match.end()


def line_of(text: str, tagged: Tagged, number: int) -> Line:
    """`tagged` with its quoted stretches folded."""
    stretches = stretches_of(text, tagged.passage)
    if not stretches and "(" not in tagged.tags:
        starts, ends, _ = zip(*tagged.tokens, strict=True)
        return Line(
            number,
            tagged.passage,
            tagged.tags,
            tagged.tags[::-1],
            starts,
            ends,
            tagged.words,
            {},
            tagged.shouted,
        )
    return _folded(text, tagged, stretches, number)


def _folded(text: str, tagged: Tagged, stretches: tuple[Stretch, ...], number: int) -> Line:
    tokens = tagged.tokens
    places = [t.start for t in tokens]
    tags: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    held: dict[int, Stretch] = {}

    def plain(first: int, end: int) -> None:
        for low, high in _without_brackets(tagged.tags, first, end):
            tags.extend(tagged.tags[low:high])
            starts.extend(places[low:high])
            ends.extend([t.end for t in tokens[low:high]])
            words.extend(tagged.words[low:high])

    at = 0
    for stretch in stretches:
        first = max(at, bisect_left(places, stretch.outer.start))
        end = max(first, bisect_left(places, stretch.outer.end))
        plain(at, first)
        following = tokens[end].text if end < len(tokens) else ""
        if _is_title(text, stretch, tags[-1] if tags else ""):
            tags.append("X")
        else:
            held[len(tags)] = stretch
            tags.append(_stretch_tag(stretch, following))
        starts.append(stretch.outer.start)
        ends.append(stretch.outer.end)
        words.append("")
        at = end
    plain(at, len(tokens))
    letters = "".join(tags)
    return Line(
        number,
        tagged.passage,
        letters,
        letters[::-1],
        tuple(starts),
        tuple(ends),
        tuple(words),
        held,
        tagged.shouted,
    )


def _is_title(text: str, stretch: Stretch, before: str) -> bool:
    """Whether the stretch names a show, a book, a march: all capitals, after what a name stands after."""
    if before not in _TITLE_FOLLOWS:
        return False
    words = [w for w in stretch.inner.of(text).split() if len(w) > 3]
    return bool(words) and len(words) < 8 and not any(w[0].islower() for w in words)


def _stretch_tag(stretch: Stretch, following: str) -> str:
    goes_on = following[:1].islower() or following[:1] in tuple(",;:—–―-.?!")
    return "q" if stretch.last in ".?!…" and not goes_on else "Q"


def _without_brackets(tags: str, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The items from `first` to `end` as ranges, short bracketed runs left out."""
    at = first
    opening = tags.find("(", first, end)
    while opening >= 0:
        close = tags.find(")", opening, min(end, opening + _LONGEST_BRACKET))
        if close >= 0:
            yield at, opening
            at = close + 1
        opening = tags.find("(", max(at, opening + 1), end)
    yield at, end
