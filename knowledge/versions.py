"""Would the code that is here now read an article as a build did? A code of all that decides it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_DECIDES = (".py", ".toml")
_NOT = frozenset({"matching", "questions", "sample", "store", "names", "__pycache__"})


@cache
def code_version() -> str:
    """A short code that changes with any reader, extractor or lexicon: what they gave is then redone."""
    digest = hashlib.sha256()
    for file in _deciding(files("knowledge")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _deciding(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name not in _NOT:
            yield from _deciding(entry)
        elif entry.is_file() and entry.name.endswith(_DECIDES):
            yield entry
