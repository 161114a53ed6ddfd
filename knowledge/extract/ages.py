"""Is a number somebody's age? "65-year-old", "aged 34", "Lukashenko, 65,", "who was 10"."""

from __future__ import annotations

from knowledge.extract.counted import is_person
from knowledge.extract.number_words import Number
from knowledge.extract.units import Unit
from knowledge.extract.words import HYPHENS, Words
from knowledge.model import FigureKind

_OLDEST = 115
_ASIDE = 12
"""Words in which something may be told of somebody between commas."""
_GROWN = 18
"""The least that a number is which says by itself how old somebody is: "Marsh is 63"."""
_FIRST_PICTURE = "\u2190"
"""From here on the characters are arrows, pictures and smileys."""
_NOBODY = frozenset({"it", "this", "that", "there", "what", "which"})
_CHILDREN = frozenset(
    {"boy", "girl", "child", "man", "woman", "widow", "widower", "pensioner", "grandmother", "grandfather"}
)
_NEVER = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def age_of(words: Words, number: Number) -> Unit | None:
    """The age's unit, and the word behind what tells it; None where the number is no age."""
    if number.currency or number.percent or number.ordinal or number.value is None or number.fraction:
        return None
    old = _years_old(words, number.end)
    if old is not None:
        return old
    if not 0 < number.value <= _OLDEST or number.value != int(number.value) or number.scaled:
        return None
    told = (
        _aged(words, number) or _at(words, number) or _after_name(words, number) or _after_verb(words, number)
    )
    return Unit("year", FigureKind.AGE, number.end) if told else None


def _years_old(words: Words, end: int) -> Unit | None:
    at = end + (words.at(end) in HYPHENS)
    name = {
        "year": "year",
        "years": "year",
        "month": "month",
        "months": "month",
        "week": "week",
        "day": "day",
    }.get(words.at(at))
    if name is None:
        return None
    at += 1 + (words.at(at + 1) in HYPHENS)
    if words.at(at) in {"old", "olds"}:
        return Unit(name, FigureKind.AGE, at + 1)
    if words.low[at : at + 2] == ("of", "age"):
        return Unit(name, FigureKind.AGE, at + 2)
    return None


def _aged(words: Words, number: Number) -> bool:
    before, earlier = words.at(number.first - 1), words.at(number.first - 2)
    if before in {"aged", "ages", "age"} or (before == "of" and earlier in _CHILDREN):
        return True
    if before == "of" and words.at(number.end) in {",", ".", ";", ")", ""} and is_person(earlier):
        return True
    return before in {"of", "over", "under", "between"} and earlier in {"age", "aged", "ages"}


def _at(words: Words, number: Number) -> bool:
    """Such as "his first job, at 16, was", "At 62 he is"."""
    if words.at(number.first - 1) != "at" or number.spelled:
        return False
    opens = words.at(number.first - 2) in {"", ",", "(", "“"}
    return opens and words.at(number.end) in {",", "he", "she", "they"}


def _after_name(words: Words, number: Number) -> bool:
    """A number between commas behind a name."""
    name, comma = number.first - 2, words.at(number.first - 1)
    if comma != "," or number.spelled or not words.capitalised(name) or words.at(name) in _NEVER:
        return False
    behind = words.at(number.end)
    return (
        behind in {",", ".", ")", ";", "—", "–", "―", ""}
        and words.starts[number.first] > words.ends[number.first - 1]
    )


def _after_verb(words: Words, number: Number) -> bool:
    """Such as "who was 10", "she turned 40", "Marsh is 63", "Marsh, who died on Monday, was 63"."""
    before, earlier = words.at(number.first - 1), words.at(number.first - 2)
    behind = words.at(number.end)
    ends = behind in {"", "!", "?"} or behind >= _FIRST_PICTURE
    if not (ends or behind in {",", ".", "when", "and", "at", ")", ";"}) or number.spelled:
        return False
    if before in {"turned", "turns"}:
        return behind != "and"
    if before not in {"is", "was"}:
        return False
    named = words.capitalised(number.first - 2) and earlier not in _NEVER | _NOBODY
    grown = number.value is not None and number.value >= _GROWN and (ends or behind in {",", ".", "when"})
    if grown and earlier == ",":
        return _is_told_of(words, number.first - 2)
    return earlier == "who" or (grown and (named or earlier in {"he", "she"}))


def _is_told_of(words: Words, comma: int) -> bool:
    """Whether a comma ends what is told of somebody: a name, a comma, and a "who" in between."""
    who = next((at for at in range(comma - 1, max(-1, comma - _ASIDE), -1) if words.at(at) == "who"), None)
    if who is None:
        return False
    opening = next((at for at in range(who - 1, max(-1, who - _ASIDE), -1) if words.at(at) == ","), None)
    return opening is not None and words.capitalised(opening - 1) and words.at(opening - 1) not in _NEVER
