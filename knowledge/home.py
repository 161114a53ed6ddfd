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
        """The file that the next build is to be written to; it counts once `keep` was called."""
        number = max((int(build.stem) for build in self.builds), default=0) + 1
        return self._builds / f"{number}.db{_UNFINISHED}"

    def keep(self, unfinished: Path) -> Path:
        """Count a written and verified file as a build."""
        finished = unfinished.with_suffix("")
        unfinished.replace(finished)
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
        for old in self.builds[:-kept]:
            if old != build:
                old.unlink()

    @property
    def _builds(self) -> Path:
        return self.folder / "builds"

    def _clear(self) -> None:
        for leftover in (*self._builds.glob(f"*{_UNFINISHED}*"), *self.folder.glob(f"*{_UNFINISHED}*")):
            leftover.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
