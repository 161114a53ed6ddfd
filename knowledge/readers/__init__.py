"""From a file to an article: one module per format, found by its `SUFFIXES`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from knowledge.errors import ReadError
from knowledge.model import Article
from knowledge.readers.sources import stated_for
from knowledge.readers.stated import state

SOURCES_REASON = "sources_toml"


class Reader(Protocol):
    """What a module in this package offers to be found as a reader."""

    SUFFIXES: tuple[str, ...]
    """The file name endings it reads, with the dot, lower case."""

    def read(self, path: Path, root: Path) -> Article:
        """The article in `path`, which lies below the corpus folder `root`, with what the file states.

        Raises:
            ReadError: the file is no article; the text says why.
        """


@cache
def readers() -> dict[str, Reader]:
    """Every reader found, by suffix."""
    modules = [importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, __name__ + ".")]
    found = [cast("Reader", m) for m in modules if hasattr(m, "SUFFIXES")]
    return {suffix: reader for reader in found for suffix in reader.SUFFIXES}


def read(path: Path, root: Path) -> Article:
    """The article in `path`, with all that is stated about it and what its text lets infer.

    The operator's `sources.toml` decides over what the file states of itself, and that over
    what is inferred.

    Raises:
        ReadError: the file is no article; the text says why.
    """
    from knowledge.provenance import inferred  # much is behind it, and a bot that serves seldom reads a file

    reader = readers().get(path.suffix.lower())
    if reader is None:
        raise ReadError(f"no reader for {path.suffix or 'files without an ending'}")
    article = reader.read(path, root)
    stated = stated_for(path, root)
    return inferred(state(article, stated, SOURCES_REASON) if stated else article)
