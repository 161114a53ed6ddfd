"""Who is named in an article, and which mentions are one person?"""

from __future__ import annotations

from knowledge.extract.reading import Reading
from knowledge.model import Person

KIND = "people"
NEEDS: tuple[str, ...] = ()
VERSION = 0


def extract(reading: Reading) -> tuple[Person, ...]:
    """The people and organisations of the article, most mentioned first."""
    del reading
    return ()
