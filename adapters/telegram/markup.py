"""How do lines read in Telegram's HTML, and how much of a message do they fill?

Every fragment is escaped here and nowhere else. Lengths are UTF-16 code units of the text as the
server sees it after parsing: never less than its own count, whichever way it counts. No text is
added, changed or dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

from bot.layout import Fragment, Line, Style

FOLDED_CHARACTERS = 500
"""A block quotation longer than this is folded until it is tapped."""

_TAGS = {
    Style.MARK: "b",
    Style.STRONG: "b",
    Style.FAINT: "i",
    Style.CODE: "code",
    Style.ADDED: "u",
    Style.REMOVED: "s",
}


@dataclass(frozen=True, slots=True)
class Size:
    """What lines fill: UTF-16 code units after parsing, and entities."""

    units: int = 0
    entities: int = 0

    def within(self, limit: Size) -> bool:
        """Whether this fits into `limit`."""
        return self.units <= limit.units and self.entities <= limit.entities


def units_of(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def size_of(lines: Sequence[Line]) -> Size:
    """What `lines` fill as one message, the line breaks between them included."""
    units = sum([units_of(line.text) for line in lines]) + max(len(lines) - 1, 0)
    entities = sum([_entities_of(fragment) for line in lines for fragment in line.fragments])
    return Size(units, entities + sum(quoted for quoted, _ in groupby(lines, key=_is_quoted)))


def html_of(lines: Sequence[Line]) -> str:
    """The HTML of `lines`; a run of quoted lines is one block quotation, folded where it is long."""
    parts = []
    for quoted, run in groupby(lines, key=_is_quoted):
        text = "\n".join(["".join(map(_tagged, line.fragments)) for line in run])
        if quoted:
            # Markup counts here too: what is near the border may fold a little early.
            folded = " expandable" if len(text) > FOLDED_CHARACTERS else ""
            text = f"<blockquote{folded}>{text}</blockquote>"
        parts.append(text)
    return "\n".join(parts)


def joined(lines: Iterable[Line]) -> list[Line]:
    """The lines with neighbours of one look joined, so that they cost one entity; no fragment is empty."""
    return [Line(tuple(_merged(line.fragments)), line.quoted) for line in lines]


def _merged(fragments: Iterable[Fragment]) -> list[Fragment]:
    merged: list[Fragment] = []
    for fragment in fragments:
        if not fragment.text:
            continue
        before = merged[-1] if merged else None
        if before and before.style is fragment.style and before.target == fragment.target:
            merged[-1] = Fragment(before.text + fragment.text, before.style, before.target)
        else:
            merged.append(fragment)
    return merged


def _is_quoted(line: Line) -> bool:
    return line.quoted


def _entities_of(fragment: Fragment) -> int:
    return (fragment.style in _TAGS) + bool(_link_of(fragment))


def _link_of(fragment: Fragment) -> str | None:
    """Where the fragment leads, if that is an address that Telegram makes a link of."""
    if fragment.target is None or fragment.style is Style.CODE:  # code takes no other entity
        return None
    return fragment.target if _is_address(fragment.target) else None


@lru_cache(maxsize=4096)
def _is_address(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in ("http", "https", "tg") and bool(parts.netloc)


def _tagged(fragment: Fragment) -> str:
    text = escape(fragment.text, quote=False)
    if tag := _TAGS.get(fragment.style):
        text = f"<{tag}>{text}</{tag}>"
    if link := _link_of(fragment):
        text = f'<a href="{escape(link)}">{text}</a>'
    return text
