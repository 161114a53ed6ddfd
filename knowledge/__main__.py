"""A build in a process of its own: the plan as JSON on standard input, JSON lines on standard output.

Each line is `{"stage", "done", "total"}`; the last is `{"build": file}` or `{"error": sentence}`.
The bot starts this for a reload, so that reading articles costs it neither time nor memory.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.build import Plan, build
from knowledge.corrections import Correction, CorrectionKind
from knowledge.errors import KnowledgeError
from knowledge.home import Home
from knowledge.ingest import Progress
from knowledge.model import Span


def main() -> int:
    """Read the plan, build without publishing, say where the build is."""
    given = json.load(sys.stdin)
    try:
        report = build(_plan(given), _say_progress, publish=False)
    except KnowledgeError as error:
        _say({"error": str(error)})
        return 1
    _say({"build": str(report.build), "stale": list(report.stale)})
    return 0


def _plan(given: dict[str, Any]) -> Plan:
    return Plan(
        Path(given["corpus"]),
        Home(Path(given["home"])),
        given["workers"],
        given["keep"],
        given["largest_file"],
        tuple(_correction(c) for c in given["corrections"]),
    )


def _correction(given: dict[str, Any]) -> Correction:
    span = Span(**given["span"]) if given["span"] else None
    return Correction(
        given["id"],
        CorrectionKind(given["kind"]),
        given["words"],
        given["value"],
        given["content_hash"],
        span,
    )


def _say_progress(progress: Progress) -> None:
    _say(asdict(progress))


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
