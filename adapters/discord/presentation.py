"""How does a part of an answer become a Discord message: components, embeds or plain text?

It puts together what `pages` has measured; it splits and adds nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import discord
from discord import ui

from adapters.discord.buttons import Menu, PageButton, Place
from adapters.discord.markdown import shortened
from adapters.discord.pages import COMPONENTS, EMBEDS, PLAIN, Form, Part, Piece
from adapters.discord.queries import Queries
from bot.messages import (
    Block,
    ChartBlock,
    ChoicesBlock,
    DisagreementBlock,
    FileBlock,
    NoticeBlock,
    Reply,
    Verdict,
    VerdictBlock,
)
from bot.wording import Wording

_BARE = (NoticeBlock, ChoicesBlock, DisagreementBlock, FileBlock)  # they need no frame
_DESCRIPTION = 1024
_NOBODY = discord.AllowedMentions.none()
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_COLOURS = {
    Verdict.EXACT: discord.Colour.green(),
    Verdict.SUPPORTED: discord.Colour.green(),
    Verdict.NEGATION: discord.Colour.red(),
    Verdict.MISATTRIBUTED: discord.Colour.red(),
    Verdict.CONTRADICTED: discord.Colour.red(),
    Verdict.NOT_FOUND: discord.Colour.light_grey(),
}


class Sheet(NamedTuple):
    """One part of an answer with all that its message needs, and where its buttons lead."""

    part: Part
    form: Form
    wording: Wording
    asker: int
    query: str
    here: Place
    back: Place | None = None
    on: Place | None = None
    parts: int = 1
    pages: int = 1


@dataclass(slots=True)
class Message:
    """What Discord is given; made anew for every attempt, as its files can be sent only once."""

    view: ui.View | ui.LayoutView
    content: str | None = None
    embeds: list[discord.Embed] = field(default_factory=list)
    files: list[discord.File] = field(default_factory=list)

    def new(self) -> dict[str, Any]:
        """The arguments that send it."""
        sent: dict[str, Any] = {"allowed_mentions": _NOBODY}
        if self.view.children:
            sent["view"] = self.view
        if self.files:
            sent["files"] = self.files
        if self.content is not None:
            # No preview of what an article links to.
            sent |= {"content": self.content, "suppress_embeds": True}
        if self.embeds:
            sent["embeds"] = self.embeds
        return sent

    def change(self) -> dict[str, Any]:
        """The arguments that put it in the place of another, or of "thinking"."""
        changed: dict[str, Any] = {
            "allowed_mentions": _NOBODY,
            "view": self.view if self.view.children else None,
            "attachments": self.files,
        }
        if not isinstance(self.view, ui.LayoutView):
            changed |= {"content": self.content, "embeds": self.embeds}
        return changed


def message_of(sheet: Sheet, queries: Queries) -> Message:
    """The message that shows `sheet`."""
    if sheet.form is COMPONENTS:
        return _components(sheet, queries)
    view = ui.View(timeout=None)
    message = Message(view)
    for piece in sheet.part:
        attached = _attached(piece, message.files)
        if sheet.form is EMBEDS:
            message.embeds.append(_embed(piece, attached))
    if sheet.form is PLAIN:
        message.content = "\n\n".join(piece.text for piece in sheet.part if piece.text.strip())
    for menu in _menus(sheet, queries):
        view.add_item(menu)
    for button in _turns(sheet, queries):
        view.add_item(button)
    view.stop()  # its items are dynamic: nothing needs to remember it
    return message


def _components(sheet: Sheet, queries: Queries) -> Message:
    view = ui.LayoutView(timeout=None)
    message = Message(view)
    for n, piece in enumerate(sheet.part):
        inside: list[ui.Item[Any]] = [ui.TextDisplay(piece.text)] if piece.text.strip() else []
        inside += [_picture_or_file(piece, file) for file in _attached(piece, message.files)]
        if isinstance(piece.block, ChoicesBlock) and piece.last and piece.block.options:
            row: ui.ActionRow[Any] = ui.ActionRow()
            row.add_item(Menu.of(sheet.asker, n, piece.block, queries, sheet.wording))
            inside.append(row)
        if isinstance(piece.block, _BARE):
            for item in inside:
                view.add_item(item)
        else:
            view.add_item(ui.Container(*inside, accent_colour=_colour(piece)))
    if turns := list(_turns(sheet, queries)):
        buttons: ui.ActionRow[Any] = ui.ActionRow()
        for turn in turns:
            buttons.add_item(turn)
        view.add_item(buttons)
    view.stop()
    return message


def _picture_or_file(piece: Piece, file: discord.File) -> ui.Item[Any]:
    if isinstance(piece.block, ChartBlock):
        picture = discord.MediaGalleryItem(file, description=file.description)
        return ui.MediaGallery(picture)
    return ui.File(file)


def _embed(piece: Piece, attached: list[discord.File]) -> discord.Embed:
    embed = discord.Embed(description=piece.text.strip() and piece.text, colour=_colour(piece))
    if isinstance(piece.block, ChartBlock):
        for picture in attached:
            embed.set_image(url=f"attachment://{picture.filename}")
    return embed


def _colour(piece: Piece) -> discord.Colour | None:
    return _COLOURS.get(piece.block.verdict) if isinstance(piece.block, VerdictBlock) else None


def has_files(reply: Reply) -> bool:
    """Whether a picture or a file is to be attached."""
    return any(isinstance(block, (ChartBlock, FileBlock)) for block in reply.blocks)


def without_files(reply: Reply, wording: Wording, most_bytes: int) -> Reply:
    """`reply` with words in the place of files larger than `most_bytes`; 0 where none may be sent."""

    def instead(block: Block) -> Block:
        if isinstance(block, ChartBlock) and len(block.png) > most_bytes:
            key = "discord-no-pictures"
            return NoticeBlock(f"{block.caption}\n{block.text}\n{wording.text(key)}", key)
        if isinstance(block, FileBlock) and len(block.content) > most_bytes:
            key = "discord-file-too-large" if most_bytes else "discord-no-files"
            return NoticeBlock(wording.text(key, name=block.name), key)
        return block

    return replace(reply, blocks=tuple(instead(block) for block in reply.blocks))


def _attached(piece: Piece, files: list[discord.File]) -> list[discord.File]:
    """The picture or file that comes with `piece`; it is put to `files`, too."""
    block = piece.block
    attached = []
    if isinstance(block, ChartBlock) and piece.last:
        words = shortened(f"{block.caption}. {block.text}", _DESCRIPTION)
        attached = [_file(f"chart-{len(files) + 1}.png", block.png, words)]
    if isinstance(block, FileBlock) and piece.last:
        attached = [_file(f"{len(files) + 1}-{_safe(block.name)}", block.content)]
    files += attached
    return attached


def _file(name: str, content: bytes, description: str | None = None) -> discord.File:
    return discord.File(io.BytesIO(content), filename=name, description=description)


def _safe(name: str) -> str:
    """`name` as Discord keeps it, so that the message can refer to it."""
    return _UNSAFE.sub("_", name).strip("._") or "file"


def _menus(sheet: Sheet, queries: Queries) -> Iterable[Menu]:
    for n, piece in enumerate(sheet.part):
        if isinstance(piece.block, ChoicesBlock) and piece.last and piece.block.options:
            yield Menu.of(sheet.asker, n, piece.block, queries, sheet.wording)


def _turns(sheet: Sheet, queries: Queries) -> Iterable[ui.Item[Any]]:
    if sheet.back is None and sheet.on is None:
        return
    said = sheet.wording.text
    key = "discord-part" if sheet.parts > 1 else "discord-page"
    where = said(key, page=sheet.here.page, pages=sheet.pages, part=sheet.here.part + 1, parts=sheet.parts)
    yield PageButton.of(said("discord-previous"), sheet.asker, sheet.back, sheet.query, queries)
    yield ui.Button(label=where, disabled=True, custom_id="onrecord:here")
    yield PageButton.of(said("discord-next"), sheet.asker, sheet.on, sheet.query, queries)
