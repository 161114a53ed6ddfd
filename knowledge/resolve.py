"""Who is one person across articles, and by what evidence?

People with full names are joined by surname and given name, in any spelling; bare surnames and
acronyms follow only where exactly one can be meant. Nobody is joined by likeness alone, and the
order of the articles plays no part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.model import Article, Extraction, PersonKind, Span
from knowledge.names.spelling import fold
from knowledge.resolving.evidence import Bearer, bearer_of, plain, reason_for
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


@dataclass(frozen=True, slots=True)
class Identity:
    """One person or organisation across articles.

    `name` is the full form used most; `roles` are (article, span); `members` are (article,
    index in its `Extraction.people`).
    """

    name: str
    kind: PersonKind
    gender: str | None
    aliases: tuple[Alias, ...]
    roles: tuple[tuple[str, Span], ...]
    members: tuple[tuple[str, int], ...]


def resolve(
    read: Sequence[tuple[Article, Extraction]],
    same: Sequence[tuple[str, str]] = (),
    different: Sequence[tuple[str, str]] = (),
) -> tuple[Identity, ...]:
    """Everybody in the articles, each once, most mentioned first.

    `same` and `different` are an operator's pairs of names, as written: the first are one
    whatever the evidence, the second are never one.
    """
    texts = {article.name: article.text for article, _ in read}
    bearers = _bearers(sorted(read, key=lambda pair: pair[0].name))
    groups = Groups(len(bearers), _apart(bearers, different))
    join_full_names(bearers, groups)
    join_organisations(bearers, groups, settled=join_short_names(bearers, groups))
    by_operator = _joined_by_operator(bearers, groups, same)
    found = [
        _identity([bearers[n] for n in members], texts, operator=not by_operator.isdisjoint(members))
        for members in groups.members()
    ]
    return tuple(sorted(found, key=lambda who: (-_mentions(who), who.name, who.members)))


def _bearers(read: Sequence[tuple[Article, Extraction]]) -> list[Bearer]:
    """Everybody each article names.

    What one article takes for an organisation is a person where another has
    the same words for a person's full name.
    """
    found = [
        (article, index, person, bearer_of(article, index, person))
        for article, extraction in read
        for index, person in enumerate(extraction.people)
    ]
    people = {plain(form.text) for *_, bearer in found for form in bearer.forms if form.full}
    return [
        bearer_of(article, index, replace(person, kind=PersonKind.PERSON))
        if bearer.kind is PersonKind.ORGANISATION and any(plain(form.text) in people for form in bearer.forms)
        else bearer
        for article, index, person, bearer in found
    ]


def _mentions(who: Identity) -> int:
    return sum(alias.count for alias in who.aliases)


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
            for member in members[1:]:
                groups.force(members[0], member)
    return joined


def _by_name(bearers: Sequence[Bearer]) -> defaultdict[str, set[int]]:
    by_name: defaultdict[str, set[int]] = defaultdict(set)
    for number, bearer in enumerate(bearers):
        for form in bearer.forms:
            by_name[plain(form.text)].add(number)
    return by_name


def _identity(members: Sequence[Bearer], texts: dict[str, str], *, operator: bool) -> Identity:
    kind = _kind(members)
    name = _display_name(members, kind)
    aliases = tuple(
        Alias(
            form.text,
            member.article,
            form.span,
            reason_for(form.text, name, kind, operator=operator),
            form.count,
        )
        for member in members
        for form in member.forms
    )
    genders = {member.gender for member in members} - {None}
    return Identity(
        name,
        kind,
        genders.pop() if len(genders) == 1 else None,
        aliases,
        _distinct_roles(members, texts),
        tuple((member.article, member.index) for member in members),
    )


def _kind(members: Sequence[Bearer]) -> PersonKind:
    """What most of the articles take them for; a person where a full name says so."""
    if any(member.full for member in members):
        return PersonKind.PERSON
    counted = Counter(member.kind for member in members)
    return min(counted, key=lambda kind: (-counted[kind], kind.value))


def _display_name(members: Sequence[Bearer], kind: PersonKind) -> str:
    """The form used most among the full ones, else among all; capitals throughout come last."""
    counts: Counter[str] = Counter()
    for member in members:
        for form in member.forms:
            counts[form.text] += form.count
    full = {
        form.text for member in members for form in member.forms if form.full and len(form.full.given) > 1
    }
    offered = full if full and kind is PersonKind.PERSON else _longer(counts)
    return min(offered, key=lambda text: (_shouts(text), -counts[text], -len(text), text))


def _longer(counts: Iterable[str]) -> set[str]:
    """Names of several words where there are any, so that an acronym is shown only by itself."""
    names = set(counts)
    return {name for name in names if len(name.split()) > 1} or names


def _shouts(text: str) -> bool:
    return text.isupper() and len(fold(text)) > 5 and " " in text


def _distinct_roles(members: Sequence[Bearer], texts: dict[str, str]) -> tuple[tuple[str, Span], ...]:
    """Each description once, by its words."""
    seen: dict[str, tuple[str, Span]] = {}
    for member in members:
        for span in member.roles:
            seen.setdefault(span.of(texts[member.article]).casefold(), (member.article, span))
    return tuple(seen.values())
