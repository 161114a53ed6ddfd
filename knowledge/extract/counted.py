"""What does a number count? The head noun behind it, found by word classes, without a parser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from knowledge.extract.number_words import CARDINALS, Number
from knowledge.extract.words import HYPHENS, Words, singular
from knowledge.lexicon import lexicon

_LEXICON: dict[str, Any] = lexicon("nouns")


def _set(key: str) -> frozenset[str]:
    return frozenset(_LEXICON[key].split())


_STOP = _set("stop")
_SKIP = _set("skip")
_PLURALS = _set("plurals")
_LEADING = _set("leading")
_SINGULARS = _set("singulars")
_ADJECTIVES = _set("adjectives")
PERSONS = _set("persons")
_ADJECTIVE_ENDS = ("ful", "ous", "ive", "ible", "able", "ish", "est", "ic", "ary")
_DETERMINERS = frozenset("a an the its his her their our this that each another".split())
_REACH = 7


@dataclass(frozen=True, slots=True)
class Noun:
    """The counted noun: its lemma (with "people" kept plural) and the words `[first, end)` of its phrase."""

    lemma: str
    first: int
    end: int


def singular_person(word: str) -> str:
    """The lemma of a word for people."""
    return "people" if word in {"people", "persons"} else singular(word).replace("protestor", "protester")


def is_person(lemma: str | None) -> bool:
    """Whether a lemma counts people: listed, or an agent by its ending."""
    if lemma is None:
        return False
    return lemma in PERSONS or (
        len(lemma) > 5 and lemma.endswith(("ster", "ist", "goer", "holder", "worker", "maker"))
    )


def noun_after(words: Words, number: Number) -> Noun | None:
    """The noun that `number` counts, or None where it stands alone."""
    hyphened = words.at(number.end) in HYPHENS and words.glued(number.end)
    if hyphened and words.at(number.end + 1) == "strong":
        return Noun("people", number.end + 1, number.end + 2)
    start, partitive = _start(words, number)
    run = _run(words, start)
    if not run:
        return None
    if hyphened:
        return _noun(words, run[0], run[0])
    if number.value == 1 and not partitive:
        return _single(words, run)
    plural = _plural(words, run)
    if plural is not None:
        return _noun(words, run[0], plural)
    if partitive:
        last = next((i for i in run if not words.low[i].endswith(("ed", "ly", "ing"))), None)
        return _noun(words, run[0], last) if last is not None else None
    led = words.at(number.first - 1) in _DETERMINERS and not words.low[run[0]].endswith(("ed", "ly", "ing"))
    return _noun(words, run[0], run[-1]) if led and not number.fraction else None


def _start(words: Words, number: Number) -> tuple[int, bool]:
    """Where the noun phrase may begin, and whether it is told by "of"."""
    at = number.end + (words.at(number.end) in HYPHENS and words.glued(number.end))
    at += words.at(at) == "plus" and at > number.end
    if words.at(at) != "of":
        return at, False
    at += 1
    while words.at(at) in {
        "the",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "all",
        "those",
        "these",
        "them",
    }:
        at += 1
    return at, True


def _run(words: Words, start: int) -> list[int]:
    """The words of a noun phrase from `start`, up to the first that cannot be in one."""
    run: list[int] = []
    i = start
    while i < len(words) and len(run) < _REACH:
        low = words.low[i]
        if low in HYPHENS and run:
            i += 1
            continue
        if low.endswith(("'s", "’s", "s’")):
            run.clear()
            i += 1
            continue
        if low in {"mr", "mrs", "ms", "dr"} and words.at(i + 1) == ".":
            i += 2
            continue
        joins = low in {"and", "&", ","} and run and words.capitalised(i - 1) and words.capitalised(i + 1)
        name_number = low.isdecimal() and run and words.capitalised(i - 1)
        if joins or name_number or low in _SKIP:
            i += 1
            continue
        if low in _STOP or not low[0].isalpha() or (low in CARDINALS and run):
            break
        run.append(i)
        i += 1
    return run


def _plural(words: Words, run: list[int]) -> int | None:
    """The first plural of the run; of several in a row the last where the first only leads to it."""
    for position, i in enumerate(run):
        if not is_plural(words.low[i]):
            continue
        following = run[position + 1] if position + 1 < len(run) else None
        leads = words.low[i] in _LEADING and following is not None and is_plural(words.low[following])
        if not leads and not (words.low[i] == "lives" and position):
            return i
    return None


def is_plural(word: str) -> bool:
    """Whether a word in lower case looks like a plural noun."""
    if word in _PLURALS:
        return True
    return (
        word.endswith("s")
        and len(word) > 2
        and not word.endswith(("ss", "us", "is", "'s", "’s"))
        and word not in _SINGULARS
    )


def _single(words: Words, run: list[int]) -> Noun | None:
    name = next((n for n, i in enumerate(run) if not words.capitalised(i)), 0)
    if name and words.low[run[name]].endswith(("ed", "s")):
        return _noun(words, run[0], run[name - 1])
    run = run[name:]
    for i in run:
        low = words.low[i]
        describes = low in _ADJECTIVES or low.endswith(_ADJECTIVE_ENDS) or low.endswith(("ing", "ed"))
        if not describes:
            return None if low.endswith("ly") else _noun(words, run[0], i)
    return _noun(words, run[0], run[-1])


def _noun(words: Words, first: int, head: int) -> Noun:
    return Noun(singular_person(words.low[head]), first, head + 1)
