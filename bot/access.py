"""Who may do what, where? Roles from the operator's settings, rules from the chat's."""

from __future__ import annotations

from dataclasses import replace

from bot.chats import ADMINS, ALL, ChatSettings
from bot.command import Command
from bot.errors import Denied
from bot.messages import Request, Role
from bot.settings import AccessSettings


def with_role(request: Request, access: AccessSettings) -> Request:
    """The request with an operator's role where the settings name who asked."""
    if f"{request.platform}:{request.user}" in access.operators:
        return replace(request, role=Role.OPERATOR)
    return request


def check(request: Request, command: Command, chat: ChatSettings) -> None:
    """Raise `Denied` where the command is above who asked, or the chat's settings leave it out."""
    if request.role < command.role:
        key = "for-operators" if command.role is Role.OPERATOR else "for-chat-admins"
        raise Denied(key, command=command.name)
    if request.role >= Role.CHAT_ADMIN:
        return
    if command.name in chat.off:
        raise Denied("switched-off", command=command.name)
    if chat.who == ADMINS or (chat.who != ALL and not set(chat.who.split()) & set(request.roles)):
        raise Denied("not-here", command=command.name)
