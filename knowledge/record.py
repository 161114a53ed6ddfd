"""An open build, and which one is open: what commands look things up in.

A `Record` is one immutable build, safe to use from several threads. `Records` hands out the
published one and notices when another takes its place. Nothing here writes.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import NoBuild


class Record:
    """One build, opened read-only."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            raise NoBuild(f"no build at {file}")
        self.file = file

    def close(self) -> None:
        """Let go of the file."""


class Records:
    """The published build; reopened when another is published."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._open: Record | None = None

    def current(self) -> Record:
        """The record to answer from now.

        Raises:
            NoBuild: nothing was published yet.
        """
        if self._open is None:
            self._open = Record(self.file)
        return self._open

    def close(self) -> None:
        """Let go of the open build."""
        if self._open is not None:
            self._open.close()
            self._open = None
