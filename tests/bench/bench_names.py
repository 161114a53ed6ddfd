"""How fast and how surely is a mistyped name found among 10^5? Against a scan with rapidfuzz's WRatio."""

import random
import time
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz, process

from knowledge.model import PersonKind
from knowledge.names import NameIndex, NameRow
from tests.bench.measuring import Row, Table, at_most, emit

NAMES = 100_000
TYPOS = 500
_ONSETS = "b br ch d dr f g gr h j k kl l m mc n p pr r s sh st t th tr v w y z".split()
_VOWELS = "a e i o u ai ei ou ya".split()
_ENDS = "n r l s t nd rt ck son man ley ton ov in ski sen berg ez well".split()
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def measure() -> Iterator[Table]:
    """The time of a search and the recall of the first five."""
    draw = random.Random(11)
    names = _names(draw)
    index = NameIndex(NameRow(n, name, PersonKind.PERSON, 1) for n, name in enumerate(names))
    folded = [name.casefold() for name in names]
    typos = [(n, _mistyped(draw, names[n])) for n in draw.sample(range(NAMES), TYPOS)]

    def ours(typed: str) -> list[int]:
        return [match.person for match in index.find(typed)]

    def theirs(typed: str) -> list[int]:
        found = process.extract(typed.casefold(), folded, scorer=fuzz.WRatio, limit=5)
        return [place for _, _, place in found]

    index.find(names[0])
    our, our_recall = _measured(ours, typos)
    peer, peer_recall = _measured(theirs, typos)
    short = peer_recall - our_recall
    yield Table(
        f"Names among {NAMES:,}",
        "rapidfuzz `process.extract` with WRatio over the folded names",
        f"{TYPOS} full names with one letter wrong, lost, added or two swapped.",
        (
            at_most("p50 of a search", our[TYPOS // 2], peer[TYPOS // 2], "µs", 1 / 50),
            at_most("p99 of a search", our[TYPOS * 99 // 100], peer[TYPOS * 99 // 100], "µs", 1 / 20),
            Row("recall at 5", our_recall, peer_recall, "%", -short, "≥ -2 points", short <= 2),
        ),
    )


def _measured(find: Callable[[str], list[int]], typos: list[tuple[int, str]]) -> tuple[list[float], float]:
    """The microseconds of each search, in order, and the percentage of names among the first five."""
    times, found = [], 0
    for number, typed in typos:
        begin = time.process_time_ns()
        people = find(typed)
        times.append((time.process_time_ns() - begin) / 1000)
        found += number in people
    return sorted(times), 100 * found / len(typos)


def _names(draw: random.Random) -> list[str]:
    """Distinct full names; given names and surnames recur as among people."""
    given = [_word(draw, 2) for _ in range(2_000)]
    surnames = [_word(draw, draw.choice((2, 2, 3))) for _ in range(30_000)]
    names: dict[str, None] = {}
    while len(names) < NAMES:
        names[f"{draw.choice(given)} {draw.choice(surnames)}"] = None
    return list(names)


def _word(draw: random.Random, syllables: int) -> str:
    inner = "".join(draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(syllables))
    return (inner + draw.choice(_ENDS)).capitalize()


def _mistyped(draw: random.Random, name: str) -> str:
    at = draw.randrange(1, len(name) - 1)
    while name[at] == " " or name[at + 1] == " " or name[at - 1] == " ":
        at = draw.randrange(1, len(name) - 1)
    letter = draw.choice(_LETTERS)
    return draw.choice(
        (
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


if __name__ == "__main__":
    emit(measure())
