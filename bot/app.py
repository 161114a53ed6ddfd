"""From a request to a reply: access, limits, dispatch, one error funnel.

An adapter holds an `App`; the `App` knows no adapter. Nothing here looks anything up itself:
that is the commands' work.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.access import check, with_role
from bot.chats import ChatSettings, chat_settings_from
from bot.command import ArgumentKind, Command, command_named, commands
from bot.errors import Denied, TooMuch, UserError, WrongUsage
from bot.health import Health
from bot.limits import Limits
from bot.messages import Block, ChartBlock, NoticeBlock, Option, Reply, Request, Role, Status
from bot.question import read_question
from bot.settings import Settings
from bot.state.store import Answer, Chat, State, state_file
from bot.suggestions import suggest, unknown_command
from bot.wording import Wording, wording
from bot.workshop import Workshop
from knowledge.errors import NoBuild
from knowledge.record import Record, Records

log = structlog.get_logger(__name__)

_UNLIMITED = frozenset({"terminal"})
"""Platforms where only the operator speaks."""
_LONGEST_QUESTION = 1000
"""Characters after a command that asks for something; a message to be checked may be longer."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request on its way through a command: what was asked, and all that is needed to answer."""

    app: App
    request: Request
    command: Command
    rest: str
    """The text after the command's name."""
    record: Record
    wording: Wording
    progress: Callable[[str], None] = lambda _: None
    """Shows a text in place of the answer until it is there; called from a worker thread."""

    @property
    def settings(self) -> Settings:
        """What the operator set."""
        return self.app.settings

    @property
    def page_length(self) -> int:
        """How many records a page of this answer shows."""
        return self.request.page_length or self.settings.page_length

    @property
    def query(self) -> str:
        """The command that asks the same again."""
        return f"/{self.command.name} {self.rest}".strip()

    def notice(self, key: str, **values: Any) -> NoticeBlock:
        """A fixed string as a block."""
        return NoticeBlock(self.wording.text(key, **values), key)

    def reply(self, status: Status, blocks: Iterable[Block], *, page: int = 1, pages: int = 1) -> Reply:
        """An answer to this request."""
        personal = self.command.personal or status in (Status.ERROR, Status.DENIED)
        return Reply(status, self.command.name, tuple(blocks), self.query, page, pages, personal)

    @property
    def actor(self) -> str:
        """Who asks, as the audit log names them."""
        return f"{self.request.platform}:{self.request.user}"

    def record_act(self, action: str, outcome: str) -> None:
        """Write what was done into the audit log."""
        self.app.state.record_act(self.actor, action, outcome)

    def say_progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a long command is, where the platform can change what it said."""
        self.progress(self.wording.text("reload-progress", stage=stage, done=done, total=total))

    def usage(self) -> WrongUsage:
        """The error that shows how the command is used; to be raised."""
        if not self.command.examples:
            return WrongUsage("wrong-usage-bare", usage=self.command.usage)
        return WrongUsage("wrong-usage", usage=self.command.usage, example=self.command.examples[0])


class App:
    """The bot's core, one for all platforms."""

    def __init__(self, settings: Settings, records: Records, state: State | None = None) -> None:
        self.settings = settings
        self.records = records
        self.state = state or State(state_file(settings))
        self.workshop = Workshop(settings, records, self.state)
        self.health = Health()
        self._limits = Limits(settings.limits)
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="command")
        self._journal = ThreadPoolExecutor(
            max_workers=1, thread_name_prefix="journal"
        )  # waits for no command

    def close(self) -> None:
        """Let go of threads and files."""
        self.workshop.close()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._journal.shutdown(wait=True)
        self.records.close()
        self.state.close()

    async def handle(self, request: Request, progress: Callable[[str], None] = lambda _: None) -> Reply:
        """The answer to `request`. Never raises: what goes wrong is an answer too.

        `progress` is called from a worker thread with what to show until a long answer is there.

        A reply without blocks is to be passed over in silence: its asker was told already that a
        limit is reached, or the chat is set to hear answers to commands alone.
        """
        began_s = time.perf_counter()
        reply = await self._funneled(with_role(request, self.settings.access), progress)
        self.health.count(request.platform, reply.command, reply.status.value, began_s)
        return reply

    async def _funneled(self, request: Request, progress: Callable[[str], None]) -> Reply:
        said = wording(request.locale)
        command = _command_of(request)
        name = command.name if command else ""
        try:
            return await self._answer(request, said, progress)
        except TooMuch as error:
            told = NoticeBlock(said.text(error.key, **error.values), error.key)
            return Reply(Status.DENIED, name, () if error.values["told"] else (told,), personal=True)
        except UserError as error:
            status = Status.DENIED if isinstance(error, Denied) else Status.ERROR
            if status is Status.DENIED:
                log.warning("denied", command=name, reason=error.key, platform=request.platform)
            notice = NoticeBlock(said.text(error.key, **error.values), error.key)
            return Reply(status, name, (notice,), personal=True)
        except NoBuild:
            return Reply(Status.ERROR, name, (NoticeBlock(said.text("no-build"), "no-build"),), personal=True)
        except Exception:  # the one funnel: whatever is our own mistake ends here
            code = secrets.token_hex(3)
            self.health.failed(code, name)
            log.exception("failed", error_id=code, command=name, platform=request.platform)
            notice = NoticeBlock(said.text("internal-error", code=code), "internal-error")
            return Reply(Status.ERROR, name, (notice,), personal=True)

    def was_answered(self, request: Request) -> bool:
        """Whether the journal has an answer to this very message: platforms deliver some twice."""
        return bool(request.message) and self.state.was_answered(*_question(request))

    async def answered(self, request: Request, reply: Reply) -> None:
        """Keep in the journal that `reply` is sent: which records it shows, never what was asked."""
        if request.message:
            chat, question = _question(request)
            receipts = tuple(str(receipt) for b in reply.blocks if (receipt := getattr(b, "receipt", None)))
            made = self.records.current().facts.get("made", "")
            given = Answer(chat, question, request.user, reply.command, reply.status.value, receipts, made)
            await asyncio.get_running_loop().run_in_executor(self._journal, self.state.journal, given)

    async def unanswered(self, request: Request) -> None:
        """Take out of the journal what was written of an answer that the platform then refused."""
        if request.message:
            chat, question = _question(request)
            await asyncio.get_running_loop().run_in_executor(
                self._journal, self.state.strike_out, chat, question
            )

    def has_settings(self, request: Request) -> bool:
        """Whether the chat of a request can set anything; a terminal cannot."""
        return request.platform not in _UNLIMITED

    def chat_settings(self, request: Request) -> ChatSettings:
        """What the chat of a request has set."""
        if not self.has_settings(request):
            return ChatSettings()
        return chat_settings_from(self.state.settings_of(Chat(request.platform, request.chat)))

    def suggest(self, kind: ArgumentKind, typed: str, limit: int = 25) -> tuple[Option, ...]:
        """Completions of an argument: `label` to show, `command` the value to send. From memory."""
        return suggest(self.records.current(), kind, typed, limit)

    async def _answer(self, request: Request, said: Wording, progress: Callable[[str], None]) -> Reply:
        if len(request.text) > self.settings.limits.question_characters:
            raise UserError("question-too-long", limit=self.settings.limits.question_characters)
        chat = self.chat_settings(request)
        if chat.quiet and not (request.private or request.text.lstrip().startswith("/")):
            return Reply(Status.NOTHING, "", ())
        if chat.language:
            said = wording(chat.language)
        if chat.page_length and not request.page_length:
            request = replace(request, page_length=chat.page_length)
        ask = self._ask(request, said, progress)
        if len(ask.rest) > _LONGEST_QUESTION and _is_question(ask.command):
            raise UserError("question-too-long", limit=_LONGEST_QUESTION)
        check(request, ask.command, chat)
        if request.platform not in _UNLIMITED:
            self._limits.spend(request, ask.command.cost * request.weight)
        if ask.command.slow:
            loop = asyncio.get_running_loop()
            reply = await loop.run_in_executor(self._threads, ask.command.run, ask)
        else:
            reply = ask.command.run(ask)
        return reply if chat.charts else _without_charts(reply)

    def _ask(self, request: Request, said: Wording, progress: Callable[[str], None]) -> Ask:
        """Which command with which text: as typed, or as the question's form says."""
        word, rest = _split(request.text)
        record = self.records.current()
        if word is None:
            word, rest = read_question(request.text, record)
        command = command_named(word)
        if command is None:
            raise unknown_command(word, request.role)
        return Ask(self, request, command, rest, record, said, progress)


def _is_question(command: Command) -> bool:
    """Whether a command takes some words of anybody, and no whole message as /check does."""
    return command.role is Role.EVERYONE and not command.replies


def _without_charts(reply: Reply) -> Reply:
    """The reply of a chat that has charts off: their words stand in the other blocks too."""
    return replace(reply, blocks=tuple(b for b in reply.blocks if not isinstance(b, ChartBlock)))


def _split(text: str) -> tuple[str | None, str]:
    """The command's word without its slash (None where the text is no command), and the rest."""
    text = text.strip()
    if not text.startswith("/"):
        return None, text
    word, _, rest = (
        text[1:].partition(" ") if " " in text.split("\n", maxsplit=1)[0] else text[1:].partition("\n")
    )
    return word.split("@", maxsplit=1)[0], rest.strip()


def _question(request: Request) -> tuple[Chat, str]:
    """Where a message was written, and its id there."""
    return Chat(request.platform, request.chat), request.message or ""


def _command_of(request: Request) -> Command | None:
    word, _ = _split(request.text)
    return command_named(word) if word else None


def all_commands() -> tuple[Command, ...]:
    """Every declared command, for menus."""
    return tuple(commands().values())
