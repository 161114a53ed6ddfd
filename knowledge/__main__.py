"""A build in a process of its own: the plan as JSON on standard input, JSON lines on standard output.

Each line is `{"stage", "done", "total"}`; the last is `{"build": file, "diff": …, "stale": […]}` or
`{"error": sentence}`. Given `{"old": file, "new": file}`, it only compares two builds: `{"diff": …}`.
The bot starts this for a reload, so that reading articles costs it neither time nor memory; it gives
way to those who answer.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.build import Plan, build
from knowledge.corrections import Correction, CorrectionKind
from knowledge.diff import as_json, diff
from knowledge.errors import KnowledgeError
from knowledge.home import Home
from knowledge.ingest import Progress
from knowledge.model import Span

_NICE = 10
"""How far a build stands back from a question that wants the same processor."""


def main() -> int:
    """Read the plan, build without publishing, say where the build is and how it differs."""
    given = json.load(sys.stdin)
    os.nice(_NICE)
    if "new" in given:
        _say({"diff": as_json(diff(Path(given["old"]), Path(given["new"])))})
        return 0
    published = Home(Path(given["home"])).published
    try:
        report = build(_plan(given), _say_progress, publish=False)
    except KnowledgeError as error:
        _say({"error": str(error)})
        return 1
    change = as_json(diff(published, report.build))
    _say({"build": str(report.build), "diff": change, "stale": list(report.stale)})
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
