"""How many, and who says so? Numeric claims of the article.

A sentence's numbers are read by `numbers` once `masks` has set aside dates, names and the like; `bounds`,
`units`, `counted` and `measures` say what each means, `claims` and `circumstances` whose word it is, when
and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from knowledge.extract.ages import age_of
from knowledge.extract.bounds import bound_of
from knowledge.extract.circumstances import date_of, place_of, subject_of
from knowledge.extract.claims import claimant_of
from knowledge.extract.counted import Noun, is_person, noun_after
from knowledge.extract.masks import masked
from knowledge.extract.measures import Place, measure_of, told_behind
from knowledge.extract.mentions import Roster, roster_of
from knowledge.extract.number_words import CARDINALS, ORDINALS, Number
from knowledge.extract.numbers import numbers_of
from knowledge.extract.ranges import join_ranges
from knowledge.extract.reading import Reading
from knowledge.extract.units import Unit, kind_of, rate_after, unit_after, unit_at
from knowledge.extract.words import Words, words_of
from knowledge.lexicon import lexicon
from knowledge.model import Bound, DateMention, Figure, FigureKind, Span
from knowledge.tokens import Sentence

KIND = "figures"
NEEDS: tuple[str, ...] = ("people", "dates", "quotes")

_SOONEST = (CARDINALS | ORDINALS) - {"first"} | set(
    "half quarter dozen dozens tens hundreds thousands millions billions trillions scores twice".split()
)
_DIGIT_HINT = re.compile(r"[\d½¼¾⅓⅔]")
_WORD_HINTS = _SOONEST | {word.capitalize() for word in _SOONEST}
_PHRASE_HINT = re.compile(r"\b(?:first (?:term|round|week)|for (?:hours|days|weeks|months|years|decades))\b")
_WORD = re.compile(r"\w+")
_JOINS = frozenset({("of", "the"), ("or",), ("of",), ("-", "or"), ("-", "to"), ("-", "and")})
_GOES_ON = frozenset(
    "number figure figures count counted counting toll result total say says said spoke estimate "
    "estimates them put puts prove".split()
)
_SUFFERERS = frozenset("dead killed wounded injured missing arrested detained other".split())
_UNTOLD = frozenset({None, "people"})
_ENDS = frozenset({"", ".", ",", ";", ":", "and", "but", ")", "—", "–", "in", "at", "on"})
_CARRY = 400  # characters; what was counted farther back is no longer spoken of
_BACK = 6  # figures; an ellipsis reaches no farther
_OWNERS = frozenset("my your his her its our their these those".split())
_PLACES_IN_ROW = frozenset("top bottom final last first other the these those us you".split())


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number of a sentence and what was made of it so far; words `[first, end)` are its phrase."""

    number: Number
    kind: FigureKind
    unit: str | None
    noun: Noun | None
    bound: Bound
    first: int
    end: int


def extract(reading: Reading) -> tuple[Figure, ...]:
    """The figures of the article, in text order."""
    found: list[Figure] = []
    roster = roster_of(reading)
    told: Figure | None = None
    for sentence, words, dates in _counting(reading):
        read = list(_figures(words, sentence, dates, roster))
        read = _carried(words, read, told)
        told = next((f for f in reversed(read) if f.measure in _of_people()), told)
        found += read
    return tuple(found)


def places(reading: Reading) -> Iterator[Span]:
    """Where the figures of the article stand, in text order: without asking what they say."""
    for sentence, words, dates in _counting(reading):
        for read in _readings(words, masked(words, sentence.span, dates)):
            yield words.span(read.number.first, read.number.end)


def _counting(reading: Reading) -> Iterator[tuple[Sentence, Words, list[DateMention]]]:
    """The sentences that may count something, with their words and dates."""
    dates, at = reading.dates, 0
    for sentence in reading.sentences:
        while at < len(dates) and dates[at].span.end <= sentence.span.start:
            at += 1
        if not _may_count(reading.text, sentence.span):
            continue
        own: list[DateMention] = []
        while at + len(own) < len(dates) and dates[at + len(own)].span.start < sentence.span.end:
            own.append(dates[at + len(own)])
        yield sentence, words_of(reading.text, sentence.span), own


def _may_count(text: str, span: Span) -> bool:
    """Whether a sentence has a digit or a word that a number may begin with; most have neither.

    To look up its words in a set takes half the time of searching for any of so many.
    """
    if _DIGIT_HINT.search(text, span.start, span.end):
        return True
    words = _WORD.findall(text, span.start, span.end)
    if not _WORD_HINTS.isdisjoint(words):
        return True
    phrase = ("first" in words or "for" in words) and _PHRASE_HINT.search(text, span.start, span.end)
    return bool(phrase)


def _carried(words: Words, read: list[Figure], told: Figure | None) -> list[Figure]:
    """Bare numbers as what was counted shortly before: "The police say 18,000."."""
    if told is None or not _GOES_ON.intersection(words.low) or words.starts[0] - told.context.end > _CARRY:
        return read
    return [
        replace(figure, measure=told.measure)
        if figure.kind is FigureKind.QUANTITY
        and figure.measure in {None, "people"}
        and figure.value is not None
        and not _does(words, figure)
        else figure
        for figure in read
    ]


def _does(words: Words, figure: Figure) -> bool:
    """Whether its sentence goes on with what those who are counted do: they are others than were told of."""
    behind = words.at(words.index_at(figure.phrase.end - 1) + 1)
    return figure.measure == "people" and behind not in _ENDS


@cache
def _of_people() -> frozenset[str]:
    """The measures that count people."""
    return frozenset(name for name, entry in lexicon("measures").items() if entry["persons"])


def _figures(words: Words, sentence: Sentence, dates: list[DateMention], roster: Roster) -> Iterator[Figure]:
    """The figures of one sentence."""
    read = _readings(words, masked(words, sentence.span, dates))
    taken = frozenset(i for r in read for i in range(r.number.first, r.number.end))
    earlier: list[tuple[_Reading, str | None]] = []
    for r in read:
        noun = r.noun.lemma if r.noun else None
        place = Place(words, r.first, r.end, taken)
        elided = _elided(r, earlier)
        measure = (elided and told_behind(place, r.kind)) or elided or measure_of(place, r.kind, noun)
        earlier.append((r, measure))
        span = words.span(r.number.first, r.number.end)
        yield Figure(
            span=span,
            phrase=words.span(r.first, r.end),
            context=sentence.span,
            kind=r.kind,
            bound=r.bound,
            value=r.number.value,
            high=r.number.high,
            vague_low=r.number.vague[0] if r.number.vague else None,
            vague_high=r.number.vague[1] if r.number.vague else None,
            unit=r.unit,
            measure=measure,
            subject=subject_of(words, measure, r.first, r.end, roster),
            claimant=claimant_of(words, span, roster),
            as_of=date_of(words, span, dates) if r.kind is not FigureKind.AGE else None,
            place=place_of(words, r.kind, r.first, r.end) if measure != "population" else None,
        )


def _readings(words: Words, blocked: frozenset[int]) -> list[_Reading]:
    """What the numbers of a sentence mean, in order; pronouns and bare words left out."""
    found: list[_Reading] = []
    numbers = join_ranges(words, numbers_of(words, blocked))
    for position, number in enumerate(numbers):
        following = numbers[position + 1] if position + 1 < len(numbers) else None
        read = _read(words, number)
        if read.unit is None and read.kind is FigureKind.QUANTITY:
            read = _filled(words, read, found, following)
        if not _is_nothing(words, read):
            found.append(_in_brackets(words, read, found))
    return found


def _is_nothing(words: Words, read: _Reading) -> bool:
    """Whether a number word counts nothing that the sentence names: "one", "the top three"."""
    number = read.number
    if number.ordinal:
        return read.noun is None
    one_of = number.spelled and number.value == 1 and words.at(number.end) == "of"
    if one_of and words.at(number.end + 1) in _OWNERS:
        return True  # "one of your victims": the pronoun
    if not number.spelled or number.fraction or read.unit is not None:
        return False
    return number.value == 1 or words.at(number.first - 1) in _PLACES_IN_ROW


def _read(words: Words, number: Number) -> _Reading:
    """Kind, unit and bound of one number, by what stands next to it."""
    age = age_of(words, number)
    unit = None if number.percent or number.ordinal else unit_after(words, number.end)
    if age is not None:
        kind, name, end, noun = FigureKind.AGE, age.name, age.end, None
    elif number.ordinal:
        noun = noun_after(words, replace(number, value=1))
        kind, name, end = FigureKind.ORDINAL, None, noun.end if noun else number.end
    elif number.percent:
        kind, name = FigureKind.PERCENT, "percent"
        noun = noun_after(words, number) if words.at(number.end) == "of" else None
        end = noun.end if noun else number.end
    elif number.currency or number.unit or unit:
        kind, name, end = _measured(number, unit)
        noun = None
    else:
        noun = noun_after(words, number)
        part = number.fraction and (words.at(number.end) == "of" or number.end - number.first > 2)
        kind = FigureKind.PERCENT if part else FigureKind.QUANTITY
        name, end = (noun.lemma, noun.end) if noun else (None, number.end)
        name = "people" if name in _SUFFERERS else name
        scale = unit_at(words, noun.first) if noun and words.at(number.end) == "of" else None
        if scale is not None and noun is not None and scale.end == noun.end:
            kind, name, noun = scale.kind, scale.name, None
    rate = rate_after(words, end) if name and kind is not FigureKind.AGE else None
    if rate is not None:
        name, end = f"{name} per {rate[0]}", rate[1]
        kind = kind if kind in {FigureKind.MONEY, FigureKind.PERCENT} else FigureKind.QUANTITY
    bound, first, end = bound_of(words, number, end)
    return _Reading(number, kind, name, noun, bound, first, max(end, number.end))


def _measured(number: Number, unit: Unit | None) -> tuple[FigureKind, str, int]:
    """Kind, unit and end of a number with a unit of measurement or a currency."""
    if number.currency:
        spelled = unit is not None and unit.kind is FigureKind.MONEY
        return FigureKind.MONEY, number.currency, unit.end if unit and spelled else number.end
    if number.unit:
        return kind_of(number.unit), number.unit, number.end
    assert unit is not None  # noqa: S101 - the caller has one of the three
    return unit.kind, unit.name, unit.end


def _filled(words: Words, read: _Reading, earlier: list[_Reading], following: Number | None) -> _Reading:
    """A bare number with the unit of its neighbour: "435 homes by sale and 187 by tender"."""
    ahead = _read(words, following) if following is not None else None
    joined = ahead is not None and words.low[read.number.end : ahead.number.first] in _JOINS
    aged = ahead is not None and ahead.kind is FigureKind.AGE
    if ahead is not None and aged and words.low[read.number.end : ahead.number.first] in {("and",), ("or",)}:
        return replace(read, kind=ahead.kind, unit=ahead.unit, noun=None)
    if earlier and earlier[-1].kind is FigureKind.AGE and _follows(words, earlier[-1], read.number):
        return replace(read, kind=FigureKind.AGE, unit="year", noun=None)
    if ahead is not None and joined and ahead.unit:
        return replace(read, kind=ahead.kind, unit=ahead.unit, noun=ahead.noun)
    for other in reversed(earlier[-_BACK:]):
        alike = _alike(read.number, other.number) or (other.noun and is_person(other.noun.lemma))
        if other.unit and other.kind is FigureKind.QUANTITY and alike:
            return replace(read, unit=other.unit, noun=other.noun)
    return read


def _follows(words: Words, other: _Reading, number: Number) -> bool:
    """Whether a number is the next of a list: "aged 3, 5 and 7"."""
    return words.low[other.end : number.first] in {(",",), ("and",), (",", "and")} and not number.scaled


def _alike(one: Number, other: Number) -> bool:
    """Whether two numbers may count the same: both written in digits, or both in words."""
    return one.spelled == other.spelled and not one.ordinal and not one.fraction


def _in_brackets(words: Words, read: _Reading, earlier: list[_Reading]) -> _Reading:
    """A conversion in brackets is meant as the number it repeats: "more than 100 km (60 miles)"."""
    if not earlier or read.bound is not Bound.EXACT:
        return read
    before = words.at(read.number.first - 1)
    other = earlier[-1]
    repeats = before == "(" and other.end >= read.number.first - 1
    repeats = repeats or (before == "/" and other.end == read.number.first - 1)
    if repeats and other.bound not in {Bound.RANGE, Bound.VAGUE} and read.kind is other.kind:
        return replace(read, bound=other.bound)
    return read


def _elided(read: _Reading, earlier: list[tuple[_Reading, str | None]]) -> str | None:
    """The measure of the figure before it in the sentence, for one that names nothing counted of its own."""
    if read.kind is FigureKind.QUANTITY and read.end > read.number.end:
        return None
    if read.kind is FigureKind.PERCENT and read.end > read.number.end:
        return None
    if read.kind not in {FigureKind.QUANTITY, FigureKind.PERCENT}:
        return None
    for other, measure in reversed(earlier[-_BACK:]):
        known = measure in lexicon("measures") or _alike(read.number, other.number)
        if other.kind is read.kind and measure is not None and known:
            return measure
    return None
