"""Runs every benchmark, prints the tables and writes docs/performance.md: `make bench`.

`python -m tests.bench.report NAME…` runs only those named; the others keep the tables they have.
"""

import json
import platform
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.generated import ROOT

FOLDER = Path(__file__).parent
PERFORMANCE = ROOT / "docs" / "performance.md"


def main(names: list[str]) -> int:
    """Run the benchmarks named (all, if none) and write what they measured; 1 if a limit does not hold."""
    known = sorted(file.stem.removeprefix("bench_") for file in FOLDER.glob("bench_*.py"))
    sections = _written()
    held = True
    for name in names or known:
        text, holds = _section(name)
        sections[name] = text
        held &= holds
        sys.stdout.write(text + "\n")
    PERFORMANCE.parent.mkdir(exist_ok=True)
    body = "\n".join(f"<!-- {name} -->\n{sections[name]}" for name in sorted(sections))
    PERFORMANCE.write_text("\n".join(_head()) + "\n" + body, "utf-8")
    return 0 if held else 1


def _head() -> Iterator[str]:
    yield "# Performance\n"
    yield "Written by `make bench`; one table alone by `python -m tests.bench.report NAME`. Ratios only are"
    yield "worth comparing: both sides were measured in one run, in CPU time where nothing else is said.\n"
    yield f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}.\n"


def _written() -> dict[str, str]:
    """The sections that stand in the document, by the name of their benchmark."""
    if not PERFORMANCE.exists():
        return {}
    parts = re.split(r"<!-- (\w+) -->\n", PERFORMANCE.read_text("utf-8"))
    return dict(zip(parts[1::2], (part.rstrip() + "\n\n" for part in parts[2::2]), strict=True))


def _section(name: str) -> tuple[str, bool]:
    command = [sys.executable, "-m", f"tests.bench.bench_{name}"]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    tables = json.loads(printed)
    lines: list[str] = []
    for table in tables:
        lines += [f"## {table['title']}\n", f"Against {table['peer']}. {table['note']}\n"]
        lines += ["| what | ours | peer | unit | ratio | goal | holds |", "|---|---|---|---|---|---|---|"]
        lines += [_line(row) for row in table["rows"]]
        lines.append("")
    return "\n".join(lines) + "\n", all(row["holds"] is not False for t in tables for row in t["rows"])


def _line(row: dict) -> str:
    verdict = {True: "yes", False: "**no**", None: ""}[row["holds"]]
    numbers = f"{row['ours']:.4g} | {row['peer']:.4g} | {row['unit']} | {row['ratio']:.3g}"
    return f"| {row['what']} | {numbers} | {row['limit']} | {verdict} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
