"""Where do builds live on disk, and which is the published one?

`record.db` is a second name (a hard link) of one file in `builds/`; publishing another is one
atomic rename, so a reader sees the old build or the new one, never a mixture. The last few
builds stay in `builds/`, so undoing is publishing an older one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import BuildError

_UNFINISHED = ".new"


@dataclass(frozen=True, slots=True)
class Home:
    """A folder that holds the builds of one corpus."""

    folder: Path

    @property
    def record(self) -> Path:
        """The published build."""
        return self.folder / "record.db"

    @property
    def builds(self) -> tuple[Path, ...]:
        """The finished builds that are kept, oldest first."""
        return tuple(sorted(self._builds.glob("*.db"), key=lambda f: int(f.stem)))

    @property
    def published(self) -> Path | None:
        """Which of the kept builds is the published one."""
        return next(
            (build for build in self.builds if self.record.exists() and build.samefile(self.record)), None
        )

    @property
    def waiting(self) -> tuple[Path, ...]:
        """The builds after the published one: not published yet, or taken back. The next one ends them."""
        published = self.published
        return tuple(b for b in self.builds if published and int(b.stem) > int(published.stem))

    @property
    def held(self) -> str | None:
        """The code of a state of the articles that is not to be built again unasked; None for none."""
        try:
            return self._held.read_text("utf-8")
        except FileNotFoundError:
            return None

    def hold(self, code: str | None) -> None:
        """Keep the code of a state that was taken back, or seen and not published; None forgets it."""
        if code is None:
            self._held.unlink(missing_ok=True)
            return
        unfinished = self._held.with_name(f"held{_UNFINISHED}")
        unfinished.write_text(code, "utf-8")
        unfinished.replace(self._held)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the one place at the workbench; what an interrupted build left behind is cleared.

        Raises:
            BuildError: another process is building here.
        """
        self._builds.mkdir(parents=True, exist_ok=True)
        with (self.folder / "build.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise BuildError(f"another build is running in {self.folder}; wait for it to end") from None
            self._clear()
            yield

    def clear_if_idle(self) -> None:
        """Remove what an interrupted build left behind, unless one is running."""
        if self._builds.exists():
            try:
                with self.building():
                    pass
            except BuildError:
                return

    def fresh(self) -> Path:
        """The file that the next build is to be written to; it counts once `keep` was called.

        A number is never given twice, so that a button about one build cannot mean another.
        """
        last = self._builds / "last"
        given = int(last.read_text("utf-8")) if last.exists() else 0
        number = max([given, *(int(build.stem) for build in self.builds)]) + 1
        unfinished = last.with_name(f"last{_UNFINISHED}")
        unfinished.write_text(str(number), "utf-8")
        unfinished.replace(last)
        return self._builds / f"{number}.db{_UNFINISHED}"

    def keep(self, unfinished: Path) -> Path:
        """Count a written and verified file as a build; those that waited make way for it."""
        finished = unfinished.with_suffix("")
        unfinished.replace(finished)
        for other in self.waiting:
            if other != finished:
                other.unlink()
        _sync_folder(self._builds)
        return finished

    def publish(self, build: Path, kept: int) -> None:
        """Make `build` the one that answers, and drop all but the last `kept` builds."""
        link = self.folder / f"record.db{_UNFINISHED}"
        link.unlink(missing_ok=True)
        try:
            os.link(build, link)
        except OSError:  # a file system without hard links
            shutil.copyfile(build, link)
        link.replace(self.record)
        _sync_folder(self.folder)
        published = [b for b in self.builds if int(b.stem) <= int(build.stem)]
        for old in published[:-kept]:
            old.unlink()

    @property
    def _builds(self) -> Path:
        return self.folder / "builds"

    @property
    def _held(self) -> Path:
        return self.folder / "held"

    def _clear(self) -> None:
        for leftover in (*self._builds.glob(f"*{_UNFINISHED}*"), *self.folder.glob(f"*{_UNFINISHED}*")):
            leftover.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
