"""Who asks what, where, and what may they? Discord's objects become a `Request`.

A server is the core's chat and a channel its thread, so that what is set for a server holds in
all its channels. A private chat with the bot is its user's own.
"""

from __future__ import annotations

from typing import Any

import discord

from bot.messages import Request, Role

PLATFORM = "discord"


def request_of_interaction(
    interaction: discord.Interaction[Any], text: str, *, page: int = 1, personal: bool
) -> Request:
    """What a command, a button or a menu asks; in the asker's language where only they see it."""
    guild = interaction.guild_id
    own = interaction.guild_locale is None or personal
    private = is_private(interaction)
    return Request(
        text=text,
        platform=PLATFORM,
        chat=str(guild or interaction.channel_id),
        thread=str(interaction.channel_id) if guild else None,
        user=str(interaction.user.id),
        message=str(interaction.id),
        role=_role(interaction.permissions, private=private),
        roles=_roles(interaction.user),
        locale=str(interaction.locale if own else interaction.guild_locale),
        private=private,
        page=page,
    )


def request_of_message(message: discord.Message, text: str, language: str) -> Request:
    """What a message asks that mentions the bot, or was sent to it alone.

    A message does not say its writer's language: in a private chat it is `language`.
    """
    guild = message.guild
    private = guild is None
    allowed = (
        message.author.guild_permissions
        if isinstance(message.author, discord.Member)
        else discord.Permissions.none()
    )
    replied = message.reference.resolved if message.reference else None
    return Request(
        text=text,
        platform=PLATFORM,
        chat=str(guild.id if guild else message.channel.id),
        thread=str(message.channel.id) if guild else None,
        user=str(message.author.id),
        message=str(message.id),
        role=_role(allowed, private=private),
        roles=_roles(message.author),
        locale=str(guild.preferred_locale) if guild else language,
        private=private,
        replied_text=(text_of(replied) or None) if isinstance(replied, discord.Message) else None,
    )


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Whether this is the user's own chat with the bot; a group's private chat is not."""
    return interaction.guild_id is None and not interaction.context.private_channel


def text_of(message: discord.Message) -> str:
    """All the words that a message shows: its own, forwarded ones, embeds, components."""
    shown = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    for embed in message.embeds:
        shown += [embed.title or "", embed.description or ""]
        shown += [f"{field.name}\n{field.value}" for field in embed.fields]
    shown += [c.content for c in _walk(message.components) if isinstance(c, discord.TextDisplay)]
    return "\n".join(part for part in shown if part.strip())


def _walk(components: Any) -> Any:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))


def _role(allowed: discord.Permissions, *, private: bool) -> Role:
    """What Discord says of somebody; who is an operator, the core knows by their id."""
    return Role.CHAT_ADMIN if private or allowed.manage_guild else Role.EVERYONE


def _roles(user: discord.abc.User) -> tuple[str, ...]:
    if not isinstance(user, discord.Member):
        return ()
    return tuple(str(role.id) for role in user.roles if not role.is_default())
