"""What does the adapter remember from one start to the next? A small file.

Which commands Discord was told of, and in which servers the set-up was explained.
Losing it is harmless: the commands are sent once more.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

log = structlog.get_logger(__name__)


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore")

    declared: dict[str, str] = {}
    """The digest of the commands Discord has, by where: "all" or a server's id."""
    welcomed: set[int] = set()
    """The servers where somebody was shown the set-up."""


class Memory:
    """What is kept in `file`, written at once when it changes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept = _read(file)

    @property
    def declared(self) -> dict[str, str]:
        """The digest of the commands Discord has, by where: "all" or a server's id."""
        return dict(self._kept.declared)

    def declare(self, digests: dict[str, str]) -> None:
        """Remember which commands Discord has now."""
        if digests != self._kept.declared:
            self._kept.declared = dict(digests)
            self._write()

    def welcome(self, guild: int) -> bool:
        """Whether nobody was shown the set-up in this server yet; from now on somebody was."""
        if guild in self._kept.welcomed:
            return False
        self._kept.welcomed.add(guild)
        self._write()
        return True

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        kept = {"declared": self._kept.declared, "welcomed": sorted(self._kept.welcomed)}
        new = self._file.with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(kept, indent=1), "utf-8")
        new.replace(self._file)


def _read(file: Path) -> _Kept:
    try:
        return _Kept.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return _Kept()
    except (OSError, ValidationError) as error:
        log.warning("memory unreadable", file=str(file), reason=str(error).split("\n", maxsplit=1)[0])
        return _Kept()
