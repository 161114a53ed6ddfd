"""Where new builds are made for a running bot: in a child process, one at a time, seen before they count.

The child also says how two builds differ: read here, they would keep the interpreter from those who ask.
Nothing here is on the way of a question: the published build answers until another is published.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import knowledge
from bot.errors import UserError
from bot.settings import Settings
from bot.state.corrections import as_json, in_force
from bot.state.store import State
from knowledge.freshness import hold_back, is_readable
from knowledge.home import Home
from knowledge.record import Records

if TYPE_CHECKING:
    from knowledge.diff import Diff

_ROOT = Path(knowledge.__file__).resolve().parent.parent
_MEBIBYTE = 1024 * 1024

Say = Callable[[str, int, int], None]
"""Told how far a build is: the stage, done, of how many."""


@dataclass(frozen=True, slots=True)
class Made:
    """A build that is not published yet, how it differs, and which corrections found nothing to correct."""

    build: Path
    diff: Diff
    stale: tuple[int, ...]


class Workshop:
    """Makes, publishes and takes back the builds of one home."""

    def __init__(self, settings: Settings, records: Records, state: State) -> None:
        self._settings = settings
        self._records = records
        self.home = Home(records.file.parent)
        self._state = state
        self._at_work = threading.Lock()
        self._who = ""
        self._child: subprocess.Popen[str] | None = None

    def make_reserved(self, say: Say) -> Made:
        """Build the articles folder as it is now, without publishing, for who holds the workshop.

        Raises:
            UserError: the build failed (it says why).
        """
        last = self._run(self._plan(), say)
        made = Path(last["build"])
        hold_back(self.home, made)
        return Made(made, _compared(last["diff"]), tuple(last["stale"]))

    def make_and_publish(self, who: str) -> Made:
        """Build the articles folder as it is now and let it answer.

        Raises:
            UserError: another build is running (it says whose), or this one failed (it says why).
        """
        with self.reserved(who):
            made = self.make_reserved(lambda *_: None)
            self.publish(made.build)
            return made

    def publish(self, build: Path) -> None:
        """Let `build` answer from now on."""
        self._swap(build)
        self.home.hold(None)

    def publish_waiting(self, number: str) -> None:
        """Publish a build that waits for it.

        Raises:
            UserError: none of that number waits any more.
        """
        self.publish(self._waiting(number))

    def discard_waiting(self, number: str) -> None:
        """Throw away a build that waits; raises `UserError` where none of that number does."""
        self._waiting(number).unlink()

    def undo(self) -> Diff:
        """Publish the build before the published one.

        Raises:
            UserError: there is none that can be read, or the two could not be compared.
        """
        present = self.home.published
        before = [build for build in self.home.builds if present and int(build.stem) < int(present.stem)]
        earlier = [build for build in before if is_readable(build)]
        if present is None or not earlier:
            raise UserError("nothing-to-undo")
        change = self._run({"old": str(present), "new": str(earlier[-1])}, lambda *_: None)["diff"]
        hold_back(self.home, present)
        self._swap(earlier[-1])
        return _compared(change)

    def _swap(self, build: Path) -> None:
        """Publish a build that was opened before, so that nobody waits for its opening."""
        self._records.prepare(build)
        self.home.publish(build, self._settings.build.keep)

    def _waiting(self, number: str) -> Path:
        build = next((b for b in self.home.waiting if b.stem == number), None)
        if build is None:
            raise UserError("no-such-build", build=number)
        return build

    def close(self) -> None:
        """End a build that is running; the published one is as it was."""
        if self._child is not None and self._child.poll() is None:
            self._child.kill()
            self._child.wait()

    @contextmanager
    def reserved(self, who: str) -> Iterator[None]:
        """Hold the workshop alone; raises `UserError` where somebody else does."""
        if not self._at_work.acquire(blocking=False):
            raise UserError("build-running", who=self._who)
        self._who = who
        try:
            yield
        finally:
            self._at_work.release()

    def _run(self, given: dict[str, Any], say: Say) -> dict[str, Any]:
        """Run the child to its end; its last line. What it is given says what it does.

        Raises:
            UserError: it failed, and says why, or was ended.
        """
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
        with subprocess.Popen(
            [sys.executable, "-m", "knowledge"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path},
        ) as child:
            self._child = child
            assert child.stdin is not None  # noqa: S101  (both are pipes)
            assert child.stdout is not None  # noqa: S101
            with child.stdin as pipe:
                pipe.write(json.dumps(given))
            last: dict[str, Any] = {"stage": "starting"}
            for line in child.stdout:
                last = json.loads(line)
                if "stage" in last:
                    say(last["stage"], last["done"], last["total"])
        if "stage" in last or "error" in last:
            raise UserError("build-failed", reason=last.get("error", "the build was ended"))
        return last

    def _plan(self) -> dict[str, Any]:
        build = self._settings.build
        return {
            "corpus": str(self._settings.articles),
            "home": str(self.home.folder),
            "workers": build.workers,
            "keep": build.keep,
            "largest_file": build.max_file_mb * _MEBIBYTE,
            "corrections": as_json(in_force(self._state.engine)),
        }


def _compared(difference: dict[str, Any]) -> Diff:
    """The difference that a child told of."""
    from knowledge.diff import from_json  # only operators ask for this

    return from_json(difference)
