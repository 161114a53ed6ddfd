"""What can be asked here?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, Command, command, command_named, commands
from bot.errors import WrongUsage
from bot.messages import Block, ChoicesBlock, NoticeBlock, Option, Reply, Status
from bot.suggestions import nearest_command


@command("help", Argument("command", ArgumentKind.COMMAND), examples=("/help", "/help quote"), personal=True)
def show_help(ask: Ask) -> Reply:
    """All commands with their descriptions, or one with its arguments and examples."""
    if ask.rest:
        return ask.reply(Status.FOUND, _one(ask, ask.rest))
    lines = [
        ask.wording.text("help-head"),
        *(_line(ask, c) for c in _permitted(ask)),
        ask.wording.text("help-tail"),
    ]
    return ask.reply(Status.FOUND, (NoticeBlock("\n".join(lines), "help-head"),))


def _permitted(ask: Ask) -> list[Command]:
    return [c for c in commands().values() if c.role <= ask.request.role]


def _line(ask: Ask, command: Command) -> str:
    return f"{command.usage} — {ask.wording.text(f'command-{command.name}')}"


def _one(ask: Ask, word: str) -> list[Block]:
    command = command_named(word.lstrip("/"))
    if command is None or command.role > ask.request.role:
        raise WrongUsage("unknown-command", command=word, nearest=nearest_command(word))
    arguments = [
        f"{a.name}: {ask.wording.text(f'argument-{command.name}-{a.name}')}" for a in command.arguments
    ]
    notice = NoticeBlock("\n".join([_line(ask, command), *arguments]), f"command-{command.name}")
    examples = tuple(Option(ask.wording.text("example"), text) for text in command.examples)
    return [notice, ChoicesBlock(ask.wording.text("examples"), examples)] if examples else [notice]
