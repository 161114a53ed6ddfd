"""Which real articles, beside the repository, are questions asked of, and what should be answered?

Eight sets: the five articles the product is first used on, twenty-three about an American election, and
others on varied subjects, so that nothing is built for one event. What a table holds as `missed` is not
answered yet.
"""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A table of questions, and where the articles are that it asks of."""

    name: str
    folder: str
    title: str

    @property
    def table(self) -> dict[str, Any]:
        """`questions`, `refused`, `missed`; `articles` are the starts of file names, if not all are asked."""
        return tomllib.loads(Path(__file__).with_name(f"{self.name}.toml").read_text("utf-8"))

    def corpus(self, shared: Path, into: Path) -> Path:
        """A folder with the articles alone."""
        wanted = tuple(self.table.get("articles", [""]))
        into.mkdir(parents=True, exist_ok=True)
        for file in sorted((shared / self.folder).glob("*.txt")):
            if file.name.startswith(wanted):
                shutil.copy(file, into)
        return into


SETS = (
    QuestionSet("five_articles", "articles", "the five articles"),
    QuestionSet("election_articles", "eval/quotes-dev/text", "twenty-three articles about an election"),
    QuestionSet("varied_articles", "eval/quotes-train/text", "seventeen articles on varied subjects"),
    QuestionSet("further_articles", "eval/quotes-train/text", "thirty-six further articles"),
    QuestionSet("later_articles", "eval/quotes-train/text", "twenty-two later articles"),
    QuestionSet("natural_articles", "eval/quotes-train/text", "twenty-four articles, asked as in a chat"),
    QuestionSet("close_articles", "eval/quotes-train/text", "forty-eight articles, asked closely"),
    QuestionSet("plain_articles", "eval/quotes-train/text", "ten articles, asked plainly"),
)
