"""Markdown and notes, with or without front matter (YAML between `---`, TOML between `+++`).

The whole file is the text, so that every offset is one in the file. Keys of the front matter that
say nothing about the source (layout, draft, …) are passed over; what cannot be parsed is an error,
since a title or date lost in silence would be worse.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from knowledge.errors import ReadError
from knowledge.model import Article
from knowledge.page.front_matter import FrontMatter, Syntax, front_matter_of
from knowledge.readers.decoding import decode, read_bytes
from knowledge.readers.stated import KEYS, Stated, state, stated_in, unstated

SUFFIXES = (".md", ".markdown")
REASON = "front_matter"

_SAME = {
    "headline": "title",
    "source": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "authors": "author",
    "byline": "author",
    "link": "url",
    "published": "date",
    "lang": "language",
}


def read(path: Path, root: Path) -> Article:
    """The whole file is the article's text; its front matter states what it states."""
    text = decode(read_bytes(path))
    article = unstated(path.stem, path.relative_to(root).as_posix(), text)
    block = front_matter_of(text)
    return state(article, _stated(text, block), REASON) if block else article


def _stated(text: str, block: FrontMatter) -> Stated:
    where = f"front matter ({block.syntax.value})"
    table: dict[str, Any] = {}
    for key, value in _parsed(block.inner.of(text), block.syntax, where).items():
        name = _SAME.get(str(key).lower(), str(key).lower())
        if name in KEYS and value not in (None, "", []) and (name not in table or name == key):
            table[name] = _joined(value)
    return stated_in(table, where)


def _joined(value: object) -> object:
    """A list of authors as one text, a bare number as the text it is."""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value) if isinstance(value, int | float) else value


def _parsed(inner: str, syntax: Syntax, where: str) -> dict[Any, Any]:
    if syntax is Syntax.TOML:
        try:
            return tomllib.loads(inner.replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            raise ReadError(f"{where} cannot be read: {error}") from error
    import yaml

    try:
        table = yaml.safe_load(inner)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark else ""
        reason = getattr(error, "problem", None) or error
        raise ReadError(f"{where} cannot be read{line}: {reason}") from error
    if not isinstance(table, dict):
        raise ReadError(f"{where} holds no keys and values")
    return table
