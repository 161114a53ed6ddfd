"""What is said of how a name was read: as whom, whom else it may mean, who is near it on record."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import Ask
from bot.messages import Block, ChoicesBlock, NoticeBlock, Option
from bot.naming import Named
from knowledge.names import SURE, NameMatch
from knowledge.record import Record


def understood(ask: Ask, named: Named) -> tuple[Block, ...]:
    """What to say on how a name was read: nothing where it is obvious."""
    blocks: list[Block] = []
    if named.match and named.match.tier not in SURE:
        values = {"typed": named.typed, "name": named.match.alias, "how": named.match.tier.value}
        blocks.append(NoticeBlock(ask.wording.text("name-read-as", **values), "name-read-as"))
    if named.others:
        options = tuple(_again(ask, named, match) for match in named.others)
        blocks.append(ChoicesBlock(ask.wording.text("name-tie"), options))
    return tuple(blocks)


def nearest_names(record: Record, typed: str, limit: int = 3) -> tuple[str, ...]:
    """Names that exist and look most like what was typed; else those most on record."""
    found = [match.alias for match in record.names.complete(typed, limit)]
    return tuple(found) or tuple(person.name for person in record.all_people[:limit])


def names_of(record: Record, people: Sequence[int]) -> str:
    """The display names of people, for a notice."""
    return ", ".join(person.name for person in record.people(people))


def _again(ask: Ask, named: Named, match: NameMatch) -> Option:
    return Option(match.alias, f"/{ask.command.name} {match.alias} {named.rest}".strip())
