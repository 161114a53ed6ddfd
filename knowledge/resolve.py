"""Who is one person across articles, and by what evidence?

People with full names are joined by surname and given name, in any spelling; bare surnames and
acronyms follow only where exactly one can be meant. Nobody is joined by likeness alone, and the
order of the articles plays no part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from knowledge.gist import Gist, Named
from knowledge.model import PersonKind, Span
from knowledge.names.spelling import fold
from knowledge.resolving.evidence import Bearer, Form, bearer_of, plain, reason_for
from knowledge.resolving.full_names import join_full_names
from knowledge.resolving.groups import Groups
from knowledge.resolving.organisations import join_organisations
from knowledge.resolving.short_names import join_short_names


@dataclass(frozen=True, slots=True)
class Alias:
    """A form of a name in one article: its first place there, and how often it is used there.

    `reason` says why the form is this person's: "same", "full_name", "spelling", "short_form",
    "title", "acronym" or "operator".
    """

    text: str
    article: str
    span: Span
    reason: str
    count: int


class Member(NamedTuple):
    """One of an article's people, with what it says of them: the same object where that is the same."""

    article: str
    turn: int
    named: Named
    bearer: Bearer

    @property
    def forms(self) -> Iterable[tuple[Form, tuple[int, int, int]]]:
        """The forms of the name, each with its first place in the article and how often it stands there."""
        return zip(self.bearer.forms, self.named.forms, strict=True)


@dataclass(frozen=True, slots=True)
class Identity:
    """One person or organisation across articles.

    `name` is the full form used most, `mentions` say how often any is; `roles` are (article, span);
    `operator` is set where an operator said who is one.
    """

    name: str
    kind: PersonKind
    gender: str | None
    mentions: int
    roles: tuple[tuple[str, Span], ...]
    bearing: tuple[Member, ...]
    operator: bool

    @property
    def members(self) -> tuple[tuple[str, int], ...]:
        """The articles' people that are this one: (article, index in its `Extraction.people`)."""
        return tuple([(member.article, member.turn) for member in self.bearing])

    def aliases(self, articles: Collection[str] | None = None) -> Iterator[Alias]:
        """The forms of the name in these articles (in all, if None)."""
        for member in self.bearing:
            if articles is None or member.article in articles:
                for form, (start, end, count) in member.forms:
                    reason = reason_for(form.text, self.name, self.kind, operator=self.operator)
                    yield Alias(form.text, member.article, Span(start, end), reason, count)


def resolve(
    read: Iterable[Gist],
    same: Sequence[tuple[str, str]] = (),
    different: Sequence[tuple[str, str]] = (),
) -> tuple[Identity, ...]:
    """Everybody in the articles, each once, most mentioned first.

    `same` and `different` are an operator's pairs of names, as written: the first are one
    whatever the evidence, the second are never one.

    Of whom the same is said they are judged once for all, unless it turns out that they are several.
    """
    members = _members(sorted(read, key=lambda gist: gist.name))
    alone = {id(member.bearer) for member in members} if different else set()
    while True:
        numbers = _numbered(members, alone)
        bearers = list(dict(zip(numbers, (m.bearer for m in members), strict=True)).values())
        groups = Groups(len(bearers), _apart(bearers, different))
        join_full_names(bearers, groups)
        held = Counter(numbers)
        divided = {n for n in held if held[n] > 1 and bearers[n].full and not groups.is_united(n)}
        if not divided:
            break
        alone |= {id(bearers[number]) for number in divided}
    join_organisations(bearers, groups, settled=join_short_names(bearers, groups))
    by_operator = _joined_by_operator(bearers, groups, same)
    together: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(numbers):
        is_one = held[number] == 1 or groups.is_united(number)
        together[groups.find(number) if is_one else ~place].append(place)
    found = [
        _identity(
            [members[place] for place in places],
            operator=not by_operator.isdisjoint(numbers[place] for place in places),
        )
        for places in together.values()
    ]
    # No two have a member in common, so that the first tells them apart.
    return tuple(sorted(found, key=lambda who: (-who.mentions, who.name, who.bearing[0][:2])))


def _members(read: Sequence[Gist]) -> list[Member]:
    """Everybody each article names.

    What one article takes for an organisation is a person where another has
    the same words for a person's full name.
    """
    told = {said: bearer_of(said) for said in {who.said: None for gist in read for who in gist.people}}
    people = {plain(form.text) for bearer in told.values() for form in bearer.forms if form.full}
    for said, bearer in told.items():
        if bearer.kind is PersonKind.ORGANISATION and any(
            plain(form.text) in people for form in bearer.forms
        ):
            told[said] = bearer_of(said, person=True)
    bare = {s: replace(bearer, beside=True) for s, bearer in told.items() if bearer.words and not bearer.full}
    found: list[Member] = []
    for gist in read:
        surnames = {full.surname for who in gist.people if (full := told[who.said].full)}
        for turn, who in enumerate(gist.people):
            bearer = told[who.said]
            if who.said in bare and not surnames.isdisjoint(bearer.words):
                bearer = bare[who.said]
            found.append(Member(gist.name, turn, who, bearer))
    return found


def _numbered(members: Sequence[Member], alone: Collection[int]) -> list[int]:
    """A number for each, by the first of whom the same is said; of its own for each that is `alone`."""
    numbers: dict[int, int] = {}
    return [
        numbers.setdefault(~place if id(member.bearer) in alone else id(member.bearer), len(numbers))
        for place, member in enumerate(members)
    ]


def _apart(
    bearers: Sequence[Bearer], different: Sequence[tuple[str, str]]
) -> list[tuple[set[int], set[int]]]:
    """The bearers that an operator said are not one, pair by pair."""
    by_name = _by_name(bearers)
    return [(by_name[plain(one)], by_name[plain(other)]) for one, other in different]


def _joined_by_operator(
    bearers: Sequence[Bearer], groups: Groups, same: Sequence[tuple[str, str]]
) -> set[int]:
    by_name = _by_name(bearers)
    joined: set[int] = set()
    for one, other in sorted(same):
        members = sorted(by_name[plain(one)] | by_name[plain(other)])
        if by_name[plain(one)] and by_name[plain(other)]:
            joined.update(members)
            for member in members:
                groups.force(members[0], member)
    return joined


def _by_name(bearers: Sequence[Bearer]) -> defaultdict[str, set[int]]:
    by_name: defaultdict[str, set[int]] = defaultdict(set)
    for number, bearer in enumerate(bearers):
        for form in bearer.forms:
            by_name[plain(form.text)].add(number)
    return by_name


def _identity(members: Sequence[Member], *, operator: bool) -> Identity:
    kind = _kind(members)
    counts = _counts(members)
    genders = {member.bearer.gender for member in members} - {None}
    return Identity(
        _display_name(members, kind, counts),
        kind,
        genders.pop() if len(genders) == 1 else None,
        counts.total(),
        _distinct_roles(members),
        tuple(members),
        operator,
    )


def _counts(members: Sequence[Member]) -> Counter[str]:
    """How often each form of the name is used; where the same is said, all its forms are counted at once."""
    alike: defaultdict[int, list[Member]] = defaultdict(list)
    for member in members:
        alike[id(member.bearer)].append(member)
    counts: Counter[str] = Counter()
    for some in alike.values():
        for turn, form in enumerate(some[0].bearer.forms):
            counts[form.text] += sum([member.named.forms[turn][2] for member in some])
    return counts


def _kind(members: Sequence[Member]) -> PersonKind:
    """What most of the articles take them for; a person where a full name says so."""
    if any(member.bearer.full for member in members):
        return PersonKind.PERSON
    counted = Counter(member.bearer.kind for member in members)
    return min(counted, key=lambda kind: (-counted[kind], kind.value))


def _display_name(members: Sequence[Member], kind: PersonKind, counts: Mapping[str, int]) -> str:
    """The form used most among the full ones, else among all; capitals throughout come last."""
    full: set[str] = set()
    if kind is PersonKind.PERSON:
        bearers = {id(member.bearer): member.bearer for member in members}.values()
        full = {f.text for bearer in bearers for f in bearer.forms if f.full and len(f.full.given) > 1}
    offered = full or _longer(counts)
    return min(offered, key=lambda text: (_shouts(text), -counts[text], -len(text), text))


def _longer(counts: Iterable[str]) -> set[str]:
    """Names of several words where there are any, so that an acronym is shown only by itself."""
    names = set(counts)
    return {name for name in names if len(name.split()) > 1} or names


def _shouts(text: str) -> bool:
    return text.isupper() and len(fold(text)) > 5 and " " in text


def _distinct_roles(members: Sequence[Member]) -> tuple[tuple[str, Span], ...]:
    """Each description once, by its words."""
    seen: dict[str, tuple[str, Span]] = {}
    for member in members:
        roles = zip(member.bearer.roles, member.named.roles, strict=True) if member.named.roles else ()
        for words, (start, end) in roles:
            seen.setdefault(words.casefold(), (member.article, Span(start, end)))
    return tuple(seen.values())
