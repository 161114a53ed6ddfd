"""Which command does a question in plain words stand for? It reads the question's form only."""

from __future__ import annotations

from knowledge.record import Record


def read_question(text: str, record: Record) -> tuple[str, str]:
    """The command's name and its text."""
    del record
    return "fact", text
