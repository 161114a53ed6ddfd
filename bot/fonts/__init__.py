"""With which letters are pictures written? DejaVu Sans: Latin, Cyrillic, Greek; the licence is beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files


@contextmanager
def font_file() -> Iterator[str]:
    """The font file, to be opened while this lasts."""
    with as_file(files(__name__) / "DejaVuSans.ttf") as path:
        yield str(path)
