"""Is this number on record? A number of a message against figures of the same measure.

Compared are figures that speak of the same thing: the same measure and kind, the same person
where one is named, no other place or year than the message says. It never adds up or converts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from math import inf

from knowledge.claim import Claim, claim_of
from knowledge.intervals import Amount, Interval, amount_of, comparable, interval_of, telling_digits
from knowledge.lexicon import lexicon
from knowledge.matching.claims import Count
from knowledge.model import Bound, Figure, FigureKind, Span
from knowledge.questions.translating import translated
from knowledge.record import Record
from knowledge.sameness import side_of
from knowledge.search import one_of
from knowledge.stems import indexed_words, stem, weight
from knowledge.store.rows import FigureRecord
from knowledge.thesaurus import alike

_TAG = re.compile(r"#\w+")
_MOST = 60
_TOLD_APART_BY_WORDS = frozenset({"crowd_size"})
"""Measures of which one event has several: the words beside the number say which."""
_OF_PLACES = frozenset({"population"})
_PRECISE = 2
"""Digits of a number that say something, from which on it stands beside no other thing by chance."""
_AGREEING = 3
"""Words of a claim that must stand beside any other number."""
_BESIDE_NUMBER = 2
"""Words of a claim that must stand beside its number on record, where its measure is that of many events."""
_OPEN = 0.15
"""How far over (or under) a "more than" a number still is that number."""


class CountLabel(StrEnum):
    """What the record says of a number."""

    SUPPORTED = "supported"
    DISPUTED = "disputed"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


def compared(record: Record, text: str, count: Count) -> tuple[CountLabel, tuple[FigureRecord, ...]]:
    """What the record has on a number of `text`, with the figures it rests on, agreeing ones first."""
    if _unknown(record, text, count):
        return CountLabel.NOT_FOUND, ()
    candidates = _of_subject(record, text, count, _comparable(record, text, count))
    candidates = [
        c for c in candidates if _same_year(count.figure, c) and _same_place(record, text, count, c)
    ]
    agreeing = [c for c in candidates if agrees(count.figure, c.figure)]
    if count.figure.measure not in lexicon("measures"):
        candidates = _of_the_same(candidates, agreeing)
    differing = [
        c for c in candidates if c not in agreeing and (not agreeing or excludes(count.figure, c.figure))
    ]
    if agreeing:
        label = CountLabel.DISPUTED if differing else CountLabel.SUPPORTED
        return label, (*sorted(agreeing, key=lambda c: _distance(count.figure, c.figure)), *differing)
    against = [c for c in differing if c.figure.bound is not Bound.VAGUE or excludes(count.figure, c.figure)]
    if against:
        return CountLabel.CONTRADICTED, tuple(
            sorted(against, key=lambda c: not excludes(count.figure, c.figure))
        )
    same = _of_same_value(record, text, count)
    return (CountLabel.SUPPORTED if same else CountLabel.NOT_FOUND), same


def _of_the_same(candidates: Sequence[FigureRecord], agreeing: Sequence[FigureRecord]) -> list[FigureRecord]:
    """Without other figures of the sentences that agree: a wall is high and long, and both are distances."""
    told = {(f.article.id, f.context) for f in agreeing}
    return [f for f in candidates if f in agreeing or (f.article.id, f.context) not in told]


def agrees(claim: Figure, figure: Figure) -> bool:
    """Whether the claim is this number, as roughly as the two are put; a vague one proves no exact one."""
    if figure.bound is Bound.VAGUE and claim.bound is not Bound.VAGUE:
        return False
    mine, theirs = _near(amount_of(claim)), _near(amount_of(figure))
    return mine == theirs or (mine.low < theirs.high and theirs.low < mine.high) or _meet(mine, theirs)


def _distance(claim: Figure, figure: Figure) -> float:
    """How far the number on record is from the one claimed, whatever is said around it."""
    return abs(claim.value - figure.value) if claim.value is not None and figure.value is not None else inf


def excludes(claim: Figure, figure: Figure) -> bool:
    """Whether both cannot be true of the same thing; of "thousands" there may be any higher number."""
    mine, theirs = interval_of(amount_of(claim)), interval_of(amount_of(figure))
    return mine.high < theirs.low or (theirs.high < mine.low and figure.bound is not Bound.VAGUE)


def _near(amount: Amount) -> Interval:
    """The interval that a figure's words are about: "more than 6,700" is not any higher number."""
    possible = interval_of(amount)
    if amount.bound in {Bound.MORE_THAN, Bound.AT_LEAST}:
        return Interval(possible.low, possible.low * (1 + _OPEN))
    if amount.bound in {Bound.LESS_THAN, Bound.AT_MOST}:
        return Interval(possible.high * (1 - _OPEN), possible.high)
    return possible


def _meet(mine: Interval, theirs: Interval) -> bool:
    """Whether one is a single number at the end of the other, and so in it."""
    single = mine.low == mine.high or theirs.low == theirs.high
    return single and mine.overlaps(theirs)


def _comparable(record: Record, text: str, count: Count) -> list[FigureRecord]:
    """Figures of the claim's measure and kind that speak of the same thing by their words."""
    claim = count.figure
    figures = record.figures(record.figure_ids(_measures(claim))[:_MOST])
    about = _topic(text, count)
    same = [f for f in figures if comparable(amount_of(claim), amount_of(f.figure))]
    if claim.measure in _TOLD_APART_BY_WORDS:
        side = side_of(_side_claim(claim, text, count.sentence))
        sided = [f for f in same if side is None or side_of(claim_of(f)) in {None, side}]
        return _with_told_beside(claim, about, sided, _nearest(about, sided), side)
    if claim.measure in _OF_PLACES:
        return [f for f in same if _place_before(text, count, f)]
    if claim.measure in lexicon("measures"):
        return same
    least = max(2, (len(about) + 1) // 2)
    return _nearest(about, [f for f in same if _shared(about, f) >= least])


def _measures(claim: Figure) -> list[str]:
    """The measures of figures that a number may be compared with: of a bare time those of all times."""
    known = lexicon("measures")
    if claim.kind is not FigureKind.DURATION or claim.measure in known:
        return [claim.measure or ""]
    return [claim.measure or "", *(m for m, told in known.items() if claim.kind.value in told["kinds"])]


def _place_before(text: str, count: Count, figure: FigureRecord) -> bool:
    """Whether what the claim names stands in the figure's sentence, and not behind the number."""
    sentence = count.sentence.of(text)
    names = {stem(m.group()) for m in indexed_words(sentence) if m.group()[0].isupper() and weight(m.group())}
    at = figure.figure.phrase.end - figure.figure.context.start
    return names <= _stems(figure.context[:at])


def _side_claim(figure: Figure, text: str, sentence: Span) -> Claim:
    return Claim(amount_of(figure), figure.measure, figure.phrase.of(text), sentence.of(text), "")


def _nearest(about: Sequence[frozenset[str]], figures: Sequence[FigureRecord]) -> list[FigureRecord]:
    """The figures whose sentence shares most with the claim's; all of them if none shares a word."""
    shared = [_shared(about, f) for f in figures]
    most = max(shared, default=0)
    return [f for f, n in zip(figures, shared, strict=True) if n == most]


def _with_told_beside(
    claim: Figure,
    about: Sequence[frozenset[str]],
    figures: Sequence[FigureRecord],
    nearest: Sequence[FigureRecord],
    side: str | None,
) -> list[FigureRecord]:
    """The nearest figures, and those of sentences that have the claim's number, its side or words of it."""
    told = set()
    for figure in figures:
        of_side = side is not None and side_of(claim_of(figure)) == side
        own = figure.figure.value == claim.value and telling_digits(claim.value) >= _PRECISE
        least = 1 if of_side or own else min(_BESIDE_NUMBER, len(about))
        if agrees(claim, figure.figure) and _shared(about, figure) >= least:
            told.add((figure.article.id, figure.context))
    return [f for f in figures if f in nearest or (f.article.id, f.context) in told]


def _shared(about: Sequence[frozenset[str]], figure: FigureRecord) -> int:
    """How many of the claim's words stand in a figure's sentence, in some form."""
    there = _stems(figure.context)
    return sum(bool(word & there) for word in about)


def _topic(text: str, count: Count) -> list[frozenset[str]]:
    """The words of meaning around the number in the claim's sentence, each with what nearly says the same."""
    phrase = count.figure.phrase
    around = f"{text[count.sentence.start : phrase.start]} {text[phrase.end : count.sentence.end]}"
    words = {m.group() for m in indexed_words(around) if weight(m.group()) >= 1}
    return [alike(word) for word in sorted(words)]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(m.group()) for m in indexed_words(text))


def _of_same_value(record: Record, text: str, count: Count) -> tuple[FigureRecord, ...]:
    """Figures with just this number of this unit beside telling words of the claim, whatever they measure.

    Round numbers stand beside anything: without three digits that say something, more words must agree.
    """
    claim = count.figure
    if claim.value is None:
        return ()
    about = _topic(text, count)
    precise = telling_digits(claim.value) >= _PRECISE
    least = 1 if precise else _AGREEING
    words = sorted({w for word in about for w in word if w in record.stems})
    figures = record.figures(record.matching("figure", one_of(words), _MOST)) if words else ()
    people = _named_before(record, text[count.sentence.start : claim.phrase.start])
    return tuple(
        f
        for f in figures
        if (f.figure.unit, f.figure.value) == (claim.unit, claim.value)
        and _shared(about, f) + (bool(people) and _names(record, f, people)) >= least
        and (not people or _whose(record, f) <= people)
    )


def _of_subject(
    record: Record, text: str, count: Count, figures: Sequence[FigureRecord]
) -> list[FigureRecord]:
    """The figures of the person whose figure the claim gives; all where it names none."""
    claim = count.figure
    if claim.subject is None:
        if all(f.subject is None for f in figures):
            return list(figures)
        if claim.kind is FigureKind.AGE:
            people = _named_before(record, text[count.sentence.start : claim.phrase.start])
            return [f for f in figures if not people or f.subject in people]
        people = record.named(count.sentence.of(text))
        return [f for f in figures if not people or f.subject is None or f.subject in people]
    people = frozenset(m.person for m in record.names.find(claim.subject.name))
    if not people:
        return [] if claim.subject.name[0].isupper() else list(figures)
    return [f for f in figures if f.subject in people or (f.subject is None and _names(record, f, people))]


def _whose(record: Record, figure: FigureRecord) -> frozenset[int]:
    """Whose figure it is: its subject, or else who is named last before it."""
    if figure.subject is not None:
        return frozenset({figure.subject})
    return _named_before(record, figure.context[: figure.figure.phrase.start - figure.figure.context.start])


def _named_before(record: Record, words: str) -> frozenset[int]:
    """Who is named last before a number in its sentence: "X is 65 years old"."""
    named = record.names.within(words)
    return frozenset(m.person for m in named[-1][2]) if named else frozenset()


def _names(record: Record, figure: FigureRecord, people: frozenset[int]) -> bool:
    """Whether the passage of a figure without a subject names one of them."""
    passage = record.passage_at(figure.article.id, figure.figure.span.start)
    return passage is not None and bool(record.named(passage.text) & people)


def _same_year(claim: Figure, other: FigureRecord) -> bool:
    """No other year than the one the claim gives, if it gives one."""
    if claim.as_of is None or claim.as_of.first is None:
        return True
    years = {d.year for d in (other.article.published.value, _day(other.figure)) if d}
    return not years or claim.as_of.first.year in years


def _day(figure: Figure) -> date | None:
    return figure.as_of.first if figure.as_of else None


def _same_place(record: Record, text: str, count: Count, other: FigureRecord) -> bool:
    """No other place than the claim gives: its words stand in the figure's passage or sentence."""
    if count.figure.place is None:
        return True
    wanted = {stem(m.group()) for m in indexed_words(count.figure.place.of(text)) if weight(m.group())}
    if wanted <= _stems(f"{other.context} {other.place or ''}"):
        return True
    if other.figure.place is not None:
        return False
    return wanted <= _stems(record.article_text(other.article.id))


def _unknown(record: Record, text: str, count: Count) -> bool:
    """Whether the claim’s sentence, but for hashtags, names something of which the record never heard."""
    words = indexed_words(_TAG.sub(" ", count.sentence.of(text)))
    names = (m.group() for m in words if m.start() > 0 and m.group()[0].isupper() and weight(m.group()) >= 1)
    return not all(_is_heard_of(record, name) for name in names)


def _is_heard_of(record: Record, word: str) -> bool:
    """Whether the articles have a word, in English for a Russian one, or name somebody so."""
    return any(stem(w) in record.stems for w in (word, *translated(word))) or bool(record.names.find(word, 1))
