"""What is asked for? A question in plain words, read by its form: no answer is looked for here.

The forms, per language, are data (lexicon/questions.toml). What is left of a question beside
its form are people, a year, and words, each with the stems that would be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

from knowledge.lexicon import lexicon
from knowledge.model import FigureKind, PersonKind
from knowledge.names import Tier
from knowledge.record import Record
from knowledge.search import synonyms
from knowledge.stems import GENERIC_WEIGHT, fold, indexed_words, russian_stem, stem, stop_words, weight

_PERSONS = re.compile(r"\W*(people|persons|человек|людей)\b", re.IGNORECASE)
_SOURCE = re.compile(r"\baccording to\b|\bby the count of\b", re.IGNORECASE)
_SOURCE_WEIGHT = 2.0
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_OWNED = re.compile(r"(?P<owner>.+?)['’]s? (?P<owned>[^\W\d].*)")
_OF = re.compile(r"\b(?:of|for)\b", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_CLOSE = 4.0
"""Matches of a name that score this much less than the best may still be the same person's."""
_SURE = frozenset({Tier.EXACT, Tier.ALIAS})
_SOFT = 0.2


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
    choose among answers and is asked of none; one above 1 says whose count is wanted.
    `measures` are the measures that the word asks for.
    """

    text: str
    stems: frozenset[str]
    words: tuple[str, ...]
    weight: float
    measures: frozenset[str] = frozenset()

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

    `speaker` is who is asked about in "what did … say", or what they are `described` as where that
    is nobody's name; `people` are all others who are named.
    `counted` are the words right after "how many", `persons` whether these are just people;
    `close` wants the words side by side, as in "the mayor of Brest".
    `since` asks for a beginning, `ahead` for a day to come, `motion` for where somebody went.
    `unknown` are the words of the question that no article has,
    `corrected` those that were read as another.
    """

    form: Form
    kinds: tuple[FigureKind, ...] = ()
    measures: frozenset[str] = frozenset()
    speaker: Somebody | None = None
    described: tuple[Term, ...] = ()
    people: tuple[Somebody, ...] = ()
    terms: tuple[Term, ...] = ()
    counted: tuple[Term, ...] = ()
    year: int | None = None
    since: bool = False
    ahead: bool = False
    motion: bool = False
    persons: bool = False
    close: bool = False
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def required(self) -> tuple[Term, ...]:
        """The words that an answer must hold."""
        return tuple(t for t in self.terms if t.required)


def read(record: Record, text: str) -> Asked:
    """The question `text` as this record can understand it."""
    plain = re.sub(r"[?!.…]+\s*$", "", text.strip())
    pattern, match = _form(plain)
    form, kinds = pattern.form, pattern.kinds
    who, rest = _parted(plain, match)
    speaker = _speaker(record, who) if form is Form.QUOTES else None
    people, left = _people(record, rest if speaker else f"{who} {rest}")
    reader = _Reader(record)
    terms = tuple(dict.fromkeys(reader.terms(left)))
    motion = form is Form.WHERE and any(listed(m.group(), "motion") for m in indexed_words(left))
    if motion:
        terms = (*(t for t in terms if t.required or not listed(t.text, "motion")), *_gone(record, terms))
    if form is not Form.FIGURES and not any(t.required for t in terms):
        terms = tuple(t if listed(t.text, "times") else replace(t, weight=1.0) for t in terms)
    if form is Form.QUOTES and not speaker and _mixes_names(record, who):
        reader.unknown.append(who)
    described = _described(record, who) if form is Form.QUOTES and not speaker else ()
    if (
        form is Form.FIGURES
        and kinds[0] is FigureKind.AGE
        and not people
        and (named := by_role(record, terms))
    ):
        people, terms = (Somebody(rest.strip(), named),), ()
    year = _YEAR.search(left)
    return Asked(
        form,
        kinds,
        measures_in(left, kinds) if form is Form.FIGURES else frozenset(),
        speaker,
        described,
        people,
        terms,
        _counted(plain[match.end() :], terms) if match and kinds[:1] == (FigureKind.QUANTITY,) else (),
        int(year.group()) if year else None,
        pattern.since,
        pattern.ahead,
        motion,
        bool(match and _PERSONS.match(plain, match.end())),
        form is Form.PERSON and bool(_OF.search(who)),
        tuple(reader.unknown),
        tuple(reader.corrected),
    )


def _gone(record: Record, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Where the question just says "go", any word of motion that the record has."""
    words = {stem(w): w for w in sorted(_listed("motion")) if stem(w) in record.stems}
    if not words or any(t.required for t in terms):
        return ()
    return (Term("go", frozenset(words), tuple(words.values()), 1.0),)


def by_role(record: Record, terms: Sequence[Term]) -> frozenset[int]:
    """The people of whom an article says that they are what the terms say, all of it."""
    telling = [t for t in terms if t.required]
    if not telling:
        return frozenset()
    return frozenset(
        person for person, role in record.role_words.items() if all(t.stems & role for t in telling)
    )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One way to put a question."""

    form: Form
    kinds: tuple[FigureKind, ...] = ()
    since: bool = False
    ahead: bool = False
    pattern: re.Pattern[str] | None = None


def _form(text: str) -> tuple[_Pattern, re.Match[str] | None]:
    """The first form that fits, with its match."""
    folded = text.lower().replace("’", "'")
    for form in _forms("ru" if _CYRILLIC.search(text) else "en"):
        if form.pattern and (match := form.pattern.search(folded)):
            return form, match
    return _Pattern(Form.WHAT), None


@cache
def _forms(language: str) -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            Form(f["form"]),
            tuple(FigureKind(k) for k in f.get("kinds", ())),
            f.get("since", False),
            f.get("ahead", False),
            re.compile(rf"(?<!\w)(?:{f['pattern']})"),
        )
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
    """Whose words are wanted: a person, who is what the words say, or an organisation."""
    if (owned := _OWNED.fullmatch(who)) and not record.names.within(owned["owned"]):
        return None  # "Brandt's deputy": somebody else
    reader = _Reader(record)
    terms = tuple(reader.terms(who))
    found = record.names.find(who) if terms or reader.unknown or " " in who else ()
    close = frozenset(m.person for m in found if m.score >= found[0].score - _CLOSE)
    if any(p.kind is PersonKind.PERSON for p in record.people(sorted(close))):
        return Somebody(who, close)
    if not reader.unknown and (named := by_role(record, terms)):
        return Somebody(who, named)
    people, left = _people(record, who)
    if (
        people
        and not _mixes_names(record, who)
        and not any(weight(m.group()) >= 1 for m in indexed_words(left))
    ):
        return Somebody(who, frozenset[int]().union(*(p.people for p in people)))
    return Somebody(who, close) if close else None


def _mixes_names(record: Record, who: str) -> bool:
    """Whether this is the first name of one and the surname of another: a name that nobody has."""
    found = [(start, end, {m.person for m in matches}) for start, end, matches in record.names.within(who)]
    return any(
        not one & other and who[end:start].isspace() for (_, end, one), (start, _, other) in pairwise(found)
    )


def _described(record: Record, who: str) -> tuple[Term, ...]:
    """What a speaker without a name is said to be: in "Brandt's deputy" a deputy."""
    owned = _OWNED.fullmatch(who)
    return tuple(t for t in _Reader(record).terms(owned["owned"] if owned else who) if t.required)


def _people(record: Record, text: str) -> tuple[tuple[Somebody, ...], str]:
    """The people whom a text names, and the text without them. Organisations are words of it."""
    found: list[Somebody] = []
    left = list(text)
    for start, end, matches in reversed(record.names.within(text)):
        word = text[start:end]
        if word.islower() and stem(word) in record.stems and matches[0].tier not in _SURE:
            continue  # a word of the articles, and no slip in a name
        if not any(weight(m.group()) for m in indexed_words(word)):
            continue
        close = [m.person for m in matches if m.score >= matches[0].score - _CLOSE]
        people = frozenset(p.id for p in record.people(close) if p.kind is PersonKind.PERSON)
        if people:
            found.append(Somebody(word, people))
            left[start:end] = " " * (end - start)
        elif stem(word) not in record.stems:
            left[start:end] = matches[0].alias  # the articles' own name of an organisation
    return tuple(reversed(found)), "".join(left)


class _Reader:
    """Reads words one by one, and remembers which were unknown or corrected."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.unknown: list[str] = []
        self.corrected: list[tuple[str, str]] = []

    def terms(self, text: str) -> Iterable[Term]:
        """The terms of a text; those after "according to" say whose count is wanted."""
        source = _SOURCE.search(text)
        for match in indexed_words(_YEAR.sub("    ", text)):
            term = self._term(match.group())
            if term and source and match.start() >= source.end() and term.required:
                term = replace(term, weight=_SOURCE_WEIGHT)
            if term:
                yield term

    def _term(self, word: str) -> Term | None:
        """The word as a term; None for words that say nothing here."""
        word_weight = weight(word)
        if not word_weight or listed(word, "asides"):
            return None
        if listed(word, "times"):
            word_weight = _SOFT
        if word[0].isdigit() and len(word) > 1:
            word_weight = 1.0  # whoever gives a number asks for that one
        meant = self._translated(word) or (word,)
        known = {s: w for m in meant for s, w in synonyms(m).items() if self._has(s, w)}
        slip = not known and word_weight == 1 and word.islower()
        if slip and (other := self._record.spelling.correct(word)):
            self.corrected.append((word, other))
            known = {s: w for s, w in synonyms(other).items() if self._has(s, w)}
        measures = measures_of(word)
        if not known and word_weight == 1 and not measures and not self._of_outlet(word):
            if listed(word, "light") or listed(word, "motion"):
                return None
            self.unknown.append(word)
        if word_weight <= GENERIC_WEIGHT and not known:
            return None
        stems = frozenset(known) or frozenset(stem(m) for m in meant)
        return Term(word, stems, tuple(known.values()), word_weight, measures)

    def _has(self, key: str, word: str) -> bool:
        """Whether the record has the stem, and not only as that of a stop word ("hi", of "his")."""
        return key in self._record.stems and (key not in _stop_stems() or word in self._record.vocabulary)

    def _of_outlet(self, word: str) -> bool:
        return any(fold(word) in fold(outlet).split() for outlet in self._record.outlets)

    def _translated(self, word: str) -> tuple[str, ...]:
        """The English for a Russian word of the news."""
        if not _CYRILLIC.search(word):
            return ()
        key = russian_stem(word)
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


def measures_in(text: str, kinds: Sequence[FigureKind]) -> frozenset[str]:
    """The measures of these kinds that a text asks for, by words of any weight."""
    asked = {m for word in indexed_words(text) for m in measures_of(word.group())}
    table = lexicon("measures")
    return frozenset(m for m in asked if not kinds or {k.value for k in kinds} & set(table[m]["kinds"]))


@cache
def measures_of(word: str) -> frozenset[str]:
    """The measures that a word asks for."""
    keys = {stem(word), russian_stem(word)}
    return frozenset(name for name, stems in _measure_stems().items() if stems & keys)


@cache
def _measure_stems() -> Mapping[str, frozenset[str]]:
    """Of each measure of the lexicon the stems of its one-word triggers, in every language."""
    extra = lexicon("questions")["en"]["measures"]
    stems: dict[str, frozenset[str]] = {}
    for name, entry in lexicon("measures").items():
        english = [w for w in entry["en"] if " " not in w] + entry["nouns"].split()
        english += extra.get(name, "").split()
        russian = [w for language in ("ru", "be", "uk") for w in entry.get(language, ())]
        stems[name] = frozenset(map(stem, english)) | {russian_stem(w) for w in russian}
    return stems


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in stop_words())


def listed(word: str, kind: str) -> bool:
    """Whether the word is of this list of the lexicon: "times" say when, "motion" that somebody went."""
    return fold(word) in _listed(kind)


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(fold(w) for table in lexicon("questions").values() for w in table[kind].split())
