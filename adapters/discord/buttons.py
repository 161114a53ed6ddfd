"""What do a button and a menu stand for? Each says it in its own id, so that it outlives a restart.

An id names who asked, the page and the question (or the digest of a long one); nothing has to be
remembered by the process. What a press does is `answering`'s work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import discord
from discord import ui

from adapters.discord.markdown import shortened
from adapters.discord.queries import Queries
from bot.messages import ChoicesBlock
from bot.wording import Wording

if TYPE_CHECKING:
    from adapters.discord.client import Client

_ID = 100
_LABEL = 80
_OPTIONS = 25
_PLACEHOLDER = 150


class Place(NamedTuple):
    """A page of an answer and a part of that page, from 0 or `LAST_PART`."""

    page: int
    part: int = 0


LAST_PART = -1
"""The last part of a page, however many there are: a button cannot know."""


class PageButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"(?s)onrecord:page:(?P<asker>\d+):(?P<page>\d+):(?P<part>-?\d+):(?P<key>.+)",
):
    """Shows another page of the same answer."""

    def __init__(self, button: ui.Button[Any], asker: int, place: Place, key: str) -> None:
        super().__init__(button)
        self.asker = asker
        self.place = place
        self.key = key

    @classmethod
    def of(
        cls, label: str, asker: int, place: Place | None, query: str, queries: Queries
    ) -> PageButton | ui.Button[Any]:
        """The button that leads to `place`; one that cannot be pressed where there is none."""
        if place is None:
            return ui.Button(label=label, disabled=True, custom_id=f"onrecord:none:{label}"[:_ID])
        head = f"onrecord:page:{asker}:{place.page}:{place.part}:"
        key = queries.key(query, _ID - len(head))
        return cls(ui.Button(label=label[:_LABEL], custom_id=head + key), asker, place, key)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from its id."""
        del interaction
        if not isinstance(item, ui.Button):
            raise TypeError("a page is turned by a button")
        place = Place(int(match["page"]), int(match["part"]))
        return cls(item, int(match["asker"]), place, match["key"])

    async def callback(self, interaction: discord.Interaction[Client]) -> None:  # type: ignore[override]
        """Show the page: in place for the asker, as a copy for anybody else."""
        await interaction.client.answering.turn(interaction, self.asker, self.place, self.key)


class Menu(ui.DynamicItem[ui.Select[Any]], template=r"onrecord:ask:(?P<asker>\d+):(?P<number>\d+)"):
    """Asks one of the questions that an answer offers."""

    def __init__(self, menu: ui.Select[Any], asker: int) -> None:
        super().__init__(menu)
        self.asker = asker

    @classmethod
    def of(cls, asker: int, number: int, block: ChoicesBlock, queries: Queries, wording: Wording) -> Menu:
        """The menu of `block`, the `number`th of its message."""
        menu: ui.Select[Any] = ui.Select(
            custom_id=f"onrecord:ask:{asker}:{number}",
            placeholder=_short(wording.text("discord-choose"), _PLACEHOLDER),
        )
        keys: set[str] = set()
        for option in block.options:
            key = queries.key(option.command, _ID)
            if key in keys or len(keys) == _OPTIONS:
                continue
            keys.add(key)
            label, command = _short(option.label, _ID), _short(option.command, _ID)
            menu.add_option(label=label or command, description=command, value=key)
        return cls(menu, asker)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu that was used, from its id."""
        del interaction
        if not isinstance(item, ui.Select):
            raise TypeError("a choice is made in a menu")
        return cls(item, int(match["asker"]))

    async def callback(self, interaction: discord.Interaction[Client]) -> None:  # type: ignore[override]
        """Ask what was chosen; whoever did not ask first gets an answer of their own."""
        await interaction.client.answering.choose(interaction, self.asker, self.item.values[0])


def _short(text: str, most: int) -> str:
    return shortened(" ".join(text.split()), most)
