"""Words for places, peoples, given names, and what people are: lists of the lexicon, as sets."""

from __future__ import annotations

from functools import cache

from knowledge.lexicon import lexicon


@cache
def modifiers() -> frozenset[str]:
    """Nationalities, parties and the like."""
    return frozenset(lexicon("people")["places"]["modifiers"].split())


@cache
def place_words() -> frozenset[str]:
    """Countries, states, cities and words of places, in lower case."""
    return frozenset(lexicon("people")["places"]["words"].split())


@cache
def given_names() -> frozenset[str]:
    """Common given names, in lower case."""
    return frozenset(word for group in lexicon("people")["given"].values() for word in group.split())


@cache
def roles() -> frozenset[str]:
    """What one person can be described as, in lower case."""
    return frozenset(lexicon("people")["roles"]["person"].split())
