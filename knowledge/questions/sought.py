"""Which part of a sentence is of the sort asked for: a day, a place, somebody?

It never says whether the sentence answers; `answers` does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.extract.counted import is_person, singular_person
from knowledge.extract.places import modifiers, place_words
from knowledge.model import PersonKind, Span
from knowledge.questions.asking import BEFELL, UNDERGONE, Asked
from knowledge.questions.deeds import is_passive
from knowledge.questions.forms import Form
from knowledge.questions.numbers import number_in
from knowledge.questions.surroundings import stems_of
from knowledge.questions.terms import Term, listed
from knowledge.record import Record
from knowledge.stems import fold, indexed_words, stem, weight
from knowledge.store.rows import MomentRecord, PassageRecord

_CAPITALISED = r"[^\W\d_a-zа-яё][\w’'-]*"
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|to|[Ff]rom|[Oo]utside|through|[Aa]cross|into|around|[Oo]n) "
    rf"((?:the )?(?:[a-z]+ of )?(?!President|Prime|Mr|Mrs|Ms|Dr|Governor){_CAPITALISED}"
    rf"(?: (?:of (?:the )?)?{_CAPITALISED})*)"
)
_SPOT = re.compile(
    r"\b(?:(?:in|at|near|outside|inside) (?:the |a |an )?|on (?:the|a|an) )"
    r"((?!(?:least|most|once|first|last|risk|time|stake|basis|other|contrary|whole|grounds?|phone|same|detention"
    r"|custody|power|exile|charge|favou?r|contempt|tears|silence|advance|addition|response|fact|turn|part"
    r"|person|public|private|general|particular|order|total|effect|front|case|touch|trouble|shock|doubt"
    r"|danger|need|line|light|view|which|what|this|that|their|these|those)\b)[a-z]{4,})"
)
_OF_PLACE = re.compile(rf"\bof ({_CAPITALISED})")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|^[^“]*”")
_NAME = re.compile(
    rf"[“\"‘'](?=[^\W\d_a-zа-яё])[^“”‘’\"',.;]{{2,40}}[”\"’']|"
    rf"{_CAPITALISED}(?:\.? (?:(?:of|the|for|and|in|de|la|von|van|bin|al) )*{_CAPITALISED})*"
)
_NAMED = re.compile(
    r"\.?(?: (?:of|for|in|at|to) (?:the )?[^,.;:()]{1,40}?)?[\s,(–—-]+"
    r"(?:(?:who |which )?(?:is|was|are|were)?\s*(?:named|called|dubbed|titled|entitled|known as)?\s*)?"
)
"""What may stand between a description and the name that follows it."""
_WHO_IS = re.compile(
    r",? (?:(?:who |which )?(?:is|was) |as )?(?:the|an?|his|her|its|their|our) (?:[\w-]+ ){0,3}?",
    re.IGNORECASE,
)
"""What may stand between a name and the description that follows it."""
_HOUR = re.compile(
    r"\b(?:(?:[01]?\d|2[0-3]):[0-5]\d(?: ?[ap]\.?m\b\.?)?|1?\d(?:\.[0-5]\d)? ?[ap]\.?m\b\.?|noon|midnight)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b([a-z]+) (?:(?:have|has|had|is|was|are|were|been|being|who|also|not|since|later|then|\w+ly) )*$"
)
"""The noun right before a verb, in lower case: "four people have since died"."""
_SINCE = re.compile(r"since.{0,7}$", re.DOTALL)
_TO_POWER = re.compile(r"(?:since.{0,7}|\b(?:power|office) (?:in|on|back in) )$", re.DOTALL)
"""What stands before a day on which something began, or somebody came to power."""


def sought_in(record: Record, asked: Asked, passage: PassageRecord, cut: Span) -> Span | None:
    """The part of a passage's sentence, in the article's coordinates; None where it has none."""
    whole = Span(cut.start + passage.span.start, cut.end + passage.span.start)
    if asked.wishes and not _wish_in(record, asked, passage, cut):
        return None
    fate = asked.clue == BEFELL and any(t.text == BEFELL for t in asked.terms)
    if fate and not _befell(record, asked, passage, cut):
        return None
    match asked.form:
        case Form.WHEN:
            return _day_in(record, asked, passage, whole)
        case Form.WHERE:
            if asked.motion:
                return _gone_to(record, asked, passage, cut)
            place = _place_in(asked, cut.of(passage.text), whole)
            return place or (_country_in(asked, cut.of(passage.text), whole) if asked.country else None)
        case Form.FIGURES:
            return number_in(record, asked, cut.of(passage.text), whole)
        case Form.PERSON if asked.head:
            return _name_in(asked, asked.head, cut.of(passage.text), whole)
        case Form.PERSON:
            return _person_in(record, asked, cut.of(passage.text), whole)
    return whole


def _day_in(record: Record, asked: Asked, passage: PassageRecord, whole: Span) -> Span | None:
    start = passage.span.start
    moments = [m for m in record.moments_of([passage.id]) if whole.covers(m.span)]
    if asked.ahead:
        announced = any(
            listed(m.group(), "ahead")
            for m in indexed_words(passage.text[whole.start - start : whole.end - start])
        )
        moments = [m for m in moments if _is_ahead(m, announced=announced)]
    stems = frozenset[str]().union(*(t.stems for t in asked.required))
    days = [] if asked.hour else [m.span for m in moments]
    if not asked.since and not asked.ahead:
        hours = _HOUR.finditer(passage.text, whole.start - start, whole.end - start)
        days += [Span(m.start() + start, m.end() + start) for m in hours]
    if asked.since:
        begins = _TO_POWER if {"power", "offic"} & stems else _SINCE
        days = [d for d in days if begins.search(passage.text, 0, d.start - start)]
    letters = [
        m.start() + passage.span.start for m in indexed_words(passage.text) if stem(m.group()) in stems
    ]
    return min(days, key=lambda day: _apart(day, letters), default=None)


def _is_ahead(moment: MomentRecord, *, announced: bool) -> bool:
    """Whether a day was still to come when its article was written, as far as that is told."""
    if any(listed(m.group(), "past") for m in indexed_words(moment.text)):
        return False
    published = moment.passage.article.published.value
    if moment.last and published and moment.last != moment.first:
        return announced and moment.last > published
    return moment.last > published if moment.last and published else announced


def _apart(day: Span, letters: Sequence[int]) -> tuple[int, int]:
    """How far a date stands from the nearest word that was asked for; the earlier of two."""
    return min((abs(day.start - at) for at in letters), default=0), day.start


def _place_in(asked: Asked, words: str, whole: Span) -> Span | None:
    for place in (*_PLACE.finditer(words), *_SPOT.finditer(words), *_OF_PLACE.finditer(words)):
        if not _asked_for(asked, place.group(1)):
            return Span(whole.start + place.start(), whole.start + place.end())
    return None


def _country_in(asked: Asked, words: str, whole: Span) -> Span | None:
    """A country that a sentence names anyhow: as who does something, by its people, by an adjective."""
    for word in indexed_words(words):
        name = fold(word.group())
        if (
            word.group()[0].isupper()
            and name in place_words() | modifiers()
            and not _asked_for(asked, word.group())
        ):
            return Span(whole.start + word.start(), whole.start + word.end())
    return None


def _gone_to(record: Record, asked: Asked, passage: PassageRecord, cut: Span) -> Span | None:
    """Where somebody went: the place after a word of motion, in nobody's quotation, that is said of them."""
    words = _QUOTED.sub(lambda m: " " * len(m.group()), cut.of(passage.text))
    for verb in indexed_words(words):
        if not listed(verb.group(), "motion"):
            continue
        if asked.people and not _said_of(record, asked, passage.text[: cut.start] + words[: verb.start()]):
            continue
        rest = Span(cut.start + passage.span.start + verb.end(), cut.end + passage.span.start)
        if place := _place_in(asked, words[verb.end() :], rest):
            return place
    return None


def _wish_in(record: Record, asked: Asked, passage: PassageRecord, cut: Span) -> bool:
    """Whether a sentence says that somebody asked about wants something.

    That is who is named last before the wish. All that one is described as stands before it in the sentence,
    or in the sentences before, if it says "their goal".
    """
    words = cut.of(passage.text)
    wishes = [words[: m.start()] for m in indexed_words(words) if listed(m.group(), "wishes")]
    if asked.described:
        openings = [f"{passage.text[: cut.start]}{w}" if _PRONOUN.search(w) else w for w in wishes]
        return any(all(t.stems & stems_of(opening) for t in asked.described) for opening in openings)
    return any(_said_of(record, asked, passage.text[: cut.start] + opening) for opening in wishes)


def _befell(record: Record, asked: Asked, passage: PassageRecord, cut: Span) -> bool:
    """Whether a sentence says what happened to somebody asked about: who died, or was shot."""
    words = cut.of(passage.text)
    for verb in indexed_words(words):
        before = words[: verb.start()]
        told = listed(verb.group(), BEFELL) or (
            listed(verb.group(), UNDERGONE) and is_passive(words, verb.start())
        )
        subject = _SUBJECT.search(before)
        of_others = subject and is_person(singular_person(subject[1]))
        if told and not of_others and _said_of(record, asked, passage.text[: cut.start] + before):
            return True
    return False


def _said_of(record: Record, asked: Asked, before: str) -> bool:
    """Whether the last who is named in the text is one of those asked about."""
    last = record.last_named(before)
    return any(last & somebody.people for somebody in asked.people)


def _person_in(record: Record, asked: Asked, words: str, whole: Span) -> Span | None:
    """Somebody whom the question does not name; else the sentence, which may say it of a nameless one.

    Where it is asked who did something to somebody, it is no sentence in which these did it.
    """
    if asked.people and any(
        stem(verb.group()) in asked.manner
        and not verb.group().endswith("ing")
        and not is_passive(words, verb.start())
        and _said_of(record, asked, words[: verb.start()])
        for verb in indexed_words(words)
    ):
        return None
    for first, last, matches in record.names.within(words):
        people = record.people([m.person for m in matches])
        known = any(p.id in somebody.people for p in people for somebody in asked.people)
        person = any(p.kind is PersonKind.PERSON for p in people) and not known
        if person and not _asked_for(asked, words[first:last]):
            return Span(whole.start + first, whole.start + last)
    somebody = (is_person(singular_person(m.group().lower())) for m in indexed_words(words))
    if len(asked.required) + len(asked.people) > 1 or any(somebody):
        return whole
    return None


def _name_in(asked: Asked, head: Term, words: str, whole: Span) -> Span | None:
    """A name right beside what is described: "the mayor, Ann Roe", "the fund, called New Ground"."""
    heads = [m for m in indexed_words(words) if stem(m.group()) in head.stems]
    for name in _NAME.finditer(words):
        others = [m for m in indexed_words(name.group()) if weight(m.group())]
        if all(_asked_for(asked, m.group()) for m in others):
            continue
        for place in heads:
            inside = name.start() <= place.start() and place.end() <= name.end()
            if inside and len(others) == 1:
                continue
            after = name.start() >= place.end() and _NAMED.fullmatch(words, place.end(), name.start())
            before = name.end() <= place.start() and _WHO_IS.fullmatch(words, name.end(), place.start())
            if inside or after or before:
                return Span(whole.start + name.start(), whole.start + name.end())
    return None


def _asked_for(asked: Asked, words: str) -> bool:
    """Whether these words are of the question itself."""
    stems = {stem(m.group()) for m in indexed_words(words) if weight(m.group())}
    named = {fold(w) for p in asked.people for w in p.typed.split()}
    times = not stems or all(listed(m.group(), "times") for m in indexed_words(words) if weight(m.group()))
    return (
        times
        or any(t.stems & stems for t in asked.terms)
        or bool({fold(m.group()) for m in indexed_words(words)} & named)
    )
