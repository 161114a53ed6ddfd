"""Who is mentioned, or quoted, at a place of the article? Lookups by offset, built once for an article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.extract.reading import Reading
from knowledge.model import Mention, PersonKind, Quote, Span

_SHORTLY = 300  # characters
_NESTED = 6  # contents that begin before a figure and may still hold it


@dataclass(frozen=True, slots=True)
class Roster:
    """The article's mentions of people and the contents of its quotes, both in text order."""

    text: str
    names: tuple[str, ...]
    individuals: tuple[bool, ...]
    mentions: tuple[tuple[Span, int], ...]
    starts: tuple[int, ...]
    contents: tuple[tuple[Span, Quote], ...]
    content_starts: tuple[int, ...]

    def last_within(self, span: Span) -> Mention | None:
        """The last mention that lies in `span`, by the fullest name of whom it means."""
        at = bisect_left(self.starts, span.end)
        while at > 0 and self.mentions[at - 1][0].start >= span.start:
            found, person = self.mentions[at - 1]
            if found.end <= span.end:
                return Mention(found, self.names[person], person)
            at -= 1
        return None

    def only_before(self, offset: int) -> Mention | None:
        """The one person mentioned shortly before `offset`; None where there are none or several."""
        first = bisect_left(self.starts, offset - _SHORTLY)
        near = self.mentions[first : bisect_left(self.starts, offset)]
        people = {person for _, person in near if self.individuals[person]}
        if len(people) != 1:
            return None
        (person,) = people
        return Mention(near[-1][0], self.names[person], person)

    def is_individual(self, mention: Mention) -> bool:
        """Whether the mention means one person rather than an organisation or a group."""
        return mention.person is not None and self.individuals[mention.person]

    def quote_at(self, span: Span) -> tuple[Span, Quote] | None:
        """The quote that holds the words at `span`, with its content there; of nested ones the innermost."""
        at = bisect_right(self.content_starts, span.start)
        holding = [
            (c, q) for c, q in self.contents[max(0, at - _NESTED) : at] if c.covers(span) and q.speaker
        ]
        return min(holding, key=lambda pair: len(pair[0])) if holding else None


def roster_of(reading: Reading) -> Roster:
    """The lookups for one article; empty where no people and quotes were found."""
    mentions = sorted(_mentions(reading), key=lambda pair: (pair[0].start, pair[0].end, pair[1]))
    contents = sorted(((c, q) for q in reading.quotes for c in q.contents), key=lambda pair: pair[0])
    return Roster(
        reading.text,
        tuple(p.names[0].of(reading.text) if p.names else "" for p in reading.people),
        tuple(p.kind is PersonKind.PERSON for p in reading.people),
        tuple(mentions),
        tuple(span.start for span, _ in mentions),
        tuple(contents),
        tuple(span.start for span, _ in contents),
    )


def _mentions(reading: Reading) -> Iterable[tuple[Span, int]]:
    for index, person in enumerate(reading.people):
        if person.names:
            yield from ((span, index) for span in person.mentions)
