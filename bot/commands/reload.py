"""Reads the articles folder again: what changed is said before or after it counts."""

from __future__ import annotations

from bot.additions import APPLY, DISCARD, applied, carry_over, discarded, offer_build
from bot.app import Ask
from bot.changes import made_blocks
from bot.command import Argument, ArgumentKind, command
from bot.messages import Reply, Role, Status

_PREVIEW = "preview"


@command(
    "reload",
    Argument("step", ArgumentKind.WORDS, choices=(_PREVIEW, APPLY, DISCARD)),
    role=Role.OPERATOR,
    examples=("/reload", "/reload preview"),
    slow=True,
    personal=True,
)
def reload(ask: Ask) -> Reply:
    """Make a build and publish it; with "preview", stop before publishing and offer both ways on."""
    workshop = ask.app.workshop
    step, _, number = ask.rest.partition(" ")
    if step in (APPLY, DISCARD):
        with workshop.reserved(ask.actor):
            if step == APPLY:
                workshop.publish_waiting(number)
                applied(ask.app.state)
            else:
                workshop.discard_waiting(number)
                discarded(ask.app.state, ask.settings, number)
        ask.record_act(f"reload {step} {number}", "done")
        return ask.reply(Status.FOUND, [ask.notice(f"reload-{step}", build=number)])
    if step not in ("", _PREVIEW):
        raise ask.usage()
    with workshop.reserved(ask.actor):
        made = workshop.make_reserved(ask.say_progress)
        number = made.build.stem
        if step == _PREVIEW:
            carry_over(ask.app.state, number)
        else:
            workshop.publish(made.build)
            applied(ask.app.state)
    ask.record_act(f"reload {step}".strip(), f"build {number}")
    last = offer_build(ask, number) if step == _PREVIEW else ask.notice("reload-apply", build=number)
    return ask.reply(Status.FOUND, [*made_blocks(ask, made), last])
