"""How well are the questions on the invented corpus answered? The whole core is asked, as a chat would.

    python -m tests.quality.questions_score [--errors]

`answered` is the share of the answerable questions with a right slice among the first three
blocks that quote; `wrong` the share of all questions that got slices and no right one;
`refused` the share of the unanswerable ones that got no slice.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from bot.app import App
from bot.messages import Block, Request, Slice, Status
from bot.settings import load
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records
from tests.corpus.answers import ARTICLES, answers, find_all, printings, table_of

_LOOKED_AT = 3  # blocks that quote


@dataclass(slots=True)
class Result:
    """Counts over the questions, with what went wrong."""

    answerable: int = 0
    answered: int = 0
    unanswerable: int = 0
    refused: int = 0
    wrong: int = 0
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        asked = self.answerable + self.unanswerable
        return (
            f"answered {self.answered}/{self.answerable} = {self.answered / self.answerable:.1%}\n"
            f"refused  {self.refused}/{self.unanswerable} = {self.refused / self.unanswerable:.1%}\n"
            f"wrong    {self.wrong}/{asked} = {self.wrong / asked:.1%}"
        )


async def score(app: App) -> Result:
    """Ask every question of the table."""
    result, table = Result(), table_of("questions.toml")
    for entry in table["questions"]:
        shown = await slices_for(app, entry["ask"])
        right = any(answers_question(piece, entry["answer"]) for piece in shown)
        result.answerable += 1
        result.answered += right
        result.wrong += bool(shown) and not right
        if not right:
            result.errors.append(f"{'wrong' if shown else 'missed'}: {entry['ask']}  {_said(shown)}")
    for entry in table["refused"]:
        shown = await slices_for(app, entry["ask"])
        result.unanswerable += 1
        result.refused += not shown
        result.wrong += bool(shown)
        if shown:
            result.errors.append(f"not refused ({entry['unknown']}): {entry['ask']}  {_said(shown)}")
    return result


async def slices_for(app: App, text: str) -> list[Slice]:
    """The slices of the first blocks that quote, in the order shown; none where nothing was found."""
    reply = await app.handle(Request(text))
    if reply.status not in (Status.FOUND, Status.PARTIAL):
        return []
    quoting = [pieces for block in reply.blocks if (pieces := slices_of(block))]
    return [piece for pieces in quoting[:_LOOKED_AT] for piece in pieces]


def shows(shown: Sequence[Slice], answer: Mapping[str, str]) -> bool:
    """Whether a slice of an article, known by the start of its name, has the words given for it."""
    return any(
        piece.source.article.startswith(number) and words in piece.text.replace("\xa0", " ")
        for piece in shown
        for number, words in answer.items()
    )


def slices_of(block: Block) -> list[Slice]:
    """Every slice a block shows."""
    values = [getattr(block, part.name) for part in fields(block)]
    alone = [value for value in values if isinstance(value, Slice)]
    return alone + [v for value in values if isinstance(value, tuple) for v in value if isinstance(v, Slice)]


def answers_question(piece: Slice, wanted: Mapping[str, str]) -> bool:
    """Whether the slice shows, or touches, the words that answer, in the article or a printing of it."""
    for name, words in wanted.items():
        for printing in printings(name) & {piece.source.article}:
            spans = find_all(answers()[printing].article, words)
            if any(piece.start < span.end and span.start < piece.end for span in spans):
                return True
    return False


def _said(shown: Sequence[Slice]) -> str:
    return " | ".join(f"{piece.source.article}: {piece.text[:60]!r}" for piece in shown)


async def _score_fresh_build() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        build(Plan(ARTICLES, home, workers=1))
        app = App(load(), Records(home.record))
        try:
            return await score(app)
        finally:
            app.close()


def main() -> None:
    """Print the shares, and the errors if they are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    result = asyncio.run(_score_fresh_build())
    sys.stdout.write("\n".join([str(result), *(result.errors if arguments.errors else ())]) + "\n")


if __name__ == "__main__":
    main()
