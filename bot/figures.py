"""Which figures does a wording ask for, and how is a group of them shown?

Shared by the commands on figures. The grouping and the reasons are `knowledge.compare`'s; here
they become blocks and words of the locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.app import Ask
from bot.blocks import figure_block
from bot.messages import Block, ChoicesBlock, DisagreementBlock, Option
from knowledge.claim import claim_of
from knowledge.compare import Group, Relation, groups_of
from knowledge.lexicon import lexicon
from knowledge.record import Record
from knowledge.search import How, find
from knowledge.stems import indexed_words, weight
from knowledge.store.rows import FigureRecord
from knowledge.topics import topics_of

_AS_OF = re.compile(r"\bas of (?P<day>.+)$", re.IGNORECASE)
_MOST = 400
_WORTH_SAYING = frozenset(
    {
        Relation.COMPATIBLE,
        Relation.MORE,
        Relation.UPDATED,
        Relation.SCOPE,
        Relation.CLAIMANTS,
        Relation.CONFLICT,
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the figures: any of these measures, of these people, with these words, by this day."""

    measures: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    words: str = ""
    as_of: date | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.measures or self.people or self.words)


def read_asked(record: Record, text: str) -> Asked:
    """Measures, names, a day and other words, in any order."""
    day = None
    if (match := _AS_OF.search(text)) and (day := _day(match["day"])):
        text = text[: match.start()]
    topics = topics_of(text)
    for topic in reversed(topics):
        text = text[: topic.span.start] + " " * len(topic.span) + text[topic.span.end :]
    people, names = [], []
    for start, end, matches in reversed(record.names.within(text)):
        people.append(matches[0].person)
        names.append(matches[0].alias)
        text = text[:start] + " " * (end - start) + text[end:]
    words = " ".join(w.group() for w in indexed_words(text) if weight(w.group()))
    measures = tuple(dict.fromkeys(topic.measure for topic in topics))
    return Asked(measures, tuple(people), tuple(names), words, day)


def figures_of(record: Record, asked: Asked) -> tuple[FigureRecord, ...]:
    """The figures asked for; every part of what is asked narrows them."""
    wanted: list[set[int]] = []
    if asked.measures:
        wanted.append(set(record.figure_ids(asked.measures)))
    if asked.people:
        named = (find(record, "figure", name, _MOST) for name in asked.names)
        about = {i for found in named if found.how is How.ALL for i in found.ids}
        wanted.append({*record.figure_ids_of(asked.people), *about})
    if asked.words:
        found = find(record, "figure", asked.words, _MOST)
        counted = record.figure_ids((asked.words,))
        wanted.append({*(found.ids if found.how is How.ALL else ()), *counted})
    if not wanted:
        return ()
    figures = record.figures(sorted(set.intersection(*wanted), reverse=True)[:_MOST])
    return tuple(f for f in figures if _by(f, asked.as_of))


def grouped(figures: Iterable[FigureRecord]) -> tuple[tuple[Group, tuple[FigureRecord, ...]], ...]:
    """The figures by what they are about, those that disagree most first, each with its records."""
    by_receipt = {figure.receipt: figure for figure in figures}
    groups = groups_of(claim_of(figure) for figure in by_receipt.values())
    return tuple((group, tuple(by_receipt[c.receipt] for c in group.claims)) for group in groups)


def group_blocks(ask: Ask, group: Group, figures: Sequence[FigureRecord]) -> list[Block]:
    """The rows of a group, with why they differ and how many independent reports there are."""
    blocks: list[Block] = [figure_block(figure) for figure in figures]
    if group.strongest and group.strongest.relation in _WORTH_SAYING:
        blocks.append(disagreement_block(ask, group))
    return blocks


def disagreement_block(ask: Ask, group: Group) -> DisagreementBlock:
    """Why the figures of a group differ most, with the two that do."""
    difference = group.strongest
    assert difference is not None  # noqa: S101  (only groups that differ are asked)
    reason = difference.relation.value
    values = {"one": difference.one.phrase, "other": difference.other.phrase}
    for name, claim in (("one-day", difference.one), ("other-day", difference.other)):
        values[name] = claim.day.isoformat() if claim.day else ask.wording.text("date-unknown")
    said = [ask.wording.text(f"relation-{reason}", **values)]
    if group.outlets > 1:
        said.append(ask.wording.text("origins", outlets=group.outlets, origins=group.origins))
    return DisagreementBlock(" ".join(said), reason, (difference.one.receipt, difference.other.receipt))


def measure_label(ask: Ask, measure: str) -> str:
    """What a measure is called: in the locale, else in the lexicon, else by its own word."""
    if ask.wording.has(f"measure-{measure}"):
        return ask.wording.text(f"measure-{measure}")
    entry = lexicon("measures").get(measure)
    return str(entry["label"]) if entry else measure.replace("_", " ")


def measure_choices(ask: Ask, limit: int) -> ChoicesBlock:
    """The measures that have most figures, to choose from."""
    known = [m for m in ask.record.measures if m in lexicon("measures")][:limit]
    options = tuple(
        Option(f"{measure_label(ask, m)} ({ask.record.measures[m]})", f"/figures {m.replace('_', ' ')}")
        for m in known
    )
    return ChoicesBlock(ask.wording.text("measures-on-record"), options)


def _by(figure: FigureRecord, day: date | None) -> bool:
    """Whether a figure was published by a day; of one with no date nobody can say so."""
    published = figure.article.published.value
    return day is None or (published is not None and published <= day)


def _day(typed: str) -> date | None:
    """A day as people type it."""
    import dateparser

    read = dateparser.parse(typed, settings={"PREFER_DATES_FROM": "past"})
    return read.date() if read else None
