"""How is a line written in Discord's Markdown, so that what is shown equals what was meant?

Every character that Discord could read as markup is escaped; the only markup is our own.
Nothing here adds a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote as percent_encode

from bot.layout import Fragment, Line, Style

_SPECIAL = re.compile(r"[\\*_~`|\[\]<>@#]")
# A colon opens an emoji's name (":smile:") or makes a link of an address ("https://").
_COLON = re.compile(r":(?!\s)")
# Only at the start of a line: lists, and subtext ("-# ").
_LIST = re.compile(r"\s*(?:\d+(?=\.)|(?=[-+]))")
_BREAK = re.compile("\r\n|[\n\r\u2028\u2029]")
_FAINT = (Style.FAINT, Style.CODE)
_UNMARKED = (Style.SLICE, Style.PLAIN, Style.FAINT)
_LINK_UNITS = 1000
_URL_SAFE = "!#$%&'()*+,/:;=?@~-._"


@dataclass(frozen=True, slots=True)
class Markup:
    """What of Discord's Markdown a form uses: everything, or only what cannot be done without."""

    rich: bool = True
    subtext: bool = True


def units(text: str) -> int:
    """The length of `text` as Discord's limits count at their strictest: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, most: int) -> str:
    """`text`, cut between two words with a mark where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rsplit(maxsplit=1)[0] + "…"


def escape(text: str, *, starts_line: bool = False) -> str:
    """`text` so that Discord shows exactly it. `starts_line`: only blanks come before it."""
    escaped = text
    if _has_special(text):  # most texts have none, and looking is cheaper than replacing
        escaped = _COLON.sub(r"\\:", _SPECIAL.sub(r"\\\g<0>", text))
    if starts_line and (marker := _LIST.match(escaped)):
        at = marker.end()
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return escaped


def line_markdown(line: Line, markup: Markup) -> str:
    """`line` in Markdown; one line of text, a block quotation where it is quoted."""
    body = _body(line.fragments, markup)
    if line.quoted:
        return f"> {body}"
    faint = markup.subtext and all(f.style in _FAINT for f in line.fragments)
    return f"-# {body}" if faint and body[:1].strip() else body


def unbroken(lines: Iterable[Line]) -> Iterator[Line]:
    """`lines` with none that holds a line break inside: each part is a line of its own."""
    for line in lines:
        if not any(_has_break(fragment.text) for fragment in line.fragments):
            yield line
            continue
        part: list[Fragment] = []
        for fragment in line.fragments:
            first, *others = _BREAK.split(fragment.text)
            part.append(fragment._replace(text=first))
            for other in others:
                yield Line(tuple(part), line.quoted)
                part = [fragment._replace(text=other)]
        yield Line(tuple(part), line.quoted)


# Both are asked of every fragment. Looking for one sign after the other is many times cheaper than a pattern.
def _has_special(text: str) -> bool:
    """Whether `_SPECIAL` or a colon is in `text`."""
    most = "*" in text or "_" in text or ":" in text or "[" in text or "]" in text or "\\" in text
    return most or (
        "~" in text or "`" in text or "|" in text or "<" in text or ">" in text or "@" in text or "#" in text
    )


def _has_break(text: str) -> bool:
    """Whether `_BREAK` is in `text`."""
    return "\n" in text or "\r" in text or "\u2028" in text or "\u2029" in text


def _body(fragments: Iterable[Fragment], markup: Markup) -> str:
    written: list[str] = []
    starts_line = True
    for text, sign, target in _runs(fragments, markup):
        written.append(_written(text, sign, target, markup, starts_line=starts_line))
        starts_line = starts_line and not text.strip()
    return "".join(written)


def _runs(fragments: Iterable[Fragment], markup: Markup) -> Iterator[tuple[str, str, str | None]]:
    """Neighbours with the same marks and link together: their text, the marks, the link."""
    run, sign, target = "", "", None
    for fragment in fragments:
        if not fragment.text:
            continue
        of_this = _sign(fragment, markup), _link(fragment.target) if fragment.target else None
        if run and of_this != (sign, target):
            yield run, sign, target
            run = ""
        run += fragment.text
        sign, target = of_this
    if run:
        yield run, sign, target


def _sign(fragment: Fragment, markup: Markup) -> str:
    """The marks to put around a fragment."""
    style = fragment.style
    if style in _UNMARKED:
        return ""
    if style is Style.REMOVED:
        # Clients end this one at the first two tildes, escaped or not.
        return "" if "~" in fragment.text else "~~"
    if style is Style.CODE:
        return "`" if markup.rich and fragment.text.strip() and "`" not in fragment.text else ""
    return "**" if markup.rich or style is Style.ADDED else ""


def _written(text: str, sign: str, target: str | None, markup: Markup, *, starts_line: bool) -> str:
    if not sign and target is None:
        return escape(text, starts_line=starts_line)
    core = text.strip()
    if not core:
        return text
    # Marks stand close to the words, as every client reads them.
    at = text.index(core)
    before, after = text[:at], text[at + len(core) :]
    inner = core if sign == "`" else escape(core, starts_line=starts_line)
    marked = f"{sign}{inner}{sign}"
    if target is None:
        return f"{before}{marked}{after}"
    if not markup.rich:
        return f"{before}{marked} (<{target}>){after}"
    # Brackets end a link early, and words that look like an address are not taken for its words.
    whole = "://" not in core and not set(core) & {"[", "]"}
    return f"{before}[{marked}](<{target}>){after}" if whole else f"{before}{marked} [↗](<{target}>){after}"


@lru_cache(maxsize=1024)
def _link(target: str) -> str | None:
    """`target` as Discord takes it; without its text fragment if too long, None if still too long."""
    if not target.startswith(("http://", "https://")):
        return None
    link = percent_encode(target, safe=_URL_SAFE)
    if len(link) > _LINK_UNITS:
        link = link.split("#", maxsplit=1)[0]
    return link if len(link) <= _LINK_UNITS else None
