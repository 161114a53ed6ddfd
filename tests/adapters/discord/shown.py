"""What does a Discord client show of a text? A reader of its Markdown, as its clients parse it.

Written from the client's rules, not from the adapter's: where it is in doubt it takes a character
for markup, so that a text it shows unchanged is safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_HEADING = re.compile(r" *#{1,3}\s+(.+)")
_SUBTEXT = re.compile(r"-# +(?!-#|\s)(.+)")
_ITEM = re.compile(r"( *)(?:[*+-]|\d+\.) (.*)")
_QUOTE = re.compile(r" *>(?:>>)? (.*)")

_Show = Callable[[re.Match[str]], str]
_INLINE: tuple[tuple[re.Pattern[str], _Show], ...] = (
    (re.compile(r"\\([^0-9A-Za-z\s])"), lambda m: m[1]),
    (re.compile(r"```[\s\S]+?```"), lambda _: "CODE BLOCK"),
    (re.compile(r"<([^: >]+:/[^ >]+)>"), lambda m: m[1]),
    (re.compile(r"(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s]"), lambda m: m[0]),
    (
        re.compile(
            r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]"
            r"\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['\"]([\s\S]*?)['\"])?\s*\)"
        ),
        lambda m: inline(m[1]),
    ),
    (re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"), lambda m: inline(m[1])),
    (re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)"), lambda m: inline(m[1])),
    (re.compile(r"_((?:__|\\[\s\S]|[^\\_])+?)_"), lambda m: inline(m[1])),
    (
        re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
        lambda m: inline(m[1]),
    ),
    (re.compile(r"~~([\s\S]+?)~~(?!_)"), lambda m: inline(m[1])),
    (re.compile(r"\|\|([\s\S]+?)\|\|"), lambda _: "SPOILER"),
    (re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)"), lambda m: m[2]),
    (re.compile(r"<(?:@[!&]?|#)\d+>|<id:\w+>|</[^:>]+:\d+>"), lambda _: "MENTION"),
    (re.compile(r"@everyone|@here"), lambda _: "MENTION"),
    (re.compile(r"<t:-?\d+(?::[a-zA-Z])?>"), lambda _: "DATE"),
    (re.compile(r"<a?:\w+:\d+>|:[^\s:]+?:"), lambda _: "EMOJI"),
)


def shown(text: str) -> str:
    """The characters a reader sees."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    if quoted := _QUOTE.fullmatch(line):
        line = quoted[1]
    if heading := _HEADING.fullmatch(line):
        return f"HEADING {inline(heading[1])}"
    if subtext := _SUBTEXT.fullmatch(line):
        return inline(subtext[1])
    if item := _ITEM.fullmatch(line):
        return f"{item[1]}• {inline(item[2])}"
    return inline(line)


def inline(text: str) -> str:
    """The characters seen of text within a line."""
    seen = []
    at = 0
    while at < len(text):
        for pattern, show in _INLINE:
            if match := pattern.match(text, at):
                seen.append(show(match))
                at = match.end()
                break
        else:
            seen.append(text[at])
            at += 1
    return "".join(seen)
