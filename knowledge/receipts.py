"""What is the short stable code of a record? From what was said and where, never from the build."""

from __future__ import annotations

import base64
import hashlib
from itertools import count

from knowledge.model import Span

LENGTH = 6


class Receipts:
    """Hands out codes; where two records would share one, the later is given the next."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self.shared: set[str] = set()
        """The codes that were wanted again, so that who wanted them got others."""

    def code(self, letter: str, content_hash: str, span: Span | None = None) -> str:
        """The receipt of a record of an article: `letter` says of which kind (q, f, p, a)."""
        place = f"{span.start}:{span.end}" if span else ""
        for turn in count():
            digest = hashlib.sha256(f"{letter}:{content_hash}:{place}:{turn}".encode()).digest()
            code = letter + base64.b32encode(digest).decode().lower()[:LENGTH]
            if code not in self._taken:
                break
            self.shared.add(code)
        self._taken.add(code)
        return code
