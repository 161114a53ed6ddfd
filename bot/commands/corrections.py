"""Which corrections are in force, and how is one taken back?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.commands.correct import reload_offer
from bot.errors import UserError
from bot.messages import Reply, Role, Status, TableBlock
from bot.paging import page_of
from bot.state import corrections as kept_corrections

_HEADINGS = ("number", "what", "words", "value", "who", "state")


@command(
    "corrections",
    Argument("undo", ArgumentKind.NUMBER, marker="undo"),
    role=Role.OPERATOR,
    examples=("/corrections", "/corrections undo 3"),
    personal=True,
)
def corrections(ask: Ask) -> Reply:
    """All corrections, latest first; with "undo" and a number, that one is taken back."""
    engine = ask.app.state.engine
    if ask.rest:
        return _taken_back(ask, ask.rest.removeprefix("undo").strip())
    everything = list(reversed(kept_corrections.kept(engine)))
    if not everything:
        return ask.reply(Status.NOTHING, [ask.notice("corrections-none")])
    shown, pages = page_of(everything, ask.request.page, ask.page_length)
    headings = tuple(ask.wording.text(f"heading-{h}") for h in _HEADINGS)
    rows = tuple(
        (
            str(k.correction.id),
            ask.wording.text(f"correction-{k.correction.kind.value}"),
            k.correction.words[:60],
            k.correction.value or "—",
            k.actor,
            ask.wording.text("correction-undone" if k.undone else "correction-in-force"),
        )
        for k in shown
    )
    table = TableBlock(ask.wording.text("corrections"), headings, rows)
    return ask.reply(Status.FOUND, [table], page=ask.request.page, pages=pages)


def _taken_back(ask: Ask, number: str) -> Reply:
    if not number.isdecimal() or not kept_corrections.take_back(ask.app.state.engine, int(number)):
        raise UserError("no-such-correction", number=number)
    ask.record_act(f"corrections undo {number}", "done")
    return ask.reply(Status.FOUND, [ask.notice("correction-taken-back", number=number), reload_offer(ask)])
