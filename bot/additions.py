"""Articles that operators put in or take out in the chat: tried as a preview, applied or taken back whole.

What was changed in the folder is noted before the build that shows it, so that a stop in between
leaves nothing behind that nobody looked at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.app import Ask
from bot.changes import made_blocks
from bot.errors import UserError
from bot.messages import ChoicesBlock, Option, Reply, Status
from bot.settings import Settings
from bot.state.store import State
from knowledge.errors import KnowledgeError
from knowledge.intake import Announce, Change, Refused, take_back

APPLY, DISCARD = "apply", "discard"
_NOTE = "folder-change"


def offer_build(ask: Ask, number: str) -> ChoicesBlock:
    """The two ways on from a build that waits."""
    options = tuple(
        Option(ask.wording.text(f"reload-option-{way}"), f"/reload {way} {number}")
        for way in (APPLY, DISCARD)
    )
    return ChoicesBlock(ask.wording.text("reload-preview"), options)


def preview(ask: Ask, change_folder: Callable[[Announce], None], action: str) -> Reply:
    """Change the folder and make a build that waits; the folder is as before where either fails."""
    with ask.app.workshop.reserved(ask.actor):
        settle(ask.app.state, ask.settings)
        before = _noted(ask.app.state)
        done: list[Change] = []

        def announce(change: Change) -> None:
            done.append(change)
            _note(ask.app.state, "", [*before.changes, *done])

        with _refusals_said():
            try:
                change_folder(announce)
                made = ask.app.workshop.make_reserved(ask.say_progress)
            except (KnowledgeError, UserError, OSError):
                _undo(ask.settings, done)
                _note(ask.app.state, before.build, before.changes)
                raise
        _note(ask.app.state, made.build.stem, [*before.changes, *done])
    ask.record_act(f"{action} {', '.join(change.file for change in done)}", f"build {made.build.stem}")
    return ask.reply(Status.FOUND, [*made_blocks(ask, made), offer_build(ask, made.build.stem)])


def applied(state: State) -> None:
    """The waiting build was published: what it was made of stays."""
    state.set_note(_NOTE, "")


def discarded(state: State, settings: Settings, number: str) -> None:
    """The waiting build was thrown away: what was changed in the folder for it is taken back."""
    noted = _noted(state)
    if noted.build == number:
        _undo(settings, noted.changes)
        state.set_note(_NOTE, "")


def carry_over(state: State, number: str) -> None:
    """Another build waits now, of the folder as it is, changes that nobody decided about included."""
    if changes := _noted(state).changes:
        _note(state, number, changes)


def settle(state: State, settings: Settings) -> None:
    """Take back a change that no finished build shows: the program stopped in between."""
    noted = _noted(state)
    if noted.changes and not noted.build:
        _undo(settings, noted.changes)
        state.set_note(_NOTE, "")


@dataclass(frozen=True, slots=True)
class _Noted:
    """Changes of the folder that nobody decided about yet; `build` is "" until a build shows them."""

    build: str = ""
    changes: tuple[Change, ...] = ()


def _undo(settings: Settings, changes: Sequence[Change]) -> None:
    for change in reversed(changes):
        take_back(settings.articles, change)


def _note(state: State, build: str, changes: Sequence[Change]) -> None:
    state.set_note(_NOTE, json.dumps({"build": build, "changes": [asdict(c) for c in changes]}))


def _noted(state: State) -> _Noted:
    noted = state.noted(_NOTE)
    if not noted:
        return _Noted()
    given = json.loads(noted)
    return _Noted(given["build"], tuple(Change(**change) for change in given["changes"]))


def removed_folder(settings: Settings) -> Path:
    """Where articles go that are removed."""
    return settings.home / "removed"


@contextmanager
def _refusals_said() -> Iterator[None]:
    """A refusal in the words of the locales."""
    try:
        yield
    except Refused as error:
        raise UserError(f"add-{error.reason.value}", detail=error.detail) from None
