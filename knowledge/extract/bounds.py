"""How is a number meant: exactly, about, more or less than, at least, at most? By the words around it."""

from __future__ import annotations

from typing import Any

from knowledge.extract.number_words import Number
from knowledge.extract.words import HYPHENS, Words
from knowledge.lexicon import lexicon
from knowledge.model import Bound

_LEXICON: dict[str, Any] = lexicon("bounds")
_SKIP = frozenset(_LEXICON["skip"]["words"])


def _phrases(side: str) -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    """The phrases of one side by the word next to the number, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for name, phrases in _LEXICON[side].items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[-1 if side == "before" else 0], []).append((words, Bound(name)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


_BEFORE = _phrases("before")
_AFTER = _phrases("after")


def bound_of(words: Words, number: Number, end: int) -> tuple[Bound, int, int]:
    """The bound, the first word of what says it, and the word behind; `end` is behind the unit or noun."""
    bound, first = _before(words, number)
    if bound is Bound.EXACT or first == number.first:
        after, behind = _after(words, number, end)
        if after is not None:
            return _merged(number, after), first, behind
    return _merged(number, bound), first, end


def _merged(number: Number, bound: Bound) -> Bound:
    """A range and a vague amount stay what they are."""
    return number.bound if number.bound is not Bound.EXACT else bound


def _before(words: Words, number: Number) -> tuple[Bound, int]:
    at = number.first
    for skipped in range(3):
        found = _phrase_before(words, at)
        if found is not None:
            bound, first = found
            return bound, first
        last = words.at(at - 1)
        if last not in _SKIP and not (last in HYPHENS and words.glued(at)):
            break
        at -= 1
        if skipped == 1 and words.at(at) in {"the", "of"}:
            break
    return Bound.EXACT, number.first


def _phrase_before(words: Words, at: int) -> tuple[Bound, int] | None:
    for phrase, bound in _BEFORE.get(words.at(at - 1), ()):
        first = at - len(phrase)
        if first >= 0 and words.matches(phrase, first) and _meant(words, phrase, first, at):
            return bound, first
    return None


def _meant(words: Words, phrase: tuple[str, ...], first: int, at: int) -> bool:
    """Whether the phrase bounds this number: not "some of", not "the over 65", not "all over 5 regions"."""
    before = words.at(first - 1)
    if phrase == ("over",):
        return before not in {
            "all",
            "won",
            "victory",
            "spread",
            "wins",
            "win",
            "took",
            "take",
            "taken",
            "moved",
            "age",
        }
    if phrase == ("within",):
        return False
    if phrase == ("some",):
        return words.at(at) != "of"
    if phrase in {("under",), ("below",), ("above",), ("beyond",)}:
        return before not in {"age", "from"}
    return True


def _after(words: Words, number: Number, end: int) -> tuple[Bound | None, int]:
    for at in dict.fromkeys((number.end, end)):
        for phrase, bound in _AFTER.get(words.at(at), ()):
            if words.matches(phrase, at) and not (phrase == ("plus",) and not words.at(at + 1).isalpha()):
                if phrase == ("plus",) and words.at(at - 1) not in HYPHENS:
                    continue
                return bound, max(end, at + len(phrase))
        if words.at(at) in HYPHENS and words.at(at + 1) == "plus":
            return Bound.AT_LEAST, max(end, at + 2)
    return None, end
