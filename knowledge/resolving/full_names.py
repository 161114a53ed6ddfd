"""Which full names are one person's?

The same surname and given name in any spelling, unless gender, a middle name or "Jr" says that
there are two. A form that could be either of two stays on its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from knowledge.names import known
from knowledge.names.spelling import spelling
from knowledge.resolving.evidence import Bearer, FullName, is_slavic, surname_keys
from knowledge.resolving.groups import Groups


def join_full_names(bearers: Sequence[Bearer], groups: Groups) -> None:
    """Join the bearers of one full name; initials follow where one name fits them."""
    named = [(number, full) for number, bearer in enumerate(bearers) if (full := bearer.full)]
    surnames = _linked([surname_keys(full.surname) for _, full in named])
    families: dict[int, list[tuple[int, FullName]]] = defaultdict(list)
    for place, surname in enumerate(surnames):
        families[surname].append(named[place])
    for family in families.values():
        _join_family(family, bearers, groups)


def _join_family(family: Sequence[tuple[int, FullName]], bearers: Sequence[Bearer], groups: Groups) -> None:
    """Join those of one surname whose given names agree."""
    spelt = [(number, full) for number, full in family if len(full.given) > 1]
    givens = _linked([_given_keys(full.given) for _, full in spelt])
    merged = _by_language(spelt, givens)
    same: dict[int, list[tuple[int, FullName]]] = defaultdict(list)
    for place, given in enumerate(givens):
        same[merged[given]].append(spelt[place])
    for members in same.values():
        _join_namesakes(members, bearers, groups)
    _join_initials(family, bearers, groups)


def _given_keys(given: str) -> frozenset[str]:
    keys = spelling(given)
    return keys.tight | keys.loose


def _by_language(spelt: Sequence[tuple[int, FullName]], givens: Sequence[int]) -> dict[int, int]:
    """For each class of given names the class it is another language's or a short form of."""
    forms: dict[int, set[str]] = defaultdict(set)
    for place, given in enumerate(givens):
        forms[given].add(spelt[place][1].given)
    slavic = any(is_slavic(full.surname) for _, full in spelt)
    classes = sorted(forms)
    lines = {c: frozenset(line for form in forms[c] for line in known.given_of(form)) for c in classes}
    short = {c: any(known.is_short_form(form) for form in forms[c]) for c in classes}
    merged = {c: c for c in classes}
    by_line: dict[int, list[int]] = defaultdict(list)
    for c in classes:
        for line in lines[c]:
            by_line[line].append(c)
    for line in sorted(by_line):
        full = [c for c in by_line[line] if not short[c]]
        if slavic:
            for c in full[1:]:
                merged[c] = merged[full[0]]
        if len(classes) == 2 == len(by_line[line]) and len(full) < 2:
            merged[by_line[line][1]] = merged[by_line[line][0]]
    return merged


def _join_namesakes(
    members: Sequence[tuple[int, FullName]], bearers: Sequence[Bearer], groups: Groups
) -> None:
    """Join those of one given name and surname, as far as nothing tells them apart."""
    apart: dict[tuple[str, bool], list[tuple[int, FullName]]] = defaultdict(list)
    for number, full in members:
        apart[full.suffix, bearers[number].kin].append((number, full))
    for alike in apart.values():
        for numbers in _by_middle(alike):
            _join_gendered(numbers, bearers, groups)


def _by_middle(members: Sequence[tuple[int, FullName]]) -> list[list[int]]:
    """The members by their middle names; those without one go with the others if these agree."""
    spelt = [(number, full.middle) for number, full in members if any(len(word) > 1 for word in full.middle)]
    classes: dict[int, list[int]] = defaultdict(list)
    letters: dict[str, set[int]] = defaultdict(set)
    for place, name in enumerate(_linked([_middle_keys(middle) for _, middle in spelt])):
        number, middle = spelt[place]
        classes[name].append(number)
        letters[_initials(middle)].add(name)
    initials: dict[str, list[int]] = defaultdict(list)
    for number, full in members:
        if full.middle and all(len(word) == 1 for word in full.middle):
            initials[_initials(full.middle)].append(number)
    found = list(classes.values())
    for letter in sorted(initials):
        of_letter = letters.get(letter, set())
        if len(of_letter) == 1:
            classes[of_letter.copy().pop()].extend(initials[letter])
        else:
            found.append(initials[letter])
    bare = [number for number, full in members if not full.middle]
    if len(found) <= 1:
        return [[*(found[0] if found else ()), *bare]]
    return [*found, bare]


def _middle_keys(middle: Sequence[str]) -> frozenset[str]:
    """Patronymics are one by the father's name, other middle names by all of their sounds."""
    fathers = {f"#{line}" for word in middle for line in known.fathers_of(word)}
    if any(known.is_patronymic(word) for word in middle):
        return frozenset({f"^{_initials(middle)}", *fathers})
    return frozenset({" ".join(min(spelling(word).loose) for word in middle)})


def _initials(middle: Sequence[str]) -> str:
    return "".join(min(spelling(word).tight)[:1].replace("g", "X") for word in middle)


def _join_gendered(numbers: Sequence[int], bearers: Sequence[Bearer], groups: Groups) -> None:
    """Join all, or where both a man and a woman bear the name, the men and the women."""
    by_gender: dict[str | None, list[int]] = defaultdict(list)
    for number in sorted(numbers):
        by_gender[bearers[number].gender].append(number)
    genders = set(by_gender) - {None}
    parts = [sorted(numbers)] if len(genders) < 2 else [by_gender[gender] for gender in genders]
    for part in parts:
        for number in part:
            groups.join(part[0], number)


def _join_initials(family: Sequence[tuple[int, FullName]], bearers: Sequence[Bearer], groups: Groups) -> None:
    """Join "A. Orlov" to the one Orlov whose given name begins so, or to the others of these letters."""
    spelt: dict[int, set[str]] = defaultdict(set)
    for number, full in family:
        if len(full.given) > 1:
            spelt[groups.find(number)].update(_first_letters(full.given))
    short: dict[str, list[int]] = defaultdict(list)
    for number, full in family:
        if len(full.given) == 1:
            short[min(_first_letters(full.given))].append(number)
    for letter in sorted(short):
        fitting = [group for group, letters in sorted(spelt.items()) if letter in letters]
        for number in short[letter]:
            if len(fitting) == 1 and _gender_fits(bearers, number, fitting[0]):
                groups.join(fitting[0], number)
            elif not fitting and _gender_fits(bearers, number, short[letter][0]):
                groups.join(short[letter][0], number)


def _gender_fits(bearers: Sequence[Bearer], one: int, other: int) -> bool:
    return (
        None in (bearers[one].gender, bearers[other].gender) or bearers[one].gender == bearers[other].gender
    )


def _first_letters(given: str) -> set[str]:
    keys = spelling(given)
    return {keys.roman[:1], *(key[:1] for key in keys.tight)}


def _linked(keys: Sequence[Iterable[Hashable]]) -> list[int]:
    """For each set of keys its class: sets that share a key, or a chain of them, are one."""
    groups = Groups(len(keys))
    first: dict[Hashable, int] = {}
    for place, own in enumerate(keys):
        for key in own:
            groups.join(first.setdefault(key, place), place)
    return [groups.find(place) for place in range(len(keys))]
