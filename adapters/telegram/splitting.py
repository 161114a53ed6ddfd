"""How is an answer cut into messages that Telegram takes?

Between blocks where it can be, else between lines, else between words, and in a run without
spaces between characters as a reader sees them. Nothing but white space at a cut is lost.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from adapters.telegram.markup import Size, size_of, units_of
from bot.layout import Fragment, Line

MESSAGE = Size(4096, 100)
CAPTION = Size(1024, 100)

_GAP = Line(())
_JOINERS = ("\u200d", "\ufe0e", "\ufe0f")
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


def pack(blocks: Iterable[Sequence[Line]], limit: Size = MESSAGE) -> list[list[Line]]:
    """The lines of `blocks` as messages within `limit`, blocks set apart by an empty line."""
    messages: list[list[Line]] = []
    current: list[Line] = []
    used = Size()
    for block in blocks:
        added = size_of(block)
        joined = Size(used.units + 2 + added.units, used.entities + added.entities)
        if current and joined.within(limit):
            current += [_GAP, *block]
            used = joined
            continue
        if current:
            messages.append(current)
        current, used = list(block), added
        if not added.within(limit):
            *full, current = _lines_packed(block, limit)
            messages += full
            used = size_of(current)
    return [*messages, current] if current else messages


def _lines_packed(lines: Sequence[Line], limit: Size) -> list[list[Line]]:
    """The lines of a block that does not fit in one message, as several."""
    messages: list[list[Line]] = [[]]
    for line in lines:
        rest: Line | None = line
        while rest is not None:
            if size_of([*messages[-1], rest]).within(limit):
                messages[-1].append(rest)
                rest = None
            elif size_of([rest]).within(limit):
                messages.append([])
            else:
                rest = _begun(messages, rest, limit)
    return [message for message in messages if message]


def _begun(messages: list[list[Line]], line: Line, limit: Size) -> Line | None:
    """Put what fits of a `line` too long for any message into the last one; what is left of it."""
    used = size_of([*messages[-1], Line((), line.quoted)])
    room = Size(limit.units - used.units, limit.entities - used.entities)
    if messages[-1] and (room.units < limit.units // 4 or room.entities < limit.entities // 4):
        messages.append([])
        return line
    head, rest = cut(line, room)
    messages[-1].append(head)
    messages.append([])
    return rest


def cut(line: Line, room: Size) -> tuple[Line, Line | None]:
    """The longest beginning of `line` within `room` that ends between words, and what is left.

    `room` must hold at least one fragment and one character.
    """
    head: list[Fragment] = []
    fragments = list(line.fragments)
    for n, fragment in enumerate(fragments):
        kept = size_of([Line((*head, fragment))])
        if kept.within(room):
            head.append(fragment)
            continue
        if kept.entities <= room.entities:
            head, fragments = _cut_inside(head, fragments, n, room.units)
        else:
            fragments = fragments[n:]
        break
    else:
        fragments = []
    rest = _without_space_before(fragments)
    return Line(tuple(head), line.quoted), Line(tuple(rest), line.quoted) if rest else None


def _cut_inside(
    head: list[Fragment], fragments: list[Fragment], n: int, room: int
) -> tuple[list[Fragment], list[Fragment]]:
    """The cut in fragment `n`, or before it where its first word does not fit."""
    fragment = fragments[n]
    at = _place_to_cut(fragment.text, room - sum(units_of(f.text) for f in head), at_start=not head)
    if at == 0:
        return head, fragments[n:]
    first, second = fragment._replace(text=fragment.text[:at]), fragment._replace(text=fragment.text[at:])
    return [*head, first], [second, *fragments[n + 1 :]]


def _place_to_cut(text: str, room: int, *, at_start: bool) -> int:
    """How many characters of `text` to keep in `room` units: to a space, else to a whole character."""
    most, used = 0, 0
    while most < len(text) and (used := used + units_of(text[most])) <= room:
        most += 1
    at = most
    while at > 0 and not text[at - 1].isspace() and not text[at : at + 1].isspace():
        at -= 1
    if at > most // 2 or not at_start:
        return at
    at = most
    while at > most - 64 and at > 1 and _is_bound(text[at - 1], text[at]):
        at -= 1
    return at if at > max(most - 64, 1) else most


def _is_bound(before: str, after: str) -> bool:
    """Whether two characters show as one: accents, joined and toned emoji, flags."""
    return (
        unicodedata.category(after).startswith("M")
        or before == "\u200d"
        or after in _JOINERS
        or _SKIN_TONES[0] <= after <= _SKIN_TONES[1]
        or all("\U0001f1e6" <= c <= "\U0001f1ff" for c in (before, after))
    )


def _without_space_before(fragments: list[Fragment]) -> list[Fragment]:
    while fragments:
        text = fragments[0].text.lstrip()
        if text:
            return [fragments[0]._replace(text=text), *fragments[1:]]
        fragments = fragments[1:]
    return []
