"""Raw text, as scraped."""

from __future__ import annotations

from pathlib import Path

from knowledge.model import Article

SUFFIXES = (".txt",)


def read(path: Path, root: Path) -> Article:
    """The whole file is the article."""
    text = path.read_bytes().decode("utf-8-sig")
    return Article(path.stem, path.relative_to(root).as_posix(), text)
