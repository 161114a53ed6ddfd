"""What may the bot do in a channel, and whom was that told? A lack is explained once, never raised."""

from __future__ import annotations

from dataclasses import dataclass

import discord
import structlog

from adapters.discord.pages import EMBEDS, Form

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class May:
    """What an answer to a message may be made of."""

    answer: bool = True
    refer: bool = True
    embed: bool = True
    attach: bool = True


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is missing where, as it is said to somebody who manages the server."""

    channel: str
    missing: tuple[str, ...]


class Permissions:
    """Which permissions are missing in which servers."""

    def __init__(self) -> None:
        self._known: set[tuple[int, tuple[str, ...]]] = set()
        self._to_tell: dict[int, Trouble] = {}

    def here(self, message: discord.Message, form: Form) -> May:
        """What may be done in the channel of `message`, answering in `form`."""
        if message.guild is None or isinstance(message.channel, discord.PartialMessageable):
            return May()
        here = message.channel.permissions_for(message.guild.me)
        in_thread = isinstance(message.channel, discord.Thread)
        may = May(
            here.send_messages_in_threads if in_thread else here.send_messages,
            here.read_message_history,
            here.embed_links or form is not EMBEDS,
            here.attach_files,
        )
        wanted = {
            "Send Messages in Threads" if in_thread else "Send Messages": may.answer,
            # Without the right to write Discord gives neither of these; they may be given all the same.
            "Embed Links": may.embed or not may.answer,
            "Attach Files": may.attach or not may.answer,
        }
        self._note(message, tuple(name for name, given in wanted.items() if not given))
        return may

    def refused(self, message: discord.Message) -> None:
        """Discord refused an answer that should have been possible."""
        self._note(message, ("Send Messages",))

    def to_tell(self, guild: int) -> Trouble | None:
        """What somebody who manages this server should be told, once."""
        return self._to_tell.pop(guild, None)

    def _note(self, message: discord.Message, missing: tuple[str, ...]) -> None:
        if message.guild is None or not missing or (message.guild.id, missing) in self._known:
            return
        self._known.add((message.guild.id, missing))
        self._to_tell[message.guild.id] = Trouble(f"#{message.channel}", missing)
        log.warning(
            "discord permissions missing",
            guild=message.guild.id,
            channel=message.channel.id,
            missing=", ".join(missing),
        )
