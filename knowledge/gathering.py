"""Which figures belong together? Each, in order of days, joins a group of its measure or founds one.

Where most figures were gathered before, only those are gathered again whose surroundings changed; the
outcome is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice

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


def gathered(
    claims: Iterable[Claim], before: Mapping[str, str] | None = None, gone: Iterable[tuple[Claim, str]] = ()
) -> list[Sequence[Claim]]:
    """The claims by what they are about: each joins the first group whose founder and latest member fit.

    Where claims were gathered before, `before` says of those that are as they were then in which group
    they were, and `gone` are all the others of that time with theirs. Claims and groups go by receipts,
    a group by its founder's.
    """
    before = before or {}
    met = [(claim, before.get(claim.receipt), True) for claim in claims]
    met += [(claim, group, False) for claim, group in gone]
    lines: dict[tuple[str | None, ...], _Line] = {}
    for claim, group, stays in sorted(met, key=lambda item: _order(item[0])):
        key = (claim.measure, claim.subject if claim.measure in _OWNED else None, claim.amount.kind.value)
        lines.setdefault(key, _Line()).take(claim, group, stays=stays)
    return [home.members for line in lines.values() for home in line.homes]


@dataclass
class _Home:
    """A group in the making."""

    members: list[Claim]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its founder that a newcomer must share."""
        return needed_words(self.members[0])


@dataclass
class _Line:
    """The groups of one measure in the making, beside those that were made before, as far as these were.

    While the open ones are the same, what is as it was goes where it went.
    """

    homes: list[_Home] = field(default_factory=list)
    _by_founder: dict[str, _Home] = field(default_factory=dict)
    _past: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The founder and the latest member of each group at this point of the time before."""
    _in_step: bool = True

    def take(self, claim: Claim, group: str | None, *, stays: bool) -> None:
        """Take the next claim; `group` is where it was, None for nowhere, `stays` whether it still is."""
        follows = self._in_step and stays and group is not None
        if group is not None:
            name = claim.receipt if stays else f"-{claim.receipt}"
            self._past[group] = (self._past[group][0] if group in self._past else name, name)
        if follows:
            self._put(claim, None if group == claim.receipt else self._by_founder[group or ""])
            return
        if stays:
            self._put(claim, self._fitting(claim))
        self._in_step = self._is_in_step()

    def _put(self, claim: Claim, home: _Home | None) -> None:
        if home is None:
            home = self._by_founder[claim.receipt] = _Home([claim])
            self.homes.append(home)
        else:
            home.members.append(claim)

    def _fitting(self, claim: Claim) -> _Home | None:
        """The first of the open groups that the claim belongs to."""
        if is_alone(claim):
            return None
        words = needed_words(claim)
        near = self.homes[-_OPEN_GROUPS:]
        return next((h for h in near if may_share(words, h.words) and _belongs(claim, h.members)), None)

    def _is_in_step(self) -> bool:
        """Whether the open groups have the founders and latest members that they had, all as they were."""
        if min(len(self.homes), _OPEN_GROUPS) != min(len(self._past), _OPEN_GROUPS):
            return False
        open_now = islice(reversed(self.homes), _OPEN_GROUPS)
        open_then = islice(reversed(self._past.values()), _OPEN_GROUPS)
        return all(
            (home.members[0].receipt, home.members[-1].receipt) == then
            for home, then in zip(open_now, open_then, strict=True)
        )


def _belongs(claim: Claim, members: Sequence[Claim]) -> bool:
    """Whether the claim is about what the group is about, by its first and its last member."""
    ends = members if len(members) == 1 else (members[0], members[-1])
    return all(difference(claim, other).relation is not Relation.UNRELATED for other in ends)


def _order(claim: Claim) -> tuple[date, str, str]:
    return claim.day or date.min, claim.article, claim.receipt
