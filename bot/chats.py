"""What may a chat's administrators set, and what has a chat set?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.command import command_named
from bot.wording import languages

ALL, ADMINS = "all", "admins"
_ON, _OFF = "on", "off"
_ROLE_IDS = re.compile(r"\d{1,20}(?: \d{1,20}){0,19}")
_LONGEST_PAGE = 20


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """The settings of one chat; what it has not set is None or the default.

    `who` may ask: "all", "admins", or the platform's role ids separated by spaces. `off` are the
    names of commands switched off. `quiet`: only commands are answered. `plain`: adapters answer
    as plain text. `charts`: pictures are sent.
    """

    who: str = ALL
    off: frozenset[str] = frozenset()
    quiet: bool = False
    plain: bool = False
    charts: bool = True
    page_length: int | None = None
    language: str | None = None


NAMES = tuple(field.name for field in fields(ChatSettings))
CHOICES: Mapping[str, tuple[str, ...]] = {
    "who": (ALL, ADMINS),
    "quiet": (_ON, _OFF),
    "plain": (_ON, _OFF),
    "charts": (_ON, _OFF),
    "page_length": ("3", "5", "10"),
    "language": languages(),
}


def chat_settings_from(kept: Mapping[str, str]) -> ChatSettings:
    """The settings as the state keeps them; what no version of this code would keep is passed over."""
    read = {name: _READ[name](value) for name, value in kept.items() if name in _READ and fits(name, value)}
    return ChatSettings(**read)


def fits(name: str, value: str) -> bool:
    """Whether a setting can have this value."""
    match name:
        case "who":
            return value in (ALL, ADMINS) or bool(_ROLE_IDS.fullmatch(value))
        case "off":
            return all(_can_be_off(word) for word in value.split())
        case "page_length":
            return value.isascii() and value.isdecimal() and 1 <= int(value) <= _LONGEST_PAGE
        case _:
            return value in CHOICES.get(name, ())


def _can_be_off(word: str) -> bool:
    """Whether a command of that name can be switched off: not the one that switches it on again."""
    command = command_named(word)
    return command is not None and command.name == word != "settings"


_READ: Mapping[str, Callable[[str], Any]] = {
    "who": str,
    "off": lambda value: frozenset(value.split()),
    "quiet": lambda value: value == _ON,
    "plain": lambda value: value == _ON,
    "charts": lambda value: value == _ON,
    "page_length": int,
    "language": str,
}
