"""Do two articles tell of one event? By the names they mention most, weighed by how rare these are.

In a corpus about one election everybody names its candidates, so that they tell nothing apart; in five
articles among a thousand they do. Nothing here reads an article: the names were counted when it was read.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count

Profile = Mapping[str, float]
"""The names of an article with their weights; the squares of all weights add up to one."""

_BACKGROUND = 300
"""A small corpus is weighed as a part of one of so many articles: what all of five name still counts."""
_TOO_COMMON = 0.1
"""The share of articles from which on a name tells nothing apart."""
_DIGITS = 1
"""Of a rarity: one more article that has a name must not weigh it anew in all the others."""
_ALIKE = 0.15
"""Reports of one event share more (0.15 to 0.65); of 280 articles on one election one pair in 100 does."""
STORY_DAYS = 10
"""Between reports of one event that say when they were published; they need share a single name."""


def profiles_of(
    named: Sequence[Sequence[tuple[str, int]]], reports: Sequence[int] | None = None
) -> list[Profile]:
    """The profile of each article, from the names in it with how often it has them.

    `reports` are equal for reprints of one report, where that is known: forty of them make no name common.
    """
    held = {
        (name, report) for names, report in zip(named, reports or count(), strict=False) for name, _ in names
    }
    reports_with = Counter(name for name, _ in held)
    of_all = max(len(set(reports)) if reports else len(named), _BACKGROUND)
    rarity = {
        name: round(math.log1p(of_all / number), _DIGITS)
        for name, number in reports_with.items()
        if number <= _TOO_COMMON * of_all
    }
    return [
        _normal({name: math.sqrt(times) * rarity[name] for name, times in names if name in rarity})
        for names in named
    ]


def same_story(one: Profile, other: Profile, days_apart: int | None) -> bool:
    """Whether two articles share enough of what they name; less where they are known to be of the same days.

    `days_apart` lie between their publication; None where that is unknown.
    """
    shared = sum(weight * other.get(name, 0.0) for name, weight in one.items())
    return shared >= _ALIKE or (shared > 0 and days_apart is not None and days_apart <= STORY_DAYS)


def written(profile: Profile) -> str:
    """A profile in one line of text."""
    return " ".join(f"{name}:{weight:.2f}" for name, weight in profile.items())


def read(line: str) -> Profile:
    """The profile that `written` wrote."""
    return {name: float(weight) for name, _, weight in (part.rpartition(":") for part in line.split())}


def _normal(weights: Profile) -> Profile:
    length = math.hypot(*weights.values()) or 1.0
    return {name: weight / length for name, weight in weights.items()}
