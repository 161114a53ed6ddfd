"""What is a command? One declaration, from which parsing, help, menus and completion follow.

A command is a function in `bot/commands/` with `@command`; its description and its arguments'
are the messages `command-NAME` and `argument-NAME-ARGUMENT` of the locales.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from bot.messages import Reply, Role

if TYPE_CHECKING:
    from bot.app import Ask


class ArgumentKind(StrEnum):
    """What an argument is, which tells how it is completed."""

    PERSON = "person"
    MEASURE = "measure"
    OUTLET = "outlet"
    RECEIPT = "receipt"
    COMMAND = "command"
    DATE = "date"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument; `marker` is the word before it in a typed command ("as of")."""

    name: str
    kind: ArgumentKind
    required: bool = False
    marker: str = ""
    choices: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """`NAME`, or `[name]` where it may be left out; one called as its marker is named by its kind."""
        name = self.kind.value if self.name == self.marker else self.name
        typed = f"{self.marker} {name.upper() if self.required else name}".strip()
        return typed if self.required else f"[{typed}]"


Run = Callable[["Ask"], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """A declared command.

    `slow` ones run in a worker thread, off the event loop. `replies` ones use the message that
    theirs replies to. `personal` answers are for the asker alone where a platform can do that.
    `files` ones take files that come with the message.
    """

    name: str
    run: Run
    arguments: tuple[Argument, ...] = ()
    role: Role = Role.EVERYONE
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    slow: bool = False
    replies: bool = False
    personal: bool = False
    cost: float = 1.0
    files: bool = False

    def text(self, values: Mapping[str, str]) -> str:
        """The command as it would be typed, from values given by name (a form, a slash command)."""
        parts = [f"/{self.name}"]
        for argument in self.arguments:
            if value := values.get(argument.name, "").strip():
                parts += [argument.marker, value] if argument.marker else [value]
        return " ".join(parts)

    @property
    def usage(self) -> str:
        """`/name ARGUMENT [argument] [marker argument]`."""
        return " ".join([f"/{self.name}", *(a.usage for a in self.arguments)])


_declared: dict[str, Command] = {}


def command(  # noqa: PLR0913  (a declaration names what it declares)
    name: str,
    *arguments: Argument,
    role: Role = Role.EVERYONE,
    examples: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    slow: bool = False,
    replies: bool = False,
    personal: bool = False,
    cost: float = 1.0,
    files: bool = False,
) -> Callable[[Run], Run]:
    """Declare the decorated function as the command `name`."""

    def declare(run: Run) -> Run:
        if name in _declared:
            raise ValueError(f"two commands are called {name}")
        _declared[name] = Command(
            name, run, arguments, role, examples, aliases, slow, replies, personal, cost, files
        )
        return run

    return declare


@cache
def commands() -> Mapping[str, Command]:
    """Every command by its name, in the order of the names."""
    import bot.commands as folder

    for module in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
        importlib.import_module(module.name)
    return {name: _declared[name] for name in sorted(_declared)}


@cache
def command_named(word: str) -> Command | None:
    """The command that `word` names, by its name or an alias, in any case."""
    word = word.lower()
    found = commands().get(word)
    return found or next((c for c in commands().values() if word in c.aliases), None)
