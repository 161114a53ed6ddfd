"""What does each word of a question stand for? Stems that the record has, measures, or nothing known.

Words are read one by one: with their synonyms, translated, spelt out or put right where the record has them
in another form. How a question is put is not asked here; `asking` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.model import FigureKind
from knowledge.names.known import organisation_forms
from knowledge.questions.hurry import is_word, meant
from knowledge.questions.translating import translated
from knowledge.record import Record
from knowledge.stems import GENERIC_WEIGHT, fold, indexed_words, russian_stem, stem, stop_words, weight
from knowledge.thesaurus import akin, answering

_SOURCE = re.compile(r"\baccording to\b|\bby the count of\b", re.IGNORECASE)
_SOURCE_WEIGHT = 2.0
SOFT = 0.2
"""What a word counts that helps to choose among answers."""
_LONG_NAME = 8
_LONGEST_ACRONYM = 6
_SHORTEST_PART = 4
_JOINED = re.compile(r"\b\w+&\w+\b")
_LOOKED_THROUGH = 20
YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question; an answer holds one of its `stems`.

    `words` are those of the stems that the record has, one each. A `weight` below 1 helps to
    choose among answers and is asked of none; one above 1 says whose count is wanted.
    `measures` are the measures that the word asks for. `akin` are the stems of words that nearly say the
    same, `loose` of those that may: one of them stands for the word where others are told.
    """

    text: str
    stems: frozenset[str]
    words: tuple[str, ...]
    weight: float
    measures: frozenset[str] = frozenset()
    akin: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()

    @property
    def english(self) -> str:
        """The word itself; of a Russian one the first English word for it."""
        return next(iter(translated(self.text)), self.text)

    @property
    def required(self) -> bool:
        """Whether no answer may do without it."""
        return self.weight >= 1


class TermReader:
    """Reads words one by one, and remembers which were unknown or corrected.

    `contraries` takes
    "unarmed" for "armed" and "refused" for "agreed", too; `roles` takes the head of a firm for who runs it;
    `counting` lets any word of a measure stand for its others, where the record
    does not have it.
    """

    def __init__(
        self,
        record: Record,
        *,
        contraries: bool = False,
        counting: bool = False,
        roles: bool = False,
    ) -> None:
        self._record = record
        self._contraries = contraries
        self._counting = counting
        self._roles = roles
        self.unknown: list[str] = []
        self.corrected: list[tuple[str, str]] = []

    def terms(self, text: str) -> Iterable[Term]:
        """The terms of a text; those after "according to" say whose count is wanted."""
        source = _SOURCE.search(text)
        text = YEAR.sub("    ", text)
        self.unknown += [m.group() for m in _JOINED.finditer(text) if not self._is_written(m.group())]
        particle = -1
        for match in indexed_words(text):
            if match.end() == particle:
                continue  # "down" of "step down"
            phrase, words = _phrase_at(text, match)
            particle = match.start() + len(phrase) if phrase else particle
            term = self._term(match.group(), words)
            if term and phrase:
                term = replace(term, text=phrase)
            if term and source and match.start() >= source.end() and term.required:
                term = replace(term, weight=_SOURCE_WEIGHT)
            if term:
                yield term

    def _term(self, word: str, phrase: Sequence[str] = ()) -> Term | None:
        """The word as a term, with what it says in a `phrase`; None for words that say nothing here."""
        english = translated(word)
        word_weight = 1.0 if phrase else weight(word)
        if english and word_weight == 1:
            word_weight = max(map(weight, english))
        if not word_weight or listed(word, "asides"):
            return None
        if not phrase and word.islower() and stem(word) in _stop_stems():
            return None  # another form of a word that says nothing: "lets", "liked"
        if listed(word, "times"):
            word_weight = SOFT
        if word[0].isdigit() and len(word) > 1:
            word_weight = 1.0  # whoever gives a number asks for that one
        if not phrase and listed(word, "light") and stem(word) not in self._record.stems:
            return None
        own = () if phrase and weight(word) < 1 else (word,)  # of "get married" only what is said together
        spelt = tuple(w for e in english for w in self._spelt_out(e) or (e,)) or self._spelt_out(word)
        words = spelt or self._parted(word) or (*own, *phrase)
        known = self._known(words)
        if not known and word_weight == 1 and _may_have_slip(word) and (other := self._put_right(word)):
            if listed(other, "asides") or not weight(other):
                return None
            self.corrected.append((word, other))
            words = (other,)
            known = self._known(words)
        measures = measures_of(word)
        if not known and self._counting:
            known = {s: s for m in measures for s in _measure_stems()[m] if s in self._record.stems}
        near, loose = (self._akin(() if phrase else words, nearness, known) for nearness in ("near", "loose"))
        told = bool(known or near or loose or (self._counting and measures))
        if not told and word_weight == 1 and not self._of_outlet(word):
            if any(listed(word, kind) for kind in ("motion", "vague")):
                return None
            self.unknown.append(word)
        if word_weight <= GENERIC_WEIGHT and not known:
            return None
        stems = frozenset(known) or frozenset(map(stem, words))
        there = {**loose, **near, **known} if word_weight >= 1 else known
        return Term(
            word, stems, tuple(there.values()), word_weight, measures, frozenset(near), frozenset(loose)
        )

    def _known(self, words: Iterable[str]) -> dict[str, str]:
        """The stems of the record that answer for one of the words, each with a word that has it."""
        alike = [answering(w) for w in words]
        alike += [_contraries(w) for w in words if self._contraries]
        alike += [_named_in("roles", w) for w in words if self._roles]
        return {s: w for found in alike for s, w in found.items() if self._has(s, w)}

    def _akin(self, words: Iterable[str], nearness: str, known: Mapping[str, str]) -> dict[str, str]:
        """The stems of the record that may tell one of the words, beside those known to answer for it."""
        alike = (akin(word, nearness) for word in words)
        return {s: w for found in alike for s, w in found.items() if s not in known and self._has(s, w)}

    def _parted(self, word: str) -> tuple[str, ...]:
        """The rarer part of a word that the articles write as two: "battlegroups"."""
        if stem(word) in self._record.stems or is_word(word):
            return ()
        pairs = ((word[:n], word[n:]) for n in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1))
        stems, known = self._record.stems, self._record.vocabulary
        parts = next((p for p in pairs if all(fold(w) in known and stem(w) in stems for w in p)), ())
        return (min(parts, key=lambda part: stems[stem(part)]),) if parts else ()

    def _put_right(self, word: str) -> str | None:
        """The word of the record, or else of any question, that was meant by one with a slip in it."""
        if is_word(word):
            return None
        if other := self._record.spelling.correct(word):
            return other
        other = meant(word)
        return other if other and (listed(other, "asides") or self._known((other,))) else None

    def _has(self, key: str, word: str) -> bool:
        """Whether the record has the stem, and not only as that of a stop word ("hi", of "his")."""
        return key in self._record.stems and (key not in _stop_stems() or word in self._record.vocabulary)

    def _is_written(self, name: str) -> bool:
        """Whether an article has a name of letters joined by a sign, as it stands: "AT&T"."""
        words = '"' + " ".join(m.group() for m in indexed_words(name)) + '"'
        found = self._record.passages(self._record.matching("passage", words, _LOOKED_THROUGH))
        return any(name.casefold() in passage.text.casefold() for passage in found)

    def _of_outlet(self, word: str) -> bool:
        return any(fold(word) in fold(outlet).split() for outlet in self._record.outlets)

    def _spelt_out(self, word: str) -> tuple[str, ...]:
        """The words of a body that is asked for by its letters ("nato"), where the articles spell it out."""
        if len(word) < 2 or stem(word) in self._record.stems or len(word) > _LONGEST_ACRONYM:
            return ()
        for form in organisation_forms(word):
            words = [m.group() for m in indexed_words(form) if weight(m.group())]
            if len(words) > 1 and all(stem(w) in self._record.stems for w in words):
                return (min(words, key=lambda w: self._record.stems[stem(w)]),)
        return ()


def _phrase_at(text: str, verb: re.Match[str]) -> tuple[str, Sequence[str]]:
    """A verb up to its particle, with what they say together: "step down" is to resign."""
    for particle, words in _phrases().get(stem(verb.group()), ()):
        behind = re.compile(rf"\W+(?:[\w’']+\W+){{0,2}}?{particle}\b", re.IGNORECASE)
        if rest := behind.match(text, verb.end()):
            return verb.group() + rest.group(), words
    return "", ()


@cache
def _phrases() -> Mapping[str, Sequence[tuple[str, Sequence[str]]]]:
    """Of the stem of each form of a verb the particles behind it, with the words that say the same."""
    found: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for line in lexicon("questions")["en"]["phrases"]["verbs"]:
        forms, particle, words = (part.strip() for part in line.split(" | "))
        for key in {stem(form) for form in forms.split()}:
            found.setdefault(key, []).append((particle, tuple(words.split())))
    return found


def _may_have_slip(word: str) -> bool:
    """Whether a word may be put right: in small letters, or a long name, which one slip makes no other."""
    return word.islower() or (len(word) >= _LONG_NAME and word[1:].islower())


def _contraries(word: str) -> dict[str, str]:
    """The word's contraries: of who is "unarmed" it is told whether he was armed."""
    return {
        stem(w): w
        for w in (*(fold(f"{no}{word}") for no in ("un", "in", "non")), *_opposed().get(stem(word), ()))
    }


@cache
def _opposed() -> Mapping[str, tuple[str, ...]]:
    """Of each stem the words of the other sides of its groups."""
    found: dict[str, tuple[str, ...]] = {}
    for group in lexicon("questions")["en"]["contraries"]["groups"]:
        one, other = (side.split() for side in group.split("|"))
        for side, against in ((one, other), (other, one)):
            for key in {stem(word) for word in side}:
                found[key] = (*found.get(key, ()), *against)
    return found


def _named_in(table: str, word: str) -> dict[str, str]:
    """The words that a table of the lexicon gives for a word, by their stems."""
    return {stem(w): w for w in lexicon("questions")["en"][table].get(fold(word), "").split()}


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
    return fold(word) in words_listed(kind)


@cache
def words_listed(kind: str) -> frozenset[str]:
    """The words of a list of the lexicon in every language, folded."""
    return frozenset(fold(w) for table in lexicon("questions").values() for w in table[kind].split())
