"""Whose is a bare surname?

The one person's on record who can be meant, else nobody's: where two bear it and no office or gender
tells which is meant, it stays on its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from knowledge.model import PersonKind
from knowledge.names import known
from knowledge.resolving.evidence import Bearer, surname_keys
from knowledge.resolving.groups import Groups


def join_short_names(bearers: Sequence[Bearer], groups: Groups) -> set[int]:
    """Join bare surnames to full names and to each other; the numbers that are people's surnames."""
    by_key = _surnames(bearers, groups)
    genders = _genders(bearers, groups)
    offices = _offices(bearers, groups)
    organisations = _words_of_organisations(bearers)
    settled: set[int] = set()
    claims: dict[int, list[int]] = defaultdict(list)
    for number, bearer in enumerate(bearers):
        if not _may_be_surname(bearer):
            continue
        keys = {key for word in bearer.words for key in surname_keys(word)}
        bearing = {group for key in keys for group in by_key.get(key, ())}
        if not bearing:
            continue
        settled.add(number)
        if bearer.kind is not PersonKind.PERSON and bearer.words & organisations:
            continue  # "Ford" where there are a Gerald Ford and a Ford Motor Company
        fitting = [g for g in sorted(bearing) if bearer.gender is None or bearer.gender in genders[g]]
        if len(fitting) > 1:
            fitting = [g for g in fitting if offices[g] & bearer.offices]
        if len(fitting) == 1 and not (bearer.beside and bearer.gender is None):
            claims[fitting[0]].append(number)
    for group, numbers in sorted(claims.items()):
        _join_claims(group, numbers, bearers, groups)
    _join_each_other(bearers, groups, settled)
    return settled


def _surnames(bearers: Sequence[Bearer], groups: Groups) -> dict[str, set[int]]:
    """The groups that bear a surname, by its keys."""
    by_key: dict[str, set[int]] = defaultdict(set)
    for number, bearer in enumerate(bearers):
        if bearer.full:
            for key in surname_keys(bearer.full.surname):
                by_key[key].add(groups.find(number))
    return by_key


def _genders(bearers: Sequence[Bearer], groups: Groups) -> dict[int, set[str | None]]:
    """The genders that a bare surname of each group may have: both while nothing is known."""
    known_genders: dict[int, set[str | None]] = defaultdict(set)
    for number, bearer in enumerate(bearers):
        gender = bearer.gender or (known.gender_of(bearer.full.given) if bearer.full else None)
        if bearer.full and gender:
            known_genders[groups.find(number)].add(gender)
    both: set[str | None] = {"female", "male"}
    return defaultdict(lambda: both, known_genders)


def _offices(bearers: Sequence[Bearer], groups: Groups) -> dict[int, set[str]]:
    """The offices of those whom each group names in full: "president", where an article says so."""
    offices: dict[int, set[str]] = defaultdict(set)
    for number, bearer in enumerate(bearers):
        if bearer.full:
            offices[groups.find(number)] |= bearer.offices
    return offices


def _words_of_organisations(bearers: Sequence[Bearer]) -> set[str]:
    """The words of organisations' names of several words: "Ford" in "Ford Motor Company"."""
    return {
        word
        for bearer in bearers
        if bearer.kind is not PersonKind.PERSON
        for form in bearer.forms
        if not form.word
        for word in form.text.casefold().split()
    }


def _may_be_surname(bearer: Bearer) -> bool:
    """Whether a name of one word can be a person's surname: no acronym, and no group or known body."""
    if not bearer.words or bearer.full:
        return False
    if bearer.kind is PersonKind.PERSON:
        return True
    if bearer.kind is PersonKind.GROUP:
        return False
    return not any(form.text.isupper() or known.organisation_group(form.text) for form in bearer.forms)


def _join_claims(group: int, numbers: Sequence[int], bearers: Sequence[Bearer], groups: Groups) -> None:
    """Join bare surnames to the person they can only be, unless they are a man's and a woman's."""
    genders = {bearers[number].gender for number in numbers} - {None}
    for number in numbers:
        if len(genders) < 2 or bearers[number].gender is None:
            groups.join(group, number)


def _join_each_other(bearers: Sequence[Bearer], groups: Groups, settled: set[int]) -> None:
    """Join bare surnames of people nobody names in full; a given name alone is nobody's across articles."""
    first: dict[tuple[str, str | None], int] = {}
    bare = [
        number
        for number, bearer in enumerate(bearers)
        if bearer.kind is PersonKind.PERSON and bearer.words and number not in settled
    ]
    genders: dict[str, set[str]] = defaultdict(set)
    keys_of = {
        number: {key for word in bearers[number].words for key in surname_keys(word)} for number in bare
    }
    for number in bare:
        for key in keys_of[number]:
            genders[key].update(filter(None, [bearers[number].gender]))
    for number in bare:
        if any(known.given_of(word) for word in bearers[number].words):
            continue
        for key in sorted(keys_of[number]):
            both = len(genders[key]) > 1
            if both and bearers[number].gender is None:
                continue
            mark = (key, bearers[number].gender if both else None)
            groups.join(first.setdefault(mark, number), number)
