"""Who looks after a running bot: daily copies and pruning, reloads when files change, pages for monitors.

Each runs beside the platforms until `stop` is set; an error in one is logged and ends no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from watchfiles import awatch

from adapters.errors import AdapterError
from bot.app import App
from bot.errors import UserError
from bot.state.upkeep import prune, rotate
from knowledge.errors import KnowledgeError

log = structlog.get_logger(__name__)

UPKEEP_EVERY_S = 3600.0
DEBOUNCE_MS = 3000
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
    async for changes in awatch(app.settings.articles, stop_event=stop, debounce=DEBOUNCE_MS):
        log.info("articles changed", files=len(changes))
        try:
            await asyncio.to_thread(_reload, app)
        except (UserError, KnowledgeError) as error:
            log.warning("not reloaded", reason=str(error))
        except Exception:  # an adapter's loop: the next change is tried again
            log.exception("reload failed")


def _reload(app: App) -> None:
    made = app.workshop.make_and_publish(_WATCHER)
    app.state.record_act(_WATCHER, "reload", f"build {made.build.stem}")


async def serve(app: App, listen: str, stop: asyncio.Event) -> None:
    """Answer /metrics, /healthz and /readyz at `listen` ("host:port"; no host means this machine alone).

    Raises:
        AdapterError: the address cannot be listened at.
    """
    host, _, port = listen.rpartition(":")
    runner = web.AppRunner(pages(app), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host or "127.0.0.1", int(port)).start()
        await stop.wait()
    except OSError as error:
        raise AdapterError(f"cannot listen at {listen} ({error.strerror}); change [web] listen") from None
    finally:
        await runner.cleanup()


def pages(app: App) -> web.Application:
    """The three pages; none shows what anybody wrote."""

    async def metrics(_: web.Request) -> web.Response:
        if app.records.file.exists():
            app.health.set_articles(len(app.records.current().articles))
        content = generate_latest(app.health.registry)
        return web.Response(body=content, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        missing = [name for name, state in app.health.adapters.items() if state != "running"]
        if not app.records.file.exists():
            missing.append("build")
        text = f"waiting for {', '.join(missing)}\n" if missing else "ready\n"
        return web.Response(text=text, status=503 if missing else 200)

    served = web.Application()
    handlers: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = {
        "/metrics": metrics,
        "/healthz": healthz,
        "/readyz": readyz,
    }
    for path, handler in handlers.items():
        served.router.add_get(path, handler)
    return served


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
