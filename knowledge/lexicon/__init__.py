"""What the extractors know, as data: one commented TOML file per topic, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(topic: str) -> dict[str, Any]:
    """The table in `topic`.toml beside this file."""
    return tomllib.loads((files(__name__) / f"{topic}.toml").read_text("utf-8"))
