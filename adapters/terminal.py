"""The conversation in a terminal: history, completion and colours; plain text where there is no terminal."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.text import Text

from bot.app import App
from bot.command import ArgumentKind, command_named
from bot.layout import Line, Style
from bot.messages import ChartBlock, ChoicesBlock, Reply, Request, Role
from bot.rendering import lines_of
from bot.wording import Wording, wording

_QUOTED = "│ "
_LEAVING = frozenset({"exit", "quit", "/exit", "/quit", ":q"})
"""What is typed in a terminal by who wants to leave it, whatever its program is."""
_STYLES = {
    Style.PLAIN: "",
    Style.SLICE: "",
    Style.MARK: "bold",
    Style.STRONG: "bold",
    Style.FAINT: "dim",
    Style.CODE: "cyan",
    Style.ADDED: "green",
    Style.REMOVED: "red strike",
}


def plain(reply: Reply, said: Wording) -> str:
    """The reply as text without colours, as in a transcript."""
    return "\n".join(line.plain for line in _rendered(reply, said))


async def converse(app: App, history: Path) -> None:
    """Answer lines until the input ends, or somebody says so."""
    said = wording(app.settings.language)
    console = Console(highlight=False, soft_wrap=True)
    talk = Talk(app.settings.language)
    if sys.stdin.isatty():
        console.print(said.text("terminal-welcome"))
    async for typed in _lines(app, history):
        if typed.lower() in _LEAVING:
            return
        reply = await app.handle(talk.request(typed))
        console.print(Text("\n").join(_rendered(reply, said)))
        talk.heard(reply)


@dataclass
class Talk:
    """What the last answer offered: a further page, and choices by their numbers."""

    locale: str
    asked: Request | None = None
    options: tuple[str, ...] = ()

    def request(self, typed: str) -> Request:
        """What a line asks: the number of a choice, the next page ("more"), or itself."""
        if typed.isdigit() and 1 <= int(typed) <= len(self.options):
            return self._asking(self.options[int(typed) - 1])
        if typed.lower() in ("more", "/more") and self.asked is not None:
            return self._asking(self.asked.text, self.asked.page + 1)
        return self._asking(typed)

    def heard(self, reply: Reply) -> None:
        """Remember what `reply` offers."""
        if reply.query:
            self.asked = self._asking(reply.query, reply.page)
        self.options = tuple(
            o.command for b in reply.blocks if isinstance(b, ChoicesBlock) for o in b.options
        )

    def _asking(self, text: str, page: int = 1) -> Request:
        return Request(text, role=Role.OPERATOR, locale=self.locale, page=page)


def _rendered(reply: Reply, said: Wording) -> Iterator[Text]:
    """The lines of a reply; a picture is left out, since the rows beside it say the same."""
    shown = [block for block in reply.blocks if not isinstance(block, ChartBlock)]
    for number, block in enumerate(shown):
        if number:
            yield Text("")
        for line in lines_of(block, said):
            yield _line(line)
    if reply.pages > 1:
        yield Text("")
        yield Text(said.text("terminal-page", page=reply.page, pages=reply.pages), "dim")


def _line(line: Line) -> Text:
    text = Text(_QUOTED if line.quoted else "", "dim")
    for fragment in line.fragments:
        style = _STYLES[fragment.style]
        text.append(fragment.text, f"{style} link {fragment.target}".strip() if fragment.target else style)
    return text


async def _lines(app: App, history: Path) -> AsyncIterator[str]:
    """The lines typed, without blank ones."""
    if not sys.stdin.isatty():
        for line in await asyncio.to_thread(lambda: list(sys.stdin)):
            if line.strip():
                yield line.strip()
        return
    history.parent.mkdir(parents=True, exist_ok=True)
    session: PromptSession[str] = PromptSession(
        "> ", history=FileHistory(str(history)), completer=_Names(app)
    )
    while True:
        try:
            with patch_stdout():
                line = await session.prompt_async()
        except (EOFError, KeyboardInterrupt):
            return
        if line.strip():
            yield line.strip()


class _Names(Completer):
    """Completes commands, and the first argument of one."""

    def __init__(self, app: App) -> None:
        self._app = app

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        del complete_event
        typed = document.text_before_cursor
        if not typed.startswith("/"):
            return
        word, space, rest = typed[1:].partition(" ")
        kind = ArgumentKind.COMMAND
        if space:
            command = command_named(word)
            if command is None or not command.arguments:
                return
            kind = command.arguments[0].kind
        typed_part = rest if space else word
        for option in self._app.suggest(kind, typed_part):
            yield Completion(option.command, start_position=-len(typed_part), display=option.label)
