"""How many, and who says so? Numeric claims of the article."""

from __future__ import annotations

from knowledge.extract.reading import Reading
from knowledge.model import Figure

KIND = "figures"
NEEDS: tuple[str, ...] = ("people", "dates", "quotes")
VERSION = 0


def extract(reading: Reading) -> tuple[Figure, ...]:
    """The figures of the article, in text order."""
    del reading
    return ()
