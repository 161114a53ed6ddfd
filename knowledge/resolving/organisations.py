"""Which organisations and groups are one?

Equal names, names that the lexicon lists as one organisation's, and an acronym where one
organisation on record has these initials.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from knowledge.model import PersonKind
from knowledge.names import known
from knowledge.names.spelling import fold
from knowledge.resolving.evidence import Bearer, plain
from knowledge.resolving.groups import Groups


def join_organisations(bearers: Sequence[Bearer], groups: Groups, settled: Collection[int]) -> None:
    """Join the organisations; the numbers `settled` are people's surnames after all."""
    first: dict[str, int] = {}
    acronyms: dict[str, set[int]] = defaultdict(set)
    ours = [
        number
        for number, bearer in enumerate(bearers)
        if bearer.kind is not PersonKind.PERSON and number not in settled
    ]
    for number in ours:
        for form in bearers[number].forms:
            for key in _keys(form.text):
                groups.join(first.setdefault(key, number), number)
            acronyms[fold(known.acronym_of(form.text))].add(number)
    for number in ours:
        for word in sorted(bearers[number].words):
            bearing = {groups.find(other) for other in acronyms.get(word, ())} - {groups.find(number)}
            if len(bearing) == 1:
                groups.join(bearing.pop(), number)


def _keys(text: str) -> list[str]:
    listed = known.organisation_group(text)
    return [f"={plain(text)}", *([f"#{listed}"] if listed else [])]
