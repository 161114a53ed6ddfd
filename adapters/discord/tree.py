"""Which commands does Discord offer? One per declared command, and two menus on messages.

Names, types, completion and descriptions follow from the declarations; nothing is written twice.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from adapters.discord.markdown import shortened
from adapters.discord.requests import text_of
from bot.command import Argument, ArgumentKind, Command
from bot.messages import Role
from bot.wording import FALLBACK, Wording, wording
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from adapters.discord.answering import Answering

log = structlog.get_logger(__name__)
Interaction = discord.Interaction[Any]
_MOST = 100  # characters of a choice, a description
_CHOICES = 25
_VALUE = 6000
_UNSUGGESTED = frozenset({ArgumentKind.WORDS, ArgumentKind.DATE, ArgumentKind.NUMBER})
_CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_INSTALLS = app_commands.AppInstallationType(guild=True, user=True)
_MENUS = {"discord-menu-check": ("check",), "discord-menu-find": ("quote", "search")}


class Tree(app_commands.CommandTree[Any]):
    """The commands of a client, and what happens when one is out of date."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Explain a command that Discord still offers but this version does not have; log the rest."""
        stale = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
        if isinstance(error, stale) and interaction.type is discord.InteractionType.application_command:
            await interaction.client.answering.tell(interaction, "discord-changed")
        else:
            log.error("discord command failed", exc_info=error)


class Translator(app_commands.Translator):
    """The names and descriptions of commands in the languages of the catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The message that `string` names, where the language of `locale` has it."""
        del context
        said, key = wording(locale.value), string.extras.get("key")
        if said.language == FALLBACK or key is None or not said.has(key):
            return None
        text = _short(said.text(key))
        return None if text == string.message else text


def add_commands(tree: Tree, declared: Iterable[Command], answering: Answering) -> None:
    """Put every declared command into `tree`, and the menus whose commands are declared."""
    said = wording(answering.settings.language)
    names = set()
    for command in declared:
        names.add(command.name)
        tree.add_command(_slash(command, answering, said))
    for key, targets in _MENUS.items():
        if target := next((name for name in targets if name in names), None):
            tree.add_command(_menu(key, target, answering, said))


def choices_of(answering: Answering, argument: Argument, typed: str) -> list[app_commands.Choice[str]]:
    """At most 25 completions of `typed`, as Discord takes them. From memory; never raises."""
    if argument.choices:
        known = [(choice, choice) for choice in argument.choices if typed.lower() in choice.lower()]
    else:
        try:
            suggested = answering.app.suggest(argument.kind, typed, _CHOICES)
        except KnowledgeError as error:
            log.info("discord has nothing to suggest", reason=str(error))
            return []
        known = [(option.label, option.command) for option in suggested]
    # What is too long to be sent back is not offered; it can still be typed.
    offered = {value: label for label, value in known if 0 < len(value) <= _MOST}
    return [
        app_commands.Choice(name=_short(label) or value, value=value) for value, label in offered.items()
    ][:_CHOICES]


def _slash(command: Command, answering: Answering, said: Wording) -> app_commands.Command[Any, ..., None]:
    slots = {f"value_{n}": argument for n, argument in enumerate(command.arguments)}

    async def run(interaction: Interaction, **values: Any) -> None:
        given = {slots[slot].name: str(value) for slot, value in values.items() if value is not None}
        await answering.ask(interaction, command.text(given), personal=command.personal)

    most = min(_VALUE, answering.settings.limits.question_characters)
    parameters = [
        inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD),
        *(
            inspect.Parameter(
                slot,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=app_commands.Range[str, 1, most],
                default=inspect.Parameter.empty if argument.required else None,
            )
            for slot, argument in slots.items()
        ),
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    _describe(run, command, slots, answering, said)
    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=_named(command.name, f"discord-name-{command.name}"),
        description=_worded(said, f"command-{command.name}"),
        callback=run,
        allowed_contexts=_CONTEXTS,
        allowed_installs=_INSTALLS,
    )
    if command.role > Role.EVERYONE:
        # Only what the client shows; whether it is allowed is the core's to say.
        made.default_permissions = discord.Permissions(manage_guild=True)
    return made


def _describe(
    run: Any, command: Command, slots: dict[str, Argument], answering: Answering, said: Wording
) -> None:
    """Say of each argument what it is called, what it means and how it is completed."""
    for slot, argument in slots.items():
        key = f"{command.name}-{argument.name}"
        app_commands.rename(**{slot: _named(argument.name, f"discord-name-{key}")})(run)
        app_commands.describe(**{slot: _worded(said, f"argument-{key}")})(run)
        if argument.choices and len(argument.choices) <= _CHOICES:
            fixed = [app_commands.Choice(name=_short(c), value=c) for c in argument.choices]
            app_commands.choices(**{slot: fixed})(run)
        elif argument.choices or argument.kind not in _UNSUGGESTED:
            app_commands.autocomplete(**{slot: _completion(answering, argument)})(run)


def _completion(answering: Answering, argument: Argument) -> Any:
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        del interaction
        return choices_of(answering, argument, typed)

    return complete


def _menu(key: str, target: str, answering: Answering, said: Wording) -> app_commands.ContextMenu:
    async def run(interaction: Interaction, message: discord.Message) -> None:
        words = " ".join(text_of(message).split(" "))
        if words.strip():
            await answering.ask(interaction, f"/{target} {words.strip()}")
        else:
            await answering.tell(interaction, "discord-no-words")

    run.__annotations__["message"] = discord.Message
    return app_commands.ContextMenu(
        name=_worded(said, key),
        callback=run,
        allowed_contexts=_CONTEXTS,
        allowed_installs=_INSTALLS,
    )


def _worded(said: Wording, key: str) -> app_commands.locale_str:
    return app_commands.locale_str(_short(said.text(key)), key=key)


def _named(name: str, key: str) -> app_commands.locale_str:
    return app_commands.locale_str(name.lower().replace("_", "-"), key=key)


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _MOST)
