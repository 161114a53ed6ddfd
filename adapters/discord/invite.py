"""With which rights is the bot invited? As few as answering takes; the address that asks for them."""

from __future__ import annotations

import discord

SCOPES = ("bot", "applications.commands")
# Commands need none of these: they are for answers to mentions, and for charts.
PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, attach_files=True
)


def invite_url(application: int) -> str:
    """The address at which somebody who manages a server adds the bot to it."""
    return discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=SCOPES)
