"""Which articles are one report? Stand-in: each is its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import Article


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that are one report."""

    articles: tuple[str, ...]
    reason: str


def origins_of(articles: Sequence[Article]) -> tuple[Origin, ...]:
    """The origins of these articles."""
    return tuple(Origin((article.name,), "own") for article in articles)
