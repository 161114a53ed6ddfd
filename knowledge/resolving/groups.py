"""Which bearers of names have been found to be one? Keeps those apart that must stay two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence


class Groups:
    """Disjoint groups of numbers; `apart` are pairs of sets whose members never share a group.

    A number may stand for several of a kind: these are in one group once the number was joined to any,
    itself included.
    """

    def __init__(self, size: int, apart: Sequence[tuple[set[int], set[int]]] = ()) -> None:
        self._parents = list(range(size))
        self._united: set[int] = set()
        self._marks: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for pair, sides in enumerate(apart):
            for side, members in enumerate(sides):
                for member in members - sides[1 - side]:
                    self._marks[member].add((pair, side))

    def find(self, number: int) -> int:
        """The first number of the group that `number` is in."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def join(self, one: int, other: int) -> bool:
        """Join `other` to the group of `one`; False where they must stay apart."""
        first, second = sorted((self.find(one), self.find(other)))
        if first != second:
            theirs = self._marks.get(first, ())
            if any((pair, 1 - side) in theirs for pair, side in self._marks.get(second, ())):
                return False
            self._parents[second] = first
            if second in self._marks:
                self._marks[first] |= self._marks[second]
        self._united.add(other)
        return True

    def force(self, one: int, other: int) -> None:
        """Join `other` to the group of `one` whatever was said of them."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parents[second] = first
        self._united.add(other)

    def is_united(self, number: int) -> bool:
        """Whether all for whom the number stands are in one group."""
        return number in self._united
