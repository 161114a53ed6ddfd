"""What is found across articles: who is one person, what is one quotation, one report, one thing counted.

From articles with their records to all that a build holds; nothing is read or written here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from knowledge import stories
from knowledge.before import Before
from knowledge.corrections import Corrected, Correction, CorrectionKind, corrected
from knowledge.corrections import pairs as name_pairs
from knowledge.echoes import groups_of
from knowledge.grouping import place
from knowledge.ingest import Ingested, IngestedArticle
from knowledge.model import Article, Extraction
from knowledge.origins import reason_of, reports_of
from knowledge.resolve import Identity, resolve
from knowledge.shingles import GroupedBefore, unpacked
from knowledge.store.encoding import Contents, ReadArticle, Row
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
    put_right = [(i, corrected(i.article, i.extraction, corrections)) for i in ingested.articles]
    put_right.sort(key=lambda pair: _in_order_of_publication(pair[1].article))
    kept = {key: was.numbers for key, was in before.articles.items()} if before else {}
    keys = [key_of(i, corrections) for i, _ in put_right]
    numbers = numbered([_sizes(c) for _, c in put_right], [kept.get(key) for key in keys])
    pairs: list[tuple[Article, Extraction]] = [(c.article, c.extraction) for _, c in put_right]
    number_of = {article.name: own.article for (article, _), own in zip(pairs, numbers, strict=True)}
    same = name_pairs(corrections, CorrectionKind.SAME)
    different = name_pairs(corrections, CorrectionKind.DIFFERENT)
    people = dict(zip(_codes(identities := resolve(pairs, same, different)), identities, strict=True))
    person_of = {member: code for code, identity in people.items() for member in identity.members}
    known = [tuple(person_of[article.name, n] for n in range(len(e.people))) for article, e in pairs]
    articles, origins = _reported(put_right, keys, numbers, known, before)
    placing = place(articles, before)
    articles = [replace(a, figure_places=p) for a, p in zip(articles, placing.places, strict=True)]
    applied = {number for _, c in put_right for number in c.applied}
    applied |= _of_known_names(corrections, identities)
    contents = Contents(
        articles,
        people=_person_rows(people, articles),
        aliases=[row for code, who in people.items() for row in _alias_rows(code, who, number_of)],
        roles=[row for code, who in people.items() for row in _role_rows(code, who, number_of)],
        figure_groups=placing.rows,
        origins=origins,
        skipped=ingested.skipped,
        facts={**facts, "articles": str(len(articles))},
    )
    return contents, tuple(c.id for c in corrections if c.id not in applied)


def key_of(read: IngestedArticle, corrections: Sequence[Correction]) -> str:
    """Of what the records of an article are made: equal in two builds where they are the same in both."""
    own = [c for c in corrections if c.content_hash == read.article.content_hash]
    return hashlib.sha256(f"{read.key}:{own!r}".encode()).hexdigest() if own else read.key


def _reported(
    put_right: Sequence[tuple[IngestedArticle, Corrected]],
    keys: Sequence[str],
    numbers: Sequence[Numbers],
    known: Sequence[tuple[int, ...]],
    before: Before | None,
) -> tuple[list[ReadArticle], list[Row]]:
    """The articles, before their figures are grouped, with the reports that are behind them."""
    pairs = [(c.article, c.extraction) for _, c in put_right]
    wordings = [unpacked(i.kept.wording) for i, _ in put_right]
    found = reports_of(wordings, before.reports(keys, wordings) if before else GroupedBefore())
    origin_of = {place: numbers[report[0]].article for report in found for place in report}
    reports = [origin_of[place] for place in range(len(pairs))]
    profiles = stories.profiles_of([extraction.names for _, extraction in pairs], reports)
    groups = iter(groups_of(_spoken(pairs, known, numbers)))
    articles = [
        ReadArticle(
            c.article,
            c.extraction,
            own,
            of_article,
            tuple(next(groups) for _ in c.extraction.quotes),
            stories.written(profile),
            report,
            key,
            i.key,
            i.kept,
            c.touched,
        )
        for (i, c), key, own, of_article, profile, report in zip(
            put_right, keys, numbers, known, profiles, reports, strict=True
        )
    ]
    return articles, [{"id": numbers[report[0]].article, "reason": reason_of(report)} for report in found]


def _sizes(read: Corrected) -> Numbers:
    """How many numbers an article needs."""
    records = read.extraction
    return Numbers(1, len(records.passages), len(records.quotes), len(records.figures))


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


def _of_known_names(corrections: Sequence[Correction], identities: Sequence[Identity]) -> set[int]:
    """The corrections about two names that both stand in the articles."""
    known = {alias.text.casefold() for identity in identities for alias in identity.aliases}
    return {
        c.id for c in corrections if not c.content_hash and {c.words.casefold(), c.value.casefold()} <= known
    }


def _in_order_of_publication(article: Article) -> tuple[date, str]:
    """Undated articles first, so that they come last where the latest come first."""
    return (article.published.value or date.min, article.name)


def _spoken(
    pairs: Sequence[tuple[Article, Extraction]],
    people: Sequence[tuple[int, ...]],
    numbers: Sequence[Numbers],
) -> list[tuple[int, int | None, str]]:
    """Number, speaker and content of every quote, in order."""
    return [
        (
            number,
            known[quote.speaker.person] if quote.speaker and quote.speaker.person is not None else None,
            " ".join(span.of(article.text) for span in quote.contents),
        )
        for (article, extraction), known, own in zip(pairs, people, numbers, strict=True)
        for number, quote in enumerate(extraction.quotes, own.quote)
    ]


def _person_rows(people: Mapping[int, Identity], articles: Sequence[ReadArticle]) -> list[Row]:
    quotes: Counter[int] = Counter()
    mentions: Counter[int] = Counter()
    for read in articles:
        for index, person in enumerate(read.extraction.people):
            mentions[read.people[index]] += len(person.mentions)
        for quote in read.extraction.quotes:
            if quote.speaker and quote.speaker.person is not None:
                quotes[read.people[quote.speaker.person]] += 1
    return [
        {
            "id": number,
            "name": identity.name,
            "kind": identity.kind.value,
            "gender": identity.gender,
            "mentions": mentions[number],
            "articles": len({article for article, _ in identity.members}),
            "quotes": quotes[number],
        }
        for number, identity in people.items()
    ]


def _alias_rows(number: int, identity: Identity, articles: dict[str, int]) -> list[Row]:
    turns: Counter[str] = Counter()
    rows = []
    for alias in identity.aliases:
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
