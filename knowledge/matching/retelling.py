"""Does a claim retell what its speaker said, in words of its own? By its words of meaning, in any order.

What denies is counted on both sides: who lost all trust has no trust left, and who would be none "until"
something happens is one once it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from knowledge.extract.places import place_words
from knowledge.lexicon import lexicon
from knowledge.matching.alignment import Word, denies, keys_of
from knowledge.stems import stem
from knowledge.thesaurus import alike

Weigh = Callable[[str], float]
"""How much it says that two texts share this word: 0 nothing, 1 that they are about the same."""

_SHARE = 0.55
"""Of the weight of a claim's words, those that must be told."""
_LEAST = 2.0
"""The weight that is no chance."""
_NEARLY_ALL = 0.8
_RIGHT_BEHIND = 2
_ROW = 4
"""Words in a row that are no chance either, where all that weighs is told."""
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]?")
_CLAUSE = re.compile(r"(?:(?!\b(?:and|but|while|because|although)\b)[^,;:.!?…—–])+", re.IGNORECASE)
_COUNTRY = frozenset({"countri", "nation", "citi", "capit", "town"})
_SUPPOSING = frozenset({"if", "unless", "would", "had", "were"})


class Retelling(NamedTuple):
    """How much of a claim a quotation tells, by the weight of its words; `opposite` if one denies the other.

    `plainly` if it does so with one word, right before what both tell, and nearly all of the claim is told.
    """

    said: float
    opposite: bool = False
    plainly: bool = False


def retelling(
    words: Sequence[Word],
    texts: Sequence[str],
    weigh: Weigh,
    names: frozenset[str] = frozenset(),
    *,
    denied: bool = False,
) -> Retelling | None:
    """What the texts of a quotation tell of a claim's words; None where it is too little.

    Of these `names` are the keys of names: all must be told, and something beside them. What is only supposed
    or asked tells nothing. `denied` is set where the verbs of saying differ in that one denies.
    """
    telling = [w.key.removesuffix("'s") for w in words if not _turns(w.key)]
    asked = {stem(key): (weigh(key), alike(key)) for key in telling if weigh(key)}
    told_of = [said for text in texts for said in _SENTENCE.findall(text) if not said.endswith("?")]
    clauses = [keys_of(clause) for said in told_of for clause in _CLAUSE.findall(said)]
    there = [_stems(clause) for clause in clauses]
    told = {
        key: {n for n, stems in enumerate(there) if key in stems or by & (stems - _thinking())}
        for key, (_, by) in asked.items()
    }
    said = sum(asked[key][0] for key, places in told.items() if places)
    total = sum(weight for weight, _ in asked.values())
    roots = {_root(name): name for name in names}
    beside = any(asked[key][0] >= 1 and places for key, places in told.items() if key not in roots)
    if (
        said < _SHARE * total
        or not beside
        or not all(told.get(root, True) or _is_the_country(name, there) for root, name in roots.items())
    ):
        return None
    if said < _LEAST and not (said >= max(total, 1) and _in_a_row(words, clauses)):
        return None
    by = frozenset[str]().union(*(asked[key][1] | {key} for key, places in told.items() if places))
    own, theirs = [w.key for w in words], _telling(clauses, told)
    if _is_supposed(theirs, by) and not _SUPPOSING.intersection(own):
        return None
    if (_times_turned(theirs) + _times_turned(own) + denied) % 2 == 0:
        return Retelling(said)
    plainly = said >= _NEARLY_ALL * total and (denied or _denies_one(own, by) != _denies_one(theirs, by))
    return Retelling(said, opposite=True, plainly=plainly)


def _is_the_country(name: str, there: Iterable[frozenset[str]]) -> bool:
    """Whether a name is of a place, which a quotation may only call the country."""
    return name in place_words() and any(_COUNTRY & stems for stems in there)


def _is_supposed(keys: Sequence[str], told: frozenset[str]) -> bool:
    """Whether all that is told stands behind an "if"."""
    first = next((n for n, key in enumerate(keys) if stem(key) in told), len(keys))
    return "if" in keys[:first]


def weight_told(words: Sequence[Word], text: str, weigh: Weigh) -> float:
    """How much of the words a text tells, by their weight."""
    there = _stems(keys_of(text))
    return sum(weigh(w.key) for w in words if alike(w.key) & there)


def _denies_one(keys: Sequence[str], told: frozenset[str]) -> bool:
    """Whether a word denies what is told right behind it."""
    return any(
        _turns(key) and any(stem(behind) in told for behind in keys[n + 1 : n + 1 + _RIGHT_BEHIND])
        for n, key in enumerate(keys)
    )


def _telling(clauses: Sequence[Sequence[str]], told: Mapping[str, set[int]]) -> list[str]:
    """The words of the fewest clauses that tell it all, given where each word of the claim is told."""
    missing = {key for key, places in told.items() if places}
    keys: list[str] = []
    while missing:
        most = max(range(len(clauses)), key=lambda n: (sum(n in told[key] for key in missing), -n))
        missing -= {key for key in missing if most in told[key]}
        keys += clauses[most]
    return keys


def _times_turned(keys: Sequence[str]) -> int:
    """How often it is turned into its opposite; an "until" does so with what is denied beside it."""
    denied = sum(_turns(key) for key in keys)
    return denied + (sum(key in _listed("conditions") for key in keys) if denied else 0)


def _stems(clause: Sequence[str]) -> frozenset[str]:
    """The stems of a clause, with those of the words that its adverbs are made of."""
    adverbs = (key.removesuffix("ly") for key in clause if key.endswith("ly"))
    return frozenset(map(_root, (*clause, *adverbs)))


def _root(key: str) -> str:
    return stem(key.removesuffix("'s"))


def _in_a_row(words: Sequence[Word], clauses: Sequence[Sequence[str]]) -> bool:
    """Whether some words of the claim that end with one of meaning stand in a clause just so."""
    keys = [w.key for w in words]
    rows = {tuple(keys[n : n + _ROW]) for n in range(len(keys) - _ROW + 1)}
    return any(tuple(c[n : n + _ROW]) in rows for c in clauses for n in range(len(c) - _ROW + 1))


def _turns(key: str) -> bool:
    """Whether a word turns what is said into its opposite."""
    return denies(key) or key in _listed("turning")


@cache
def _thinking() -> frozenset[str]:
    """The stems of verbs that only say that what follows is somebody's: no other word is told by them."""
    return frozenset(map(stem, lexicon("cues")["thinking"].split()))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(word for table in lexicon("negation").values() for word in table[kind].split())
