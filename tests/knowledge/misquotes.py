"""Ways to misquote a record: every quotation of it, made wrong in a known way.

Each misquote is a message as people send it, with the label it deserves. Randomness is for
variety; the same seed gives the same messages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.matching.alignment import words_of
from knowledge.model import QuoteKind
from knowledge.record import Record
from knowledge.stems import weight
from knowledge.store.rows import QuoteRecord

AUXILIARIES = frozenset("will is are was were has have had can would could should does did".split())
FOREIGN = "orchestra violet pancake marble sparrow velvet lantern walrus teapot giraffe".split()


@dataclass(frozen=True, slots=True)
class Misquote:
    """A message, what was done to it, and the labels that would be right."""

    sort: str
    text: str
    right: frozenset[str]


def misquotes(record: Record, seed: int) -> Iterator[Misquote]:
    """Every quotation of at least five words, in all ways that it allows."""
    choose = random.Random(seed)
    quotes = [q for q in record.quotes(record.quote_ids()) if _is_quotable(q)]
    for quote in quotes:
        speaker = quote.quote.speaker.name if quote.quote.speaker else ""
        text = quote.content.strip(" ,.;:")
        yield Misquote("exact", _message(choose, text, speaker), frozenset({"exact"}))
        yield from _altered(choose, text, speaker)
        yield from _negated(choose, text, speaker)
        yield from _shortened(choose, text, speaker)
        yield from _by_another(choose, quote, quotes)
        yield from _stitched(choose, quote, quotes)
        foreign = " ".join(choose.choice(FOREIGN) for _ in text.split())
        yield Misquote("unrelated", _message(choose, foreign, speaker), frozenset({"not_found"}))


def _is_quotable(quote: QuoteRecord) -> bool:
    one_piece = len(quote.quote.contents) == 1 and quote.quote.kind is QuoteKind.DIRECT
    telling = sum(weight(w.key) for w in words_of(quote.content))
    marks = any(mark in quote.content for mark in "“”\"'‘’«»\n")
    return one_piece and not marks and len(words_of(quote.content)) >= 5 and telling >= 1


def _message(choose: random.Random, text: str, speaker: str) -> str:
    """A quotation as people send one."""
    if not speaker:
        return f"“{text}”"
    return choose.choice(
        (
            f"“{text}” — {speaker}",
            f'{speaker}: "{text}"',
            f"{speaker} said: “{text}”",
            f'"{text}," said {speaker}.',
        )
    )


def _altered(choose: random.Random, text: str, speaker: str) -> Iterator[Misquote]:
    words = text.split()
    telling = [
        n for n, word in enumerate(words) if weight(word.strip(".,!?")) and word.strip(".,!?").isalpha()
    ]
    others = sum(weight(w.key) for w in words_of(text))
    if len(telling) > 1 and others >= 2.5:
        at = choose.choice(telling)
        changed = " ".join([*words[:at], choose.choice(FOREIGN), *words[at + 1 :]])
        yield Misquote("altered", _message(choose, changed, speaker), frozenset({"altered"}))


def _negated(choose: random.Random, text: str, speaker: str) -> Iterator[Misquote]:
    words = text.split()
    for n, word in enumerate(words):
        if word in {"not", "never", "no"}:
            without = " ".join(words[:n] + words[n + 1 :])
            yield Misquote("negation", _message(choose, without, speaker), frozenset({"negation"}))
            return
    for n, word in enumerate(words[:-1]):
        if word in AUXILIARIES:
            added = " ".join([*words[: n + 1], "not", *words[n + 1 :]])
            yield Misquote("negation", _message(choose, added, speaker), frozenset({"negation"}))
            return


def _shortened(choose: random.Random, text: str, speaker: str) -> Iterator[Misquote]:
    words = text.split()
    kept = " ".join(words[: max(5, 2 * len(words) // 3)])
    if len(words) >= 8 and sum(weight(w.key) for w in words_of(kept)) >= 1:
        yield Misquote("shortened", _message(choose, kept, speaker), frozenset({"shortened"}))


def _by_another(
    choose: random.Random, quote: QuoteRecord, quotes: Sequence[QuoteRecord]
) -> Iterator[Misquote]:
    others = sorted(
        {
            q.quote.speaker.name
            for q in quotes
            if q.person is not None and q.person != quote.person and q.quote.speaker
        }
    )
    if quote.person is not None and others:
        text = _message(choose, quote.content.strip(" ,.;:"), choose.choice(others))
        yield Misquote("misattributed", text, frozenset({"misattributed"}))


def _stitched(choose: random.Random, quote: QuoteRecord, quotes: Sequence[QuoteRecord]) -> Iterator[Misquote]:
    others = [q for q in quotes if q.article.id != quote.article.id and q.group != quote.group]
    if not others:
        return
    other = choose.choice(others)
    one, two = quote.content.split(), other.content.split()
    if len(one) >= 8 and len(two) >= 8:
        text = " ".join(one[: len(one) // 2 + 1] + two[len(two) // 2 :]).strip(" ,.;:")
        yield Misquote("stitched", f"“{text}”", frozenset({"stitched"}))
