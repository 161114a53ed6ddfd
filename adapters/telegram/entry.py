"""When is an answer in the journal? From just before it is sent, so that a kill never doubles it.

Whether a request that was under way at a kill was carried out nobody can tell. An answer twice is
worse than one missing, whose asker sees that it is missing; so what is in the journal is not
answered again. While an answer only waits for its turn, or was refused with "retry after", it is
not in the journal, and the next process answers.
"""

from __future__ import annotations

from contextlib import suppress

from bot.app import App
from bot.messages import Reply, Request
from knowledge.errors import NoBuild


class Entry:
    """The journal's entry of one answer."""

    def __init__(self, app: App, request: Request, reply: Reply) -> None:
        self._app = app
        self._request = request
        self._reply = reply
        self._is_written = False
        self._is_shown = False

    async def write(self) -> None:
        """Write it, if it is not there: a request that shows the answer is about to go out."""
        if not self._is_written:
            self._is_written = True
            with suppress(NoBuild):
                await self._app.answered(self._request, self._reply)

    async def take_back(self) -> None:
        """Strike it out, unless some of the answer is shown: the request was certainly not carried out."""
        if self._is_written and not self._is_shown:
            await self._app.unanswered(self._request)
            self._is_written = False

    def note_shown(self) -> None:
        """Some of the answer is shown now."""
        self._is_shown = True
