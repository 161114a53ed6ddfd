"""Would the code that is here now read an article as a build did? A code of all that decides it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_DECIDES = (".py", ".toml")
_NOT = frozenset({"matching", "questions", "sample", "store", "names", "__pycache__"})


@cache
def code_version() -> str:
    """A short code that changes with any reader, extractor or lexicon: what they gave is then redone."""
    return _code_of(_NOT)


@cache
def program_version() -> str:
    """A short code that changes with anything here: a build of other code is not changed but made anew."""
    return _code_of(frozenset({"sample", "__pycache__"}))


def _code_of(left_out: AbstractSet[str]) -> str:
    digest = hashlib.sha256()
    for file in _deciding(files("knowledge"), left_out):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _deciding(folder: Traversable, left_out: AbstractSet[str]) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name not in left_out:
            yield from _deciding(entry, left_out)
        elif entry.is_file() and entry.name.endswith(_DECIDES):
            yield entry
