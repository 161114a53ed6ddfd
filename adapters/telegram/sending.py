"""How does an answer get into a chat, or into the place of an earlier one?

Parts go out in order, each answering the question. What a chat refuses (the bot was blocked, the
topic is gone) ends that answer with a log line, never the adapter.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from adapters.telegram.entry import Entry
from adapters.telegram.parts import Part
from adapters.telegram.speaking import Speaker

log = structlog.get_logger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TEXT = {"parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW.to_json()}
"""What holds for all texts, written out once."""

ANSWERS_KEPT = 5000
_UNCHANGED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, its topic, and the message it answers.

    `quoting` shows that message above the answer, as a group needs to know who is answered.
    """

    chat: int
    topic: int | None = None
    question: int | None = None
    quoting: bool = False


class Answers:
    """Which messages answered which question, while this process runs; the oldest are forgotten."""

    def __init__(self) -> None:
        self._messages: OrderedDict[tuple[int, int], tuple[int, ...]] = OrderedDict()
        self._questions: dict[tuple[int, int], int] = {}

    def keep(self, chat: int, question: int, messages: Sequence[int]) -> None:
        """Remember `messages` as the answer to `question`, in place of earlier ones."""
        self._forget(chat, self._messages.pop((chat, question), ()))
        self._messages[chat, question] = tuple(messages)
        self._questions.update(((chat, message), question) for message in messages)
        if len(self._messages) > ANSWERS_KEPT:
            (oldest, _), forgotten = self._messages.popitem(last=False)
            self._forget(oldest, forgotten)

    def to(self, chat: int, question: int) -> tuple[int, ...]:
        """The messages that answered `question`; empty where none is remembered."""
        return self._messages.get((chat, question), ())

    def question_of(self, chat: int, message: int) -> int | None:
        """The question that `message` is part of the answer to, as far as it is remembered."""
        return self._questions.get((chat, message))

    def _forget(self, chat: int, messages: Sequence[int]) -> None:
        for message in messages:
            self._questions.pop((chat, message), None)


class Post:
    """Sends, edits and removes messages."""

    def __init__(self, bot: Speaker) -> None:
        self._bot = bot
        self.answers = Answers()
        self.closed: set[int] = set()
        """Chats that refuse the bot, until they write to it again."""

    async def put(
        self,
        place: Place,
        parts: Sequence[Part],
        keyboard: str | None = None,
        old: Sequence[int] = (),
        entry: Entry | None = None,
    ) -> tuple[int, ...]:
        """Put the parts where the messages `old` are, or send them; the messages that now say them.

        What is text on both sides is edited; the keyboard, as `buttons` writes it, stands under the last
        part. `entry` is the journal's, of an answer to a question.
        """
        kept: list[int] = []
        for n, (message, part) in enumerate(zip(old, parts, strict=False)):
            under = keyboard if n == len(parts) - 1 else None
            if not part.is_text or not await self._edit(place, message, part, under, entry):
                break
            kept.append(message)
        await self._remove(place, old[len(kept) :])
        said = (*kept, *await self._send_all(place, parts[len(kept) :], keyboard, entry))
        if place.question is not None:
            self.answers.keep(place.chat, place.question, said)
        return said

    async def _send_all(
        self,
        place: Place,
        parts: Sequence[Part],
        keyboard: str | None,
        entry: Entry | None,
    ) -> list[int]:
        sent: list[int] = []
        for n, part in enumerate(parts):
            if place.chat in self.closed:
                break
            under = keyboard if n == len(parts) - 1 else None
            try:
                message = await self._send(place, part, under, entry)
            except ChatMigrated as error:
                place = replace(place, chat=error.new_chat_id, question=None, topic=None)
                message = await self._send(place, part, under, entry)
            except Forbidden:
                self.closed.add(place.chat)
                log.info("telegram chat closed to the bot", chat=place.chat)
                break
            except TelegramError as error:
                log.warning("telegram answer not sent", chat=place.chat, part=n + 1, reason=error.message)
                break
            sent.append(message)
        return sent

    async def _send(self, place: Place, part: Part, keyboard: str | None, entry: Entry | None) -> int:
        """Send a part; the number of its message."""
        answering = None
        if place.question is not None and place.quoting:
            answering = ReplyParameters(place.question, allow_sending_without_reply=True)
        common: dict[str, Any] = {
            "chat_id": place.chat,
            "message_thread_id": place.topic,
            "reply_parameters": answering,
            "reply_markup": keyboard,
        }
        captioned = {**common, "caption": part.html, "parse_mode": ParseMode.HTML, "rate_limit_args": entry}
        if part.photo is not None:
            return (await self._bot.send_photo(photo=part.photo, **captioned)).message_id
        if part.file is not None:
            file, name = part.file, part.file_name
            return (await self._bot.send_document(document=file, filename=name, **captioned)).message_id
        return await self._bot.say({**common, **_TEXT, "text": part.html}, entry)

    async def _edit(
        self,
        place: Place,
        message: int,
        part: Part,
        keyboard: str | None,
        entry: Entry | None,
    ) -> bool:
        """Whether the message now says `part`: False where it is gone or no text."""
        try:
            where = {"chat_id": place.chat, "message_id": message, "reply_markup": keyboard}
            await self._bot.change({**where, **_TEXT, "text": part.html}, entry)
        except BadRequest as error:
            if _UNCHANGED in error.message.lower():
                return True
            log.info("telegram message not edited", chat=place.chat, reason=error.message)
            return False
        except Forbidden:
            self.closed.add(place.chat)
            return True
        return True

    async def _remove(self, place: Place, messages: Sequence[int]) -> None:
        if not messages:
            return
        try:
            await self._bot.delete_messages(place.chat, list(messages))
        except TelegramError as error:
            log.info("telegram messages not removed", chat=place.chat, reason=error.message)
