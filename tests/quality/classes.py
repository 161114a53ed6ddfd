"""Which sort of number is a gold quantity, and how many of each sort are read right?"""

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

_WORD = re.compile(r"[a-z]", re.IGNORECASE)
_MILLION = 1_000_000


def scorer_in(folder: Path) -> ModuleType:
    """The figures scorer that lies beside the gold, as a module."""
    spec = importlib.util.spec_from_file_location("score_figures", folder / "score_figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_class(
    scorer: ModuleType, gold: list[dict[str, Any]], predicted: Mapping[str, list[dict[str, Any]]]
) -> tuple[Counter[str], Counter[str]]:
    """How many quantities of each class there are, and how many have the right value (or bound)."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for record in gold:
        pairs, missed, _ = scorer.pair(record["quantities"], list(predicted.get(record["id"], [])))
        for quantity, figure in [*pairs, *((quantity, None) for quantity in missed)]:
            value = figure is not None and scorer.value_ok(quantity, figure)
            for name in _classes(quantity):
                held = value and (
                    not name.startswith("bound") or scorer.bound_ok(quantity, figure, strict=False)
                )
                total[name] += 1
                right[name] += held
    return total, right


def _classes(quantity: dict[str, Any]) -> Iterator[str]:
    """The classes that a quantity is in; some are in none, some in several."""
    text, unit = quantity["text"], str(quantity.get("unit") or "")
    if "%" in text or "percent" in unit:
        yield "percent"
    if _WORD.search(text) and not re.search(r"\d", text):
        yield "number words"
    if quantity.get("high") is not None:
        yield "ranges"
    if quantity.get("value") and abs(quantity["value"]) >= _MILLION:
        yield "a million or more"
    if unit == "year" and re.search(r"-old|aged|age", text):
        yield "ages"
    if quantity["bound"] == "vague":
        yield "vague amounts"
    if quantity["bound"] in ("about", "more_than", "less_than", "at_least", "at_most"):
        yield f"bound {quantity['bound'].replace('_', ' ')}"
