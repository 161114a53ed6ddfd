"""What is asked for? A question in plain words, read by its form: no answer is looked for here.

The forms, per language, are data (lexicon/questions.toml). What is left of a question beside
its form are people, a year, and words, each with the stems that would be the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

from knowledge.extract.tagging import modifiers, place_words
from knowledge.lexicon import lexicon
from knowledge.model import FigureKind, PersonKind
from knowledge.names import Tier
from knowledge.questions.hurry import written_out
from knowledge.questions.terms import (
    CYRILLIC,
    SOFT,
    YEAR,
    Term,
    TermReader,
    listed,
    measures_in,
    words_listed,
)
from knowledge.record import Record
from knowledge.stems import fold, indexed_words, stem, weight
from knowledge.thesaurus import answering

_PERSONS = re.compile(r"\W*(people|persons|человек|людей)\b", re.IGNORECASE)
_OWNED = re.compile(r"(?P<owner>.+?)['’]s? (?P<owned>[^\W\d].*)")
_YES_OR_NO = re.compile(
    r"(?:and |so |but )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:who|what|how)\b(?: else)?(?: (?:did|does|do|has|have|had|is|was|were)\b)?",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|for)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"(?:did|does|do|has|have|had|can|could|will|would)\b|\w+(?:ed|en|ing|elt|ept|old|eld|ot|ught|ound|ade|ent)\b",
    re.IGNORECASE,
)
"""How a predicate begins ("held in contempt of"), and no description ("the head of")."""
_TELL = re.compile(r"\b(?:tell|told)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|of|that|on|regarding)\b", re.IGNORECASE)
_QUOTED = re.compile(r"(?:^|(?<=\s))[\"“‘'«](?=\w)[^\"“”»]+[\"”’'»](?!\w)")
_CLOSE = 4.0
"""Matches of a name that score this much less than the best may still be the same person's."""
_SURE = frozenset({Tier.EXACT, Tier.ALIAS})
_PERVASIVE = 0.25
"""Of the passages that have the most common word, the share from which on a word tells nothing apart."""


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
    `nominal` is a description of somebody ("the man who …") rather than what somebody did;
    `close` wants the words side by side, as in "the mayor of Brest"; `owned` a word right behind the name
    it belongs to, as in "Brandt's wife". `side` is whose crowd is meant, "for" or "against" those in power.
    `manner` are the stems of how it was said, where the question has a verb that tells it: "demanded".
    `since` asks for a beginning, `ahead` for a day to come, `cause` for why,
    `whether` for yes or no, `motion` for where somebody went.
    `unknown` are the words of the question that no article has,
    `corrected` those that were read as another.
    """

    form: Form
    kinds: tuple[FigureKind, ...] = ()
    measures: frozenset[str] = frozenset()
    speaker: Somebody | None = None
    described: tuple[Term, ...] = ()
    manner: frozenset[str] = frozenset()
    people: tuple[Somebody, ...] = ()
    terms: tuple[Term, ...] = ()
    counted: tuple[Term, ...] = ()
    year: int | None = None
    since: bool = False
    ahead: bool = False
    cause: bool = False
    whether: bool = False
    motion: bool = False
    persons: bool = False
    nominal: bool = False
    close: bool = False
    owned: bool = False
    side: str | None = None
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def required(self) -> tuple[Term, ...]:
        """The words that an answer must hold."""
        return tuple(t for t in self.terms if t.required)


def read(record: Record, text: str) -> Asked:
    """The question `text` as this record can understand it."""
    plain = written_out(re.sub(r"[?!.…]+\s*$", "", text.strip()))
    pattern, match = _form(plain)
    if pattern.form is Form.FIGURES and _YES_OR_NO.match(plain) and not measures_in(plain, pattern.kinds):
        pattern, match = _Pattern(Form.WHAT), None
    form, kinds = pattern.form, pattern.kinds
    who, rest = _parted(plain, match)
    speaker = _speaker(record, who) if form is Form.QUOTES else None
    people, left = _people(record, rest if speaker else f"{who} {rest}")
    whether = form is Form.WHAT and bool(_YES_OR_NO.match(plain))
    reader = TermReader(
        record, literal=whether and bool(people), contraries=whether, counting=form is Form.FIGURES
    )
    terms = _without_pervasive(record, tuple(dict.fromkeys(reader.terms(left))))
    motion = form is Form.WHERE and _asks_where_to(left, people, terms)
    if motion:
        terms = (*(t for t in terms if t.required or not listed(t.text, "motion")), *_gone(record, terms))
    if form in {Form.WHEN, Form.WHERE}:
        terms = tuple(replace(t, weight=SOFT) if listed(t.text, "takes_place") else t for t in terms)
    if form in {Form.PERSON, Form.WHEN}:
        terms = tuple(replace(t, weight=1.0) if listed(t.text, "acts") else t for t in terms)
    if form is not Form.FIGURES:
        terms = _with_generic(record, terms)
    if form is Form.SAID and (quoted := _QUOTED.search(plain)):
        terms = _as_quoted(terms, quoted.group())
    if speaker and match and _is_setting(plain, match):
        terms = tuple(replace(t, weight=min(t.weight, SOFT)) for t in terms)
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
    year = YEAR.search(left)
    return Asked(
        form,
        kinds,
        measures_in(left, kinds) if form is Form.FIGURES else frozenset(),
        speaker,
        described,
        _manner(plain, match) if match and form in {Form.QUOTES, Form.SAID} else frozenset(),
        people,
        terms,
        _counted(plain[match.end() :], terms) if match and kinds[:1] == (FigureKind.QUANTITY,) else (),
        int(year.group()) if year else None,
        pattern.since,
        pattern.ahead,
        pattern.cause,
        whether,
        motion,
        bool(match and _PERSONS.match(plain, match.end())),
        form is Form.PERSON and bool(re.match(r"(?:the|an?) ", who, re.IGNORECASE)),
        form is Form.PERSON and bool(_OF.search(who)) and not _PARTICIPLE.match(who),
        form in {Form.PERSON, Form.WHAT} and bool(people) and bool(_OWNED.search(who or rest)),
        _side(plain) if form is Form.FIGURES else None,
        tuple(reader.unknown),
        tuple(reader.corrected),
    )


def told(record: Record, text: str, manner: frozenset[str]) -> Asked:
    """A question about what was said, as one about what happened: the verb is a word of it like others."""
    plain = written_out(text)
    rest = _OPENING.sub(" ", plain)
    people, left = _people(record, rest)
    reader = TermReader(record)
    terms = _with_generic(record, _without_pervasive(record, tuple(dict.fromkeys(reader.terms(left)))))
    form = Form.PERSON if re.match(r"\W*(and )?who", plain, re.IGNORECASE) else Form.WHAT
    return Asked(form, manner=manner, people=people, terms=terms, unknown=tuple(reader.unknown))


def _manner(text: str, match: re.Match[str]) -> frozenset[str]:
    """The stems of the verb of saying that a question is put with, where it tells more than "say"."""
    topic = match.start("topic") if match.groupdict().get("topic") else match.end()
    words = [m.group() for m in indexed_words(text[match.start() : topic])]
    verb = next((w for w in reversed(words) if w.lower() != "that"), "")
    return frozenset() if weight(verb) < 1 or listed(verb, "speaking") else frozenset(answering(verb))


def _asks_where_to(left: str, people: Sequence[Somebody], terms: Sequence[Term]) -> bool:
    """Whether a place is asked for that somebody went to: by a verb, or where nothing but a name is given."""
    return (bool(people) and not terms) or any(listed(m.group(), "motion") for m in indexed_words(left))


def _is_setting(text: str, match: re.Match[str]) -> bool:
    """Whether what follows "say" or "tell" says where or to whom, and not about what."""
    if _TELL.search(match.group()) and not _ABOUT.search(text):
        return True
    topic = text[slice(*match.span("topic"))].split() if match.groupdict().get("topic") else []
    return bool(topic) and listed(topic[0], "settings")


def _without_pervasive(record: Record, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Where other words are telling enough, a place that stands in every other passage is asked of none."""
    places = place_words() | modifiers()
    common = [t for t in terms if t.required and fold(t.text) in places and _is_pervasive(record, t)]
    if sum(t.required for t in terms) - len(common) < 2:
        return terms
    return tuple(replace(t, weight=SOFT) if t in common else t for t in terms)


def _as_quoted(terms: Sequence[Term], quoted: str) -> tuple[Term, ...]:
    """Where words are given in quotation marks, it is these that were said."""
    words = {m.group() for m in indexed_words(quoted)}
    return tuple(replace(t, weight=1.0 if t.text in words else SOFT) for t in terms)


def _is_pervasive(record: Record, term: Term) -> bool:
    """Whether a word stands in so many passages of the record that it tells none apart."""
    most = max(record.stems.values(), default=0)
    return max((record.stems.get(s, 0) for s in term.stems), default=0) >= _PERVASIVE * most


def _with_generic(record: Record, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Where no other word is telling, an answer must hold those of any text too: "win", "first day"."""
    if any(t.required and not _is_pervasive(record, t) for t in terms):
        return terms
    return tuple(t if listed(t.text, "times") else replace(t, weight=max(t.weight, 1.0)) for t in terms)


def _side(text: str) -> str | None:
    """Whose crowd a question is about, where it says so."""
    for side in ("for", "against"):
        if re.search(rf"\b(?:{lexicon('questions')['en'][side]})\b", text, re.IGNORECASE):
            return side
    return None


def _gone(record: Record, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Where the question just says "go", any word of motion that the record has."""
    words = {stem(w): w for w in sorted(words_listed("motion")) if stem(w) in record.stems}
    if not words or any(t.required for t in terms):
        return ()
    return (Term("go", frozenset(words), tuple(words.values()), 1.0),)


def described_as(record: Record, words: str) -> frozenset[int]:
    """The people of whom an article says that they are what the words say, where it knows all of these."""
    reader = TermReader(record)
    terms = tuple(reader.terms(words))
    return frozenset() if reader.unknown else by_role(record, terms)


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
    cause: bool = False
    pattern: re.Pattern[str] | None = None


def _form(text: str) -> tuple[_Pattern, re.Match[str] | None]:
    """The first form that fits, with its match."""
    folded = text.lower().replace("’", "'")
    for form in _forms("ru" if CYRILLIC.search(text) else "en"):
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
            f.get("cause", False),
            re.compile(rf"(?<!\w)(?:{f['pattern']})(?!(?<=\w)\w)"),
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
    reader = TermReader(record)
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
    return tuple(t for t in TermReader(record).terms(owned["owned"] if owned else who) if t.required)


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
        elif any(stem(m.group()) not in record.stems for m in indexed_words(word)):
            left[start:end] = matches[0].alias  # the articles' own name of an organisation
    return tuple(reversed(found)), "".join(left)


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
