"""What did the build before find across articles? So that only what can be otherwise is found anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.shingles import GroupedBefore, unpacked
from knowledge.store.encoding import ReadArticle, written_people
from knowledge.store.lookups import Lookups
from knowledge.store.numbering import Numbers


@dataclass(frozen=True, slots=True)
class Joined:
    """An article, and what was found of it: its numbers, people, names as they are weighed, and report."""

    name: str
    published: str | None
    numbers: Numbers
    people: str
    names: str
    origin: int


class Before:
    """An open build of the same code, its articles by their keys."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        self._of_same_people: dict[str, bool] = {}

    @cached_property
    def articles(self) -> Mapping[str, Joined]:
        """Every article."""
        return {
            key: Joined(name, published, Numbers(*numbers), people, names, origin)
            for key, name, published, people, names, origin, *numbers in self.lookups.joined()
        }

    def has_people_of(self, read: ReadArticle) -> bool:
        """Whether the article was there, and its people were who they are now."""
        if read.key not in self._of_same_people:
            was = self.articles.get(read.key)
            self._of_same_people[read.key] = was is not None and was.people == written_people(read.people)
        return self._of_same_people[read.key]

    def reports(self, keys: Sequence[str], wordings: Sequence[Collection[int]]) -> GroupedBefore:
        """Which articles were one report, by the places of those that stay, given their keys and wording."""
        held = self.articles
        places = {held[key].numbers.article: place for place, key in enumerate(keys) if key in held}
        gone = [key for key, was in held.items() if was.numbers.article not in places]
        lost = {key: unpacked(wording) for key, wording in self.lookups.wordings(gone)}
        if len(lost) < len(gone):  # a correction is in its key, so that nothing is kept under that
            return GroupedBefore()
        wording = {number: wordings[place] for number, place in places.items()}
        wording |= {held[key].numbers.article: runs for key, runs in lost.items()}
        leaders: dict[int, int] = {}
        for was in sorted(held.values(), key=lambda w: (-len(wording[w.numbers.article]), w.numbers.article)):
            leaders.setdefault(was.origin, was.numbers.article)
        return GroupedBefore(
            {
                place: places[leader]
                for place, key in enumerate(keys)
                if key in held and (leader := leaders[held[key].origin]) in places
            },
            [wording[leader] for leader in leaders.values() if leader not in places],
        )
