"""How does a question get its answer on Discord? Acknowledged in time, shown where it belongs.

The core answers; here is only when, to whom and in which form it is shown.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import discord
import structlog

from adapters.discord.buttons import LAST_PART, Place
from adapters.discord.delivery import Delivery
from adapters.discord.memory import Memory
from adapters.discord.pages import COMPONENTS, EMBEDS, FORMS, PLAIN, Form, parts_of
from adapters.discord.permissions import Permissions
from adapters.discord.presentation import Message, Sheet, has_files, message_of, without_files
from adapters.discord.queries import Queries
from adapters.discord.requests import PLATFORM, is_private, request_of_interaction, request_of_message
from bot.app import App
from bot.messages import Attachment, NoticeBlock, Reply, Request, Status
from bot.settings import Settings
from bot.wording import Wording, wording

log = structlog.get_logger(__name__)
_REMEMBERED = 2048
CHECK_REPLIED = "/check"
"""What a bare mention asks that replies to a message."""

Interaction = discord.Interaction[Any]


class Answering:
    """Answers interactions and messages with an `App`, for one client."""

    def __init__(self, app: App, settings: Settings, memory: Memory, queries: Queries) -> None:
        self.app = app
        self.settings = settings
        self.memory = memory
        self.queries = queries
        self.permissions = Permissions()
        self._delivery = Delivery()
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def ask(self, interaction: Interaction, text: str, *, personal: bool = False) -> None:
        """Answer a command, in a new message."""
        await self._guarded(interaction, lambda: self._new(interaction, text, personal=personal))

    async def turn(self, interaction: Interaction, asker: int, place: Place, key: str) -> None:
        """Show another page: in place for the asker, as a copy for anybody else."""
        await self._guarded(interaction, lambda: self._turned(interaction, asker, place, key))

    async def choose(self, interaction: Interaction, asker: int, key: str) -> None:
        """Answer a question that a message offered; whoever did not ask first sees it alone."""
        personal = interaction.user.id != asker
        await self._guarded(
            interaction, lambda: self._new(interaction, self.queries.query(key), personal=personal)
        )

    async def reply_to(self, message: discord.Message, text: str) -> None:
        """Answer a message in place."""
        if not self._begun(message.id):
            return
        try:
            await self._replied(message, text)
        except Exception:  # the adapter's loop: one question never ends the connection
            log.exception("discord message not answered", message=message.id)
        finally:
            self._ended()

    async def tell(self, interaction: Interaction, key: str, **values: Any) -> None:
        """Say a fixed string to the asker alone."""
        request, form = self._as_set_here(request_of_interaction(interaction, "", personal=True))
        said = wording(request.locale)
        sheet = self._sheet(_notice(said, key, **values), Place(1), said, form, interaction.user.id)
        message = message_of(sheet, self.queries).new()
        hidden = not is_private(interaction)
        if interaction.response.is_done():
            await self._delivery.send(lambda: interaction.followup.send(**message, ephemeral=hidden))
        else:
            await self._delivery.respond(
                lambda: interaction.response.send_message(**message, ephemeral=hidden)
            )

    async def finish(self, within_s: float) -> None:
        """Wait until nothing is being answered, for at most `within_s` seconds."""
        try:
            async with asyncio.timeout(within_s):
                await self._idle.wait()
        except TimeoutError:
            log.warning("discord stops with questions unanswered", count=self._open)

    async def _new(self, interaction: Interaction, query: str | None, *, personal: bool) -> None:
        if query is None:
            await self.tell(interaction, "discord-forgotten")
            return
        request, form = self._as_set_here(request_of_interaction(interaction, query, personal=personal))
        asker = interaction.user.id
        hidden = self._hidden(interaction, personal=personal)
        handling, deferred = await self._delivery.announcing(
            self.app.handle(request), lambda: interaction.response.defer(ephemeral=hidden, thinking=True)
        )
        said = wording(request.locale)
        reply = _presentable(handling, said, interaction)

        def message() -> Message:
            return message_of(self._sheet(reply, Place(reply.page), said, form, asker, query), self.queries)

        if deferred:
            arrived = await self._delivery.send(
                lambda: interaction.edit_original_response(**message().change())
            )
        else:
            hidden = self._hidden(interaction, personal=personal or reply.personal)
            arrived = await self._delivery.respond(
                lambda: interaction.response.send_message(**message().new(), ephemeral=hidden)
            )
        if arrived:
            await self.app.answered(request, reply)
            await self._advise(interaction, reply)

    async def _turned(self, interaction: Interaction, asker: int, place: Place, key: str) -> None:
        query = self.queries.query(key)
        if query is None:
            await self.tell(interaction, "discord-forgotten")
            return
        own = interaction.user.id == asker
        request, _ = self._as_set_here(
            request_of_interaction(interaction, query, page=place.page, personal=not own)
        )
        reply, deferred = await self._delivery.announcing(
            self.app.handle(request),
            lambda: interaction.response.defer(ephemeral=not own, thinking=not own),
        )
        said, form = wording(request.locale), _form_of(interaction.message)
        reply = _presentable(reply, said, interaction)

        def message() -> Message:
            sheet = self._sheet(reply, place, said, form, interaction.user.id, query)
            return message_of(sheet, self.queries)

        # An error takes nothing away of what was answered before: it is told beside it.
        beside = not own or reply.status in (Status.ERROR, Status.DENIED)
        if not deferred and beside:
            await self._delivery.respond(
                lambda: interaction.response.send_message(**message().new(), ephemeral=True)
            )
        elif not deferred:
            await self._delivery.respond(lambda: interaction.response.edit_message(**message().change()))
        elif own and beside:
            await self._delivery.send(lambda: interaction.followup.send(**message().new(), ephemeral=True))
        else:
            await self._delivery.send(lambda: interaction.edit_original_response(**message().change()))

    async def _replied(self, message: discord.Message, text: str) -> None:
        request, form = self._as_set_here(request_of_message(message, text, self.settings.language))
        may = self.permissions.here(message, form)
        if not may.answer:
            return
        request = replace(request, attachments=await self._files(message, text))
        said = wording(request.locale)
        if text == CHECK_REPLIED and request.replied_text is None:
            reply = _notice(said, "discord-cannot-read")
        else:
            reply, _ = await self._delivery.announcing(
                self.app.handle(request), message.channel.typing().__aenter__
            )
        if not reply.blocks:
            return
        most_bytes = (
            message.guild.filesize_limit if message.guild else discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
        )
        reply = without_files(reply, said, most_bytes if may.attach else 0)
        form = form if may.embed else PLAIN

        def new() -> dict[str, Any]:
            sheet = self._sheet(reply, Place(reply.page), said, form, message.author.id, text)
            arguments = message_of(sheet, self.queries).new()
            if may.refer:
                arguments["reference"] = message.to_reference(fail_if_not_exists=False)
                arguments["mention_author"] = False
            # The same for a repeated attempt: Discord then shows it once.
            return arguments | {"nonce": str(message.id)}

        try:
            arrived = await self._delivery.send(lambda: message.channel.send(**new()))
        except discord.Forbidden:
            self.permissions.refused(message)
        else:
            if arrived:
                await self.app.answered(request, reply)

    async def _files(self, message: discord.Message, text: str) -> tuple[Attachment, ...]:
        """The files that came with an operator's command; nobody else's are fetched."""
        if (
            not text.startswith("/")
            or f"{PLATFORM}:{message.author.id}" not in self.settings.access.operators
        ):
            return ()
        largest = self.settings.build.max_file_mb * 1024 * 1024
        small = [file for file in message.attachments if file.size <= largest]
        return tuple([Attachment(file.filename, await file.read()) for file in small])

    def _as_set_here(self, request: Request) -> tuple[Request, Form]:
        """The request in its chat's language, and the form its chat wants answers in."""
        chat = self.app.chat_settings(request)
        form = PLAIN if chat.plain else FORMS[self.settings.discord.answers_as]
        return (replace(request, locale=chat.language) if chat.language else request), form

    async def _guarded(self, interaction: Interaction, answer: Callable[[], Awaitable[None]]) -> None:
        """Run `answer`, once; what goes wrong in it is told to the asker under a short code."""
        if not self._begun(interaction.id):
            return
        try:
            await answer()
        except Exception:  # the adapter's loop: the core's funnel has seen its own failures already
            code = secrets.token_hex(3)
            log.exception("discord answer failed", error_id=code, interaction=interaction.id)
            try:
                await self.tell(interaction, "internal-error", code=code)
            except discord.HTTPException as error:
                log.warning("discord refuses the apology too", error_id=code, reason=str(error))
        finally:
            self._ended()

    async def _advise(self, interaction: Interaction, reply: Reply) -> None:
        """Tell somebody who manages the server, once, what they should know."""
        guild = interaction.client.get_guild(interaction.guild_id or 0)  # None where only a user installed it
        if guild is None or not interaction.permissions.manage_guild:
            return
        if reply.command == "help" and self.memory.welcome(guild.id):
            await self.tell(interaction, "discord-set-up")
        if trouble := self.permissions.to_tell(guild.id):
            await self.tell(
                interaction,
                "discord-missing-permissions",
                channel=trouble.channel,
                permissions=", ".join(trouble.missing),
            )

    def _hidden(self, interaction: Interaction, *, personal: bool) -> bool:
        """Whether only the asker shall see it; in a private chat nobody else could."""
        public = self.settings.discord.public_notices if personal else self.settings.discord.public_answers
        return not public and not is_private(interaction)

    def _sheet(  # noqa: PLR0913, PLR0917  (a sheet is made of all these)
        self, reply: Reply, place: Place, said: Wording, form: Form, asker: int, asked: str = ""
    ) -> Sheet:
        parts = parts_of(reply, said, form)
        last = len(parts) - 1
        n = last if place.part == LAST_PART else min(place.part, last)
        back = on = None
        if n or reply.page > 1:
            back = Place(reply.page, n - 1) if n else Place(reply.page - 1, LAST_PART)
        if n < last or reply.page < reply.pages:
            on = Place(reply.page, n + 1) if n < last else Place(reply.page + 1)
        return Sheet(
            parts[n],
            form,
            said,
            asker,
            reply.query or asked,
            Place(reply.page, n),
            back=back,
            on=on,
            parts=len(parts),
            pages=reply.pages,
        )

    def _begun(self, identity: int) -> bool:
        """Whether this interaction or message is new, and counts as open until `_ended`.

        After a reconnect Discord may repeat one.
        """
        if identity in self._seen:
            return False
        self._seen[identity] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        self._open += 1
        self._idle.clear()
        return True

    def _ended(self) -> None:
        self._open -= 1
        if not self._open:
            self._idle.set()


def _notice(said: Wording, key: str, **values: Any) -> Reply:
    return Reply(Status.ERROR, "", (NoticeBlock(said.text(key, **values), key),), personal=True)


def _presentable(reply: Reply, said: Wording, interaction: Interaction) -> Reply:
    """`reply` as an interaction can show it: it wants an answer also where the core keeps silent."""
    if not reply.blocks:
        return _notice(said, "discord-wait")
    if not has_files(reply):
        return reply
    most_bytes = interaction.filesize_limit if interaction.app_permissions.attach_files else 0
    return without_files(reply, said, most_bytes)


def _form_of(message: discord.Message | None) -> Form:
    """The form a message has: it cannot be given another."""
    if message is None or message.flags.components_v2:
        return COMPONENTS
    return EMBEDS if message.embeds else PLAIN
