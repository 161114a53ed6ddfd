"""When? Temporal expressions as intervals, resolved against the publication date where it is known."""

from __future__ import annotations

from knowledge.extract.reading import Reading
from knowledge.model import DateMention

KIND = "dates"
NEEDS: tuple[str, ...] = ()
VERSION = 0


def extract(reading: Reading) -> tuple[DateMention, ...]:
    """The temporal expressions of the prose, in text order."""
    del reading
    return ()
