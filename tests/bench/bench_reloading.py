"""How long does a reader wait while the record is replaced, and what do a reload and being watched cost?"""

import asyncio
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

from bot.app import App
from bot.health import Health
from bot.messages import Request
from bot.settings import load
from knowledge.build import Plan, build
from knowledge.diff import diff
from knowledge.home import Home
from knowledge.record import Records
from tests.bench.measuring import Table, at_most, cpu_s, emit
from tests.bench.records import Corpus
from tests.bench.texts import article

QUOTES = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
_FOLDER = 10_000
_CHARACTERS = 1500


def measure() -> Iterator[Table]:
    """One table of stalls, one of the cost of watching, one of a reload of one article."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        with home.building():
            Corpus(QUOTES).build(home.fresh())
            first = home.keep(home.folder / "builds" / "1.db.new")
        home.publish(first, 5)
        quiet_s, replaced_s = _stalls_of_a_publish(home)
        in_place_s = _stall_in_place(Path(folder, "in-place.db"))
        yield Table(
            f"The longest wait of a reader while {QUOTES:,} quotes are replaced",
            "the same reader without a reload, and one transaction in place",
            "Wall time of the slowest look-up; another process writes.",
            (
                at_most("beside no reload", replaced_s * 1000, quiet_s * 1000, "ms", 5),
                at_most("beside one transaction", replaced_s * 1000, in_place_s * 1000, "ms", 0.1),
            ),
        )
        yield _watching(home)
    with tempfile.TemporaryDirectory() as folder:
        yield _one_changed(Path(folder))


def _stalls_of_a_publish(home: Home) -> tuple[float, float]:
    """The longest look-up of a quiet time, and of one as long while a build is written and published."""
    records, corpus = Records(home.record), Corpus(QUOTES)
    words = [corpus.rare() for _ in range(200)]

    def lookup(turn: int) -> None:
        record = records.current()
        record.quotes(record.matching("quote", f'"{words[turn % len(words)]}"', 10))

    try:
        for turn in range(200):
            lookup(turn)
        begin_s = time.perf_counter()
        reload = Thread(target=_reload, args=(home, records))
        reload.start()
        replaced_s = _longest(lookup, process=reload)
        reload.join()
        now_s = time.perf_counter()
        quiet_s = _longest(lookup, until=now_s + now_s - begin_s)
    finally:
        records.close()
    return quiet_s, replaced_s


def _reload(home: Home, records: Records) -> None:
    """As the workshop does it: written and compared in another process, opened in a thread, published."""
    writer = get_context("spawn").Process(target=_write_another, args=(home.folder,))
    writer.start()
    writer.join()
    records.prepare(home.builds[-1])
    home.publish(home.builds[-1], 5)


def _write_another(folder: Path) -> None:
    os.nice(10)
    home = Home(folder)
    with home.building():
        unfinished = home.fresh()
        Corpus(QUOTES, seed=2).build(unfinished)
        diff(home.published, home.keep(unfinished))


def _stall_in_place(file: Path) -> float:
    """The longest read while another process replaces as many rows in one transaction."""
    connection = sqlite3.connect(file, timeout=600, isolation_level=None)
    connection.execute("CREATE TABLE quote (id INTEGER PRIMARY KEY, content TEXT, context TEXT)")
    writer = get_context("spawn").Process(target=_replace_in_place, args=(file,))
    writer.start()

    def lookup(turn: int) -> None:
        connection.execute("SELECT * FROM quote WHERE id = ?", (turn % QUOTES,)).fetchall()

    longest_s = _longest(lookup, process=writer)
    writer.join()
    connection.close()
    return longest_s


def _replace_in_place(file: Path) -> None:
    connection = sqlite3.connect(file, timeout=600, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("DELETE FROM quote")
    corpus = Corpus(QUOTES, seed=2)
    for number in range(QUOTES):
        row = (number, corpus.phrase(20), corpus.phrase(40))
        connection.execute("INSERT INTO quote VALUES (?, ?, ?)", row)
    connection.execute("COMMIT")
    connection.close()


def _longest(lookup: Callable[[int], None], *, until: float = 0.0, process: object = None) -> float:
    """The longest of the look-ups made until a moment, or while a process lives."""
    longest_s, turn = 0.0, 0
    while process.is_alive() if process else time.perf_counter() < until:
        begin = time.perf_counter()
        lookup(turn)
        longest_s = max(longest_s, time.perf_counter() - begin)
        turn += 1
    return longest_s


def _one_changed(folder: Path) -> Table:
    """A build of a whole folder, and one after a single article was edited."""
    plan = Plan(folder / "articles", Home(folder / "home"), workers=0)
    plan.corpus.mkdir()
    for number in range(_FOLDER):
        (plan.corpus / f"{number}.txt").write_text(article(number)[:_CHARACTERS], "utf-8")
    whole_s = _wall_s(lambda: build(plan))
    (plan.corpus / "0.txt").write_text(article(_FOLDER)[:_CHARACTERS], "utf-8")
    again_s = _wall_s(lambda: build(plan))
    row = at_most("reload after one article changed", again_s, whole_s, "s", 0.02)
    note = f"Wall time, {_FOLDER:,} generated articles of {_CHARACTERS:,} characters."
    return Table("A reload of what changed", "a build of the whole folder", note, (row,))


def _wall_s(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _watching(home: Home) -> Table:
    """What counting and timing add to a whole answer."""
    app = App(load(), Records(home.record))
    loop = asyncio.new_event_loop()
    health, corpus = Health(), Corpus(QUOTES)
    asked = Request(f"/quote {corpus.names[3]}")
    try:
        answer_s = cpu_s(lambda: loop.run_until_complete(app.handle(asked)))
        count_s = cpu_s(lambda: health.count("telegram", "quote", "found", 0.0))
    finally:
        loop.close()
        app.close()
    row = at_most("counting an answer beside giving it", count_s * 1e6, answer_s * 1e6, "µs", 0.05)
    return Table("What being watched costs", "an answer to /quote NAME", "CPU time.", (row,))


if __name__ == "__main__":
    emit(measure())
