"""Who may do what, where? Roles from the operator's settings, rules from the chat's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.command import Command
from bot.errors import Denied
from bot.messages import Request, Role
from bot.settings import AccessSettings

ALL, ADMINS = "all", "admins"


def with_role(request: Request, access: AccessSettings) -> Request:
    """The request with an operator's role where the settings name who asked."""
    if f"{request.platform}:{request.user}" in access.operators:
        return replace(request, role=Role.OPERATOR)
    return request


def check(request: Request, command: Command, chat: Mapping[str, str]) -> None:
    """Raise `Denied` where the command is above who asked, or the chat's settings leave it out.

    `chat` are the chat's settings: `who` may ask ("all", "admins", or role ids separated by
    spaces), and which `commands` are switched off (names separated by spaces).
    """
    if request.role < command.role:
        key = "for-operators" if command.role is Role.OPERATOR else "for-chat-admins"
        raise Denied(key, command=command.name)
    if request.role >= Role.CHAT_ADMIN:
        return
    if command.name in chat.get("off", "").split():
        raise Denied("switched-off", command=command.name)
    who = chat.get("who", ALL)
    if who == ADMINS or (who != ALL and not set(who.split()) & set(request.roles)):
        raise Denied("not-here", command=command.name)
