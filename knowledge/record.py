"""An open build, and which one is open: what commands look things up in.

A `Record` is one immutable build, safe to use from several threads. `Records` hands out the
published one and notices when another takes its place. Nothing here writes.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from knowledge.errors import NoBuild
from knowledge.model import PersonKind
from knowledge.names import NameIndex, NameRow, Tier
from knowledge.spelling import Spelling
from knowledge.stems import indexed_words, stem
from knowledge.store.lookups import Lookups

_COMMON = 50
_COMMON_SHARE = 0.05
_STILL_ANSWERING_S = 60.0
"""No answer takes longer, so that a build that was replaced this long ago can be closed."""


_SHORT_TURN_S = 0.0001
"""How long a thread that loads a build keeps the interpreter to itself; usually it is fifty times that."""


class Record(Lookups):
    """One build, with the indexes that are kept in memory."""

    @cached_property
    def names(self) -> NameIndex:
        """Who can be meant by a name."""
        return NameIndex(
            NameRow(person, alias, PersonKind(kind), weight)
            for person, alias, kind, weight in self.alias_rows()
        )

    def named(self, text: str) -> frozenset[int]:
        """Everybody who can be meant by a name in a text."""
        return frozenset(match.person for *_, matches in self.names.within(text) for match in matches)

    def last_named(self, text: str) -> frozenset[int]:
        """Who can be meant by the last name of a person in a text of an article; nobody where it has none."""
        for start, _, matches in reversed(self.names.within(text)):
            people = self.people([m.person for m in matches if m.tier is not Tier.FUZZY])
            persons = frozenset(p.id for p in people if p.kind is PersonKind.PERSON)
            if persons and text[start].isupper():
                return persons
        return frozenset()

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """The words of the articles, lower case, with how often each stands there."""
        return self.words()

    @cached_property
    def stems(self) -> Mapping[str, int]:
        """How many passages hold each stem."""
        return self.terms()

    @cached_property
    def common_from(self) -> float:
        """From how many passages on a stem says little: those that stand in many, whatever they mean."""
        return max(_COMMON, _COMMON_SHARE * max(self.stems.values(), default=0))

    @cached_property
    def role_words(self) -> Mapping[int, frozenset[str]]:
        """Of each person whom an article describes, the stems of all that it is said to be."""
        words: dict[int, set[str]] = {}
        for person, role in self.role_rows():
            words.setdefault(person, set()).update(stem(m.group()) for m in indexed_words(role))
        return {person: frozenset(stems) for person, stems in words.items()}

    @cached_property
    def spelling(self) -> Spelling:
        """The vocabulary, for slips of the pen."""
        return Spelling(self.vocabulary)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Every outlet known, in alphabetical order."""
        return tuple(sorted({a.outlet.value for a in self.articles.values() if a.outlet.value}))

    def warm(self) -> None:
        """Load what every answer needs, so that the first does not wait for it."""
        self.facts, self.articles, self.names, self.role_words, self.outlets  # noqa: B018
        self.vocabulary, self.stems, self.common_from  # noqa: B018


class Records:
    """The published build; reopened when another is published in its place."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._open: tuple[tuple[int, int], Record] | None = None
        self._retired: list[tuple[float, Record]] = []
        self._prepared: tuple[tuple[int, int], Record] | None = None
        self._lock = threading.Lock()

    def current(self) -> Record:
        """The record to answer from now: one build for a whole answer, whatever is published meanwhile.

        Raises:
            NoBuild: nothing was published yet.
        """
        try:
            identity = _identity(self.file)
        except FileNotFoundError:
            raise NoBuild(f"no build at {self.file}") from None
        if self._open is None or self._open[0] != identity:
            with self._lock:
                if self._open is None or self._open[0] != identity:
                    self._replace(identity)
        assert self._open is not None  # noqa: S101  (set above; never unset while in use)
        return self._open[1]

    def warm(self) -> None:
        """Load what every answer needs, in the caller's thread, before the first question comes.

        Raises:
            NoBuild: nothing was published yet.
        """
        record = self.current()
        with _giving_way():
            record.warm()

    def prepare(self, build: Path) -> None:
        """Open a build that is about to be published, in the caller's thread: no question waits for that."""
        record = Record(build)
        with _giving_way():
            record.warm()
        with self._lock:
            if self._prepared:
                self._prepared[1].close()
            self._prepared = (_identity(build), record)

    def close(self) -> None:
        """Let go of every open build."""
        if self._prepared:
            self._prepared[1].close()
            self._prepared = None
        for record in [r for _, r in self._retired] + ([self._open[1]] if self._open else []):
            record.close()
        self._open, self._retired = None, []

    def _replace(self, identity: tuple[int, int]) -> None:
        """Open the published build. Those before may still be answering, so they are closed a while later."""
        if self._prepared and self._prepared[0] == identity:
            fresh, self._prepared = self._prepared[1], None
        else:
            fresh = Record(self.file)
            fresh.facts  # noqa: B018  (opens the connection now, while the file is surely this one)
        now_s = time.monotonic()
        for retired_s, record in self._retired:
            if now_s - retired_s > _STILL_ANSWERING_S:
                record.close()
        self._retired = [(s, r) for s, r in self._retired if now_s - s <= _STILL_ANSWERING_S]
        if self._open:
            self._retired.append((now_s, self._open[1]))
        self._open = (identity, fresh)


@contextmanager
def _giving_way() -> Iterator[None]:
    """Let other threads in often while much is loaded, and keep the collector of cycles from walking it.

    Else a question waits for whole turns of this thread, and for a collection of all that was loaded.
    """
    turn_s, collects = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(_SHORT_TURN_S)
    gc.disable()
    try:
        yield
        gc.freeze()  # a record has no cycles: it goes when nobody holds it, frozen or not
    finally:
        if collects:
            gc.enable()
        sys.setswitchinterval(turn_s)


def _identity(file: Path) -> tuple[int, int]:
    """What tells a build from another, by whichever name its file goes."""
    stat = file.stat()
    return stat.st_ino, stat.st_mtime_ns
