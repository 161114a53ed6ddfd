"""With which letters are pictures written? DejaVu Sans: Latin, Cyrillic, Greek; the licence is beside it."""

from __future__ import annotations

from importlib.resources import as_file, files


def font_bytes() -> bytes:
    """The font file."""
    with as_file(files(__name__) / "DejaVuSans.ttf") as path:
        return path.read_bytes()
