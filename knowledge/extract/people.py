"""Who is named in an article, and which mentions are one person?

Short forms are joined to the fullest form the article uses: surname, title with surname, first name after
the full name. Where a short form fits two people and nothing tells them apart it stays on its own: nobody
is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest

from knowledge.extract.describing import Description, descriptions_of
from knowledge.extract.naming import NUMBERED, NameKind, Naming, acts, lists, namings_of, says
from knowledge.extract.places import roles
from knowledge.extract.reading import Reading
from knowledge.extract.tagging import OPENINGS, Tagged, titles
from knowledge.model import Person, PersonKind, Span

KIND = "people"
NEEDS: tuple[str, ...] = ()

_PRONOUNS = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}
_PRONOUN_REACH = 15
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.")) | NUMBERED
# What spellings of one name in other alphabets differ by: Tikhanouskaya, Tikhanovskaya.
_FOLDS = (("ou", "ov"), ("w", "v"), ("y", "i"), ("ii", "i"), ("ck", "k"), ("ss", "s"), ("sch", "sh"))


@dataclass
class _Cluster:
    """The namings taken to be one person so far; `pronouns` counts what the text goes on to call them."""

    kind: NameKind
    namings: list[Naming] = field(default_factory=list)
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    kinds: Counter[NameKind] = field(default_factory=Counter)
    descriptions: list[Description] = field(default_factory=list)
    pronouns: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    says: bool = False
    acts: bool = False

    def add(self, naming: Naming) -> None:
        self.namings.append(naming)
        self.forms[naming.words] += 1
        self.kinds[naming.kind] += 1
        self.titles.update(naming.titles)

    @property
    def fullest(self) -> tuple[str, ...]:
        return max(self.forms, key=lambda f: (len(f), self.forms[f]))

    def gender(self) -> str | None:
        """What titles, given names and roles say; None where they say nothing or disagree."""
        known = lists()
        words = self.titles | {r for d in self.descriptions for r in d.heads}
        female = bool(words & (known["female_titles"] | known["female_roles"]))
        male = bool(words & (known["male_titles"] | known["male_roles"]))
        if female == male:
            first = self.fullest[0] if len(self.fullest) > 1 or self.kind is NameKind.PERSON else ""
            female, male = first in known["female"], first in known["male"]
        if female == male:
            balance = self.pronouns["female"] - self.pronouns["male"]
            female, male = balance > 0, balance < 0
        return None if female == male else "female" if female else "male"


def extract(reading: Reading) -> tuple[Person, ...]:
    """The people and organisations of the article, most mentioned first."""
    namings = list(namings_of(reading.tagged))
    clusters = _cluster(namings)
    by_naming = {id(n): c for c in clusters for n in c.namings}
    for naming in namings:
        _hear(by_naming[id(naming)], reading.tagged[naming.line], naming)
    for naming, gender in _pronouns_after(reading.tagged, namings):
        by_naming[id(naming)].pronouns[gender] += 1
    for naming, description in descriptions_of(reading.tagged, namings):
        by_naming[id(naming)].descriptions.append(description)
    people = [_person(reading.text, c) for c in clusters if _somebody(c)]
    people.sort(key=lambda p: (-len(p.mentions), p.mentions[0]))
    return tuple(people)


def _pronouns_after(lines: Sequence[Tagged], namings: Sequence[Naming]) -> Iterator[tuple[Naming, str]]:
    """The gender of the first pronoun between a naming and the next one, in one sentence."""
    for naming, following in zip_longest(namings, namings[1:]):
        line = lines[naming.line]
        end = following.first if following and following.line == naming.line else len(line.tokens)
        for written in line.words[naming.last + 1 : min(end, naming.last + _PRONOUN_REACH)]:
            word = written.lower()
            if word in _PRONOUNS:
                yield naming, _PRONOUNS[word]
                break
            if word in '.?!"“”':
                break


def _hear(cluster: _Cluster, line: Tagged, naming: Naming) -> None:
    """Note whether somebody so named speaks or does something."""
    alone = len(naming.words) == 1 and naming.kind in (NameKind.UNKNOWN, NameKind.PLACE)
    if not alone:
        return
    initial = naming.first == 0 or line.tags[naming.first - 1] in OPENINGS
    cluster.says |= says(line, naming) and not (initial and naming.words[0].endswith("s"))
    cluster.acts |= acts(line, naming)


def _somebody(cluster: _Cluster) -> bool:
    """Whether a cluster can speak.

    A place or a thing seen as nothing else cannot. A single word of which no place tells what it names is
    somebody if it speaks, is described, or acts and is never a place.
    """
    if set(cluster.kinds) <= {NameKind.PLACE, NameKind.THING}:
        return False
    if cluster.kind in (NameKind.PERSON, NameKind.ORGANISATION) or len(cluster.fullest) > 1:
        return True
    if cluster.fullest[0] in roles() | titles():
        return cluster.says  # "Secretary" is nobody's name
    return cluster.says or bool(cluster.descriptions) or (cluster.acts and not cluster.kinds[NameKind.PLACE])


def _cluster(namings: list[Naming]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    by_surname: dict[str, list[_Cluster]] = {}
    by_given: dict[str, list[_Cluster]] = {}
    by_form: dict[tuple[str, ...], _Cluster] = {}
    for naming in namings:
        if len(naming.words) > 1 and naming.kind in (NameKind.PERSON, NameKind.UNKNOWN):
            _add_full(naming, clusters, by_surname, by_given)
    met: set[int] = set()
    for naming in namings:
        if len(naming.words) > 1 and naming.kind in (NameKind.PERSON, NameKind.UNKNOWN):
            met.update(id(c) for c in by_given.get(naming.words[0], ()))
            continue
        home = _home_of_short(naming, by_surname, by_given, met) if len(naming.words) == 1 else None
        if home is None:
            home = by_form.get(naming.words)
        if home is None:
            home = by_form[naming.words] = _Cluster(naming.kind)
            clusters.append(home)
        home.add(naming)
    for cluster in clusters:
        cluster.namings.sort(key=lambda n: n.span.start)
        cluster.kind = _kind_of(cluster)
    return clusters


def _kind_of(cluster: _Cluster) -> NameKind:
    if len({len(form) for form in cluster.forms}) > 1:
        return NameKind.PERSON  # who is called by a surname: "MIRA TEND:" and "TEND:"
    for kind in (NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE):
        if cluster.kinds[kind] * 3 >= sum(cluster.kinds.values()):
            return kind
    return NameKind.UNKNOWN


def _add_full(
    naming: Naming,
    clusters: list[_Cluster],
    by_surname: dict[str, list[_Cluster]],
    by_given: dict[str, list[_Cluster]],
) -> None:
    surname = _fold(_surname(naming.words))
    for cluster in by_surname.get(surname, ()):
        if _same_full_name(naming.words, cluster.fullest):
            cluster.add(naming)
            return
    cluster = _Cluster(naming.kind)
    cluster.add(naming)
    clusters.append(cluster)
    by_surname.setdefault(surname, []).append(cluster)
    by_given.setdefault(naming.words[0], []).append(cluster)


def _surname(words: tuple[str, ...]) -> str:
    return words[-2] if words[-1] in _SUFFIXES and len(words) > 2 else words[-1]


def _same_full_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Of two full names with one surname: whether their first names agree, an initial included."""
    first, second = one[0].rstrip("."), other[0].rstrip(".")
    if _fold(first) == _fold(second):
        return True
    return min(len(first), len(second)) == 1 and first[0] == second[0]


def _home_of_short(
    naming: Naming, by_surname: dict[str, list[_Cluster]], by_given: dict[str, list[_Cluster]], met: set[int]
) -> _Cluster | None:
    word = naming.words[0]
    candidates = by_surname.get(_fold(word), [])
    if not candidates and not naming.titles:
        candidates = [c for c in by_given.get(word, ()) if id(c) in met]
    gender = _title_gender(naming)
    if gender:
        candidates = [c for c in candidates if c.gender() in (gender, None)]
    if len(candidates) > 1:
        counts = sorted((sum(c.forms.values()) for c in candidates), reverse=True)
        candidates = [c for c in candidates if sum(c.forms.values()) == counts[0] >= 3 * counts[1]]
    return candidates[0] if len(candidates) == 1 else None


def _title_gender(naming: Naming) -> str | None:
    known = lists()
    if any(t in known["female_titles"] for t in naming.titles):
        return "female"
    return "male" if any(t in known["male_titles"] for t in naming.titles) else None


@lru_cache(maxsize=1 << 14)
def _fold(word: str) -> str:
    """A spelling key within one article; only long names are folded, short ones collide."""
    if len(word) < 7:
        return word
    for old, new in _FOLDS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", word)


def _person(text: str, cluster: _Cluster) -> Person:
    kinds = {NameKind.PERSON: PersonKind.PERSON, NameKind.ORGANISATION: PersonKind.ORGANISATION}
    kind = kinds.get(cluster.kind, PersonKind.PERSON if len(cluster.fullest) > 1 else PersonKind.ORGANISATION)
    return Person(
        kind=kind,
        names=_names(text, cluster.namings),
        roles=_distinct(text, (d.span for d in cluster.descriptions if not d.relation)),
        mentions=tuple(n.span for n in cluster.namings),
        gender=cluster.gender() if kind is PersonKind.PERSON else None,
        relations=_distinct(text, (d.span for d in cluster.descriptions if d.relation)),
    )


def _names(text: str, namings: list[Naming]) -> tuple[Span, ...]:
    """One span for each distinct form, fullest first; capitals alone come after other spellings."""
    forms = _distinct(text, (n.span for n in namings))
    return tuple(sorted(forms, key=lambda s: (-len(s.of(text).split()), s.of(text).isupper(), s.start)))


def _distinct(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    seen: dict[str, Span] = {}
    for span in sorted(spans, key=lambda s: s.start):
        seen.setdefault(span.of(text), span)
    return tuple(seen.values())
