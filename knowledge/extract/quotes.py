"""Who said what? Attribution relations of the article."""

from __future__ import annotations

from knowledge.extract.reading import Reading
from knowledge.model import Quote

KIND = "quotes"
NEEDS: tuple[str, ...] = ("people", "dates")
VERSION = 0


def extract(reading: Reading) -> tuple[Quote, ...]:
    """The quotes of the article, in text order."""
    del reading
    return ()
