"""How does the bot greet, and how does it tell what must be typed on Telegram?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from adapters.telegram.hearing import Me
from bot.app import App
from bot.command import ArgumentKind, command_named
from bot.messages import Block, ChoicesBlock, NoticeBlock, Option, Reply, Request, Status
from bot.wording import Wording, wording
from knowledge.errors import KnowledgeError

GROUP_EXAMPLE = "quote"
_COMPLETED = (("quote", ArgumentKind.PERSON), ("figures", ArgumentKind.MEASURE))
_PLAIN = ("sources", "help", "about")
EXAMPLES = 3


def greeting(app: App, request: Request, me: Me) -> Reply:
    """The answer to /start: what the bot is, with questions that the record at hand can answer."""
    said = wording(request.locale)
    blocks: list[Block] = [_notice(said, "telegram-hello"), *_how_to(said, me)]
    options = tuple(Option(text, text) for text in _examples(app))
    if options:
        blocks.append(ChoicesBlock(said.text("examples"), options))
    return Reply(Status.FOUND, "start", tuple(blocks))


def with_how_to(reply: Reply, request: Request, me: Me) -> Reply:
    """`reply`, and under /help what members of a group must type."""
    if reply.command != "help":
        return reply
    return replace(reply, blocks=(*reply.blocks, *_how_to(wording(request.locale), me)))


def _how_to(said: Wording, me: Me) -> tuple[Block, ...]:
    groups = "telegram-groups-all" if me.sees_all else "telegram-groups"
    return (
        _notice(said, groups, example=GROUP_EXAMPLE, bot=me.name),
        _notice(said, "telegram-anywhere", bot=me.name),
    )


def _notice(said: Wording, key: str, **values: str) -> NoticeBlock:
    return NoticeBlock(said.text(key, **values), key)


def _examples(app: App) -> list[str]:
    """Three commands that find something: about the first people and measures that the record completes."""
    texts = []
    for name, kind in _COMPLETED:
        if command_named(name):
            with suppress(KnowledgeError):
                texts += [f"/{name} {option.command}" for option in app.suggest(kind, "", 1)]
    texts += [f"/{name}" for name in _PLAIN if command_named(name)]
    return texts[:EXAMPLES]
