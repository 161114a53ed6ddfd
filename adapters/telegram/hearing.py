"""Is a message meant for this bot, and what does it ask?

Nothing is sent or looked up here. In a group the bot hears its commands, replies to its own
messages and mentions of its name; everything else is other people's talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.command import command_named

START = "start"
ANONYMOUS_ADMIN = 1087968824
"""The account in whose name Telegram shows a group's anonymous administrators."""

OLDEST_S = 25 * 3600
"""Telegram keeps updates for a day; a message older than this tells of two clocks that disagree."""


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account: its name, its id, and whether it sees all messages of its groups."""

    name: str
    id: int
    sees_all: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks, without the bot's name; `start` is the payload of a deep link."""

    text: str
    start: str | None = None


def question_in(message: Message, me: Me) -> Asked | None:
    """What `message` asks of the bot; None where it does not speak to it."""
    if not _is_from_a_person(message):
        return None
    text = message.text or message.caption or ""
    if not text.strip():
        return None
    private = message.chat.type == ChatType.PRIVATE
    if text.startswith("/"):
        return _command(text, me, private=private)
    if private or message.guest_query_id:
        return Asked(_without_mention(message, text, me))
    if _answers(message, me):
        return Asked(_without_mention(message, text, me))
    bare = _without_mention(message, text, me)
    return Asked(bare) if bare != text.strip() and bare else None


def asker_of(message: Message) -> str:
    """Who asks, as an id: the person, or the chat in whose name they write."""
    if message.sender_chat and message.from_user and message.from_user.is_bot:
        return str(message.sender_chat.id)
    return str(message.from_user.id) if message.from_user else str(message.chat.id)


def is_anonymous_admin(message: Message) -> bool:
    """Whether a group's administrator writes in the group's own name."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def topic_of(message: Message) -> int | None:
    """The forum topic to answer in; a plain reply's thread is none, and General has none."""
    return message.message_thread_id if message.is_topic_message else None


def replied_text(message: Message) -> str | None:
    """The words that a message answers: the part that was quoted, else the whole message."""
    if message.quote and message.quote.is_manual:
        return message.quote.text
    answered = message.reply_to_message
    return (answered.text or answered.caption) if answered else None


def is_stale(sent: datetime, now: datetime, limit_s: int) -> bool:
    """Whether a message has waited longer than `limit_s` (0: no limit)."""
    return bool(limit_s) and limit_s < (now - sent).total_seconds() < OLDEST_S


def locale_of(user: User | None, fallback: str) -> str:
    """The language a person's Telegram speaks."""
    return (user.language_code if user else None) or fallback


def _is_from_a_person(message: Message) -> bool:
    if message.is_automatic_forward or message.via_bot:
        return False
    sender = message.from_user
    return sender is not None and (not sender.is_bot or message.sender_chat is not None)


def _answers(message: Message, me: Me) -> bool:
    """Whether a message replies to one of the bot's; what opens a topic is no such message."""
    answered = message.reply_to_message
    sender = answered.from_user if answered and not answered.forum_topic_created else None
    return sender is not None and sender.id == me.id


def _command(text: str, me: Me, *, private: bool) -> Asked | None:
    """A command that is ours: named with our name, or known to us and named with nobody's."""
    head, *_ = text.split(maxsplit=1)
    rest = text[len(head) :].strip()
    word, _, addressee = head[1:].partition("@")
    if addressee and addressee.casefold() != me.name.casefold():
        return None
    if word.lower() == START:
        return Asked("", start=rest) if private or addressee or rest else None
    if not private and not addressee and command_named(word) is None:
        return None
    return Asked(f"/{word} {rest}".strip())


def _without_mention(message: Message, text: str, me: Me) -> str:
    """The text without the mentions of the bot."""
    parsed = message.parse_entities if message.text else message.parse_caption_entities
    for mention in set(parsed([MessageEntity.MENTION]).values()):
        if mention[1:].casefold() == me.name.casefold():
            text = " ".join(text.split(mention)) if text.strip() != mention else ""
    return text.strip()
