"""Which figures belong together? Each, in order of days, joins a group of its measure or founds one.

Where most figures were gathered before, only those are gathered again whose surroundings changed; the
outcome is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from knowledge.claim import Claim
from knowledge.compare import STRENGTH, Difference, Relation, difference, strongest
from knowledge.lexicon import lexicon
from knowledge.sameness import is_alone, may_share, needed_words

_OWNED = frozenset(lexicon("sides")["owned"])
_OPEN_GROUPS = 40  # of one measure, the latest: an older event gets no new member


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about one thing, in order of their days, and the strongest difference between two of them."""

    measure: str | None
    claims: tuple[Claim, ...]
    strongest: Difference | None

    @property
    def strength(self) -> int:
        """How strong that difference is, the greater the stronger; -1 for none."""
        return STRENGTH[self.strongest.relation] if self.strongest else -1


def group_of(claims: Sequence[Claim]) -> Group:
    """Claims that were gathered, as a group."""
    return Group(claims[0].measure, tuple(claims), strongest(claims))


Line = tuple[str | None, ...]
"""The key of figures that are gathered together."""


class Met(NamedTuple):
    """What of a claim tells when it is met; claims of different lines are never compared.

    `day` is an ISO day, empty where none is known. `group` is where it was before, named by the number of the
    group's founder; None for nowhere. What does not stay is of that time only, or is met again as another.
    """

    day: str
    article: str
    number: int
    line: Line
    group: int | None = None
    stays: bool = True


def line_of(measure: str | None, subject: str | None, kind: str) -> Line:
    """In which line a claim is gathered, by its measure, the key of its subject and its kind."""
    return measure, subject if measure in _OWNED else None, kind


def met_of(claim: Claim, number: int) -> Met:
    """A claim as it is met where it was not gathered before."""
    line = line_of(claim.measure, claim.subject, claim.amount.kind.value)
    return Met(claim.day.isoformat() if claim.day else "", claim.article, number, line)


def gathered(met: Iterable[Met], whole: Callable[[Met], Claim]) -> list[list[Met]]:
    """The claims by what they are about: each joins the first group whose founder and latest member fit.

    `whole` gives the claim itself; it is asked only for those that must be compared.
    """
    lines: dict[Line, _Line] = {}
    for one in sorted(met, key=itemgetter(0, 1, 2)):
        line = lines.get(one.line)
        if line is None:
            line = lines[one.line] = _Line(whole)
        line.take(one)
    return [home.members for line in lines.values() for home in line.homes]


@dataclass
class _Home:
    """A group in the making."""

    members: list[Met]
    whole: Callable[[Met], Claim]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its founder that a newcomer must share."""
        return needed_words(self.whole(self.members[0]))

    def fits(self, met: Met) -> bool:
        """Whether the claim is about what the group is about, by its first and its last member.

        One that was in a group before is known to be about what its founder is.
        """
        founder, latest = self.members[0], self.members[-1]
        joined = met.group is not None and met.group == founder.group == founder.number
        ends = (() if joined else (founder,)) + (() if latest is founder else (latest,))
        claim = self.whole(met)
        return all(difference(claim, self.whole(e)).relation is not Relation.UNRELATED for e in ends)


@dataclass
class _Line:
    """The groups of one measure in the making, beside those that were made before, as far as these were.

    While the open ones are the same, what is as it was goes where it went; else it is compared with those
    that are not.
    """

    whole: Callable[[Met], Claim]
    homes: list[_Home] = field(default_factory=list)
    _by_founder: dict[int, _Home] = field(default_factory=dict)
    _past: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Of each group at this point of the time before: its turn, its founder and its latest member."""
    _in_step: bool = True

    def take(self, met: Met) -> None:
        """Take the next claim."""
        if met.stays:
            if self._in_step and met.group is not None:
                self._put(met, None if met.group == met.number else self._by_founder[met.group])
            else:
                self._put(met, self._fitting(met))
        if met.group is not None:
            name = met.number if met.stays else ~met.number
            turn, founder, _ = self._past.get(met.group, (len(self._past), name, name))
            self._past[met.group] = turn, founder, name
        if not (self._in_step and met.stays and met.group is not None):
            self._in_step = self._is_in_step()

    def _put(self, met: Met, home: _Home | None) -> None:
        if home is None:
            home = self._by_founder[met.number] = _Home([met], self.whole)
            self.homes.append(home)
        else:
            home.members.append(met)

    def _fitting(self, met: Met) -> _Home | None:
        """The first of the open groups that the claim belongs to."""
        for home in self.homes[-_OPEN_GROUPS:]:
            fits = self._fitted(met, home)
            if fits is None:
                claim = self.whole(met)
                if is_alone(claim):
                    return None
                fits = may_share(needed_words(claim), home.words) and home.fits(met)
            if fits:
                return home
        return None

    def _fitted(self, met: Met, home: _Home) -> bool | None:
        """Whether the claim fitted the group before, if that is known: it was open then, as it is now."""
        founder, latest = home.members[0].number, home.members[-1].number
        turn, *then = self._past.get(founder, (-1,))
        if met.group is None or then != [founder, latest] or turn < len(self._past) - _OPEN_GROUPS:
            return None
        if met.group == founder:
            return True
        return False if met.group not in self._past or turn < self._past[met.group][0] else None

    def _is_in_step(self) -> bool:
        """Whether the open groups have the founders and latest members that they had, all as they were."""
        if min(len(self.homes), _OPEN_GROUPS) != min(len(self._past), _OPEN_GROUPS):
            return False
        open_now = islice(reversed(self.homes), _OPEN_GROUPS)
        open_then = islice(reversed(self._past.values()), _OPEN_GROUPS)
        return all(
            [home.members[0].number, home.members[-1].number] == then
            for home, (_, *then) in zip(open_now, open_then, strict=True)
        )
