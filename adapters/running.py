"""Every platform in one process: started together, ended together.

A platform without a token is left out with a line in the log. The end of one by an error ends
the program with that error's line.
"""

from __future__ import annotations

import asyncio
import importlib
import signal
import sys
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Protocol, cast

import structlog

from adapters.errors import AdapterError
from adapters.watching import keep_up, reload_on_change
from bot.app import App
from bot.settings import Settings
from knowledge.errors import NoBuild

log = structlog.get_logger(__name__)

PLATFORMS = {"telegram": "TelegramAdapter", "discord": "DiscordAdapter"}


class Adapter(Protocol):
    """What a platform offers to be run."""

    def __init__(self, app: App, settings: Settings) -> None: ...

    def run(self, stop: asyncio.Event) -> Coroutine[None, None, None]:
        """Serve until `stop` is set.

        Raises:
            AdapterError: it cannot serve; the text is one line that says what to do.
        """


async def run(app: App, settings: Settings, signals: Sequence[signal.Signals]) -> int:
    """Run the platforms that have a token until one of `signals`; the exit code."""
    adapters = _configured(app, settings)
    if not adapters:
        print(
            "onrecord: no platform has a token; set one in the configuration or the environment",
            file=sys.stderr,
        )
        return 1
    stop = asyncio.Event()
    for number in signals:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with suppress(NoBuild):  # said to whoever asks
        await asyncio.to_thread(app.records.warm)
    running = {name: _watched(app, name, adapter.run(stop)) for name, adapter in adapters.items()}
    running |= _beside(app, settings, stop)
    tasks = [asyncio.create_task(work, name=name) for name, work in running.items()]
    serving = [task for task in tasks if task.get_name() in adapters]
    if settings.stop_together:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    else:
        for task in serving:
            task.add_done_callback(_say_failure)
        await asyncio.wait(serving)
    stop.set()
    for task, outcome in zip(tasks, await asyncio.gather(*tasks, return_exceptions=True), strict=True):
        if settings.stop_together or task not in serving:
            _say_failure(task)
        if isinstance(outcome, BaseException) and not isinstance(outcome, AdapterError):
            raise outcome
    return 1 if any(isinstance(task.exception(), AdapterError) for task in tasks) else 0


def _say_failure(task: asyncio.Task[None]) -> None:
    """Say on standard error why a platform cannot serve, if it cannot."""
    if isinstance(error := task.exception(), AdapterError):
        print(f"onrecord: {task.get_name()}: {error}", file=sys.stderr)


def _beside(app: App, settings: Settings, stop: asyncio.Event) -> dict[str, Coroutine[None, None, None]]:
    """What runs beside the platforms, as far as it is set."""
    beside = {"upkeep": keep_up(app, stop)}
    if settings.build.watch:
        beside["watch"] = reload_on_change(app, stop)
    if settings.web.listen:
        from adapters.monitoring import serve

        beside["web"] = serve(app, settings.web.listen, stop)
    return beside


async def _watched(app: App, name: str, work: Coroutine[None, None, None]) -> None:
    """Run a platform, with its state said in the app's health."""
    app.health.adapters[name] = "running"
    try:
        await work
    finally:
        app.health.adapters[name] = "ended"


def _configured(app: App, settings: Settings) -> dict[str, Adapter]:
    """The adapters of the platforms that have a token; only their libraries are imported."""
    adapters: dict[str, Adapter] = {}
    for name, kind in PLATFORMS.items():
        if getattr(settings, name).token.get_secret_value():
            module = importlib.import_module(f"adapters.{name}")
            adapters[name] = cast("Adapter", getattr(module, kind)(app, settings))
        else:
            log.info("left out: no token", platform=name)
    return adapters
