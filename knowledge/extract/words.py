"""A sentence as the number grammar reads it: its words cut at hyphens, with offsets into the article."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

from knowledge.model import Span

HYPHENS = frozenset("-‐‑")
_PART = re.compile(
    r"\s*+("  # space is eaten, for speed
    r"(?>[^\W\d_]+(?:['’][^\W\d_]+)*)(?!\.)"
    r"|\d+(?:[.,]\d+)*"
    r"|[A-Za-z]\.(?:[A-Za-z]\.)+"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|\S)"
)
_STEMMER = stemmer("english")


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel tuples: each word as written, in lower case, and where it lies in `text`."""

    text: str
    raw: tuple[str, ...]
    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, index: int) -> str:
        """The word in lower case; nothing outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def written(self, index: int) -> str:
        """The word as written; nothing outside the sentence."""
        return self.raw[index] if 0 <= index < len(self.raw) else ""

    def glued(self, index: int) -> bool:
        """Whether this word touches the one before it."""
        return 0 < index < len(self.raw) and self.ends[index - 1] == self.starts[index]

    def span(self, first: int, end: int) -> Span:
        """From the first character of word `first` to the last of word `end - 1`."""
        return Span(self.starts[first], self.ends[end - 1])

    def index_at(self, offset: int) -> int:
        """The first word that ends after `offset`."""
        return bisect_right(self.ends, offset)

    def matches(self, phrase: tuple[str, ...], at: int) -> bool:
        """Whether the phrase stands at this word."""
        return self.low[at : at + len(phrase)] == phrase

    def capitalised(self, index: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.written(index)[:1].isupper()


def words_of(text: str, span: Span) -> Words:
    """The words of `text` within `span`; "65-year-old" is five of them, "1.762bn" two."""
    found = list(_PART.finditer(text, span.start, span.end))
    raw = tuple([m[1] for m in found])
    starts, ends = tuple([m.start(1) for m in found]), tuple([m.end() for m in found])
    return Words(text, raw, tuple([w.lower() for w in raw]), starts, ends)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Porter stem of an English word in lower case, its possessive ending left out."""
    bare = word.removesuffix("'s").removesuffix("’s").strip("'’")
    return str(_STEMMER.stemWord(bare))


_IRREGULAR = {
    "children": "child",
    "men": "man",
    "women": "woman",
    "lives": "life",
    "wives": "wife",
    "policemen": "policeman",
    "servicemen": "serviceman",
    "countrymen": "countryman",
    "gunmen": "gunman",
    "feet": "foot",
    "teeth": "tooth",
    "knives": "knife",
    "leaves": "leaf",
    "halves": "half",
    "shelves": "shelf",
    "thieves": "thief",
    "viruses": "virus",
    "buses": "bus",
    "persons": "person",
    "crises": "crisis",
    "criteria": "criterion",
    "movies": "movie",
    "sorties": "sortie",
    "calories": "calorie",
    "zombies": "zombie",
    "rookies": "rookie",
    "selfies": "selfie",
    "pies": "pie",
    "lies": "lie",
    "cookies": "cookie",
    "ties": "tie",
    "series": "series",
    "species": "species",
}
_ES = ("ches", "shes", "sses", "xes", "zzes", "nuses", "ruses", "puses")


def singular(noun: str) -> str:
    """The singular of an English noun in lower case; what is no plural comes back as it is."""
    bare = noun.removesuffix("'s").removesuffix("’s").strip("'’")
    if bare in _IRREGULAR:
        return _IRREGULAR[bare]
    if bare.endswith("ies") and len(bare) > 4:
        return bare[:-3] + "y"
    if bare.endswith(_ES):
        return bare[:-2]
    if bare.endswith("s") and not bare.endswith(("ss", "us", "is")) and len(bare) > 2:
        return bare[:-1]
    return bare
