"""What is found across articles: who is one person, what is one quotation, one report, one thing counted.

From articles with their records to all that a build holds; nothing is read or written here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from knowledge import stories
from knowledge.before import Before
from knowledge.corrections import Correction, CorrectionKind, corrected
from knowledge.corrections import pairs as name_pairs
from knowledge.echoes import groups_of
from knowledge.gist import Gist, Records, gist_of
from knowledge.grouping import place
from knowledge.ingest import Ingested, IngestedArticle
from knowledge.model import Span
from knowledge.origins import reason_of, reports_of
from knowledge.resolve import Identity, resolve
from knowledge.shingles import GroupedBefore, unpacked
from knowledge.store.encoding import Contents, ReadArticle, Renewed, Row
from knowledge.store.numbering import Numbers, numbered


def joined(
    ingested: Ingested,
    corrections: Sequence[Correction],
    facts: Mapping[str, str],
    before: Before | None = None,
) -> tuple[Contents, tuple[int, ...]]:
    """Put right what the keepers corrected; join people, quotations and reports across articles.

    With a build from `before` articles that were in it keep their numbers. Also returned are the ids
    of the corrections that found nothing to correct.

    Raises:
        NoRoom: more came between two articles than there are numbers.
    """
    put_right = [_put_right(i, corrections) for i in ingested.articles]
    put_right.sort(key=lambda read: (read.gist.day, read.gist.name))  # undated first, which is oldest
    kept = {key: was.numbers for key, was in before.articles.items()} if before else {}
    gists = [read.gist for read in put_right]
    numbers = numbered([_sizes(gist) for gist in gists], [kept.get(read.key) for read in put_right])
    number_of = {gist.name: own.article for gist, own in zip(gists, numbers, strict=True)}
    same = name_pairs(corrections, CorrectionKind.SAME)
    different = name_pairs(corrections, CorrectionKind.DIFFERENT)
    people = dict(zip(_codes(identities := resolve(gists, same, different)), identities, strict=True))
    known = _known(gists, people)
    articles, origins = _reported(put_right, numbers, known, before)
    placing = place(articles, before)
    applied = {number for read in put_right for number in read.applied}
    applied |= _of_known_names(corrections, identities)
    renewed = _renewed(articles, people, before) if before else None
    contents = Contents(
        articles,
        people=_person_rows(people, articles),
        aliases=[row for code, who in people.items() for row in _alias_rows(code, who, number_of, renewed)],
        roles=[row for code, who in people.items() for row in _role_rows(code, who, number_of)],
        origins=origins,
        renewed=renewed,
        figure_groups=placing.rows,
        ended_groups=placing.ended,
        figure_places=placing.places,
        skipped=ingested.skipped,
        facts={**facts, "articles": str(len(articles))},
    )
    return contents, tuple(c.id for c in corrections if c.id not in applied)


def key_of(read: IngestedArticle, corrections: Sequence[Correction]) -> str:
    """Of what the records of an article are made: equal in two builds where they are the same in both."""
    own = [c for c in corrections if c.content_hash == read.gist.content_hash]
    return hashlib.sha256(f"{read.key}:{own!r}".encode()).hexdigest() if own else read.key


@dataclass(frozen=True, slots=True)
class _PutRight:
    """An article as its keepers put it right; `touched` and `applied` as in `Corrected`."""

    key: str
    kept: IngestedArticle
    records: Records
    gist: Gist
    touched: frozenset[Span] = frozenset()
    applied: frozenset[int] = frozenset()


def _put_right(read: IngestedArticle, corrections: Sequence[Correction]) -> _PutRight:
    key = key_of(read, corrections)
    if key == read.key:  # nothing is corrected in it
        return _PutRight(key, read, read, read.gist)
    found = corrected(read.article, read.extraction, corrections)
    gist = gist_of(found.article, found.extraction)
    return _PutRight(key, read, found, gist, found.touched, found.applied)


def _reported(
    put_right: Sequence[_PutRight],
    numbers: Sequence[Numbers],
    known: Sequence[tuple[int, ...]],
    before: Before | None,
) -> tuple[list[ReadArticle], list[Row]]:
    """The articles, before their figures are grouped, with the reports that are behind them."""
    gists = [read.gist for read in put_right]
    wordings = [unpacked(read.kept.kept.wording) for read in put_right]
    keys = [read.key for read in put_right]
    found = reports_of(wordings, before.reports(keys, wordings) if before else GroupedBefore())
    origin_of = {place: numbers[report[0]].article for report in found for place in report}
    reports = [origin_of[place] for place in range(len(gists))]
    profiles = stories.profiles_of([gist.names for gist in gists], reports)
    groups = iter(groups_of(_spoken(gists, known, numbers)))
    articles = [
        ReadArticle(
            read.records,
            read.gist,
            own,
            of_article,
            tuple([next(groups) for _ in read.gist.quotes]),
            stories.written(profile),
            report,
            read.key,
            read.kept.key,
            read.kept.kept,
            read.touched,
        )
        for read, own, of_article, profile, report in zip(
            put_right, numbers, known, profiles, reports, strict=True
        )
    ]
    return articles, [{"id": numbers[report[0]].article, "reason": reason_of(report)} for report in found]


def _sizes(gist: Gist) -> Numbers:
    """How many numbers an article needs."""
    return Numbers(1, gist.passages, len(gist.quotes), len(gist.figures))


def _codes(identities: Sequence[Identity]) -> list[int]:
    """A number for each person, made of the name; where two would share one, the later has the next."""
    taken: dict[int, None] = {}
    for identity in identities:
        for turn in count():
            digest = hashlib.sha256(f"{identity.name}:{turn}".encode()).digest()
            code = int.from_bytes(digest[:4]) >> 1
            if code not in taken:
                break
        taken[code] = None
    return list(taken)


def _known(gists: Sequence[Gist], people: Mapping[int, Identity]) -> list[tuple[int, ...]]:
    """The codes of each article's people."""
    known = {gist.name: [0] * len(gist.people) for gist in gists}
    for code, identity in people.items():
        for member in identity.bearing:
            known[member.article][member.turn] = code
    return [tuple(known[gist.name]) for gist in gists]


def _renewed(articles: Sequence[ReadArticle], people: Mapping[int, Identity], before: Before) -> Renewed:
    """Where an alias can be otherwise than before: a new article, one of other people, another name shown."""
    was = {person.id: (person.name, person.kind) for person in before.lookups.all_people}
    told = before.lookups.told_by_operator()
    return Renewed(
        {read.gist.name: read.numbers.article for read in articles if not before.has_people_of(read)},
        {
            code
            for code, who in people.items()
            if who.operator or code in told or was.get(code) != (who.name, who.kind)
        },
    )


def _of_known_names(corrections: Sequence[Correction], identities: Sequence[Identity]) -> set[int]:
    """The corrections about two names that both stand in the articles."""
    of_names = [c for c in corrections if not c.content_hash]
    known = {alias.text.casefold() for who in identities for alias in who.aliases()} if of_names else set()
    return {c.id for c in of_names if {c.words.casefold(), c.value.casefold()} <= known}


def _spoken(
    gists: Sequence[Gist], people: Sequence[tuple[int, ...]], numbers: Sequence[Numbers]
) -> Iterator[tuple[int, int | None, int | None]]:
    """Number, speaker and echo of every quote, in order."""
    for gist, known, own in zip(gists, people, numbers, strict=True):
        for number, (speaker, _, echo) in enumerate(gist.quotes, own.quote):
            yield number, None if speaker is None else known[speaker], echo


def _person_rows(people: Mapping[int, Identity], articles: Sequence[ReadArticle]) -> list[Row]:
    quotes = Counter(
        [read.people[by] for read in articles for by, _, _ in read.gist.quotes if by is not None]
    )
    return [
        {
            "id": number,
            "name": identity.name,
            "kind": identity.kind.value,
            "gender": identity.gender,
            "mentions": sum([member.named.mentions for member in identity.bearing]),
            "articles": len({member.article for member in identity.bearing}),
            "quotes": quotes[number],
        }
        for number, identity in people.items()
    ]


def _alias_rows(
    number: int, identity: Identity, articles: Mapping[str, int], renewed: Renewed | None
) -> list[Row]:
    """The rows of the aliases that can be otherwise than before, of all if there was nothing before."""
    some = None if renewed is None or number in renewed.people else renewed.articles
    turns: Counter[str] = Counter()
    rows = []
    for alias in identity.aliases(some):
        turns[alias.article] += 1
        rows.append(
            {
                "person_id": number,
                "article_id": articles[alias.article],
                "turn": turns[alias.article],
                "text": alias.text,
                "reason": alias.reason,
                "start": alias.span.start,
                "end": alias.span.end,
                "count": alias.count,
            }
        )
    return rows


def _role_rows(number: int, identity: Identity, articles: dict[str, int]) -> list[Row]:
    return [
        {"person_id": number, "article_id": articles[name], "start": span.start, "end": span.end}
        for name, span in identity.roles
    ]
