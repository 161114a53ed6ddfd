"""From one article to its records: who, what was said, how many, when.

Each module beside this one that declares `KIND` is an extractor and fills the field of that
name in `Extraction`; `NEEDS` names the fields it reads, which gives the order. An extractor
sees one article alone: what joins people and reports across articles is `knowledge.resolve`
and `knowledge.origins`.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, Protocol, cast

from knowledge.language import UNDETERMINED
from knowledge.model import Article, Extraction

if TYPE_CHECKING:
    from knowledge.extract.reading import Reading

SUPPORTED_LANGUAGES = frozenset({"en", UNDETERMINED})
"""Too few words to tell a language by are read as English: rules for English find nothing in another."""


class Extractor(Protocol):
    """What a module in this package offers to be found as an extractor."""

    KIND: str
    """The field of `Extraction` it fills."""
    NEEDS: tuple[str, ...]
    """The fields it reads."""

    def extract(self, reading: Reading) -> tuple[Any, ...]:
        """The records of this kind, in text order."""


@cache
def extractors() -> tuple[Extractor, ...]:
    """Every extractor found, in an order in which each finds what it needs."""
    modules = [importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, __name__ + ".")]
    found = {m.KIND: cast("Extractor", m) for m in modules if hasattr(m, "KIND")}
    order = TopologicalSorter({kind: e.NEEDS for kind, e in found.items()}).static_order()
    return tuple(found[kind] for kind in order)


def extract(article: Article) -> Extraction:
    """Every record of `article`. In a language not supported, its passages alone."""
    return read(article, [extractor.KIND for extractor in extractors()]).extraction()


def read(article: Article, kinds: Iterable[str]) -> Reading:
    """`article` with its records of these kinds, and of those that they need; others are left out."""
    from knowledge.extract.reading import Reading  # a bot that only answers reads no articles

    reading = Reading(article)
    wanted = set(kinds)
    for extractor in reversed(extractors()):
        if extractor.KIND in wanted:
            wanted.update(extractor.NEEDS)
    if article.language in SUPPORTED_LANGUAGES:
        with _without_collecting():
            for extractor in extractors():
                if extractor.KIND in wanted:
                    setattr(reading, extractor.KIND, extractor.extract(reading))
    return reading


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without the collector of cycles: extraction makes none, and it would walk each token over and over.

    Of two threads the first to end turns it on again for both, which costs the other time and nothing else.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
