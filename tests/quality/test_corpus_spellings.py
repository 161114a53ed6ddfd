"""Is everybody of the invented corpus found by whatever people type, and nobody by force?"""

from itertools import chain

from knowledge.model import PersonKind
from knowledge.names import NameIndex, NameRow
from knowledge.record import Record
from tests.corpus.answers import table_of

FOUND, LEFT_ALONE = 0.95, 0.98  # shares, only ever raised

# The people of the five real articles, by the names that the articles use.
REPORTS = {
    "Alexander Lukashenko": ("Lukashenko", "Mr Lukashenko"),
    "Svetlana Tikhanovskaya": ("Svetlana Tikhanouskaya", "Tikhanovskaya"),
    "Siarhei Tsikhanouski": ("Tsikhanouski",),
    "Maria Kolesnikova": (),
    "Vladimir Putin": ("Putin",),
    "Mark McNamee": ("McNamee",),
    "Alexander Taraikovsky": (),
    "Will Vernon": (),
}


def failures(part: str, names: NameIndex, forms: dict[str, set[int]]) -> tuple[list[str], list[str], int]:
    """Spellings that find somebody else or nobody, spellings of nobody that find somebody, and how many."""
    table = table_of("spellings.toml")
    typed = [(typed, [name]) for name, spellings in table[part].items() for typed in spellings]
    typed += [(entry["typed"], entry["people"]) for entry in table["either"][part]]
    missed = []
    for text, people in typed:
        found = names.find(text)
        if not found or found[0].person not in set().union(*(forms.get(name, set()) for name in people)):
            missed.append(f"{text!r} is {people}, not {[match.alias for match in found[:3]]}")
    forced = [
        f"{text!r} is nobody, not {found[0].alias}"
        for text in table["nobody"][part]
        if (found := names.find(text))
    ]
    return missed, forced, len(typed)


def test_people_of_the_corpus_are_found_by_any_spelling(record: Record):
    """Of the spellings of the corpus's people nearly all find them first, and other names find nobody."""
    forms: dict[str, set[int]] = {}
    by_alias = {alias: person for person, alias, *_ in record.alias_rows()}
    for person in table_of("across.toml")["people"]:
        ours = {by_alias[form] for form in (person["name"], *person["aliases"]) if form in by_alias}
        forms[person["name"]] = ours
    missed, forced, asked = failures("corpus", record.names, forms)
    assert len(missed) <= (1 - FOUND) * asked, "\n".join(missed)
    assert len(forced) <= (1 - LEFT_ALONE) * len(table_of("spellings.toml")["nobody"]["corpus"]), forced


def test_people_of_the_reports_are_found_by_any_spelling():
    """The same for the people of the five real articles, by their names alone."""
    numbers = {name: number for number, name in enumerate(REPORTS)}
    rows = [
        NameRow(numbers[name], alias, PersonKind.PERSON, 10 - len(alias.split()))
        for name, aliases in REPORTS.items()
        for alias in (name, *aliases)
    ]
    forms = {name: {number} for name, number in numbers.items()}
    missed, forced, asked = failures("reports", NameIndex(rows), forms)
    assert len(missed) <= (1 - FOUND) * asked, "\n".join(missed)
    assert len(forced) <= (1 - LEFT_ALONE) * len(table_of("spellings.toml")["nobody"]["reports"]), forced


def test_every_person_of_the_key_is_on_record(record: Record):
    """Nearly everybody whom the key names is found in the articles under that name."""
    known = {alias for _, alias, *_ in record.alias_rows()}
    wanted = [p["name"] for p in table_of("across.toml")["people"]]
    missing = [name for name in wanted if name not in known]
    assert len(missing) <= 3, missing
    assert set(chain(*(e["pair"] for e in table_of("across.toml")["must_not_merge"]))) <= set(wanted)
