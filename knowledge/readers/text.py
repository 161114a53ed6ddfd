"""Raw text, as scraped."""

from __future__ import annotations

from pathlib import Path

from knowledge.model import Article
from knowledge.readers.decoding import decode, read_bytes
from knowledge.readers.stated import unstated

SUFFIXES = (".txt",)


def read(path: Path, root: Path) -> Article:
    """The whole file is the article."""
    return unstated(path.stem, path.relative_to(root).as_posix(), decode(read_bytes(path)))
