"""How far is a long answer? One message says it, edited now and then, until the answer takes its place."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from html import escape

from adapters.telegram.parts import Part
from adapters.telegram.sending import Place, Post

EVERY_S = 3.0


class Progress:
    """What `App.handle` calls, from any thread, with a text to show."""

    def __init__(self, post: Post, place: Place) -> None:
        self._post = post
        self._place = place
        self._loop = asyncio.get_running_loop()
        self._text = ""
        self._messages: tuple[int, ...] = ()
        self._showing: asyncio.Task[None] | None = None
        self._over = asyncio.Event()

    def __call__(self, text: str) -> None:
        """Show `text` soon; of several in a short time, the last."""
        self._loop.call_soon_threadsafe(self._take, text)

    async def end(self) -> tuple[int, ...]:
        """Show no more; the message that told, for the answer to take its place."""
        self._over.set()
        if self._showing is not None:
            await self._showing
        return self._messages

    def _take(self, text: str) -> None:
        self._text = text
        if self._showing is None or self._showing.done():
            self._showing = asyncio.ensure_future(self._show())

    async def _show(self) -> None:
        while self._text and not self._over.is_set():
            part, self._text = Part(escape(self._text, quote=False)), ""
            self._messages = await self._post.put(self._place, (part,), old=self._messages)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), EVERY_S)
