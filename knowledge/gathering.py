"""Which figures belong together? Each, in order of days, joins a group of its measure or founds one.

Where most figures were gathered before, only those are gathered again whose surroundings changed; the
outcome is the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from knowledge.claim import Claim
from knowledge.compare import STRENGTH, Difference, Relation, difference, strongest
from knowledge.lexicon import lexicon
from knowledge.sameness import Token, is_alone, may_be_one, token_of

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


_Open = tuple[int, int]
"""The founder and the latest member of a group that gets new members."""


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


def gathered(met: Iterable[Met], whole: Callable[[int], Claim]) -> dict[int, list[Met]]:
    """The claims by what they are about: each joins the first group whose founder and latest member fit.

    By the numbers of their founders those groups that have not the members they had, all of them where
    nothing was gathered before; what is no group any more has none. `whole` gives the claim with a number; it
    is asked only for those that must be compared.
    """
    lines: defaultdict[Line, list[Met]] = defaultdict(list)
    for one in met:
        lines[one.line].append(one)
    found: dict[int, list[Met]] = {}
    for members in lines.values():
        members.sort(key=itemgetter(0, 1, 2))
        changed = _Line(whole).changed(members)
        # Of what is no more in this line the number may be one of another line now.
        found |= {founder: group for founder, group in changed.items() if group or founder not in found}
    return found


@dataclass
class _Line:
    """The groups of one line in the making, beside those that were made before, as far as these were.

    While the open ones are the same, what is as it was goes where it went and is passed over; else it is
    compared with those that are not.
    """

    whole: Callable[[int], Claim]
    _latest: dict[int, int] = field(default_factory=dict)
    """Of each group, by its founder, the latest member; in the order in which they were founded."""
    _latest_then: dict[int, int] = field(default_factory=dict)
    """The same at this point of the time before; a member that does not stay has its number inverted."""
    _orphaned: set[int] = field(default_factory=set)
    """The groups of that time whose founder does not stay: their numbers are inverted, too."""
    _moved: dict[int, int] = field(default_factory=dict)
    """Of what is not in the group where it was, the group where it is."""
    _tokens: dict[int, Token] = field(default_factory=dict)

    def changed(self, members: Sequence[Met]) -> dict[int, list[Met]]:
        """Gather the claims of a line, which go by their days; the groups that are not what they were."""
        news = [place for place, met in enumerate(members) if not met.stays or met.group is None]
        news.append(len(members))
        place = 0
        while place < len(members):
            until = news[bisect_left(news, place)]
            then, now = _open(self._latest_then), _open(self._latest)
            if place < until and then == now:  # the open groups are those that they were
                self._pass_over(members[place:until])
                place = until
            else:
                self._take(members[place], then, now)
                place += 1
        groups: dict[int, list[Met]] = {group: [] for group in self._moved.values()}
        groups |= {m.group: [] for m in members if m.group is not None and self._has_left(m)}
        for met in members:
            group = self._moved.get(met.number, met.group) if met.stays else None
            if group in groups:
                groups[group].append(met)
        return groups

    def _has_left(self, met: Met) -> bool:
        return not met.stays or met.number in self._moved

    def _pass_over(self, members: Sequence[Met]) -> None:
        """Take claims that go where they went."""
        groups, numbers = [met.group or 0 for met in members], [met.number for met in members]
        self._latest.update(zip(groups, numbers, strict=True))
        self._latest_then.update(zip(groups, numbers, strict=True))

    def _take(self, met: Met, then: Sequence[_Open], now: Sequence[_Open]) -> None:
        """Take the next claim, given the groups that were open `then` and those that are now."""
        if met.stays:
            group = self._fitting(met, then, now)
            self._latest[group] = met.number
            if group != met.group:
                self._moved[met.number] = group
        elif met.group == met.number:
            self._orphaned.add(met.group)
        if met.group is not None:
            self._latest_then[self._then(met.group)] = met.number if met.stays else ~met.number

    def _then(self, group: int) -> int:
        """The name of a group of that time."""
        return ~group if group in self._orphaned else group

    def _fitting(self, met: Met, then: Sequence[_Open], now: Sequence[_Open]) -> int:
        """The first of the open groups that the claim belongs to, else its own."""
        unfit = self._unfit(met, then)
        offered = [home for home in reversed(now) if home not in unfit]
        token: Token | None = None
        for founder, latest in offered:
            was_in_it = met.group == founder == self._then(founder)
            if was_in_it and self._latest_then.get(founder) == latest:
                return founder
            if token is None:
                claim = self.whole(met.number)
                if is_alone(claim):
                    break
                token = token_of(claim)
            # What was in a group is known to be about what its founder is.
            ends = (() if was_in_it else (founder,)) + (() if latest == founder else (latest,))
            if may_be_one(token, self._token(founder)) and all(self._is_related(claim, end) for end in ends):
                return founder
        return met.number

    def _unfit(self, met: Met, then: Sequence[_Open]) -> set[_Open]:
        """Those of the groups that were open `then` which the claim did not fit."""
        if met.group is None:
            return set()
        joined = self._then(met.group)
        at = next((place for place, (group, _) in enumerate(then) if group == joined), -1)
        return set(then[at + 1 :])

    def _token(self, founder: int) -> Token:
        token = self._tokens.get(founder)
        if token is None:
            token = self._tokens[founder] = token_of(self.whole(founder))
        return token

    def _is_related(self, claim: Claim, end: int) -> bool:
        """Whether the claim is about what one end of a group is about, its founder or its latest member."""
        return difference(claim, self.whole(end)).relation is not Relation.UNRELATED


def _open(latest: dict[int, int]) -> list[_Open]:
    """The groups that get new members, those founded last first."""
    return list(islice(reversed(latest.items()), _OPEN_GROUPS))
