"""Which passages hold these words?"""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import Ask
from bot.blocks import by_sentence, passage_block, sentence_block
from bot.command import Argument, ArgumentKind, command
from bot.messages import Block, NoticeBlock, Reply, Status
from bot.paging import page_of
from bot.people import names_of, nearest_names
from knowledge.model import PROSE
from knowledge.search import Found, How, find, matched, parse
from knowledge.store.rows import PassageRecord, QuoteRecord

_MOST = 100


@command(
    "search",
    Argument("words", ArgumentKind.WORDS, required=True),
    examples=("/search helicopter rifle", '/search "security assistance" -nato', "/search by:putin police"),
    aliases=("s", "find"),
)
def search(ask: Ask) -> Reply:
    """Passages with the words, or quotes of a person with them, best first; marks on the words."""
    query = parse(ask.rest)
    people: tuple[int, ...] = ()
    if query.speaker:
        people = tuple(m.person for m in ask.record.names.find(query.speaker, 1))
        if not people:
            names = ", ".join(nearest_names(ask.record, query.speaker))
            notice = ask.notice("search-nobody", name=query.speaker, names=names)
            return ask.reply(Status.NOTHING, (notice,))
    if query.bare and not people:
        raise ask.usage()
    table = "quote" if people else "passage"
    found = find(ask.record, table, query, _MOST, people) if not query.bare else _all_of(ask, people)
    records = _records(ask, table, found)
    if not records:
        return _nothing(ask, found, people)
    shown, pages = page_of(records, ask.request.page, ask.page_length)
    blocks = [_block(record, found) for record in shown]
    status = Status.PARTIAL if found.unknown else Status.FOUND
    return ask.reply(status, (*understood(ask, found), *blocks), page=ask.request.page, pages=pages)


def understood(ask: Ask, found: Found) -> list[NoticeBlock]:
    """What to say on how the words were read: nothing where all were found as typed."""
    notices = [ask.notice("search-corrected", typed=t, word=w) for t, w in found.corrected]
    if found.unknown:
        notices.append(ask.notice("search-unknown", words=", ".join(found.unknown)))
    if found.how is How.ANY:
        notices.append(ask.notice("search-any"))
    elif found.how is How.LATEST:
        notices.append(ask.notice("search-latest"))
    return notices


def _all_of(ask: Ask, people: tuple[int, ...]) -> Found:
    return Found(tuple(ask.record.quote_ids(people)[:_MOST]))


def _records(ask: Ask, table: str, found: Found) -> Sequence[PassageRecord | Sequence[QuoteRecord]]:
    """What was found: the passages of prose, or the quotes of each sentence."""
    if table == "quote":
        return by_sentence(ask.record.quotes(found.ids))
    return [p for p in ask.record.passages(found.ids) if p.kind in PROSE]


def _block(record: PassageRecord | Sequence[QuoteRecord], found: Found) -> Block:
    if isinstance(record, PassageRecord):
        return passage_block(record, marks=matched(record.text, record.span.start, found.stems))
    return sentence_block(record, found.stems)


def _nothing(ask: Ask, found: Found, people: tuple[int, ...]) -> Reply:
    blocks: list[Block] = [ask.notice("search-nothing", articles=len(ask.record.articles))]
    blocks += [n for n in understood(ask, found) if n.key in {"search-corrected", "search-unknown"}]
    if people:
        blocks.append(ask.notice("search-nothing-by", name=names_of(ask.record, people)))
    return ask.reply(Status.NOTHING, blocks)
