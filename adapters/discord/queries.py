"""Which question does a button turn the pages of? Short ones stand in the button itself.

A button's id holds at most a hundred characters and must work after a restart, so a question too
long for it is kept in a small file under the digest of its text. Nothing else is kept about it:
neither who asked nor where.
"""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

_KEPT_S = 30 * 24 * 3600
_DIGEST_CHARACTERS = 20
_MARK = "#"  # no command starts with it


class Queries:
    """The questions too long for a button, as files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(self, query: str, most: int) -> str:
        """At most `most` characters from which `query` is found again."""
        if len(query) <= most and query.isprintable() and query == query.strip():
            return query
        digest = sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_CHARACTERS]
        file = self._folder / digest
        if not file.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            new = file.with_suffix(f".{os.getpid()}")
            new.write_text(query, "utf-8", newline="")
            new.replace(file)
        return _MARK + digest

    def query(self, key: str) -> str | None:
        """The question that `key` stands for; None where it is not known any more."""
        if not key.startswith(_MARK):
            return key
        name = key.removeprefix(_MARK)
        if len(name) != _DIGEST_CHARACTERS or not name.isalnum():
            return None
        try:
            with (self._folder / name).open(encoding="utf-8", newline="") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def forget_old(self) -> None:
        """Delete what was written more than thirty days ago."""
        oldest = time.time() - _KEPT_S
        for file in self._folder.glob("*"):
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)
