"""What did the build before find across articles? So that only what can be otherwise is found anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.store.lookups import Lookups
from knowledge.store.numbering import Numbers


@dataclass(frozen=True, slots=True)
class Joined:
    """What was found of an article: its numbers, who its people are, and its names as they are weighed."""

    numbers: Numbers
    people: str
    names: str


class Before:
    """An open build of the same code, its articles by their keys."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups

    @cached_property
    def articles(self) -> Mapping[str, Joined]:
        """Every article."""
        return {
            key: Joined(Numbers(*numbers), people, names)
            for key, people, names, *numbers in self.lookups.joined()
        }
