"""From a file to an article: one module per format, found by its `SUFFIXES`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from knowledge.errors import ReadError
from knowledge.model import Article


class Reader(Protocol):
    """What a module in this package offers to be found as a reader."""

    SUFFIXES: tuple[str, ...]
    """The file name endings it reads, with the dot, lower case."""

    def read(self, path: Path, root: Path) -> Article:
        """The article in `path`, which lies below the corpus folder `root`.

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
    """The article in `path`, by the reader for its suffix."""
    reader = readers().get(path.suffix.lower())
    if reader is None:
        raise ReadError(f"no reader for {path.suffix or 'files without an ending'}")
    return reader.read(path, root)
