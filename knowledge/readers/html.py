"""Saved web pages: the body and the metadata that trafilatura finds.

The article's text is the extracted body, one paragraph after a blank line each: offsets count in
it, not in the page's source. A date is taken from the page's markup alone, never from its text,
where it may belong to a comment.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import Empty
from knowledge.model import Article
from knowledge.readers.decoding import decode, read_bytes
from knowledge.readers.stated import Stated, day_from, language_from, state, unstated

SUFFIXES = (".html", ".htm", ".xhtml")
REASON = "page_metadata"

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w\-]+)|<\?xml[^>]{0,80}encoding=["']([\w\-]+)""",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"""<html[^>]{0,500}?\blang\s*=\s*["']?([\w\-]+)""", re.IGNORECASE)
_WESTERN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"})
_HEAD_BYTES = 4096
_BLOCKS = frozenset({"p", "head", "item", "row", "code", "quote"})
_SPACES = re.compile(r"[ \t\r\n]+")
_BLOCK, _BREAK = "\x1d", "\x1e"
_BREAKS = re.compile(r"(?<=[.!?…”’\"')])\s*\x1e")


def read(path: Path, root: Path) -> Article:
    """The body of the page; raises `Empty` where no article is found in it."""
    data = read_bytes(path)
    page = decode(data, _charset(data))
    document = _extracted(page)
    text = "\n\n".join(_paragraphs(document.body)) if document is not None else ""
    if not text.strip():
        raise Empty("no article is found in the page")
    article = unstated(path.stem, path.relative_to(root).as_posix(), text)
    return state(article, _stated(page, document), REASON)


def _charset(data: bytes) -> str | None:
    """The encoding the page declares; cp1252 goes by several names, and is tried anyway."""
    match = _CHARSET.search(data[:_HEAD_BYTES])
    name = (match[1] or match[2]).decode("ascii").lower() if match else None
    return None if name in _WESTERN else name


def _extracted(page: str) -> Any:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs each page it finds nothing in
    return trafilatura.bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        # A fixed last day: by default it is today's, and the same page would differ from day to day.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2099-12-31"},
    )


def _stated(page: str, document: Any) -> Stated:
    language = _LANGUAGE.search(page[: 4 * _HEAD_BYTES])
    return Stated(
        title=document.title or None,
        outlet=document.sitename or None,
        author=document.author or None,
        url=document.url or None,
        date=day_from(document.date),
        language=language_from(language[1]) if language else None,
    )


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each block, in page order; a line broken after a finished sentence begins a new one."""
    for block in "".join(_marked(body)).split(_BLOCK):
        for part in _BREAKS.split(block):
            if words := _SPACES.sub(" ", part.replace(_BREAK, " ")).strip():
                yield words


def _marked(body: Any) -> Iterator[str]:
    """The texts in `body`, with signs where a block begins or ends and where a line breaks."""
    from lxml.etree import iterwalk

    for event, node in iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            yield _BLOCK
        if event == "start":
            yield _BREAK if node.tag == "lb" else ""
            yield " | " if node.tag == "cell" and node.getprevious() is not None else ""
            yield node.text or ""
        elif node is not body:
            yield node.tail or ""
