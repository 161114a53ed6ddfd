"""What happened when?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.app import Ask
from bot.blocks import passage_block
from bot.command import Argument, ArgumentKind, command
from bot.messages import Block, NoticeBlock, Reply, Status
from bot.paging import page_of
from bot.people import nearest_names
from knowledge.about import is_about
from knowledge.model import Grain, Span
from knowledge.search import find
from knowledge.store.rows import MomentRecord
from knowledge.tokens import sentences_of

_RANGE = re.compile(r"\b(?P<first>\d{4}-\d\d-\d\d)(?:\s+(?:to\s+)?(?P<last>\d{4}-\d\d-\d\d))?")
_MOST = 300


@command(
    "timeline",
    Argument("words", ArgumentKind.WORDS),
    Argument("from", ArgumentKind.DATE),
    Argument("to", ArgumentKind.DATE),
    examples=("/timeline", "/timeline tikhanovskaya", "/timeline rally 2020-08-14 2020-08-16"),
    aliases=("when",),
)
def timeline(ask: Ask) -> Reply:
    """The sentences that carry a date, in the order of their days.

    Of days asked for, what is told of a longer time comes after; without any, what has no known day.
    """
    words, first, last = _read(ask.rest)
    since, to = first or date.min, last or date.max
    moments = _moments(ask, words)
    dated = [m for m in moments if _touches(m, since, to)]
    dated.sort(key=lambda m: (not _within(m, since, to), m.first or date.max, m.passage.id, m.span))
    undated = [] if first else [m for m in moments if not m.first]
    entries = _entries([*dated, *undated])
    if not entries:
        names = ", ".join(nearest_names(ask.record, words))
        notice = ask.notice("timeline-none", words=ask.rest, names=names, articles=len(ask.record.articles))
        return ask.reply(Status.NOTHING, [notice])
    shown, pages = page_of(entries, ask.request.page, ask.page_length)
    return ask.reply(Status.FOUND, _with_headings(ask, shown), page=ask.request.page, pages=pages)


def _read(text: str) -> tuple[str, date | None, date | None]:
    """Words, first day and last day."""
    match = _RANGE.search(text)
    if not match:
        return text.strip(), None, None
    try:
        first = date.fromisoformat(match["first"])
        last = date.fromisoformat(match["last"]) if match["last"] else None
    except ValueError:
        return text.strip(), None, None
    return (text[: match.start()] + text[match.end() :]).strip(), first, last


def _moments(ask: Ask, words: str) -> tuple[MomentRecord, ...]:
    record = ask.record
    if not words:
        return record.all_moments()
    people = {matches[0].person for *_, matches in record.names.within(words)}
    if not people:
        return record.moments_of(list(find(record, "passage", words, _MOST).ids))
    naming = [p for person in sorted(people) for p in record.passages_naming(person)]
    near = sorted({n for p in naming for n in (p, p + 1)})  # "She fled …" stands in a passage of its own
    return tuple(m for m in record.moments_of(near) if is_about(record, people, m.passage, _sentence_of(m)))


def _touches(moment: MomentRecord, first: date, last: date) -> bool:
    """Whether a moment is known and not wholly outside these days."""
    return bool(moment.first and moment.last and moment.first <= last and moment.last >= first)


def _within(moment: MomentRecord, first: date, last: date) -> bool:
    """Whether a moment lies wholly within these days."""
    return bool(moment.first and moment.last and first <= moment.first and moment.last <= last)


def _entries(moments: Iterable[MomentRecord]) -> list[tuple[str, Block]]:
    """A heading and the sentence under it; a sentence stands once under a heading."""
    entries: dict[tuple[str, str, int], Block] = {}
    for moment in moments:
        sentence = _sentence_of(moment)
        key = (_heading_of(moment), moment.passage.article.name, sentence.start)
        entries.setdefault(key, passage_block(moment.passage, sentence, moment.span))
    return [(heading, block) for (heading, _, _), block in entries.items()]


def _heading_of(moment: MomentRecord) -> str:
    """The day, month, year or days of a moment; empty where they are not known."""
    first, last = moment.first, moment.last
    if first is None or last is None:
        return ""
    if first == last:
        return first.isoformat()
    if moment.grain == Grain.YEAR:
        return f"{first:%Y}"
    return f"{first:%Y-%m}" if moment.grain == Grain.MONTH else f"{first} – {last}"


def _sentence_of(moment: MomentRecord) -> Span:
    """The sentence that holds a moment, in the article's coordinates."""
    passage = moment.passage
    for sentence in sentences_of(passage.text, Span(0, len(passage.text))):
        placed = Span(passage.span.start + sentence.span.start, passage.span.start + sentence.span.end)
        if placed.covers(moment.span):
            return placed
    return passage.span


def _with_headings(ask: Ask, entries: Iterable[tuple[str, Block]]) -> list[Block]:
    """The blocks with each heading before its first."""
    blocks: list[Block] = []
    said: str | None = None
    for heading, block in entries:
        if heading != said:
            said = heading
            text = heading or ask.wording.text("timeline-undated")
            blocks.append(NoticeBlock(text, "timeline-day" if heading else "timeline-undated"))
        blocks.append(block)
    return blocks
