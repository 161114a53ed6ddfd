"""Which messages say a reply? Text, photographs of charts and files, each within Telegram's limits.

Choices become buttons (see `buttons`); as text only what a button cannot hold is shown. The
query is written out where the buttons need it to find it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.telegram.buttons import CHOICES_SHOWN, Pressed, fits
from adapters.telegram.markup import html_of, joined, size_of
from adapters.telegram.splitting import CAPTION, MESSAGE, pack
from bot.layout import Fragment, Line, Style
from bot.messages import Block, ChartBlock, ChoicesBlock, FileBlock, Reply
from bot.rendering import lines_of
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Part:
    """One message: text, or a picture or file with `html` as its caption."""

    html: str
    photo: bytes | None = None
    file: bytes | None = None
    file_name: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it can be edited into another text."""
        return self.photo is None and self.file is None


def parts_of(
    reply: Reply, wording: Wording, footer: Sequence[Line] = (), *, plain: bool = False
) -> list[Part]:
    """The messages that say `reply`, in order, with `footer` in the last one.

    `plain` ones have no markup but what can be tapped: links and code.
    """
    parts: list[Part] = []
    texts: list[Sequence[Line]] = []
    for block in reply.blocks:
        if isinstance(block, ChartBlock | FileBlock):
            parts += _texts(texts)
            part, texts = _pictured(block, wording, plain=plain)
            parts.append(part)
        else:
            texts.append(_dressed(lines_shown(block, wording), plain=plain))
    if footer:
        texts.append(footer)
    return [*parts, *_texts(texts)]


def lines_shown(block: Block, wording: Wording) -> Sequence[Line]:
    """The lines of a block as Telegram shows them: a choice that has a button is not said twice."""
    if isinstance(block, ChoicesBlock):
        told = (o for n, o in enumerate(block.options) if n >= CHOICES_SHOWN or not fits(Pressed(o.command)))
        lines = (Line((Fragment(f"{o.label}  "), Fragment(o.command, Style.CODE))) for o in told)
        return (Line((Fragment(block.text),)), *lines)
    return lines_of(block, wording)


def _dressed(lines: Sequence[Line], *, plain: bool) -> Sequence[Line]:
    """The lines as they are, or without any look; what is quoted then begins with a sign of it."""
    return joined(map(_undressed, lines) if plain else lines)


def _undressed(line: Line) -> Line:
    fragments = [f if f.style is Style.CODE else Fragment(f.text, target=f.target) for f in line.fragments]
    return Line((Fragment("> "), *fragments) if line.quoted else tuple(fragments))


def _texts(blocks: Iterable[Sequence[Line]]) -> list[Part]:
    return [
        Part(html_of(message)) for message in pack(blocks, MESSAGE) if any(x.text.strip() for x in message)
    ]


def _pictured(
    block: ChartBlock | FileBlock, wording: Wording, *, plain: bool
) -> tuple[Part, list[Sequence[Line]]]:
    """The picture or file with as much of its words as a caption holds, and the words left over."""
    lines = _dressed(lines_of(block, wording), plain=plain)
    caption, rest = html_of(lines), list[Sequence[Line]]()
    if not size_of(lines).within(CAPTION):
        named = block.caption if isinstance(block, ChartBlock) else block.name
        first, *_ = pack([_dressed((Line((Fragment(named, Style.STRONG),)),), plain=plain)], CAPTION)
        caption, rest = html_of(first), [lines]
    if isinstance(block, ChartBlock):
        return Part(caption, photo=block.png), rest
    return Part(caption, file=block.content, file_name=block.name), rest
