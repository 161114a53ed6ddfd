"""Takes back the last reload."""

from __future__ import annotations

from bot.app import Ask
from bot.changes import change_blocks
from bot.command import command
from bot.messages import Reply, Role, Status


@command("undo", role=Role.OPERATOR, examples=("/undo",), slow=True, personal=True)
def undo(ask: Ask) -> Reply:
    """Publish the build before the present one, and say what that changes."""
    workshop = ask.app.workshop
    with workshop.reserved(ask.actor):
        change = workshop.undo()
        build = workshop.home.published
    number = build.stem if build else ""
    ask.record_act("undo", f"build {number}")
    return ask.reply(Status.FOUND, [ask.notice("undone", build=number), *change_blocks(ask, change)])
