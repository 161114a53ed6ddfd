"""Who is who across articles? Stand-in: equal full names are one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import Article, Extraction, PersonKind, Span


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling of a person's name, where it stands, and why it is theirs."""

    text: str
    article: str
    span: Span
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Identity:
    """One person across articles; `members` are (article name, index in its people)."""

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
    """One identity per person."""
    del same, different
    groups: dict[str, list[tuple[Article, Extraction, int]]] = {}
    for article, extraction in read:
        for index, person in enumerate(extraction.people):
            groups.setdefault(person.names[0].of(article.text).casefold(), []).append(
                (article, extraction, index)
            )
    return tuple(
        Identity(
            members[0][1].people[members[0][2]].names[0].of(members[0][0].text),
            members[0][1].people[members[0][2]].kind,
            members[0][1].people[members[0][2]].gender,
            tuple(
                Alias(span.of(a.text), a.name, span, "same", 1)
                for a, e, i in members
                for span in e.people[i].names
            ),
            tuple((a.name, span) for a, e, i in members for span in e.people[i].roles),
            tuple((a.name, i) for a, _, i in members),
        )
        for members in groups.values()
    )
