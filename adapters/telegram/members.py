"""What may somebody do here? Roles from the settings and from a chat's own administrators."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Message
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.hearing import asker_of, is_anonymous_admin
from bot.command import command_named
from bot.messages import Role
from bot.settings import Settings

KEPT_S = 300.0
CHATS_KEPT = 2000


class Members:
    """Who administers which chat; asked of Telegram only for commands that not everybody may use."""

    def __init__(self, bot: ExtBot[Any], settings: Settings) -> None:
        self._bot = bot
        self._operators = frozenset(settings.access.operators)
        self._known: dict[int, dict[str, tuple[float, bool]]] = {}

    async def role_in(self, message: Message, text: str, *, bound: bool) -> Role:
        """The role with which the sender of `message` asks `text`.

        `bound` chats have rules of their own, which may depend on the role for any command.
        """
        user = asker_of(message)
        if self.is_operator(user):
            return Role.OPERATOR
        if not bound and not needs_role(text):
            return Role.EVERYONE
        if message.chat.type == ChatType.PRIVATE or is_anonymous_admin(message):
            return Role.CHAT_ADMIN
        return await self.role_of(message.chat.id, user)

    async def role_of(self, chat: int, user: str) -> Role:
        """The role of a person in a group."""
        if self.is_operator(user):
            return Role.OPERATOR
        return Role.CHAT_ADMIN if await self._administers(chat, user) else Role.EVERYONE

    def is_operator(self, user: str) -> bool:
        """Whether the settings name this person."""
        return f"telegram:{user}" in self._operators

    def forget(self, chat: int) -> None:
        """Ask again who administers `chat`: it has changed."""
        self._known.pop(chat, None)

    async def _administers(self, chat: int, user: str) -> bool:
        now = asyncio.get_running_loop().time()
        asked, known = self._known.get(chat, {}).get(user, (0.0, False))
        if asked and now - asked < KEPT_S:
            return known
        try:
            member = await self._bot.get_chat_member(chat, int(user))
        except (TelegramError, ValueError):
            return False
        known = member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
        if len(self._known) > CHATS_KEPT:
            self._known.clear()
        self._known.setdefault(chat, {})[user] = (now, known)
        return known


def needs_role(text: str) -> bool:
    """Whether `text` is a command that not everybody may use."""
    word = text.split(maxsplit=1)[0] if text else ""
    command = command_named(word[1:]) if word.startswith("/") else None
    return command is not None and command.role > Role.EVERYONE
