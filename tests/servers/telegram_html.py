"""What does Telegram's HTML say? The text and entities as the server reads them, or its refusal.

Written from the Bot API's documentation of its HTML style; it shares no code with the adapter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

PAIRED = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "a": "text_link", "blockquote": "blockquote",
}  # fmt: skip
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*>"
)
_NAMED = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class CannotParse(Exception):
    """The server's words for what is wrong with the markup."""


@dataclass(frozen=True)
class Entity:
    """A stretch of the parsed text, in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None

    def of(self, text: str) -> str:
        """The words it covers."""
        wide = text.encode("utf-16-le")
        return wide[self.offset * 2 : (self.offset + self.length) * 2].decode("utf-16-le")

    def as_json(self) -> dict[str, object]:
        """The entity as the wire has it."""
        link = {"url": self.url} if self.url else {}
        return {"type": self.type, "offset": self.offset, "length": self.length, **link}


def units(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parse(html: str) -> tuple[str, list[Entity]]:
    """The text, trimmed as the server does, and its entities, the outermost first."""
    text, here, entities, stack, at = [], 0, [], [], 0
    while at < len(html):
        if html[at] == "<":
            at = _tag(html, at, here, stack, entities)
            continue
        match = _NAMED.match(html, at) if html[at] == "&" else None
        read, at = (unescape(match[0]), match.end()) if match else (html[at], at + 1)
        text.append(read)
        here += units(read)
    if stack:
        raise CannotParse(f'Can\'t find end tag corresponding to start tag "{stack[-1][0]}"')
    return _trimmed("".join(text), entities)


def _tag(html, at, here, stack, entities):
    match = _TAG.match(html, at)
    name = match[2].lower() if match else html[at + 1 : at + 9]
    if match is None or name not in PAIRED:
        raise CannotParse(f'Unsupported start tag "{name}" at byte offset {len(html[:at].encode())}')
    if not match[1]:
        _check_nesting(name, stack, at)
        stack.append((name, here, match[3]))
        return match.end()
    if not stack:
        raise CannotParse(f"Unexpected end tag at byte offset {len(html[:at].encode())}")
    opened, start, attributes = stack.pop()
    if opened != name:
        raise CannotParse(
            f"Unmatched end tag at byte offset {len(html[:at].encode())},"
            f' expected "</{opened}>", found "</{name}>"'
        )
    if entity := _entity(name, start, here - start, attributes):
        entities.append(entity)
    return match.end()


def _check_nesting(name, stack, offset):
    inside = {opened for opened, _, _ in stack}
    if name == "blockquote" and name in inside:
        raise CannotParse(f"Block quotations can't be nested at byte offset {offset}")
    if inside & {"code", "pre"} or (name in ("code", "pre") and inside - {"blockquote"}):
        raise CannotParse(f"Code can't be nested with other entities at byte offset {offset}")


def _entity(name, offset, length, attributes):
    if length == 0:
        return None
    kind, url = PAIRED[name], None
    if name == "blockquote" and "expandable" in attributes:
        kind = "expandable_blockquote"
    if name == "a":
        match = re.search(r"href\s*=\s*\"([^\"]*)\"", attributes)
        url = unescape(match[1]) if match else ""
        if not re.match(r"(https?|tg)://[^\s]+$", url):
            return None  # the server keeps the words and drops a link it does not take
    return Entity(kind, offset, length, url)


def _trimmed(text, entities):
    lead = units(text[: len(text) - len(text.lstrip())])
    end = units(text.rstrip())
    kept = []
    for entity in entities:
        start, stop = max(entity.offset, lead), min(entity.offset + entity.length, end)
        if start < stop:
            kept.append(Entity(entity.type, start - lead, stop - start, entity.url))
    return text.strip(), sorted(kept, key=lambda e: (e.offset, -e.length))
