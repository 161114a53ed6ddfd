"""A build that changes a copy of the one before holds what a build of the whole folder would."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.messages import Request
from bot.settings import LimitSettings, load
from knowledge import build as building
from knowledge.build import Plan, build
from knowledge.corrections import Correction, CorrectionKind
from knowledge.home import Home
from knowledge.record import Records
from knowledge.store.schema import metadata
from knowledge.verify import check_search, verify
from tests.corpus.answers import table_of

_CORPUS = Path(__file__).parent.parent / "corpus" / "articles"
_STEPS = 12
_NUMBERED = {
    "article": ("id", "origin"),
    "passage": ("id", "article_id"),
    "alias": ("article_id",),
    "role": ("article_id",),
    "presence": ("passage_id",),
    "quote": ("id", "article_id", "group_id"),
    "figure": ("id", "article_id", "group_id"),
    "figure_group": ("id", "one", "other"),
    "moment": ("article_id", "passage_id"),
    "origin": ("id",),
}
"""The columns that hold numbers of rows, which may be others in another build, but in no other order."""
_KIND = {"origin": "article", "article_id": "article", "passage_id": "passage", "one": "figure"}
_KIND |= {"other": "figure", "figure_group": "figure"}
_NO_MATTER = {"moment": ("id",), "article": ("first_passage", "first_quote", "first_figure")}
_IDS, _ROWS = "SELECT id FROM {} ORDER BY id", 'SELECT * FROM "{}"'
_FACTS = {"made", "shared_receipts"}


def _contents(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a build, in order; a number of a row is the place of that row in its table."""
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    places = {
        table: {row[0]: n for n, row in enumerate(connection.execute(_IDS.format(table)))}
        for table in ("article", "passage", "quote", "figure")
    }
    found = {}
    for table in metadata.tables.values():
        numbered = _NUMBERED.get(table.name, ())
        names = [c.name for c in table.c if c.name not in _NO_MATTER.get(table.name, ())]
        rows = []
        for row in connection.execute(_ROWS.format(table.name)):
            if table.name == "fact" and row["key"] in _FACTS:
                continue
            values = []
            for name in names:
                kind = _KIND.get(name) or _KIND.get(table.name) or table.name
                value = row[name]
                values.append(places[kind][value] if name in numbered and value is not None else value)
            rows.append(tuple(values))
        found[table.name] = sorted(rows, key=repr)
    connection.close()
    return found


def _answers(file: Path, questions: list[str]) -> list[object]:
    app = App(load(limits=LimitSettings(user_per_minute=10**6, all_per_second=10**6)), Records(file))

    async def ask_all() -> list[object]:
        return [await app.handle(Request(question)) for question in questions]

    try:
        return asyncio.run(ask_all())
    finally:
        app.close()


class _Folder:
    """The articles of the corpus, changed in ways that are drawn."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self._draw = random.Random(seed)
        self._added = 0
        shutil.copytree(_CORPUS, folder)

    def change(self) -> str:
        """Add, edit, shorten or remove an article, or two; what was done, for a failure's message."""
        done = [self._once() for _ in range(self._draw.choice((1, 1, 2)))]
        return " and ".join(done)

    def _once(self) -> str:
        files = sorted(file for file in self.folder.rglob("*.txt"))
        file, other = self._draw.sample(files, 2)
        text = file.read_text("utf-8", "replace")
        match self._draw.choice(("add", "combine", "edit", "cut", "remove", "name")):
            case "add":
                self._added += 1
                new = self.folder / f"{self._draw.choice('akz')}-added-{self._added}.txt"
                new.write_text(text.replace("1", "2").replace("Hrabovych", "Hrabovich"), "utf-8")
                return f"added {new.name} like {file.name}"
            case "combine":
                self._added += 1
                new = self.folder / f"{self._draw.choice('akz')}-both-{self._added}.txt"
                half = text[: len(text) // 2].rpartition("\n\n")[0]
                new.write_text(half + "\n\n" + other.read_text("utf-8", "replace"), "utf-8")
                return f"added {new.name} of {file.name} and {other.name}"
            case "edit":
                file.write_text(text.replace("people", "persons", 1).replace("4", "5", 2), "utf-8")
                return f"edited {file.name}"
            case "cut":
                file.write_text(text[: len(text) * 2 // 3].rpartition("\n\n")[0] or text, "utf-8")
                return f"cut {file.name}"
            case "name":
                file.write_text(text.replace("Kalinets", "Kalynets"), "utf-8")
                return f"respelt a name in {file.name}"
        file.unlink()
        return f"removed {file.name}"


def _corrected(before: tuple[Correction, ...], home: Home, chance: random.Random) -> tuple[Correction, ...]:
    """The corrections with others: a date, a speaker and a hidden quote, two names joined; one taken back."""
    records = Records(home.record)
    record = records.current()
    said, hidden = (record.quotes([number])[0] for number in chance.sample(record.quote_ids(), 2))
    one, other = chance.sample([person.name for person in record.all_people], 2)
    records.close()
    hashes = said.article.content_hash, hidden.article.content_hash
    number = 10 * len(before)
    return (
        *before[1:],
        Correction(number + 1, CorrectionKind.SPEAKER, said.content, "", hashes[0], said.quote.span),
        Correction(number + 2, CorrectionKind.HIDE, hidden.content, "wrong", hashes[1], hidden.quote.span),
        Correction(number + 3, CorrectionKind.DATE, said.article.name, "2031-05-04", hashes[1]),
        Correction(number + 4, CorrectionKind.SAME, one, other),
    )


@pytest.fixture
def anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Builds the same folder as a whole, in another home; what was extracted is taken from the first."""

    def whole(plan: Plan) -> Path:
        home = Home(tmp_path / "whole")
        shutil.rmtree(home.folder, ignore_errors=True)
        shutil.copytree(plan.home.folder, home.folder)
        with monkeypatch.context() as patch:
            patch.setattr(building, "_FEW", -1.0)
            return build(replace(plan, home=home)).build

    return whole


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_copy_that_was_changed_is_what_a_whole_build_is(
    tmp_path: Path, seed: int, anew: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After every step of a drawn history all tables, answers and indexes are those of a whole build."""
    folder, home = _Folder(tmp_path / "articles", seed), Home(tmp_path / "home")
    rewritten: list[Path] = []
    chance = random.Random(seed)
    inner = building.rewrite
    monkeypatch.setattr(building, "rewrite", lambda file, *rest: rewritten.append(file) or inner(file, *rest))
    corrections: tuple[Correction, ...] = ()
    questions = [entry["ask"] for entry in table_of("questions.toml")["questions"]][seed::8]
    questions += ["/disputes", "/who Kalinets", "/quote Hrabovych", "/figures dead", "/timeline", "/sources"]
    build(Plan(folder.folder, home, 1, corrections=corrections))
    for step in range(_STEPS):
        done = folder.change() if step % 4 else "corrected"
        corrections = corrections if step % 4 else _corrected(corrections, home, chance)
        plan = Plan(folder.folder, home, 1, corrections=corrections)
        changed = build(plan).build
        whole = anew(plan)
        ours, theirs = _contents(changed), _contents(whole)
        for table in theirs:
            assert ours[table] == theirs[table], (done, table)
        assert _answers(changed, questions) == _answers(whole, questions), done
        verify(changed)
        check_search(changed)
    assert len(rewritten) > _STEPS / 2


def test_what_shares_a_receipt_is_written_anew(tmp_path: Path, anew: Any) -> None:
    """A second printing of the same text has receipts of its own, and gives them up when the first goes."""
    folder, home = _Folder(tmp_path / "articles", 1), Home(tmp_path / "home")
    plan = Plan(folder.folder, home, 1)
    build(plan)
    first, second = folder.folder / "sunday-march.md", folder.folder / "aaa.md"
    shutil.copyfile(first, second)
    for change in (lambda: None, second.unlink):
        change()
        assert _contents(build(plan).build) == _contents(anew(plan))
