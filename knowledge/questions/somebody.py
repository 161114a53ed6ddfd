"""Who is named or described in a question? People by name, by role, and whose words are wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

from knowledge.extract.places import modifiers, roles
from knowledge.model import PersonKind
from knowledge.names import SURE, NameMatch
from knowledge.names.known import organisation_forms
from knowledge.questions.terms import Term, TermReader
from knowledge.questions.translating import translated
from knowledge.record import Record
from knowledge.search import one_of
from knowledge.stems import fold, indexed_words, stem, weight

OWNED = re.compile(r"(?P<owner>.+?)['’]s? (?P<owned>[^\W\d].*)")
_CLOSE = 4.0
"""Matches of a name that score this much less than the best may still be the same person's."""
_LOOKED_THROUGH = 50
"""Passages in which a word is looked for in small letters."""
_MOST_LOOKED_AT = 40
"""Words of a text that are looked at for a missing apostrophe."""
_LONGEST_ROLE = 3
"""Words of a role in front of which a "the" makes it somebody."""
_FEW = 8
"""People of one role among whom one can be meant."""
_BY_FAR = 3
"""How many times as often as all others somebody is named who is meant by the mere role."""
_FOR_OR_AGAINST = re.compile(r"\b(?:anti|pro)[-‐‑]\w+", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:anti|pro)[-‐‑]$", re.IGNORECASE)
_ENDS_IN_S = re.compile(r"(?<![\w'’])(?P<name>[^\W\d_]{3,})s(?![\w'’])")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whom the question names: as typed, and the ids that may be meant.

    One who is described has a `role`: the words that say so, by which an article may tell of them as well.
    """

    typed: str
    people: frozenset[int]
    role: tuple[Term, ...] = ()


def speaker(record: Record, who: str) -> Somebody | None:
    """Whose words are wanted: a person, who is what the words say, or an organisation."""
    if (owned := OWNED.fullmatch(who)) and not record.names.within(owned["owned"]):
        return None  # "Brandt's deputy": somebody else
    reader = TermReader(record)
    terms = tuple(reader.terms(who))
    found = record.names.find(who) if terms or reader.unknown or " " in who else ()
    close = frozenset(m.person for m in found if m.score >= found[0].score - _CLOSE)
    if any(p.kind is PersonKind.PERSON for p in record.people(sorted(close))):
        return Somebody(who, close)
    if not reader.unknown and (named := by_role(record, terms)):
        return Somebody(who, named)
    named_in, left = people(record, who)
    if (
        named_in
        and not mixes_names(record, who)
        and not any(weight(m.group()) >= 1 for m in indexed_words(left))
    ):
        return Somebody(who, frozenset[int]().union(*(p.people for p in named_in)))
    return Somebody(who, close) if close else None


def people(record: Record, text: str) -> tuple[tuple[Somebody, ...], str]:
    """The people whom a text names, and the text without them. Organisations are words of it."""
    found: list[Somebody] = []
    left = list(text)
    is_name = cache(partial(_is_name, record))
    for start, end, matches in reversed(record.names.within(text)):
        word = text[start:end]
        if word.islower() and _is_known(record, word) and not is_name(word, matches[0]):
            continue  # a word of the articles, and no slip in a name
        if not any(weight(m.group()) for m in indexed_words(word)):
            continue
        close = [m.person for m in matches if m.score >= matches[0].score - _CLOSE]
        persons = frozenset(p.id for p in record.people(close) if p.kind is PersonKind.PERSON)
        if persons and _SIDE.search(text, 0, start):
            left[start:end] = " " * (end - start)  # "pro-Brandt" is a side, and nobody who is asked about
        elif persons:
            found.append(Somebody(word, persons))
            left[start:end] = " " * (end - start)
        elif not _is_written(record, word, matches[0].alias):
            left[start:end] = matches[0].alias  # the articles' own name of an organisation
    return tuple(reversed(found)), "".join(left)


def _is_written(record: Record, name: str, alias: str) -> bool:
    """Whether the articles have an organisation's name as it is typed, or all words of more than a name."""
    words = [m.group() for m in indexed_words(name)]
    if any(stem(word) not in record.stems for word in words):
        return False
    other = len(words) > 1 and fold(name) in map(fold, organisation_forms(alias))
    return not other or bool(record.matching("passage", f'"{" ".join(words)}"', 1))


def _is_known(record: Record, word: str) -> bool:
    """Whether it is a word of the articles, or a Russian one for such a word."""
    return any(stem(w) in record.stems for w in (word, *translated(word)))


def without_sides(words: str) -> str:
    """The words without those that are for or against somebody: "anti-Brandt" names nobody who is there."""
    return _FOR_OR_AGAINST.sub(" ", words)


def with_apostrophes(record: Record, text: str) -> str:
    """The text with the apostrophe in "brandts wife", where that is no word, and a name without its s."""

    def put_in(match: re.Match[str]) -> str:
        word = match.group()
        if fold(word) in record.vocabulary or fold(word) == fold(match["name"]):
            return word
        named = {fold(part) for m in record.names.find(match["name"]) for part in m.alias.split()}
        return f"{match['name']}'s" if fold(match["name"]) in named and fold(word) not in named else word

    return _ENDS_IN_S.sub(put_in, text, count=_MOST_LOOKED_AT)


def _is_name(record: Record, word: str, match: NameMatch) -> bool:
    """Whether small letters spell a name, and no word that the articles have in small letters, too."""
    if fold(word) not in map(fold, match.alias.split()):
        return match.tier in SURE
    places = record.passages(record.matching("passage", one_of((word,)), _LOOKED_THROUGH))
    small = re.compile(rf"(?<![\w@#/.]){re.escape(word)}(?![\w@/])")
    return not any(small.search(passage.text) for passage in places)


def mixes_names(record: Record, who: str) -> bool:
    """Whether this is the first name of one and the surname of another: a name that nobody has."""
    found = [(start, end, {m.person for m in matches}) for start, end, matches in record.names.within(who)]
    return any(
        not one & other and who[end:start].isspace() for (_, end, one), (start, _, other) in pairwise(found)
    )


def described(record: Record, who: str) -> tuple[Term, ...]:
    """What a speaker without a name is said to be: in "Brandt's deputy" a deputy."""
    owned = OWNED.fullmatch(who)
    return tuple(t for t in TermReader(record).terms(owned["owned"] if owned else who) if t.required)


def by_role(record: Record, terms: Sequence[Term]) -> frozenset[int]:
    """The people of whom an article says that they are what the terms say, all of it."""
    telling = [t for t in terms if t.required]
    if not telling:
        return frozenset()
    return frozenset(
        person for person, role in record.role_words.items() if all(t.stems & role for t in telling)
    )


def in_a_role(record: Record, text: str, terms: Sequence[Term]) -> tuple[Somebody | None, tuple[Term, ...]]:
    """Who is what a text says, "the opposition candidate", and the terms without the words that say so."""
    for length in range(_LONGEST_ROLE, 0, -1):
        for first in range(len(terms) - length + 1):
            role = terms[first : first + length]
            if not all(t.required for t in role) or not _says_who(text, role):
                continue
            if person := _mostly(record, by_role(record, role)):
                typed = " ".join(t.text for t in role)
                return Somebody(typed, person, tuple(role)), (*terms[:first], *terms[first + length :])
    return None, tuple(terms)


def _says_who(text: str, role: Sequence[Term]) -> bool:
    """Whether a text says of words that they are somebody: "the president", and not the next one.

    Of a single word it must be told what they do: "did the president go".
    """
    last = fold(role[-1].text)
    if last not in roles() or (len(role) == 1 and last in modifiers()):
        return False
    said = r"\W+".join(re.escape(t.text) for t in role)
    before = r"\b(?:did|does|has|had|is|was|will|would)\W+" if len(role) == 1 else r"\b"
    named = rf"{before}the\W+(?!next\b|new\b|future\b){said}(?!\w|['’-]|\W+(?:and|of|for)\b)"
    return bool(re.search(named, text, re.IGNORECASE))


def _mostly(record: Record, people: frozenset[int]) -> frozenset[int]:
    """The one of a few who is named by far the most often; nobody where there is none."""
    if len(people) > _FEW:
        return frozenset()  # "the senator"
    named = sorted(((len(record.passages_naming(p)), p) for p in people), reverse=True)
    if not named or (len(named) > 1 and named[0][0] < _BY_FAR * named[1][0]):
        return frozenset()
    return frozenset({named[0][1]})


def described_as(record: Record, words: str) -> frozenset[int]:
    """The people of whom an article says that they are what the words say, where it knows all of these."""
    reader = TermReader(record)
    terms = tuple(reader.terms(words))
    return frozenset() if reader.unknown else by_role(record, terms)
