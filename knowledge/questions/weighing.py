"""Which words of a question must an answer hold, and which only help to choose?

A word's weight says so: from 1 on it is required. What a word is worth depends on the form of the
question, on its other words, and on how common it is on record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.extract.places import modifiers, place_words
from knowledge.questions.forms import Form, Put
from knowledge.questions.terms import SOFT, Term, listed, words_listed
from knowledge.record import Record
from knowledge.stems import fold, stem

_WHICH = re.compile(r"\b(?:which|what)$", re.IGNORECASE)
_PERVASIVE = 0.25
"""Of the passages that have the most common word, the share from which on a word tells nothing apart."""


def weighed(record: Record, put: Put, terms: Sequence[Term], *, motion: bool = False) -> tuple[Term, ...]:
    """The terms of a question with what each is worth; `motion` asks for where somebody went."""
    found = without_pervasive(record, tuple(dict.fromkeys(terms)))
    if motion:
        staying = (t for t in found if t.required or not listed(t.english, "motion"))
        found = (*staying, *_gone(record, found))
    if put.form in {Form.WHEN, Form.WHERE} or put.whose:
        found = _valued(found, "takes_place", SOFT)
    if put.form in {Form.PERSON, Form.WHEN} or put.whether:
        found = _valued(found, "acts", 1.0)
    if put.form is Form.FIGURES:
        found = _valued(found, "light", SOFT)
    if sum(t.required for t in found) > 2:
        found = _valued(found, "vague", SOFT)
    if _WHICH.search(put.put) and found and listed(found[0].english, "bodies"):
        found = (replace(found[0], weight=SOFT), *found[1:])
    if put.form is not Form.FIGURES:
        found = with_generic(record, found)
    if quoted := put.quotation:
        return tuple(_own(t) if t.text in quoted else replace(t, weight=SOFT) for t in found)
    return found


def _own(term: Term) -> Term:
    """A word that somebody is said to have used: by no other word."""
    return replace(term, stems=frozenset({stem(term.text)}), weight=1.0, akin=frozenset(), loose=frozenset())


def _valued(terms: Sequence[Term], kind: str, weight: float) -> tuple[Term, ...]:
    """The terms, those that are listed as of a kind with another weight."""
    return tuple(replace(t, weight=weight) if listed(t.english, kind) else t for t in terms)


def without_pervasive(record: Record, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Where other words are telling enough, a place that stands in every other passage is asked of none."""
    places = place_words() | modifiers()
    common = [t for t in terms if t.required and fold(t.english) in places and _is_pervasive(record, t)]
    if sum(t.required for t in terms) - len(common) < 2:
        return terms
    return tuple(replace(t, weight=SOFT) if t in common else t for t in terms)


def with_generic(record: Record, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Where no other word is telling, an answer must hold those of any text too: "win", "first day"."""
    if any(t.required and not _is_pervasive(record, t) for t in terms):
        return terms
    return tuple(t if listed(t.english, "times") else replace(t, weight=max(t.weight, 1.0)) for t in terms)


def _is_pervasive(record: Record, term: Term) -> bool:
    """Whether a word stands in so many passages of the record that it tells none apart."""
    most = max(record.stems.values(), default=0)
    return max((record.stems.get(s, 0) for s in term.stems), default=0) >= _PERVASIVE * most


def _gone(record: Record, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Where the question just says "go", any word of motion that the record has."""
    words = {stem(w): w for w in sorted(words_listed("motion")) if stem(w) in record.stems}
    if not words or any(t.required for t in terms):
        return ()
    return (Term("go", frozenset(words), tuple(words.values()), 1.0),)
