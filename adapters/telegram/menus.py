"""Which commands and texts does Telegram show for the bot? Told to it only where they have changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.command import commands
from bot.messages import Role
from bot.settings import Settings
from bot.wording import FALLBACK, Wording, languages, wording

log = structlog.get_logger(__name__)

COMMANDS = 100
DESCRIPTION_CHARACTERS = 256


async def publish(bot: ExtBot[Any], settings: Settings) -> None:
    """Make Telegram's menus and descriptions those of the declarations; failing is no error."""
    try:
        for language in languages():
            await _publish_in(bot, settings, language)
    except TelegramError as error:
        log.warning("telegram menus not updated", reason=error.message)


async def _publish_in(bot: ExtBot[Any], settings: Settings, language: str) -> None:
    said = wording(language)
    code = None if language == FALLBACK else language
    for scope, role in _scopes(settings):
        wanted = menu(said, role)
        try:
            if tuple(await bot.get_my_commands(scope, code)) != wanted:
                await bot.set_my_commands(wanted, scope, code)
        except BadRequest as error:  # an operator who has not yet written to the bot
            log.info("telegram menu not set", scope=scope.type, reason=error.message)
    text = said.text("telegram-description")
    if (await bot.get_my_description(code)).description != text:
        await bot.set_my_description(text, code)
    short = said.text("telegram-short-description")
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)


def menu(said: Wording, role: Role) -> tuple[BotCommand, ...]:
    """The commands that somebody of `role` may use, with what they do."""
    return tuple(
        BotCommand(command.name, said.text(f"command-{command.name}")[:DESCRIPTION_CHARACTERS])
        for command in commands().values()
        if command.role <= role
    )[:COMMANDS]


def _scopes(settings: Settings) -> Sequence[tuple[BotCommandScope, Role]]:
    """Who sees which menu; the most specific one that there is, is shown alone."""
    operators = (
        user
        for platform, _, user in (name.partition(":") for name in settings.access.operators)
        if platform == "telegram" and user.isdecimal()
    )
    return (
        (BotCommandScopeAllPrivateChats(), Role.CHAT_ADMIN),
        (BotCommandScopeAllGroupChats(), Role.EVERYONE),
        (BotCommandScopeAllChatAdministrators(), Role.CHAT_ADMIN),
        *((BotCommandScopeChat(int(user)), Role.OPERATOR) for user in operators),
    )
