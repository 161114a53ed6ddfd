"""Every quote and figure of a build as lines for other programs: JSON or CSV, each with where it stands."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, TextIO

from adapters.json_form import block_as_json
from bot.blocks import figure_block, quote_block
from knowledge.record import Record

COLUMNS = (
    "kind", "receipt", "article", "start", "end", "text", "span", "speaker", "quote_kind", "phrase",
    "value", "high", "bound", "unit", "measure", "claimant", "as_of", "title", "outlet", "published",
    "url", "corrected",
)  # fmt: skip
"""The columns of the CSV; those that a kind has not are empty. `text == article[start:end]`."""


def export(record: Record, form: str, out: TextIO) -> None:
    """Write all records to `out`, as "jsonl" or "csv"."""
    if form == "csv":
        table = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows({key: _cell(value) for key, value in row.items()} for row in _rows(record))
        return
    out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(record))


def _rows(record: Record) -> Iterator[dict[str, Any]]:
    for quote in record.quotes(record.quote_ids()):
        yield block_as_json(quote_block(quote))
    for figure in record.figures(record.figure_ids()):
        yield block_as_json(figure_block(figure))


def _cell(value: Any) -> Any:
    """A value as one cell; before a text that a spreadsheet would take for a formula stands an apostrophe."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value
