"""Who looks after a running bot: daily copies and pruning, reloads when files change.

Each runs beside the platforms until `stop` is set; an error in one is logged and ends no other.
"""

from __future__ import annotations

import asyncio

import structlog

from bot.app import App
from bot.errors import UserError
from bot.state.corrections import in_force
from bot.state.upkeep import prune, rotate
from knowledge.errors import KnowledgeError
from knowledge.freshness import is_current

log = structlog.get_logger(__name__)

UPKEEP_EVERY_S = 3600.0
DEBOUNCE_MS = 3000
RETRY_S = 2.0
_WATCHER = "watch"


async def keep_up(app: App, stop: asyncio.Event) -> None:
    """Prune the journal and make the daily copy, at start and every hour."""
    while not stop.is_set():
        try:
            await asyncio.to_thread(tend, app)
        except Exception:  # an adapter's loop: tomorrow it may work again
            log.exception("upkeep failed")
        await _wait(stop, UPKEEP_EVERY_S)


def tend(app: App) -> None:
    """What is due now: old entries pruned, the daily copy made."""
    settings = app.settings
    if gone := prune(app.state, settings.journal_days):
        log.info("journal pruned", entries=gone)
    if settings.backups and (made := rotate(app.state, settings.home / "backups", settings.backups)):
        log.info("state copied", file=made.name)


async def reload_on_change(app: App, stop: asyncio.Event) -> None:
    """Publish a new build whenever the articles folder came to rest after a change."""
    from watchfiles import awatch

    async for changes in awatch(app.settings.articles, stop_event=stop, debounce=DEBOUNCE_MS):
        log.info("articles changed", files=len(changes))
        try:
            while not await asyncio.to_thread(_reloaded, app) and not stop.is_set():
                await _wait(stop, RETRY_S)
        except (UserError, KnowledgeError) as error:
            log.warning("not reloaded", reason=str(error))
        except Exception:  # an adapter's loop: the next change is tried again
            log.exception("reload failed")


def _reloaded(app: App) -> bool:
    """Whether what is in the folder counts, or waits for somebody's word; False while another build runs."""
    if is_current(app.settings.articles, app.workshop.home, in_force(app.state.engine)):
        return True
    try:
        made = app.workshop.make_and_publish(_WATCHER)
    except UserError as error:
        if error.key != "build-running":
            raise
        return False
    app.state.record_act(_WATCHER, "reload", f"build {made.build.stem}")
    log.info("reloaded by itself", build=made.build.stem)
    return True


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
