"""What is kept of people, for themselves: said, sent, erased."""

from __future__ import annotations

import json

from bot.app import Ask
from bot.command import command
from bot.messages import FileBlock, Reply, Status


@command("privacy", examples=("/privacy",), personal=True)
def privacy(ask: Ask) -> Reply:
    """What is kept, and for how long."""
    return ask.reply(Status.FOUND, [ask.notice("privacy", days=ask.settings.journal_days)])


@command("mydata", examples=("/mydata",), personal=True)
def mydata(ask: Ask) -> Reply:
    """What is kept of who asks, as a file."""
    kept = ask.app.state.kept_of(ask.request.platform, ask.request.user)
    content = json.dumps(list(kept), ensure_ascii=False, indent=1).encode()
    said = ask.wording.text("mydata", count=len(kept))
    return ask.reply(Status.FOUND, [FileBlock(said, "mydata.json", content)])


@command("forgetme", examples=("/forgetme",), personal=True)
def forgetme(ask: Ask) -> Reply:
    """Erase what is kept of who asks."""
    count = ask.app.state.forget(ask.request.platform, ask.request.user)
    return ask.reply(Status.FOUND, [ask.notice("forgotten", count=count)])
