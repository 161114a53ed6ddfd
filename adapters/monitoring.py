"""What do monitors read? Numbers for Prometheus, and whether the bot lives and is ready.

Loaded only where an address is set, since a web server costs memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from adapters.errors import AdapterError
from bot.app import App
from bot.health import BUCKETS_S


class Numbers(Collector):
    """What an app counted, as Prometheus reads it."""

    def __init__(self, app: App) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        """The questions, how long they took, and the articles that answer."""
        counted = self._app.health.counted
        questions = CounterMetricFamily(
            "onrecord_questions",
            "Questions, by platform, command and how they ended.",
            labels=("platform", "command", "status"),
        )
        for labels, count in counted.questions.items():
            questions.add_metric(labels, count)
        yield questions
        whole = sum(counted.questions.values())
        bounds = (*(f"{bound:g}" for bound in BUCKETS_S), "+Inf")
        yield HistogramMetricFamily(
            "onrecord_answer_seconds",
            "From a question to its answer.",
            buckets=tuple(zip(bounds, (*counted.within, whole), strict=True)),
            sum_value=counted.seconds,
        )
        if self._app.records.file.exists():
            held = len(self._app.records.current().articles)
            yield GaugeMetricFamily("onrecord_articles", "Articles of the build that answers.", held)


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
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(app))

    async def metrics(_: web.Request) -> web.Response:
        content = generate_latest(registry)
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
