"""Which measures does a reader's wording name ("arrests", "сколько погибло")? By the measures lexicon.

The triggers are those that articles are read by, and per language those that readers ask by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.lexicon import lexicon
from knowledge.model import Span
from knowledge.stems import fold, indexed_words, russian_stem, stem

_PREFIX = 5
"""Words of the languages without a stemmer are compared by their first letters."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A measure that a text names, and the words that do."""

    measure: str
    span: Span


def topics_of(text: str) -> tuple[Topic, ...]:
    """The measures that `text` names, in its order; of overlapping triggers the longest."""
    words = list(indexed_words(text))
    stems = [frozenset(s(word.group()) for s in _STEMMERS.values()) for word in words]
    topics: list[Topic] = []
    at = 0
    while at < len(words):
        best = max(_starting(stems, at), key=lambda found: found[1], default=None)
        if best is None:
            at += 1
            continue
        measure, length = best
        topics.append(Topic(measure, Span(words[at].start(), words[at + length - 1].end())))
        at += length
    return tuple(topics)


def measures() -> tuple[str, ...]:
    """Every measure of the lexicon."""
    return tuple(lexicon("measures"))


def _starting(stems: list[frozenset[str]], at: int) -> Iterator[tuple[str, int]]:
    """The triggers that stand at a word: measure and number of words."""
    for first in stems[at]:
        for measure, trigger in _triggers().get(first, ()):
            rest = stems[at : at + len(trigger)]
            if len(rest) == len(trigger) and all(t in s for t, s in zip(trigger, rest, strict=True)):
                yield measure, len(trigger)


@cache
def _triggers() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Measure and stems of every trigger, by its first stem."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for measure, entry in lexicon("measures").items():
        for language, phrases in _phrases(measure, entry).items():
            for phrase in phrases:
                stems = tuple(_STEMMERS[language](w.group()) for w in indexed_words(phrase))
                if stems:
                    found.setdefault(stems[0], []).append((measure, stems))
    return {first: tuple(dict.fromkeys(entries)) for first, entries in found.items()}


def _phrases(measure: str, entry: dict[str, Any]) -> dict[str, list[str]]:
    english = [measure.replace("_", " "), *entry["nouns"].split(), *entry["en"]]
    return {
        "en": english,
        **{language: entry.get(language, []) for language in _STEMMERS if language != "en"},
    }


def _cut(word: str) -> str:
    return fold(word)[:_PREFIX]


_STEMMERS: dict[str, Callable[[str], str]] = {"en": stem, "ru": russian_stem, "be": _cut, "uk": _cut}
