"""Since when? A year that a message gives as a beginning, against the years that the record gives for it.

Compared are sentences that say "since" of the same people, with a word of what began. Nothing else is
concluded: a year in which something merely happened is left to the wording of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from knowledge.matching.counts import CountLabel
from knowledge.model import PROSE, Span
from knowledge.questions.surroundings import Surroundings, stems_of
from knowledge.questions.translating import translated
from knowledge.record import Record
from knowledge.search import one_of
from knowledge.stems import indexed_words, stem, weight
from knowledge.store.rows import PassageRecord
from knowledge.thesaurus import akin, alike
from knowledge.tokens import sentences_of

_SINCE = re.compile(r"\b(?:since|с)\s+(?P<year>(?:1[5-9]|20)\d\d)\b", re.IGNORECASE)
_MOST = 8
"""Beginnings of one message that are looked for."""
_LOOKED_THROUGH = 60
"""Passages in which a beginning is looked for."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A year of a message, the sentence it stands in, and what the record has: sentences of its passages."""

    year: Span
    sentence: Span
    label: CountLabel
    passages: tuple[tuple[PassageRecord, Span], ...]


def beginnings(record: Record, text: str) -> Iterable[Beginning]:
    """The beginnings that a message gives and the record, too, where the two agree or not."""
    for given in islice(_SINCE.finditer(text), _MOST):
        span = Span(*given.span("year"))
        sentences = (s.span for s in sentences_of(text, Span(0, len(text))))
        sentence = next((s for s in sentences if s.covers(span)), span)
        told = list(_told(record, sentence.of(text)))
        agreeing = [(passage, where) for year, passage, where in told if year == given["year"]]
        if told:
            label = CountLabel.SUPPORTED if agreeing else CountLabel.CONTRADICTED
            places = agreeing or [(passage, where) for _, passage, where in told]
            yield Beginning(span, sentence, label, tuple(places))


def _told(record: Record, claim: str) -> Iterable[tuple[str, PassageRecord, Span]]:
    """The years since when the same is so of the same people, each with the sentence that says so."""
    named = record.names.within(claim)
    people = frozenset(match.person for *_, matches in named for match in matches)
    names = {stem(m.group()) for first, last, _ in named for m in indexed_words(claim[first:last])}
    alike = [_alike(m.group()) for m in indexed_words(claim) if weight(m.group()) >= 1]
    topic = frozenset[str]().union(*(words for words in alike if not words & names)) & record.stems.keys()
    if not people or not topic:
        return
    around = Surroundings(record)
    query = f"since AND {one_of(sorted(topic))}"
    found = record.passages(record.matching("passage", query, _LOOKED_THROUGH))
    for passage in (p for p in found if p.kind in PROSE):
        for cut in sentences_of(passage.text, Span(0, len(passage.text))):
            begin = cut.span.start
            for since in _SINCE.finditer(passage.text, begin, cut.span.end):
                who = record.last_named(passage.text[: since.start()]) or around.last_named(passage)
                if who & people and topic & stems_of(passage.text[begin : since.start()]):
                    start = passage.span.start
                    yield since["year"], passage, Span(cut.span.start + start, cut.span.end + start)
                begin = since.end()


def _alike(word: str) -> frozenset[str]:
    """The stems of the words that say the same, in English for a Russian one, or nearly."""
    words = translated(word) or (word,)
    return frozenset(s for w in words for s in (stem(w), *alike(w), *akin(w, "near")))
