"""What can be asked here?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, Command, command, command_named, commands
from bot.messages import Block, ChoicesBlock, NoticeBlock, Option, Reply, Role, Status
from bot.suggestions import unknown_command

_HEADS = {
    Role.EVERYONE: "help-head",
    Role.CHAT_ADMIN: "help-chat-admins",
    Role.OPERATOR: "help-operators",
}


@command("help", Argument("command", ArgumentKind.COMMAND), examples=("/help", "/help quote"), personal=True)
def show_help(ask: Ask) -> Reply:
    """All commands with their descriptions, or one with its arguments and examples."""
    if ask.rest:
        return ask.reply(Status.FOUND, _one(ask, ask.rest))
    blocks = [
        NoticeBlock("\n".join([ask.wording.text(head), *lines]), head)
        for role, head in _HEADS.items()
        if role <= ask.request.role
        and (lines := [_line(ask, c) for c in commands().values() if c.role is role])
    ]
    return ask.reply(Status.FOUND, [*blocks, ask.notice("help-tail")])


def _line(ask: Ask, command: Command) -> str:
    return f"{command.usage} — {ask.wording.text(f'command-{command.name}')}"


def _one(ask: Ask, word: str) -> list[Block]:
    command = command_named(word.lstrip("/"))
    if command is None or command.role > ask.request.role:
        raise unknown_command(word, ask.request.role)
    arguments = [
        f"{a.name}: {ask.wording.text(f'argument-{command.name}-{a.name}')}" for a in command.arguments
    ]
    notice = NoticeBlock("\n".join([_line(ask, command), *arguments]), f"command-{command.name}")
    examples = tuple(Option(text, text) for text in command.examples)
    return [notice, ChoicesBlock(ask.wording.text("examples"), examples)] if examples else [notice]
