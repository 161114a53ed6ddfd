"""What happens with an update? Questions are answered, edits corrected, pressed buttons followed.

Updates of one chat are worked on in their order, those of different chats at the same time. What
goes wrong with one update is logged and ends with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2s
from typing import Any

import structlog
from telegram import CallbackQuery, ChatMemberUpdated, Document, Message, MessageEntity, Update
from telegram.constants import ChatAction, ChatMemberStatus, ChatType
from telegram.error import TelegramError

from adapters.telegram.buttons import NOTHING, Pressed, View, footer_of, keyboard_of, pressed_of
from adapters.telegram.entry import Entry
from adapters.telegram.files import document_with, fetched, is_wanted
from adapters.telegram.greeting import greeting, with_how_to
from adapters.telegram.hearing import (
    Asked,
    Me,
    asker_of,
    is_stale,
    locale_of,
    question_in,
    replied_text,
    topic_of,
)
from adapters.telegram.inline import Inline
from adapters.telegram.members import Members, needs_role
from adapters.telegram.parts import parts_of
from adapters.telegram.progress import Progress
from adapters.telegram.sending import Place, Post
from adapters.telegram.speaking import Speaker
from bot.app import App
from bot.errors import UserError
from bot.messages import FileBlock, NoticeBlock, Reply, Request, Role, Status
from bot.settings import Settings
from bot.state.store import Chat
from bot.wording import wording
from knowledge.errors import NoBuild
from knowledge.record import Record

log = structlog.get_logger(__name__)

SOON_S = 0.4
"""A pressed button stops spinning after this, though its answer takes longer."""

TYPING_S = 1.0
EDIT_ANSWERED_S = 600
"""An edit makes a question of what was none, or has no answer that is remembered, within this time."""

TOAST_CHARACTERS = 200


class Turns:
    """Lets one at a time through for each chat, in the order of asking."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, chat: int) -> AsyncIterator[None]:
        """The chat's turn; others of this chat wait for its end."""
        lock, waiting = self._locks.get(chat, (asyncio.Lock(), 0))
        self._locks[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks.pop(chat)
            if waiting > 1:
                self._locks[chat] = (lock, waiting - 1)


@dataclass(frozen=True, slots=True)
class Question:
    """A question on its way: where to answer, what to ask the core, and the file that came with it."""

    place: Place
    request: Request
    document: Document | None = None


class Conversation:
    """The bot's side of every chat."""

    def __init__(self, app: App, settings: Settings, bot: Speaker, me: Me) -> None:
        self._app = app
        self._settings = settings
        self._bot = bot
        self._me = me
        self._turns = Turns()
        self._members = Members(bot, settings)
        self._inline = Inline(app, settings, bot, me)
        self._typing = set[asyncio.Future[None]]()
        self.post = Post(bot)

    async def receive(self, update: Update) -> None:
        """Do what `update` asks for. Never raises: a bad update ends here."""
        try:
            await self._receive(update)
        except TelegramError as error:
            log.warning("telegram update not answered", update=update.update_id, reason=error.message)
        except Exception:  # the adapter's one funnel: no update may end the others
            log.exception("telegram update failed", update=update.update_id)

    async def _receive(self, update: Update) -> None:
        if message := update.message or update.edited_message:
            if not self._is_stale(message):
                async with self._turns.of(message.chat.id):
                    await self._hear(message, update)
        elif update.callback_query:
            await self._follow(update.callback_query)
        elif update.inline_query:
            await self._inline.answer(update.inline_query)
        elif update.guest_message:
            await self._inline.answer_guest(update.guest_message)
        elif changed := update.my_chat_member:
            self._note_membership(changed)
        elif update.chat_member:
            self._members.forget(update.chat_member.chat.id)

    async def _hear(self, message: Message, update: Update) -> None:
        if message.migrate_to_chat_id:
            self._members.forget(message.chat.id)
            self._app.state.move(Chat("telegram", str(message.chat.id)), str(message.migrate_to_chat_id))
            return
        asked = question_in(message, self._me)
        if asked is None:
            return
        self.post.closed.discard(message.chat.id)
        answered = self.post.answers.to(message.chat.id, message.message_id)
        edited = update.message is None
        if edited and not answered and _edited_after_s(message) > EDIT_ANSWERED_S:
            return
        question = await self._question(message, asked, update.update_id)
        if edited or not self._app.was_answered(question.request):
            await self._reply(question, asked, answered)

    async def _reply(self, question: Question, asked: Asked, answered: tuple[int, ...]) -> None:
        """Answer a question, in the place of the messages that `answered` it before or told of progress."""
        progress = Progress(self.post, question.place)
        view = await self._view(question, asked, progress)
        if not question.request.private and _is_for_nobody_else(view.reply):
            view = await self._whisper(question, view)
        entry = Entry(self._app, question.request, view.reply)
        await self._show(question, view, answered or await progress.end(), entry)
        await entry.write()  # where nothing was to be sent, or could not be

    async def _question(self, message: Message, asked: Asked, update: int) -> Question:
        private = message.chat.type == ChatType.PRIVATE
        topic, rules = topic_of(message), self._rules_of(message)
        request = Request(
            text=asked.text,
            platform="telegram",
            chat=str(message.chat.id),
            thread=None if topic is None else str(topic),
            user=asker_of(message),
            # A bot that is made anew counts from one again, in the same chats: a number alone is no name.
            message=f"{message.message_id}.{int(message.date.timestamp())}.{update}",
            role=await self._members.role_in(message, asked.text, bound=bool(rules)),
            locale=rules.get("language") or locale_of(message.from_user, self._settings.language),
            private=private,
            replied_text=replied_text(message),
        )
        place = Place(message.chat.id, topic, message.message_id, quoting=not private)
        return Question(place, request, document_with(message))

    async def _view(self, question: Question, asked: Asked, progress: Progress) -> View:
        request = question.request
        if asked.start is not None:
            if not asked.start.isalnum():
                return View(greeting(self._app, request, self._me))
            request = replace(request, text=f"/source {asked.start}")
        if question.document and is_wanted(request):
            try:
                file = await fetched(self._bot, question.document, self._settings)
            except UserError as error:
                return View(_refusal(request, error))
            request = replace(request, attachments=(file,))
        reply = await self._patiently(self._app.handle(request, progress), question.place)
        return View(with_how_to(reply, request, self._me), edition_of(self._app))

    async def _patiently(self, answer: Coroutine[Any, Any, Reply], place: Place) -> Reply:
        """The answer, with "typing…" shown while it takes long."""
        timer = asyncio.get_running_loop().call_later(TYPING_S, self._type, place)
        try:
            return await answer
        finally:
            timer.cancel()

    def _type(self, place: Place) -> None:
        async def send() -> None:
            with suppress(TelegramError):
                await self._bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic)

        task = asyncio.ensure_future(send())
        self._typing.add(task)
        task.add_done_callback(self._typing.discard)

    async def _show(
        self, question: Question, view: View, old: tuple[int, ...] = (), entry: Entry | None = None
    ) -> None:
        """Send the view, or put it where the messages `old` are."""
        said = wording(question.request.locale)
        plain = self._app.chat_settings(question.request).plain
        parts = parts_of(view.reply, said, footer_of(view, said), plain=plain)
        keyboard = keyboard_of(view, said)
        await self.post.put(question.place, parts, keyboard, old, entry)

    async def _whisper(self, question: Question, view: View) -> View:
        """Send the view to its asker in private; what to say of it in the group."""
        said = wording(question.request.locale)
        asker = int(question.request.user)
        sent = await self.post.put(Place(asker), parts_of(view.reply, said)) if asker > 0 else ()
        key = "telegram-sent-in-private" if sent else "telegram-write-first"
        told = NoticeBlock(said.text(key, bot=self._me.name), key)
        return View(replace(view.reply, blocks=(told,)))

    async def _follow(self, query: CallbackQuery) -> None:
        """Answer a pressed button: at once to the person, then in the message it stands under."""
        message = query.message
        codes = _codes(message) if isinstance(message, Message) else ()
        pressed = pressed_of(query.data or "", codes)
        said = wording(locale_of(query.from_user, self._settings.language))
        if query.data == NOTHING:
            await self._acknowledge(query)
        elif pressed is None or not isinstance(message, Message):
            await self._acknowledge(query, said.text("telegram-button-old"))
        else:
            await self._turn_to(query, message, pressed)

    async def _turn_to(self, query: CallbackQuery, message: Message, pressed: Pressed) -> None:
        request = await self._request_of(query, message, pressed)
        said = wording(request.locale)
        edition = edition_of(self._app)
        changed = bool(pressed.edition and edition and pressed.edition != edition)
        if changed and not pressed.receipt:
            request = replace(request, page=1)
        toast = said.text("telegram-changed") if changed else None
        answer = asyncio.ensure_future(self._app.handle(request))
        done, _ = await asyncio.wait({answer}, timeout=SOON_S)
        if not done:
            await self._acknowledge(query, toast)
        reply = await answer
        if reply.personal and reply.status in (Status.ERROR, Status.DENIED):
            if done:
                await self._acknowledge(query, " ".join(_words(reply)), alert=True)
            return
        if done:
            await self._acknowledge(query, toast)
        origin = Pressed(pressed.query, pressed.page, edition=edition) if pressed.receipt else None
        answers = self.post.answers
        asked = answers.question_of(message.chat.id, message.message_id)
        old = answers.to(message.chat.id, asked) if asked is not None else ()
        if asked is None and message.reply_to_message:
            asked = message.reply_to_message.message_id
        place = Place(
            message.chat.id, topic_of(message), asked, quoting=message.chat.type != ChatType.PRIVATE
        )
        async with self._turns.of(message.chat.id):
            await self._show(
                Question(place, request), View(reply, edition, origin), old or (message.message_id,)
            )

    async def _request_of(self, query: CallbackQuery, message: Message, pressed: Pressed) -> Request:
        user = str(query.from_user.id)
        text = f"/source {pressed.receipt}" if pressed.receipt else pressed.query
        private = message.chat.type == ChatType.PRIVATE
        role = Role.OPERATOR if self._members.is_operator(user) else Role.EVERYONE
        rules = self._rules_of(message)
        if (rules or needs_role(text)) and role is Role.EVERYONE:
            role = Role.CHAT_ADMIN if private else await self._members.role_of(message.chat.id, user)
        topic = topic_of(message)
        return Request(
            text=text,
            platform="telegram",
            chat=str(message.chat.id),
            thread=None if topic is None else str(topic),
            user=user,
            role=role,
            locale=rules.get("language") or locale_of(query.from_user, self._settings.language),
            private=private,
            page=1 if pressed.receipt else pressed.page,
        )

    def _rules_of(self, message: Message) -> Mapping[str, str]:
        """What the chat has set for itself."""
        return self._app.state.settings_of(Chat("telegram", str(message.chat.id)))

    async def _acknowledge(
        self, query: CallbackQuery, text: str | None = None, *, alert: bool = False
    ) -> None:
        shown = text[:TOAST_CHARACTERS] if text else None
        with suppress(TelegramError):  # too old a query is no error: the answer is shown all the same
            await self._bot.answer_callback_query(query.id, shown, show_alert=alert)

    def _note_membership(self, changed: ChatMemberUpdated) -> None:
        chat = changed.chat.id
        self._members.forget(chat)
        if changed.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT):
            self.post.closed.add(chat)
        else:
            self.post.closed.discard(chat)

    def _is_stale(self, message: Message) -> bool:
        sent = message.edit_date or message.date
        return is_stale(sent, datetime.now(UTC), self._settings.telegram.stale_after_s)


def edition_of(app: App) -> str:
    """A short name of the build that answers now; empty where there is none."""
    try:
        return _edition(app.records.current())
    except NoBuild:
        return ""


@lru_cache(maxsize=1)
def _edition(record: Record) -> str:
    return blake2s(repr(sorted(record.facts.items())).encode(), digest_size=2).hexdigest()


def _refusal(request: Request, error: UserError) -> Reply:
    notice = NoticeBlock(wording(request.locale).text(error.key, **error.values), error.key)
    return Reply(Status.ERROR, "", (notice,), personal=True)


def _is_for_nobody_else(reply: Reply) -> bool:
    """Whether a reply holds a file about its asker, which a group is not to see."""
    return reply.personal and any(isinstance(block, FileBlock) for block in reply.blocks)


def _codes(message: Message) -> tuple[str, ...]:
    """The stretches of code in a message's text or caption."""
    if message.text:
        return tuple(message.parse_entities([MessageEntity.CODE]).values())
    return tuple(message.parse_caption_entities([MessageEntity.CODE]).values()) if message.caption else ()


def _words(reply: Reply) -> list[str]:
    return [text for block in reply.blocks if (text := getattr(block, "text", ""))]


def _edited_after_s(message: Message) -> float:
    return ((message.edit_date or message.date) - message.date).total_seconds()
