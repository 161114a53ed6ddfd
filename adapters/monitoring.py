"""What do monitors read? Numbers for Prometheus, and whether the bot lives and is ready.

Loaded only where an address is set, since a web server costs memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from adapters.errors import AdapterError
from bot.app import App


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
