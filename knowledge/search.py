"""Which passages, quotes or figures hold these words? And what was searched when none does.

A query is words, "phrases", -excluded words, and from:outlet, by:person, after:day, before:day.
Every word reaches the full-text index quoted, so that no query can be an error there. Plans by
cost: all words first; else any of them, ranked, while their postings are few; else the latest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.model import Span
from knowledge.record import Record
from knowledge.stems import GENERIC_WEIGHT, fold, indexed_words, stem, weight
from knowledge.store.rows import QuoteRecord
from knowledge.thesaurus import synonyms

_PART = re.compile(
    r"(?P<minus>(?<!\S)-)?(?:(?P<key>\w+):)?(?:[\"“„«](?P<phrase>[^\"“”„«»]*)[\"“”»]|(?P<word>[^\s\"“”„«»]+))"
)
_FILTERS = ("from", "by", "after", "before")
_MOST_WORDS = 24
_RANKED_POSTINGS = 5_000
"""More rows than this are not ranked: bm25 costs about a microsecond a row."""


class How(StrEnum):
    """Which rows were looked for."""

    ALL = "all"  # rows with every word
    ANY = "any"  # rows with some of the words, best first
    LATEST = "latest"  # too many to rank: the latest


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart. `words` leave out stop words; phrases are several words."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    outlet: str | None = None
    speaker: str | None = None
    after: date | None = None
    before: date | None = None

    @property
    def bare(self) -> bool:
        """Whether nothing is asked for, whatever may be filtered."""
        return not self.words and not self.phrases


@dataclass(frozen=True, slots=True)
class Found:
    """The ids that were found, and how the query was understood.

    `corrected` pairs a typed word with the word of the record it was read as; `unknown` are the
    words that no article has.
    """

    ids: tuple[int, ...] = ()
    how: How = How.ALL
    corrected: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()


def parse(text: str) -> Query:
    """`text` as a query; whatever is no filter is words."""
    filters, words, phrases, excluded = Query(), list[str](), list[str](), list[str]()
    for part in _PART.finditer(text):
        key, value = part["key"], part["phrase"] if part["phrase"] is not None else part["word"]
        if key and key.lower() in _FILTERS and (narrower := _filtered(filters, key.lower(), value)):
            filters = narrower
        elif part["minus"]:
            excluded.append(value)
        elif part["phrase"] is not None and len(list(indexed_words(value))) > 1:
            phrases.append(value)
        else:
            words += [w.group() for w in indexed_words(f"{key} {value}" if key else value)]
    kept = [w for w in words if weight(w)] or (words if not phrases else [])
    return Query(
        tuple(dict.fromkeys(kept))[:_MOST_WORDS],
        tuple(phrases[:_MOST_WORDS]),
        tuple(excluded[:_MOST_WORDS]),
        filters.outlet,
        filters.speaker,
        filters.after,
        filters.before,
    )


def find(record: Record, table: str, text: str | Query, most: int = 200, people: Sequence[int] = ()) -> Found:
    """The rows of `table` ("passage", "quote" or "figure") that the query finds, best first.

    `people` are ids whose quotes alone are wanted.
    """
    query = parse(text) if isinstance(text, str) else text
    terms, corrected, unknown = _terms(record, query)
    stems = frozenset(s for term in terms for s in term.stems)
    if not terms:
        return Found((), How.ALL, corrected, unknown, stems)
    articles = _articles(record, query)

    def ids_of(how: How, match: str) -> list[int]:
        latest = how is How.LATEST
        return record.matching(table, match, most, latest=latest, people=people, articles=articles)

    how, match = _plan(terms, query)
    ids = ids_of(how, match)
    if not ids and len(terms) > 1:
        how, match = _plan_any(terms, query)
        ids = ids_of(how, match)
    return Found(tuple(ids), how, corrected, unknown, stems)


def said_together(record: Record, people: Sequence[int], most: int = 50) -> tuple[QuoteRecord, ...]:
    """The quotes whose speakers are several, one of these people among them ("X and Y said")."""
    names = {alias.text for person in people for alias in record.aliases(person)}
    ids: dict[int, None] = {}
    for name in sorted(names):
        words = " ".join(m.group() for m in indexed_words(name))
        ids.update(
            dict.fromkeys(record.matching("quote", f"context : {_quoted(words)}", most) if words else ())
        )
    return tuple(q for q in record.quotes(list(ids)) if q.person is None and is_among(names, q))


def is_among(names: Iterable[str], quote: QuoteRecord) -> bool:
    """Whether one of these names is among a quote's speakers, and does not only say whose speaker it is."""
    speaker = quote.quote.speaker
    return speaker is not None and any(
        re.search(rf"(?<!\bof )(?<!\bfor )\b{re.escape(name)}\b(?!['’]s?\s)", speaker.name) for name in names
    )


def matched(text: str, start: int, words: str | Iterable[str]) -> tuple[Span, ...]:
    """Where words of the query stand in `text`, which begins at `start` of its article.

    `words` is a query as typed, or stems.
    """
    stems = stems_of(words) if isinstance(words, str) else frozenset(words)
    if not stems:
        return ()
    return tuple(
        Span(start + m.start(), start + m.end()) for m in indexed_words(text) if stem(m.group()) in stems
    )


def stems_of(words: str) -> frozenset[str]:
    """The stems that the words of a query as typed stand for."""
    return frozenset(_stems_of(parse(words)))


def one_of(words: Iterable[str]) -> str:
    """The match expression for rows with one of these words, each of letters and digits alone."""
    return f"({' OR '.join(map(_quoted, words))})"


@dataclass(frozen=True, slots=True)
class _Term:
    """A part of the query: its match expression, the stems it marks, how many passages hold it."""

    match: str
    stems: frozenset[str]
    postings: int
    weight: float


def _terms(
    record: Record, query: Query
) -> tuple[tuple[_Term, ...], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The parts that the record can hold, the corrections made, the words it does not have."""
    terms: list[_Term] = []
    corrected: list[tuple[str, str]] = []
    unknown: list[str] = []
    for word in query.words:
        known = _known(record, word)
        if not known and (meant := record.spelling.correct(word)):
            corrected.append((word, meant))
            known = _known(record, meant)
        if known:
            match = one_of(known.values())
            postings = sum(record.stems[s] for s in known)
            terms.append(_Term(match, frozenset(known), postings, weight(word)))
        else:
            unknown.append(word)
    for phrase in query.phrases:
        words = [m.group() for m in indexed_words(phrase)]
        if missing := [w for w in words if stem(w) not in record.stems]:
            unknown += missing
            continue
        rarest = min(record.stems[stem(w)] for w in words)
        terms.append(_Term(_quoted(" ".join(words)), frozenset(map(stem, words)), rarest, 1.0))
    return tuple(terms), tuple(corrected), tuple(unknown)


def _known(record: Record, word: str) -> dict[str, str]:
    """The words for `word` that the record has, by stem."""
    return {s: w for s, w in synonyms(word).items() if s in record.stems}


def _plan(terms: Sequence[_Term], query: Query) -> tuple[How, str]:
    """All the words; unranked where even the rarest is too common."""
    how = How.ALL if min(t.postings for t in terms) <= 4 * _RANKED_POSTINGS else How.LATEST
    return how, _without(" AND ".join(t.match for t in terms), query)


def _plan_any(terms: Sequence[_Term], query: Query) -> tuple[How, str]:
    """Any of the words that are about something."""
    telling = [t for t in terms if t.weight > GENERIC_WEIGHT] or list(terms)
    how = How.ANY if sum(t.postings for t in telling) <= _RANKED_POSTINGS else How.LATEST
    return how, _without(" OR ".join(t.match for t in telling), query)


def _without(match: str, query: Query) -> str:
    excluded = [" ".join(m.group() for m in indexed_words(part)) for part in query.excluded]
    out = " OR ".join(_quoted(words) for words in excluded if words)
    return f"({match}) NOT ({out})" if out else match


def _quoted(words: str) -> str:
    return f'"{words}"'


def _articles(record: Record, query: Query) -> list[int] | None:
    """The ids of the articles that the filters leave; None where there is no filter."""
    if not (query.outlet or query.after or query.before):
        return None
    wanted = fold(query.outlet or "")
    return [
        a.id
        for a in record.articles.values()
        if wanted in fold(f"{a.outlet.value or ''} {a.name}")
        and (not query.after or (a.published.value is not None and a.published.value >= query.after))
        and (not query.before or (a.published.value is not None and a.published.value <= query.before))
    ]


def _filtered(query: Query, key: str, value: str) -> Query | None:
    """The query with one more filter; None where the value is no such thing."""
    if not value:
        return None
    if key == "from":
        return replace(query, outlet=value)
    if key == "by":
        return replace(query, speaker=value)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return replace(query, after=day) if key == "after" else replace(query, before=day)


def _stems_of(query: Query) -> Iterable[str]:
    for word in query.words:
        yield from synonyms(word)
    for phrase in query.phrases:
        yield from (stem(m.group()) for m in indexed_words(phrase))
