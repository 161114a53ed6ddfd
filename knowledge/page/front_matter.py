"""Does a text open with a block of metadata, as notes and static sites write it?

Only where it begins and ends; what it says is `knowledge.readers.markdown`'s part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from knowledge.model import Span

_CHARACTERS_MAX = 20_000
_OPENING = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n")


class Syntax(Enum):
    """How the block is written."""

    YAML = "YAML"
    TOML = "TOML"


_FIRST_LINE = {
    Syntax.YAML: re.compile(r"(?:\s*#[^\r\n]*\r?\n|\s*\r?\n)*[\w\"'.\-]+[ \t]*:(?:\s|$)"),
    Syntax.TOML: re.compile(r"(?:\s*#[^\r\n]*\r?\n|\s*\r?\n)*(?:[\w\"'.\-]+[ \t]*=|\[)"),
}
_CLOSING = {
    Syntax.YAML: re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    Syntax.TOML: re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block with its fences (`span`) and what stands between them (`inner`)."""

    span: Span
    inner: Span
    syntax: Syntax


def front_matter_of(text: str) -> FrontMatter | None:
    """The block that `text` opens with. A rule across the page, or a block never closed, is none."""
    opening = _OPENING.match(text, 0, _CHARACTERS_MAX)
    if opening is None:
        return None
    syntax = Syntax.YAML if opening["fence"] == "---" else Syntax.TOML
    closing = _CLOSING[syntax].search(text, opening.end(), _CHARACTERS_MAX)
    if closing is None or not _FIRST_LINE[syntax].match(text, opening.end(), closing.start()):
        return None
    end = closing.start() + len(closing.group().rstrip())
    return FrontMatter(Span(opening.start("fence"), end), Span(opening.end(), closing.start()), syntax)
