"""Reads the articles folder again: what changed is said before or after it counts."""

from __future__ import annotations

from bot.app import Ask
from bot.changes import made_blocks
from bot.command import Argument, ArgumentKind, command
from bot.messages import ChoicesBlock, Option, Reply, Role, Status

_PREVIEW, _APPLY, _DISCARD = "preview", "apply", "discard"


@command(
    "reload",
    Argument("step", ArgumentKind.WORDS, choices=(_PREVIEW, _APPLY, _DISCARD)),
    role=Role.OPERATOR,
    examples=("/reload", "/reload preview"),
    slow=True,
    personal=True,
)
def reload(ask: Ask) -> Reply:
    """Make a build and publish it; with "preview", stop before publishing and offer both ways on."""
    workshop = ask.app.workshop
    step, _, number = ask.rest.partition(" ")
    if step in (_APPLY, _DISCARD):
        if step == _APPLY:
            workshop.publish_waiting(number)
        else:
            workshop.discard_waiting(number)
        ask.record_act(f"reload {step} {number}", "done")
        return ask.reply(Status.FOUND, [ask.notice(f"reload-{step}", build=number)])
    if step not in ("", _PREVIEW):
        raise ask.usage()
    made = workshop.make(ask.actor, ask.say_progress)
    blocks = made_blocks(ask, made)
    if step == _PREVIEW:
        ask.record_act("reload preview", f"build {made.build.stem}")
        options = tuple(
            Option(ask.wording.text(f"reload-option-{way}"), f"/reload {way} {made.build.stem}")
            for way in (_APPLY, _DISCARD)
        )
        return ask.reply(Status.FOUND, [*blocks, ChoicesBlock(ask.wording.text("reload-preview"), options)])
    workshop.publish(made.build)
    ask.record_act("reload", f"build {made.build.stem}")
    return ask.reply(Status.FOUND, [*blocks, ask.notice("reload-apply", build=made.build.stem)])
