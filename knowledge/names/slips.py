"""May one word be a slip of the finger for another, or are they two names?

Counts slips and knows what no distance does: that an ending, a gender or another given name
makes another person. Looks nothing up but the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA, Levenshtein

from knowledge.names.known import given_of
from knowledge.names.spelling import ending_of, spelling

_VOWELS = "aeiou"
_ALIKE = ["aeiou", "bp", "dtc", "gkX", "sSzZC", "vfu", "mn", "lr", "bv"]
_LONG_IN_ALL = 9  # letters of a full name whose spaces may be wrong
MOST_IN_ALL = 3
_ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]


def allowed(letters: int, *, supported: bool) -> int:
    """How many slips a word of so many letters may have."""
    if supported:
        return (0, 0, 0, 1, 1, 1, 1, 2, 2, 2)[letters] if letters < 10 else 3
    return (0, 0, 0, 0, 0, 1, 1, 1)[letters] if letters < 8 else 2 + (letters >= 12)


def slips_between(one: str, other: str) -> int:
    """How many slips lie between two words; a letter for one neither alike nor beside it counts twice."""
    slips = OSA.distance(one, other)
    operations = Levenshtein.editops(one, other)
    if len(operations) == slips:
        slips += sum(
            op.tag == "replace" and not is_slip(one[op.src_pos], other[op.dest_pos]) for op in operations
        )
    return int(slips)


def endings_agree(typed: frozenset[str], known: frozenset[str], slips: int, *, supported: bool) -> bool:
    """Whether two words, read in loose sounds and so many slips apart, can be one surname.

    Their endings must be alike. A common ending says nothing, so the slips are counted against
    the stem. A stem too short for slips may have one, but not a letter more ("Ivankov" is not Ivanov).
    """
    mine, theirs = _stems(typed), _stems(known)
    if not mine or not theirs:
        vowels = "ao" if supported else _VOWELS
        return not any(_is_longer(one, other, vowels) for one in typed for other in known)
    return any(
        kind == other_kind and _stems_agree(stem, other, slips, supported=supported)
        for kind, stem in mine
        for other_kind, other in theirs
    )


def _stems(readings: frozenset[str]) -> list[tuple[str, str]]:
    return [(kind, stem) for kind, stem in map(ending_of, readings) if kind]


def _stems_agree(typed: str, known: str, slips: int, *, supported: bool) -> bool:
    least = min(slips, slips_between(typed, known))
    if least <= allowed(min(len(typed), len(known)), supported=False):
        return True
    return least <= 1 and (supported or len(typed) <= len(known))


def _is_longer(typed: str, known: str, vowels: str) -> bool:
    """Whether the typed word is the known one with a vowel after its last consonant, or "a" after "i"."""
    if typed[:-1] != known:
        return False
    return (typed[-1:] in vowels and known[-1:] not in _VOWELS) or known[-1:] + typed[-1:] == "ia"


def differ_by_gender(typed: str, known: str) -> bool:
    """Whether only the last vowel makes two names of two words: Ivanova and Ivanov, Mario and Maria."""
    return typed == known + "a" or (typed[:-1] == known[:-1] and {typed[-1:], known[-1:]} == {"a", "o"})


def are_two_names(one: str, other: str) -> bool:
    """Whether two folded words are names of their own: of two given names, of a man and a woman."""
    mine, yours = given_of(one), given_of(other)
    if mine and yours and not mine & yours:
        return True
    return differ_by_gender(spelling(one).roman, spelling(other).roman)


def slips_in_all(typed: Sequence[str], known: Sequence[str]) -> int | None:
    """How many slips part a typed full name from a known one, None if it is another name.

    Here each word supports the others, so any wrong letter counts once and the first letter may be
    wrong as well. A space may be lost, added or misplaced.
    """
    if len(typed) != len(known):
        return _slips_across(typed, known)
    total = 0
    for one, other in zip(typed, known, strict=True):
        mine, theirs = spelling(one), spelling(other)
        slips = int(OSA.distance(mine.roman, theirs.roman))
        if not slips:
            continue
        total += slips
        if slips > allowed(min(len(mine.roman), len(theirs.roman)), supported=True):
            return _slips_across(typed, known)
        agree = endings_agree(mine.loose, theirs.loose, slips, supported=True)
        if are_two_names(one, other) or not agree:
            return None
    return total if total <= MOST_IN_ALL else None


def _slips_across(typed: Sequence[str], known: Sequence[str]) -> int | None:
    """The slips between two full names whose words are parted in other places."""
    one, other = (" ".join(spelling(word).roman for word in words) for words in (typed, known))
    if min(len(one), len(other)) < _LONG_IN_ALL or one.replace(" ", "")[-1] != other[-1]:
        return None
    slips = int(OSA.distance(one, other))
    moved = slips - int(OSA.distance(one.replace(" ", ""), other.replace(" ", "")))
    return slips if slips <= 1 + (moved > 0) else None


def is_slip(typed: str, meant: str) -> bool:
    """Whether one letter is easily typed for the other: a neighbouring key or a like sound."""
    return typed + meant in _SLIPS


def _neighbours() -> Iterable[str]:
    for row, keys in enumerate(_ROWS):
        for column, key in enumerate(keys):
            yield from (key + other for other in keys[max(0, column - 1) : column + 2])
            if row:
                yield from (key + other for other in _ROWS[row - 1][column : column + 2])


_PAIRS = {*_neighbours(), *(a + b for group in _ALIKE for a in group for b in group)}
_SLIPS = frozenset(_PAIRS | {pair[::-1] for pair in _PAIRS})
