"""What does one article say about a name that helps to tell whose it is?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from knowledge.gist import said_in
from knowledge.model import PersonKind
from knowledge.names import known
from knowledge.names.spelling import ending_of, fold, is_cyrillic, spelling, words_of

_SUFFIXES = frozenset("jr sr ii iii iv junior senior".split())
_SLAVIC = 5  # letters a surname must have for its sister spellings to be one


@dataclass(frozen=True, slots=True)
class FullName:
    """A person's name in folded words: given name, what stands between, surname, "jr"."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a name in an article; `full` is its parts if it is a person's full name."""

    text: str
    full: FullName | None
    word: str  # its only word besides titles, folded; "" where there are more


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody as one article knows them, or as several do that say the same."""

    kind: PersonKind
    gender: str | None
    forms: tuple[Form, ...]
    roles: tuple[str, ...]
    full: FullName | None  # the fullest of the full names
    words: frozenset[str]  # the surname or acronym, where every form is a single word; else empty
    kin: bool  # told apart in words from another of the same name ("John Smith's son John Smith")
    offices: frozenset[str]  # folded: "president" of "the former president of Ostrey"
    beside: bool = False  # the article has the bare surname with a given name too


def bearer_of(said: str, *, person: bool = False) -> Bearer:
    """What an article says of somebody, from `Named.said`; of a `person`, whatever it takes them for."""
    told = said_in(said)
    kind = PersonKind.PERSON if person else PersonKind(told.kind)
    forms = tuple(_form(text, kind) for text in told.names)
    own = {plain(form.text) for form in forms if form.full}
    words = frozenset(form.word for form in forms)
    return Bearer(
        kind,
        told.gender,
        forms,
        tuple(told.roles),
        max((form.full for form in forms if form.full), key=_fullness, default=None),
        frozenset() if "" in words else words,
        any(name in plain(relation) for relation in told.relations for name in own),
        frozenset(filter(None, map(_office, told.roles))),
    )


def _office(role: str) -> str | None:
    """The office that a description names: its last word before "of", where that is one."""
    words = [word.text for word in words_of(role)]
    head = words[: words.index("of")] if "of" in words else words
    return head[-1] if head and known.is_office(head[-1]) else None


def _fullness(name: FullName) -> tuple[bool, int, str]:
    return len(name.given) > 1, len(name.middle), name.given


@lru_cache(maxsize=65536)
def surname_keys(surname: str) -> frozenset[str]:
    """The keys under which two surnames are one: sounds, and for Slavic ones their sister spellings."""
    keys = spelling(surname)
    slavic = {key for key in keys.loose if ending_of(key)[0] and len(surname) >= _SLAVIC}
    return keys.tight | slavic | (keys.loose if is_cyrillic(surname) else frozenset())


def is_slavic(surname: str) -> bool:
    """Whether a surname has an ending of the Slavic languages."""
    return is_cyrillic(surname) or any(ending_of(key)[0] for key in spelling(surname).loose)


@lru_cache(maxsize=65536)
def reason_for(text: str, name: str, kind: PersonKind, *, operator: bool) -> str:
    """Why `text` names the one who is shown as `name`: a stable key."""
    if text == name:
        return "same"
    typed, shown = _form(text, kind), _form(name, kind)
    if kind is not PersonKind.PERSON:
        return _reason_for_organisation(text, name, operator=operator)
    if typed.full and shown.full:
        near = surname_keys(typed.full.surname) & surname_keys(shown.full.surname)
        if not near:
            return "operator" if operator else "spelling"
        alike = (typed.full.given, typed.full.surname) == (shown.full.given, shown.full.surname)
        return "full_name" if alike else "spelling"
    if typed.word and shown.full:
        words = (shown.full.surname, shown.full.given)
        if not any(surname_keys(typed.word) & surname_keys(word) for word in words):
            return "operator" if operator else "short_form"
        return "title" if len(list(words_of(text))) > 1 else "short_form"
    if typed.word and shown.word:
        return "title" if typed.word == shown.word else "operator" if operator else "spelling"
    return "operator" if operator else "spelling"


def _reason_for_organisation(text: str, name: str, *, operator: bool) -> str:
    if plain(text) == plain(name):
        return "full_name"
    if fold(text) in (fold(known.acronym_of(name)), *map(fold, known.organisation_forms(name))):
        short = len(list(words_of(text))) == 1
        return "acronym" if short else "full_name"
    if fold(name) == fold(known.acronym_of(text)):
        return "acronym"
    return "operator" if operator else "spelling"


def _form(text: str, kind: PersonKind) -> Form:
    return Form(text, *_parts(text, person=kind is PersonKind.PERSON))


@lru_cache(maxsize=65536)
def _parts(text: str, *, person: bool) -> tuple[FullName | None, str]:
    """The full name that a form is, if it is one, and its only word, if it has but one."""
    words = [
        part for word in words_of(text) for part in (word.text if word.dotted and person else [word.text])
    ]
    while person and len(words) > 1 and known.is_title(words[0]):
        words = words[1:]
    return _full_name(words) if person else None, words[0] if len(words) == 1 else ""


def _full_name(words: list[str]) -> FullName | None:
    suffix = words[-1] if len(words) > 2 and words[-1] in _SUFFIXES else ""
    words = words[:-1] if suffix else words
    if len(words) < 2:
        return None
    given, *middle, surname = words
    if len(given) == 2 and not known.given_of(given) and not any(letter in "aeiouy" for letter in given):
        given = given[0]
    return FullName(given, tuple(word for word in middle if not known.is_particle(word)), surname, suffix)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The folded words of a name, without "the"."""
    return " ".join(word.text for word in words_of(text) if word.text != "the")
