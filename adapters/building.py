"""Building from the command line: progress shown, the report said in words."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.additions import settle
from bot.settings import Settings
from bot.state.corrections import in_force
from bot.state.store import State, state_file
from knowledge.build import Plan, Report, build
from knowledge.corrections import Correction
from knowledge.freshness import is_current
from knowledge.home import Home
from knowledge.ingest import MEBIBYTE, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


def build_if_needed(settings: Settings, home: Home) -> None:
    """Build where there is no build, or where articles or code changed since."""
    home.clear_if_idle()
    _settle(settings)
    if not is_current(settings.articles, home, corrections_of(settings)):
        report = build_here(settings, home, "bar" if sys.stderr.isatty() else "none")
        print(said_of(report), file=sys.stderr)


def corrections_of(settings: Settings) -> tuple[Correction, ...]:
    """The corrections in force; none where nothing was ever kept."""
    with _state_of(settings) as state:
        return in_force(state.engine) if state else ()


def _settle(settings: Settings) -> None:
    """Take back what a stop in the middle left in the folder of articles."""
    with _state_of(settings) as state:
        if state:
            settle(state, settings)


@contextmanager
def _state_of(settings: Settings) -> Iterator[State | None]:
    """The state, if there is one already: looking at it does not make it."""
    file = state_file(settings)
    state = State(file) if file.exists() else None
    try:
        yield state
    finally:
        if state:
            state.close()


def build_here(settings: Settings, home: Home, shown: str) -> Report:
    """Build and publish, with progress shown as a bar, as JSON lines, or not at all (on standard error)."""
    plan = Plan(
        settings.articles,
        home,
        settings.build.workers,
        settings.build.keep,
        settings.build.max_file_mb * MEBIBYTE,
        corrections_of(settings),
    )
    if shown == "bar":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            return build(plan, _on_bar(bar))
    return build(plan, _as_json if shown == "json" else lambda _: None)


def said_of(report: Report) -> str:
    """The report of a build, in words."""
    head = (
        f"{report.articles} articles ({report.reused} unchanged), {report.quotes} quotes, "
        f"{report.figures} figures, {report.people} people"
    )
    left_out = [f"  left out: {path}: {reason}" for path, reason in sorted(report.skipped.items())]
    return "\n".join([head, *left_out])


def _on_bar(bar: Bar) -> Callable[[Progress], None]:
    task = bar.add_task("starting", total=None)

    def show(progress: Progress) -> None:
        bar.update(task, description=progress.stage, completed=progress.done, total=progress.total)

    return show


def _as_json(progress: Progress) -> None:
    print(
        json.dumps({"stage": progress.stage, "done": progress.done, "total": progress.total}),
        file=sys.stderr,
        flush=True,
    )
