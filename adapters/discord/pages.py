"""How does a reply fit into Discord's messages? Pieces of Markdown, then parts of a page.

A piece is a block, or as much of a long one as fits; a part is what one message shows. Splitting
happens on the borders of blocks, else of lines, else of words, and nothing is lost. No object of
the platform is made here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from adapters.discord.markdown import Markup, line_markdown, unbroken, units
from bot.layout import Fragment, Line, Style
from bot.messages import Block, ChartBlock, ChoicesBlock, FileBlock, NoticeBlock, Reply
from bot.rendering import lines_of
from bot.wording import Wording

_EXTRAS = (ChartBlock, FileBlock, ChoicesBlock)
_MOST_FILES = 10
_MOST_MENUS = 4
_GAP_UNITS = 2  # the blank line between two pieces where they share one text


@dataclass(frozen=True, slots=True)
class Form:
    """One way to show answers, with Discord's limits for it.

    `units` is the text of a message, `piece_units` of one piece in it. `room` is how many parts
    a message may be built of, of which a piece takes `piece_room` and a picture, a file or a menu
    `extra_room` more each.
    """

    name: str
    markup: Markup
    units: int
    piece_units: int
    room: int
    piece_room: int
    extra_room: int


# Forty components in all; six are kept for the buttons that turn pages.
COMPONENTS = Form("components", Markup(), 4000, 4000, room=34, piece_room=2, extra_room=2)
EMBEDS = Form("embeds", Markup(subtext=False), 6000, 4096, room=10, piece_room=1, extra_room=0)
PLAIN = Form(
    "plain", Markup(rich=False, subtext=False), 2000, 2000 - _GAP_UNITS, room=40, piece_room=1, extra_room=0
)
FORMS = {form.name: form for form in (COMPONENTS, EMBEDS, PLAIN)}


class Piece(NamedTuple):
    """A block, or as much of it as fits, in Markdown. `block` is whole with its last piece."""

    text: str
    block: Block
    size: int
    """The units of its text."""
    last: bool = True

    @property
    def has_extra(self) -> bool:
        """Whether a picture, a file or a menu comes with it."""
        return self.last and isinstance(self.block, _EXTRAS)


Part = tuple[Piece, ...]


def parts_of(reply: Reply, wording: Wording, form: Form) -> tuple[Part, ...]:
    """What is shown of `reply`, one message after the other; at least one."""
    parts: list[Part] = []
    part: list[Piece] = []
    room = _Room(form)
    for block in reply.blocks:
        for piece in _pieces(block, wording, form):
            if not (piece.text.strip() or piece.has_extra):
                continue
            if not room.takes(piece) and part:
                parts.append(tuple(part))
                part, room = [], _Room(form)
                room.takes(piece)
            part.append(piece)
    if not (parts or part):
        part = list(_pieces(NoticeBlock(wording.text("discord-nothing"), "discord-nothing"), wording, form))
    return (*parts, tuple(part))


class _Room:
    """What is left of a message."""

    __slots__ = ("_files", "_form", "_menus", "_room", "_units")

    def __init__(self, form: Form) -> None:
        self._form = form
        self._files = _MOST_FILES
        self._menus = _MOST_MENUS
        self._room = form.room
        self._units = form.units

    def takes(self, piece: Piece) -> bool:
        """Whether there was room for `piece`, which is taken from what is left."""
        self._units -= piece.size + _GAP_UNITS
        self._room -= self._form.piece_room
        if piece.has_extra:
            self._room -= self._form.extra_room
            if isinstance(piece.block, ChoicesBlock):
                self._menus -= 1
            else:
                self._files -= 1
        return self._units >= 0 and self._room >= 0 and self._menus >= 0 and self._files >= 0


def _pieces(block: Block, wording: Wording, form: Form) -> Iterator[Piece]:
    """`block` whole, or in pieces that say that they go on."""
    lines = tuple(unbroken(lines_of(block, wording)))
    whole = _joined(lines, form)
    # The gap counts for a lone piece too, so that one rule holds for every message.
    most = form.piece_units - _GAP_UNITS
    if (size := units(whole)) <= most:
        yield Piece(whole, block, size)
        return
    began = _said(wording, "discord-continued", form)
    ends = {inside: _said(wording, key, form) for inside, key in _ENDS.items()}
    room = most - units(began) - max(map(units, ends.values())) - 2
    runs = list(_runs(lines, room, form))
    for n, (text, inside_a_word) in enumerate(runs):
        first, last = n == 0, n == len(runs) - 1
        said = [*([] if first else [began]), text, *([] if last else [ends[inside_a_word]])]
        yield Piece(written := "\n".join(said), block, units(written), last)


_ENDS = {False: "discord-continues", True: "discord-continues-word"}


def _said(wording: Wording, key: str, form: Form) -> str:
    return line_markdown(Line((Fragment(wording.text(key), Style.FAINT),)), form.markup)


def _runs(lines: Iterable[Line], room: int, form: Form) -> Iterator[tuple[str, bool]]:
    """Texts of at most `room` units that together say `lines`; whether each ends inside a word."""
    run: list[str] = []
    length = 0
    inside = False
    for line in lines:
        for part, cut in _cut(line, room, form):
            text = line_markdown(part, form.markup)
            if run and length + units(text) > room:
                yield "\n".join(run), inside
                run, length = [], 0
            run.append(text)
            length += units(text) + 1
            inside = cut
    yield "\n".join(run), False


def _cut(line: Line, room: int, form: Form) -> Iterator[tuple[Line, bool]]:
    """`line` in parts of at most `room` units as written; whether each ends inside a word."""
    # Written text is never shorter, so a very long line is not written out to be measured.
    while len(text := line.text) > room or units(line_markdown(line, form.markup)) > room:
        size = min(room, len(text) - 1)
        while (length := units(line_markdown(_part(line, 0, size), form.markup))) > room and size > 1:
            size = max(1, min(size - 1, size * room // length))
        at, inside = _border(text, size)
        yield _part(line, 0, at), inside
        line = _part(line, at, len(text))
    yield line, False


def _border(text: str, size: int) -> tuple[int, bool]:
    """Where to cut `text` at or before `size`: after a blank, else between two letters."""
    if text[size].isspace():
        return size, False
    for at in range(size, size // 2, -1):
        if text[at - 1].isspace():
            return at, False
    at = size
    while at > 1 and unicodedata.combining(text[at]):
        at -= 1
    return at, True


def _part(line: Line, start: int, end: int) -> Line:
    """The characters `start` to `end` of `line`, in their styles."""
    fragments: list[Fragment] = []
    at = 0
    for fragment in line.fragments:
        here = fragment.text[max(start - at, 0) : max(end - at, 0)]
        at += len(fragment.text)
        if here:
            fragments.append(Fragment(here, fragment.style, fragment.target))
    return Line(tuple(fragments), line.quoted)


def _joined(lines: Iterable[Line], form: Form) -> str:
    return "\n".join([line_markdown(line, form.markup) for line in lines])
