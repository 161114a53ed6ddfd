"""How well are the articles of the invented corpus joined? People, reprints and repeated quotes, in pairs.

    python -m tests.quality.across_score [--errors]

`people` are pairs of mentions in different articles, `origins` pairs of articles, `quotes` pairs
of quotes: `read` counts the pairs that we join, `asked` those that the key joins. People whom the
key does not know are left out; those who must not be merged are a row of their own.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from itertools import combinations

from knowledge.echoes import echo_of, groups_of
from knowledge.extract import extract
from knowledge.gist import gist_of
from knowledge.model import Article, Extraction, Quote
from knowledge.origins import origins_of
from knowledge.resolve import Identity, resolve
from tests.corpus.answers import answers, printings, table_of
from tests.quality.corpus_score import Row, Rows, table

ROWS = ("people", "apart", "origins", "quotes")
_TITLES = re.compile(
    r"^(?:the|mr|mrs|ms|dr|colonel|father|governor|prime minister|finance minister)\.? ", re.IGNORECASE
)

Pair = tuple[Hashable, Hashable]


@cache
def score() -> Rows:
    """Every row, over all judged articles."""
    read = [(answer.article, extract(answer.article)) for answer in answers().values() if answer.judged]
    identities = resolve(gist_of(*pair) for pair in read)
    return {
        "people": _people(read, identities),
        "apart": _apart(read, identities),
        "origins": _origins([article for article, _ in read]),
        "quotes": _quotes(read, identities),
    }


def _people(read: Sequence[tuple[Article, Extraction]], identities: Sequence[Identity]) -> Row:
    """Members of one identity against members whom the key calls by one name."""
    known = _known(read)
    ours = {member: number for number, identity in enumerate(identities) for member in identity.members}
    return _compared(
        {member: ours[member] for member in known},
        known,
        lambda member: f"{member[0]}: {_name(read, member)}",
    )


def _apart(read: Sequence[tuple[Article, Extraction]], identities: Sequence[Identity]) -> Row:
    """The pairs of the key that must not be merged and are two identities: all should be."""
    known = _known(read)
    row = Row()
    for entry in table_of("across.toml")["must_not_merge"]:
        both = [i for i in identities if set(entry["pair"]) <= {known.get(member) for member in i.members}]
        row.expected += 1
        row.predicted += 1
        row.right += not both
        row.errors += [f"{' and '.join(entry['pair'])} are one ({entry['why']})" for _ in both]
    return row


def _origins(articles: Sequence[Article]) -> Row:
    """Articles of one origin against those that the key calls one report."""
    table = table_of("across.toml")["origins"]
    wanted = {name: origin["name"] for origin in table for name in origin["articles"]}
    ours = {name: number for number, origin in enumerate(origins_of(articles)) for name in origin.articles}
    names = [article.name for article in articles]
    return _compared({n: ours[n] for n in names}, {n: wanted.get(n, n) for n in names}, str)


def _quotes(read: Sequence[tuple[Article, Extraction]], identities: Sequence[Identity]) -> Row:
    """Repeated quotes: those of the key, and all in articles that are printings of one report."""
    person = {member: number for number, identity in enumerate(identities) for member in identity.members}
    quotes = [(article, quote) for article, extraction in read for quote in extraction.quotes]
    numbers = groups_of(
        (n, _speaker(a, q, person), echo_of(_content(a, q))) for n, (a, q) in enumerate(quotes)
    )
    wanted = {place: _said(article, quote, place) for place, (article, quote) in enumerate(quotes)}
    return _compared(
        dict(enumerate(numbers)),
        wanted,
        lambda place: f"{quotes[place][0].name}: {_content(*quotes[place])[:60]}",
    )


def _said(article: Article, quote: Quote, place: int) -> Hashable:
    """What the key says is one utterance: an entry of `same`, or one report's words in its printings."""
    content = _content(article, quote)
    for number, entry in enumerate(table_of("across.toml")["same"]):
        for telling in entry["quotes"]:
            if telling["article"] == article.name and telling["text"] in content:
                return ("same", number)
    printed = printings(article.name)
    telling = len(printed) > 1 and quote.speaker and len(content.split()) >= 4  # shorter ones recur by chance
    return (printed, content.casefold()) if telling else ("alone", place)


def _content(article: Article, quote: Quote) -> str:
    return " ".join(span.of(article.text) for span in quote.contents)


def _speaker(article: Article, quote: Quote, person: Mapping[tuple[str, int], int]) -> int | None:
    known = quote.speaker.person if quote.speaker else None
    return None if known is None else person.get((article.name, known))


def _known(read: Sequence[tuple[Article, Extraction]]) -> dict[tuple[str, int], str]:
    """The people found whom the key knows, by article and index, with the key's name for them.

    A bare surname that several people of the key bear is not enough to know who is meant.
    """
    people = table_of("across.toml")["people"]
    surnames = Counter(person["name"].split()[-1] for person in people)
    names = {
        alias.casefold(): person["name"]
        for person in people
        for alias in (person["name"], *person["aliases"])
        if surnames[alias] < 2
    }
    found = {}
    for article, extraction in read:
        for index in range(len(extraction.people)):
            name = names.get(_TITLES.sub("", _name(read, (article.name, index))).casefold())
            if name:
                found[article.name, index] = name
    return found


def _name(read: Sequence[tuple[Article, Extraction]], member: tuple[str, int]) -> str:
    article, extraction = next((a, e) for a, e in read if a.name == member[0])
    return extraction.people[member[1]].names[0].of(article.text)


def _compared(ours: Mapping, wanted: Mapping, shown) -> Row:
    """Pairs that two groupings of the same things make."""
    row = Row()
    for one, other in combinations(ours, 2):
        joined, together = ours[one] == ours[other], wanted[one] == wanted[other]
        row.predicted += joined
        row.expected += together
        row.right += joined and together
        if joined != together:
            row.errors.append(f"{'joined' if joined else 'not joined'}: {shown(one)} + {shown(other)}")
    return row


def main() -> None:
    """Print the table, and the errors if they are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true")
    rows = score()
    lines = [table(rows)]
    if parser.parse_args().errors:
        lines += ["\n  ".join([f"\n{name}", *row.errors]) for name, row in rows.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
