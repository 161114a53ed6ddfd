"""What is known of names in general: given names, titles, organisations, words that are no names.

The lists are data (`lexicon/names.toml`); they are read by sound, so that one form stands for
its spellings in other scripts.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from knowledge.lexicon import lexicon
from knowledge.names.spelling import fold, loosened, romanised, sounds_of, spelling, words_of

_PATRONYMIC = re.compile(r"(?:[aoei]vi[Cc]|i[Cc]|[aoei]vna|i[Cc]na|auna)$")
_PATRONYMIC_ENDINGS = (
    "ovich",
    "evich",
    "avich",
    "ovna",
    "evna",
    "auna",
    "eyna",
    "avna",
    "ich",
    "yevich",
    "yevna",
)
_ACRONYM_WORDS = 3


@lru_cache(maxsize=1 << 12)
def given_of(word: str) -> frozenset[int]:
    """The given names (numbers of their lines) that the folded `word` is a form of."""
    known = _given_names()
    return frozenset(line for key in spelling(word).tight for line in known.get(key, ()))


def gender_of(given: str) -> str | None:
    """The gender that the folded given name tells, "female" or "male"; None where it is unknown or either."""
    genders = {_genders()[line] for line in given_of(given)}
    return genders.pop() if len(genders) == 1 else None


def is_short_form(word: str) -> bool:
    """Whether the folded word is the short form of a given name ("Will", "Sveta")."""
    return word in _short_forms()


@lru_cache(maxsize=1 << 12)
def is_patronymic(word: str) -> bool:
    """Whether the word looks like a father's name in Russian, Belarusian or Ukrainian."""
    return any(_PATRONYMIC.search(loosened(key)) for key in spelling(word).tight)


def fathers_of(word: str) -> frozenset[int]:
    """The given names (numbers of their lines) that a patronymic may be made of."""
    roman = romanised(word)
    endings = [ending for ending in _PATRONYMIC_ENDINGS if roman.endswith(ending)]
    return frozenset(line for ending in endings for line in given_of(roman.removesuffix(ending)))


def is_title(word: str) -> bool:
    """Whether the folded word is a title, an office or a demonym such as stands before a name."""
    return word in _words("titles") or word in _words("demonyms")


def is_office(word: str) -> bool:
    """Whether the folded word is an office or rank, and no mere form of address ("president", not "Mr")."""
    return word in _words("titles") and gender_of_title(word) is None


def is_role(word: str) -> bool:
    """Whether the folded word says what somebody does and may stand before a name ("engineer")."""
    return word in _words("roles")


def gender_of_title(word: str) -> str | None:
    """The gender that the folded title tells, None where it tells none."""
    if word in _words("female_titles"):
        return "female"
    return "male" if word in _words("male_titles") else None


def is_particle(word: str) -> bool:
    """Whether the folded word is a part of names that may be left out ("van", "Jr")."""
    return word in _words("particles")


def is_preposition(word: str) -> bool:
    """Whether the folded word is typed along with a name ("by", «о»)."""
    return word in _words("prepositions")


def is_ordinary(word: str) -> bool:
    """Whether the folded word means something besides the name it may be ("will", "mark")."""
    return word in _words("ordinary")


def is_generic(word: str) -> bool:
    """Whether the folded word is in too many organisations' names to point at one."""
    return word in _words("generic")


def organisation_forms(name: str) -> tuple[str, ...]:
    """The other names of an organisation on the list, and its acronym where the name has one."""
    listed = _organisations().get(_plain(name), ())
    initials = acronym_of(name)
    return (*listed, initials) if initials else listed


def organisation_group(name: str) -> str | None:
    """The first name of the listed organisation that `name` names, None where it is on no list."""
    found = _organisations().get(_plain(name))
    return found[0] if found else None


def acronym_of(name: str) -> str:
    """The initials of a name of three capitalised words or more; "" where it has none."""
    capitals = [word.text[0] for word in words_of(name) if word.capital]
    return "".join(capitals) if len(capitals) >= _ACRONYM_WORDS else ""


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(map(fold, lexicon("names")["words"][table].split()))


@cache
def _genders() -> tuple[str | None, ...]:
    table = lexicon("names")["given"]
    female, either = set(table["female"].split()), set(table["either"].split())
    heads = [line.split()[0] for line in table["names"]]
    return tuple(None if head in either else "female" if head in female else "male" for head in heads)


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(map(fold, lexicon("names")["given"]["short"].split()))


@cache
def _given_names() -> dict[str, tuple[int, ...]]:
    known: dict[str, tuple[int, ...]] = {}
    for line, names in enumerate(lexicon("names")["given"]["names"]):
        for key in {key for name in names.split() for key in sounds_of(fold(name))}:
            known[key] = (*known.get(key, ()), line)
    return known


@cache
def _organisations() -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for line in lexicon("names")["organisations"]["names"]:
        names = tuple(name.strip() for name in line.split("|"))
        known.update((_plain(name), names) for name in names)
    return known


def _plain(name: str) -> str:
    return " ".join(romanised(word.text) for word in words_of(name) if word.text != "the")
