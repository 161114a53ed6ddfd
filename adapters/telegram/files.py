"""Which file comes with a command, and may it be fetched? Only an operator's, and only up to a size.

The file's name is passed on as it is said; whether a file may be called so is decided where it is kept.
"""

from __future__ import annotations

from typing import Any

import structlog
from telegram import Document, Message
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.command import command_named
from bot.errors import UserError
from bot.messages import Attachment, Request, Role
from bot.settings import Settings

log = structlog.get_logger(__name__)

_MEBIBYTE = 1024 * 1024


def document_with(message: Message) -> Document | None:
    """The file of a message, else the one of the message that it replies to."""
    if message.document:
        return message.document
    return message.reply_to_message.document if message.reply_to_message else None


def is_wanted(request: Request) -> bool:
    """Whether files that come with `request` are fetched: for an operator, by a command that takes them."""
    word = request.text.split(maxsplit=1)[0] if request.text else ""
    command = command_named(word[1:]) if word.startswith("/") else None
    return request.role is Role.OPERATOR and command is not None and command.files


async def fetched(bot: ExtBot[Any], document: Document, settings: Settings) -> Attachment:
    """The file itself, of at most `[build] max_file_mb`.

    Raises:
        UserError: it is too large, or Telegram does not give it.
    """
    name = document.file_name or document.file_unique_id
    largest = settings.build.max_file_mb * _MEBIBYTE
    try:
        _refuse_larger(document.file_size, largest, name)
        file = await bot.get_file(document.file_id)
        _refuse_larger(file.file_size, largest, name)
        content = bytes(await file.download_as_bytearray())
    except TelegramError as error:
        log.warning("telegram file not fetched", reason=error.message)
        raise UserError("telegram-no-file", name=name) from None
    return Attachment(name, content)


def _refuse_larger(size: int | None, largest: int, name: str) -> None:
    if size is not None and size > largest:
        raise UserError("add-large", detail=name)
