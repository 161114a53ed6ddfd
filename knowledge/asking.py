"""What is asked for? A question in plain words, read by its form: no answer is looked for here.

The forms, per language, are data (lexicon/questions.toml). What is left of a question beside
its form are people, a year, and words, each with the stems that would be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import snowballstemmer

from knowledge.lexicon import lexicon
from knowledge.model import FigureKind, PersonKind
from knowledge.record import Record
from knowledge.search import synonyms
from knowledge.stems import GENERIC_WEIGHT, fold, indexed_words, stem, weight

_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_CLOSE = 8.0
"""Matches of a name that score this much less than the best may still be the same person's."""
_SOFT = 0.2
_russian = snowballstemmer.stemmer("russian")


class Form(StrEnum):
    """What sort of answer a question wants."""

    FIGURES = "figures"
    QUOTES = "quotes"  # what somebody said
    SAID = "said"  # who said something
    PERSON = "person"
    WHEN = "when"
    WHERE = "where"
    WHAT = "what"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question; an answer holds one of its `stems`.

    `words` are those of the stems that the record has, one each. A `weight` below 1 helps to
    choose among answers and is asked of none.
    """

    text: str
    stems: frozenset[str]
    words: tuple[str, ...]
    weight: float

    @property
    def required(self) -> bool:
        """Whether no answer may do without it."""
        return self.weight >= 1


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whom the question names: as typed, and the ids that may be meant."""

    typed: str
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, read.

    `speaker` is who is asked about in "what did … say"; `people` are all others who are named.
    `counted` are the words right after "how many". `unknown` are the words of the question that
    no article has, `corrected` those that were read as another.
    """

    form: Form
    kinds: tuple[FigureKind, ...] = ()
    measures: frozenset[str] = frozenset()
    speaker: Somebody | None = None
    people: tuple[Somebody, ...] = ()
    terms: tuple[Term, ...] = ()
    counted: tuple[Term, ...] = ()
    year: int | None = None
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def required(self) -> tuple[Term, ...]:
        """The words that an answer must hold."""
        return tuple(t for t in self.terms if t.required)


def read(record: Record, text: str) -> Asked:
    """The question `text` as this record can understand it."""
    plain = re.sub(r"[?!.…]+\s*$", "", text.strip())
    form, kinds, match = _form(plain)
    who, rest = _parted(plain, match)
    speaker = _speaker(record, who) if form is Form.QUOTES else None
    people, left = _people(record, rest if speaker else f"{who} {rest}")
    year = _YEAR.search(left)
    reader = _Reader(record)
    words = (m.group() for m in indexed_words(_YEAR.sub(" ", left)))
    terms = tuple(dict.fromkeys(t for word in words if (t := reader.term(word))))
    counted = form is Form.FIGURES and match is not None
    return Asked(
        form,
        tuple(FigureKind(k) for k in kinds),
        _measures(terms) if counted and kinds[:1] != ("age",) else frozenset(),
        speaker,
        people,
        terms,
        _counted(plain[match.end() :], terms) if counted and match else (),
        int(year.group()) if year else None,
        tuple(reader.unknown),
        tuple(reader.corrected),
    )


def by_role(record: Record, terms: Sequence[Term]) -> frozenset[int]:
    """The people of whom an article says that they are what the terms say, all of it."""
    telling = [t for t in terms if t.required]
    if not telling:
        return frozenset()
    return frozenset(
        person for person, role in record.role_words.items() if all(t.stems & role for t in telling)
    )


def _form(text: str) -> tuple[Form, tuple[str, ...], re.Match[str] | None]:
    """The first form that fits, with its figure kinds and the match."""
    folded = text.lower().replace("’", "'")
    for pattern, form, kinds in _forms("ru" if _CYRILLIC.search(text) else "en"):
        if match := pattern.search(folded):
            return form, kinds, match
    return Form.WHAT, (), None


@cache
def _forms(language: str) -> tuple[tuple[re.Pattern[str], Form, tuple[str, ...]], ...]:
    return tuple(
        (re.compile(rf"(?<!\w)(?:{f['pattern']})"), Form(f["form"]), tuple(f.get("kinds", ())))
        for f in lexicon("questions")[language]["forms"]
    )


def _parted(text: str, match: re.Match[str] | None) -> tuple[str, str]:
    """Who is asked about, if the form has a place for that, and the rest without how it is put."""
    if match is None:
        return "", text
    groups = {
        name: text[match.start(name) : match.end(name)] for name, got in match.groupdict().items() if got
    }
    rest = (text[: match.start()], groups.get("topic", ""), text[match.end() :])
    return groups.get("who", "").strip(), " ".join(rest)


def _speaker(record: Record, who: str) -> Somebody | None:
    """Whose words are wanted: a person, an organisation, or who is what the words say."""
    found = record.names.find(who) if weight(who) or " " in who else ()
    if found:
        return Somebody(who, frozenset(m.person for m in found if m.score >= found[0].score - _CLOSE))
    people, left = _people(record, who)
    if people and not any(weight(m.group()) >= 1 for m in indexed_words(left)):
        return Somebody(who, frozenset[int]().union(*(p.people for p in people)))
    reader = _Reader(record)
    terms = [t for m in indexed_words(who) if (t := reader.term(m.group()))]
    named = frozenset[int]() if reader.unknown else by_role(record, terms)
    return Somebody(who, named) if named else None


def _people(record: Record, text: str) -> tuple[tuple[Somebody, ...], str]:
    """The people whom a text names, and the text without them. Organisations are words."""
    found: list[Somebody] = []
    left = list(text)
    for start, end, matches in record.names.within(text):
        close = [m.person for m in matches if m.score >= matches[0].score - _CLOSE]
        people = frozenset(p.id for p in record.people(close) if p.kind is PersonKind.PERSON)
        if people:
            found.append(Somebody(text[start:end], people))
            left[start:end] = " " * (end - start)
    return tuple(found), "".join(left)


class _Reader:
    """Reads words one by one, and remembers which were unknown or corrected."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.unknown: list[str] = []
        self.corrected: list[tuple[str, str]] = []

    def term(self, word: str) -> Term | None:
        """The word as a term; None for words that say nothing here."""
        word_weight = weight(word)
        if not word_weight or fold(word) in _listed("asides"):
            return None
        if fold(word) in _listed("times"):
            word_weight = _SOFT
        meant = self._translated(word) or (word,)
        known = {s: w for m in meant for s, w in synonyms(m).items() if s in self._record.stems}
        slip = not known and word_weight == 1 and word.islower()
        if slip and (other := self._record.spelling.correct(word)):
            self.corrected.append((word, other))
            known = {s: w for s, w in synonyms(other).items() if s in self._record.stems}
        if not known and word_weight == 1 and not _measure_of(word):
            self.unknown.append(word)
        if word_weight <= GENERIC_WEIGHT and not known:
            return None
        stems = frozenset(known) or frozenset(stem(m) for m in meant)
        return Term(word, stems, tuple(known.values()), word_weight)

    def _translated(self, word: str) -> tuple[str, ...]:
        """The English for a Russian word of the news."""
        if not _CYRILLIC.search(word):
            return ()
        key = str(_russian.stemWord(fold(word)))
        table = lexicon("questions")["ru"]["words"]
        best = max((k for k in table if key.startswith(k) or k == key), key=len, default=None)
        return tuple(table[best].split()) if best and (len(best) > 3 or best == key) else ()


def _counted(after: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The nouns right after "how many": up to the first word that is no term."""
    by_text = {t.text: t for t in terms}
    found: list[Term] = []
    for match in indexed_words(after):
        term = by_text.get(match.group())
        if term is None or not term.required:
            break
        found.append(term)
    return tuple(found[:2])


def _measures(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(m for t in terms for m in _measure_of(t.text))


@cache
def _measure_of(word: str) -> frozenset[str]:
    """The measures that a word asks for."""
    keys = {stem(word), str(_russian.stemWord(fold(word)))}
    return frozenset(name for name, stems in _measure_stems().items() if stems & keys)


def triggers(measures: Iterable[str]) -> frozenset[str]:
    """The stems of the words that ask for these measures."""
    return frozenset(s for m in measures for s in _measure_stems().get(m, ()))


@cache
def _measure_stems() -> Mapping[str, frozenset[str]]:
    """Of each measure of the lexicon the stems of its one-word triggers, in every language."""
    extra = lexicon("questions")["en"]["measures"]
    stems: dict[str, frozenset[str]] = {}
    for name, entry in lexicon("measures").items():
        english = [w for w in entry["en"] if " " not in w] + entry["nouns"].split()
        english += extra.get(name, "").split()
        russian = [w for language in ("ru", "be", "uk") for w in entry.get(language, ())]
        stems[name] = frozenset(map(stem, english)) | {str(_russian.stemWord(fold(w))) for w in russian}
    return stems


def is_time(word: str) -> bool:
    """Whether the word says when: a weekday, a month, a season."""
    return fold(word) in _listed("times")


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(fold(w) for table in lexicon("questions").values() for w in table[kind].split())
