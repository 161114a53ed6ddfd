"""Does any of 100,000 random queries fail, or cost far more than the others?"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from adapters.__main__ import home_of
from adapters.building import build_if_needed
from bot.app import App, all_commands
from bot.messages import NoticeBlock, Request, Role
from bot.settings import LimitSettings, load
from knowledge.record import Records
from tests.bench.measuring import Table, at_most, emit

QUERIES = int(os.environ.get("ONRECORD_BENCH_QUERIES", "100000"))
_SLOWEST = 50
_SIGNS = (
    *("\"'*:-()^+%_;/\\{}?!#@…“”«»’"),
    *"NEAR NEAR/2 AND OR NOT from: by: after: before:2020-08-16 -- /* 1,000 10% 2020 <b> &amp;".split(),
    *("\0", "\n", "\u202e", "\u200f", "😀", "👩\u200d👩\u200d👧", "ß", "İ", "ё", "中文", "שלום"),
)
_WORDS = "who what when where how many old said say about the of and in was is were did does largest".split()


def measure() -> Iterator[Table]:
    """One table: failures, and the slowest beside the median of its command."""
    with tempfile.TemporaryDirectory() as folder:
        free = LimitSettings(user_per_minute=10**9, chat_per_minute=10**9, all_per_second=10**9)
        settings = load(home=Path(folder), limits=free)
        home = home_of(settings)
        build_if_needed(settings, home)
        app = App(settings, Records(home.record))
        try:
            yield asyncio.run(_asked(app))
        finally:
            app.close()


async def _asked(app: App) -> Table:
    chance = random.Random(11)
    known = _known(app)
    commands = ["", *(f"/{c.name} " for c in all_commands() if c.role is Role.EVERYONE and not c.personal)]
    times: dict[str, list[float]] = {command: [] for command in commands}
    failures = 0
    app.records.warm()
    for command in commands:  # what is loaded by the first of its kind is no cost of a query
        for text in ("peopel said rats", "people", "lukashenko"):
            await app.handle(Request(command + text, role=Role.EVERYONE))
    for _ in range(QUERIES):
        command = chance.choice(commands)
        text = _random(chance, known)
        begin = time.process_time()
        reply = await app.handle(Request(command + text, role=Role.EVERYONE))
        times[command].append(time.process_time() - begin)
        failures += any(isinstance(b, NoticeBlock) and b.key == "internal-error" for b in reply.blocks)
    medians = {command: sorted(taken)[len(taken) // 2] for command, taken in times.items() if taken}
    median = sorted(t for taken in times.values() for t in taken)[QUERIES // 2]
    slowest = max(max(taken) / max(medians[command], median) for command, taken in times.items() if taken)
    note = (
        f"{QUERIES:,} texts of words and names of the sample, signs of query languages, marks, right-to-left "
        "letters, NUL, emoji, up to 10 kB (refused where the shipped limits say so), after every command "
        "that all may use, or none. The median is the command's own or that of all, whichever is more."
    )
    return Table(
        "Random queries",
        "the median of all queries to the same command",
        note,
        (
            at_most("queries that ended in a mistake of ours", failures, QUERIES, "queries", 0),
            at_most("the slowest, times the median", slowest, 1.0, "times", _SLOWEST),
        ),
    )


def _known(app: App) -> list[str]:
    """Words and names of the record."""
    record = app.records.current()
    return [*record.vocabulary, *(name for _, name, _, _ in record.alias_rows())]


def _random(chance: random.Random, known: list[str]) -> str:
    """A text of one to a dozen pieces; one in two hundred is of 10,000 characters."""
    pieces = [
        chance.choice(_SIGNS) if (kind := chance.random()) < 0.4
        else chance.choice(known) if kind < 0.8
        else chance.choice(_WORDS) if kind < 0.95
        else "".join(chr(chance.randrange(1, 0x3000)) for _ in range(chance.randrange(1, 9)))
        for _ in range(chance.randrange(1, 12))
    ]  # fmt: skip
    text = chance.choice(("", " ", " ", " ")).join(pieces)
    return (text + " ") * (10_000 // (len(text) + 1)) if chance.random() < 0.005 else text


if __name__ == "__main__":
    emit(measure())
