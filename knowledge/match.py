"""A message against the record: what is there of each of its claims?

Candidates come from the full-text index by the rarest words of a claim, a bounded number of
them, never by a scan. `wordings` judges words, `counts` judges numbers; here is what is looked
up for them, and in which order claims are answered. Absence from the record proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from knowledge.matching.alignment import Word, words_of
from knowledge.matching.beginnings import Beginning, beginnings
from knowledge.matching.claims import Count, Message, read_message
from knowledge.matching.counts import CountLabel, compared
from knowledge.matching.recorded import Wording
from knowledge.matching.reports import Statement
from knowledge.matching.retelling import Weigh, retelling, weight_told
from knowledge.matching.wordings import NOTHING, Claim, Finding, Label, judge, retold
from knowledge.model import PROSE, QuoteKind, Span
from knowledge.record import Record
from knowledge.search import is_among, one_of
from knowledge.stems import GENERIC_WEIGHT, fold, indexed_words, stem, weight
from knowledge.store.rows import FigureRecord, PassageRecord, QuoteRecord
from knowledge.tokens import sentences_of

_RAREST = 4
"""Words of each part of a claim by which candidates are looked for."""
_PARTS = 2, 4
"""The fewest and most parts of a claim, each of which another quotation may be stitched in with."""
_PART_WORDS = 9
_POSTINGS = 1_500
_CANDIDATES = 16
_OF_SPEAKER = 60
"""Latest quotations of a speaker among which one is looked for that says a claim in other words."""
_LAID_BESIDE = 6
"""Candidates that are compared word by word."""
_STITCHED_IN = 2
"""Quotations looked for with a sentence of a claim word for word."""
_STITCHED_WORDS = 3
_SENTENCES = 4
_ARTICLE = re.compile(r"^(?:the|an?|his|her|their) ", re.IGNORECASE)
_MARKS = str.maketrans(dict.fromkeys(',.;:!?“”«»"()…—-', " "))
_PASSAGES = 4
_FEW = 3
_CLAIMS = 8
"""Claims of one message that are looked up; a longer one is answered for its first."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim of a message and what the record has on it.

    `claim` is a slice of the message. `difference` pairs the claim's words with the record's
    where they differ. `quotes`, `passages` and `figures` are what this rests on, nearest first; beside
    what is not found it is the passage that tells most of it. `speaker` is whom the message names.
    """

    claim: str
    label: Label | CountLabel
    difference: tuple[tuple[str, str], ...] = ()
    quotes: tuple[QuoteRecord, ...] = ()
    passages: tuple[tuple[PassageRecord, Span], ...] = ()
    figures: tuple[FigureRecord, ...] = ()
    speaker: str | None = None


def check(record: Record, text: str) -> tuple[Checked, ...]:
    """Every claim of `text` with what the record has on it; at least one, if only not found."""
    known = cache(lambda name: bool(record.names.find(name, 1)))  # a message says one name often
    message = read_message(text, known, record.names.within)
    statements = list(_statements(record, message))
    told = [span for span, checked in statements if checked and checked.label is Label.PARAPHRASE]
    since = [_since(begun, text) for begun in beginnings(record, text)]
    answered = [span for span, _ in since]
    statements = [(s, c) for s, c in statements if not (c and _is_of_its_year(c, answered, s))]
    found = [*statements, *_counts(record, message, told), *since]
    telling = [checked for _, checked in sorted(found, key=lambda f: f[0]) if checked is not None]
    return tuple(telling) or (Checked(text.strip(), Label.NOT_FOUND),)


def _since(begun: Beginning, text: str) -> tuple[Span, Checked]:
    return begun.year, Checked(begun.sentence.of(text), begun.label, passages=begun.passages)


def _is_of_its_year(checked: Checked, years: Sequence[Span], span: Span) -> bool:
    """Whether a plain sentence is answered by the year in it."""
    plain = not checked.speaker and not checked.quotes
    return plain and any(span.covers(year) for year in years)


def _statements(record: Record, message: Message) -> Iterable[tuple[Span, Checked | None]]:
    """The statements, whole or by their sentences. Plain ones that nothing speaks of are no claims."""
    for statement in message.statements[:_CLAIMS]:
        checked = _statement(record, message, statement)
        apart = checked.label is Label.NOT_FOUND and (not statement.reported or _is_short(message))
        parts = statement.parts[:_CLAIMS] if apart else ()
        beside = [(p.span, _worth_saying(p, _statement(record, message, p), message.counts)) for p in parts]
        worth = [found for _, found in beside if found]
        if worth and (not statement.reported or any(f.label is not Label.NOT_FOUND for f in worth)):
            yield from beside
        else:
            yield statement.span, _worth_saying(statement, checked, message.counts)


def _is_short(message: Message) -> bool:
    """Whether it has so few statements that each can be looked for everywhere."""
    return len(message.statements) <= _FEW


def _worth_saying(statement: Statement, checked: Checked, counts: Sequence[Count]) -> Checked | None:
    """None for a plain sentence of which the record has nothing, or whose number is answered.

    So it is for what somebody is only reported to have said, where the record has it in no words.
    """
    if statement.marked:
        return checked
    told = statement.reported and checked.label is not Label.NOT_FOUND
    said_by_nobody = not told and all(q.quote.kind is QuoteKind.INDIRECT for q in checked.quotes)
    if said_by_nobody and any(count.sentence.overlaps(statement.span) for count in counts):
        return None
    attributed = statement.reported or statement.speaker or checked.passages
    return checked if attributed or checked.label is not Label.NOT_FOUND else None


def _statement(record: Record, message: Message, statement: Statement) -> Checked:
    """What the record has on one statement; a plain one of many is looked for among quotations alone."""
    words = tuple(w for p in statement.pieces for w in words_of(message.text, p.start, p.end))
    named = record.names.find(statement.speaker) if statement.speaker else ()
    stranger = bool(statement.speaker) and not named and _looks_named(statement.speaker or "")
    people = frozenset(m.person for m in named)
    names = frozenset[str]() if statement.marked else _names_in(record, message.text, statement.pieces)
    claim = Claim(words, statement.marked, people, stranger, statement.cue, names)
    anywhere = statement.marked or _is_short(message)
    voices = _names_of(record, claim, statement.speaker)
    apart = _apart(message.text, statement)
    finding, quotes, passages = _found(record, claim, voices, apart, anywhere=anywhere)
    if finding is NOTHING and anywhere and not claim.marked:
        return Checked(
            statement.span.of(message.text),
            finding.label,
            passages=_nearest(record, claim.words),
            speaker=statement.speaker,
        )
    difference = _in_words(message.text, finding, quotes, passages)
    label = finding.label
    if label is Label.PARAPHRASE and any(_is_of_another(record, *pair) for pair in difference):
        label = Label.ALTERED
    return Checked(
        statement.span.of(message.text),
        label,
        difference,
        tuple(quotes[r] for w in finding.wordings if w.kind for r in w.references),
        tuple((passages[r], w.place) for w in finding.wordings if not w.kind for r in w.references),
        (),
        statement.speaker,
    )


def _names_of(record: Record, claim: Claim, speaker: str | None) -> Sequence[str]:
    """The names by which a quotation of several, or of nobody known by name, may be the speaker's."""
    if claim.speakers:
        return sorted({alias.text for person in claim.speakers for alias in record.aliases(person)})
    return [_ARTICLE.sub("", speaker)] if speaker else []


def _names_in(record: Record, text: str, pieces: Sequence[Span]) -> frozenset[str]:
    """The keys of the words that are names: known ones, or capitalised inside a sentence."""
    found: set[str] = set()
    for piece in pieces:
        within = record.names.within(piece.of(text))
        known = [Span(a + piece.start, b + piece.start) for a, b, _ in within]
        for word in words_of(text, piece.start, piece.end):
            inside = text[word.start].isupper() and text[: word.start].rstrip()[-1:].isalnum()
            if word.weight >= 1 and (inside or any(k.covers(word.span) for k in known)):
                found.add(word.key)
    return frozenset(found)


def _is_of_another(record: Record, claim: str, words: str) -> bool:
    """Whether words of a claim have a name where the record has somebody else's."""
    if not any(m.group()[0].isupper() and weight(m.group()) >= 1 for m in indexed_words(claim)):
        return False
    told = record.named(words)
    return bool(told) and not record.named(claim) & told


def _apart(text: str, statement: Statement) -> list[str]:
    """The sentences of a quotation that has several, for each may be of another one; as queries."""
    if not statement.marked:
        return []
    sentences = [s.span.of(text) for piece in statement.pieces for s in sentences_of(text, piece)]
    words = [[m.group() for m in indexed_words(sentence)] for sentence in sentences[:_SENTENCES]]
    return [f'"{" ".join(some)}"' for some in words if len(words) > 1 and len(some) >= _STITCHED_WORDS]


def _weighing(record: Record) -> Weigh:
    """How much a word says in this record."""

    def weigh(key: str) -> float:
        root = stem(key)
        common = record.stems.get(root, 0) >= record.common_from or 0 < weight(root) < weight(key)
        return min(weight(key), GENERIC_WEIGHT) if common else weight(key)

    return weigh


def _nearest(record: Record, words: Sequence[Word]) -> tuple[tuple[PassageRecord, Span], ...]:
    """The passage that tells most of a claim, if it tells most of it, with its sentence that does."""
    weigh = _weighing(record)
    rare = _rarest(record, words)
    found = record.passages(record.matching("passage", one_of(sorted(rare)), _PASSAGES)) if rare else ()
    best: tuple[float, PassageRecord] | None = None
    for passage in found:
        told = retelling(words, [passage.text], weigh) if passage.kind in PROSE else None
        if told and (best is None or told.said > best[0]):
            best = told.said, passage
    if best is None:
        return ()
    passage = best[1]
    sentences = sentences_of(passage.text, Span(0, len(passage.text)))
    sentence = max(sentences, key=lambda s: weight_told(words, s.span.of(passage.text), weigh)).span
    start = passage.span.start
    return ((passage, Span(sentence.start + start, sentence.end + start)),)


def _found(
    record: Record, claim: Claim, voices: Sequence[str], apart: Sequence[str], *, anywhere: bool
) -> tuple[Finding, dict[int, QuoteRecord], dict[int, PassageRecord]]:
    """The nearest quotation; where there is none, and `anywhere`, the nearest sentence of an article."""
    rare, weigh = _rarest(record, claim.words), _weighing(record)
    if not rare:
        return NOTHING, {}, {}
    match = one_of(sorted(rare))
    near = record.quotes(record.matching("quote", f"content : {match}", _CANDIDATES))
    sharing = [q for q in near if claim.marked or _shares(q.content, rare)]
    quotes = {q.id: q for q in _likeliest(claim, sharing)}
    for phrase in apart:
        ids = record.matching("quote", f"content : {phrase}", _STITCHED_IN)
        quotes.update({q.id: q for q in record.quotes([i for i in ids if i not in quotes])})
    finding = judge(claim, [_wording(q) for q in quotes.values()], weigh)
    if finding.label is Label.NOT_FOUND and voices and not claim.marked:
        own = record.quotes(record.quote_ids(sorted(claim.speakers))[-_OF_SPEAKER:]) if claim.speakers else ()
        quotes = {q.id: q for q in (*own, *(q for q in near if q.person is None and is_among(voices, q)))}
        finding = retold(claim, [_wording(q) for q in quotes.values()], weigh)
    if finding.label is not Label.NOT_FOUND or not anywhere:
        return finding, quotes, {}
    found = record.passages(record.matching("passage", match, _PASSAGES))
    passages = {p.id: p for p in found if p.kind in PROSE and _shares(p.text, rare)}
    sentences = [s for p in passages.values() for s in _sentences(p, rare)]
    finding = judge(replace(claim, speakers=frozenset()), sentences, weigh)
    return finding, {}, passages


def _likeliest(claim: Claim, near: Sequence[QuoteRecord]) -> Sequence[QuoteRecord]:
    """The few quotations that have most of a claim's words in order; the named speaker's before others."""
    if len(near) <= _LAID_BESIDE:
        return near
    keys = [w.key for w in claim.words]
    likely = [(LCSseq.similarity(keys, fold(q.content).translate(_MARKS).split()), q) for q in near]
    least = sorted(((n, q.person in claim.speakers) for n, q in likely), reverse=True)[_LAID_BESIDE - 1]
    return [q for n, q in likely if (n, q.person in claim.speakers) >= least]


def _rarest(record: Record, words: Sequence[Word]) -> frozenset[str]:
    """The rarest words of each part of a claim; none where no word is rare enough."""
    fewest, most = _PARTS
    count = min(max(fewest, len(words) // _PART_WORDS), most)
    ends = [n * len(words) // count for n in range(count + 1)]
    return frozenset(key for a, b in pairwise(ends) for key in _rare_in(record, words[a:b]))


def _shares(text: str, rare: frozenset[str]) -> bool:
    """Whether a text has enough of a claim’s rare words for a closer look: two, if it has so many."""
    folded = fold(text)
    return sum(word in folded for word in rare) >= (2 if len(rare) > 2 else 1)


def _rare_in(record: Record, words: Sequence[Word]) -> list[str]:
    telling = {stem(w.key): w.key for w in words if w.weight and w.key.isalnum()}
    by_rarity = sorted((record.stems[s], key) for s, key in telling.items() if s in record.stems)
    chosen: list[str] = []
    postings = 0
    for count, key in by_rarity[:_RAREST]:
        postings += count
        if postings > _POSTINGS:
            break
        chosen.append(key)
    return chosen


def _wording(record: QuoteRecord) -> Wording:
    """A quote's content, piece by piece."""
    pieces: list[tuple[str, Span]] = []
    at = 0
    for span in record.quote.contents:
        pieces.append((record.content[at : at + len(span)], span))
        at += len(span) + 3  # the pieces are joined by " … "
    return Wording(
        tuple(pieces),
        (record.id,),
        record.article.id,
        record.quote.kind,
        record.person,
        headline=record.is_headline,
        cue=record.cue,
    )


def _sentences(passage: PassageRecord, rare: frozenset[str]) -> Iterable[Wording]:
    """The sentences of a passage that may be meant, as an article's own words."""
    shift = passage.span.start
    for sentence in sentences_of(passage.text, Span(0, len(passage.text))):
        if not _shares(sentence.span.of(passage.text), rare):
            continue
        place = Span(sentence.span.start + shift, sentence.span.end + shift)
        yield Wording(((sentence.span.of(passage.text), place),), (passage.id,), passage.article.id)


def _in_words(
    text: str, finding: Finding, quotes: dict[int, QuoteRecord], passages: dict[int, PassageRecord]
) -> tuple[tuple[str, str], ...]:
    """The differences as the message and the article write them."""
    if not finding.wordings or not finding.difference:
        return ()
    wording = finding.wordings[0]

    def original(words: Sequence[Word]) -> str:
        if not words:
            return ""
        span = Span(words[0].start, words[-1].end)
        for reference in wording.references:
            if wording.kind is None:
                passage = passages[reference]
                return passage.text[span.start - passage.span.start : span.end - passage.span.start]
            quote = quotes[reference]
            if quote.quote.context.covers(span):
                start = quote.quote.context.start
                return quote.context[span.start - start : span.end - start]
        return " ".join(w.text for w in words)

    return tuple((text[c[0].start : c[-1].end] if c else "", original(r)) for c, r in finding.difference)


def _counts(record: Record, message: Message, told: Sequence[Span]) -> Iterable[tuple[Span, Checked | None]]:
    """The numbers; not found is none of a statement that is `told` on record as a whole."""
    for count in message.counts[:_CLAIMS]:
        label, figures = compared(record, message.text, count)
        if label is CountLabel.NOT_FOUND and any(span.covers(count.figure.span) for span in told):
            continue
        yield count.figure.span, Checked(count.sentence.of(message.text), label, figures=figures)


def _looks_named(speaker: str) -> bool:
    """Whether this is a name rather than a description: capitalised, and no word of any text."""
    return any(part[0].isupper() and weight(part) >= 1 for part in speaker.split())
