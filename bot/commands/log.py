"""Who did what to the record?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.messages import Reply, Role, Status, TableBlock

_MOST = 50


@command(
    "log",
    Argument("count", ArgumentKind.NUMBER),
    role=Role.OPERATOR,
    examples=("/log", "/log 20"),
    personal=True,
)
def log(ask: Ask) -> Reply:
    """The last acts of operators and administrators."""
    count = int(ask.rest) if ask.rest.isdecimal() else 10
    acts = ask.app.state.acts(min(count, _MOST))
    if not acts:
        return ask.reply(Status.NOTHING, [ask.notice("log-empty")])
    headings = tuple(ask.wording.text(f"heading-{h}") for h in ("when", "who", "what", "outcome"))
    rows = tuple((act.at, act.actor, act.action, act.outcome) for act in acts)
    return ask.reply(Status.FOUND, [TableBlock(ask.wording.text("log"), headings, rows)])
