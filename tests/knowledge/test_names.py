"""Names are found in any spelling, and nobody is found by force."""

import random
import string
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import PersonKind
from knowledge.names import CLOSE, NameIndex, NameRow, Tier, keys_of
from knowledge.names.inflection import nominatives
from knowledge.names.slips import allowed, endings_agree, slips_between
from knowledge.names.spelling import fold, relaid, spelling, words_of

TABLE = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text("utf-8"))
PEOPLE = [person["id"] for person in TABLE["person"]]
ROWS = [
    NameRow(number, name, PersonKind(person.get("kind", "person")), weight)
    for number, person in enumerate(TABLE["person"])
    for name, weight in person["names"]
]
INDEX = NameIndex(ROWS)
WORDS = sorted({typed for person in TABLE["person"] for typed in person["typed"]})

CORPUS = Path(__file__).parents[1] / "corpus"
TYPED = tomllib.loads((CORPUS / "spellings.toml").read_text("utf-8"))


def _record(rows):
    """An index of (name, kind, aliases), with the names in order."""
    names = [name for name, _, _ in rows]
    index = NameIndex(
        NameRow(number, alias, PersonKind(kind), 3 if alias == name else 1)
        for number, (name, kind, aliases) in enumerate(rows)
        for alias in (name, *aliases)
    )
    return names, index


RECORDS = {
    "corpus": _record(
        [
            (person["name"], person["kind"], person["aliases"])
            for person in tomllib.loads((CORPUS / "across.toml").read_text("utf-8"))["people"]
        ]
    ),
    "reports": _record([(name, "person", ()) for name in TYPED["reports"]]),
}


def people(matches):
    """The ids of the people matched, with those out of a tie left out."""
    return [PEOPLE[m.person] for m in matches if matches[0].score - m.score < CLOSE]


@pytest.mark.parametrize(
    ("typed", "person"), [(typed, p["id"]) for p in TABLE["person"] for typed in p["typed"]]
)
def test_every_spelling_finds_its_person_and_no_tie(typed, person):
    """Other romanisations, scripts, cases, layouts, titles, initials and slips all lead to one person."""
    assert people(INDEX.find(typed)) == [person]


@pytest.mark.parametrize("typed", TABLE["nobody"]["typed"])
def test_nobody_is_found_by_force(typed):
    """A name that nobody on record bears finds nobody, however near it is."""
    assert INDEX.find(typed) == ()


@pytest.mark.parametrize("tie", TABLE["tie"], ids=lambda tie: tie["typed"])
def test_a_tie_returns_everybody_who_can_be_meant(tie):
    """Where a name fits several people about equally, all come with close scores."""
    assert sorted(people(INDEX.find(tie["typed"]))) == sorted(tie["people"])


@pytest.mark.parametrize(
    ("record", "typed", "person"),
    [
        (record, typed, person)
        for record in RECORDS
        for person, spellings in TYPED[record].items()
        for typed in spellings
    ],
)
def test_every_spelling_of_the_corpus_finds_its_person(record, typed, person):
    """What readers of the invented and of the real articles may type finds who is meant, and no tie."""
    names, index = RECORDS[record]
    found = index.find(typed)
    assert [names[m.person] for m in found if found[0].score - m.score < CLOSE] == [person]


@pytest.mark.parametrize("record", RECORDS)
def test_a_name_that_several_bear_finds_one_of_them(record):
    """Where several people of the corpus bear the name, nobody else is found."""
    names, index = RECORDS[record]
    for entry in TYPED["either"][record]:
        found = index.find(entry["typed"])
        assert found
        assert {names[m.person] for m in found if found[0].score - m.score < CLOSE} <= set(entry["people"])


@pytest.mark.parametrize(("record", "typed"), [(r, typed) for r in RECORDS for typed in TYPED["nobody"][r]])
def test_nobody_of_the_corpus_is_found_by_force(record, typed):
    """The names of others find nobody of the corpus."""
    assert RECORDS[record][1].find(typed) == ()


def test_a_title_tells_a_woman_from_a_man():
    """Of two people of one surname the title finds the one whose given name it fits."""
    index = NameIndex(
        [NameRow(1, "Danylo Bereza", PersonKind.PERSON, 1), NameRow(2, "Olena Bereza", PersonKind.PERSON, 1)]
    )
    assert [match.person for match in index.find("Mrs Bereza")] == [2]
    assert [match.person for match in index.find("г-н Береза")] == [1]


def test_the_table_is_as_long_as_it_claims():
    """At least 200 spellings, and at least 60 that must find nobody."""
    assert sum(len(person["typed"]) for person in TABLE["person"]) >= 200
    assert len(TABLE["nobody"]["typed"]) >= 60


@pytest.mark.parametrize(
    ("typed", "tier"),
    [
        ("lukashenko", Tier.EXACT),
        ("Alexander Lukashenko", Tier.EXACT),
        ("Vernon", Tier.ALIAS),
        ("CEC", Tier.ALIAS),
        ("Лукашэнка", Tier.TRANSLITERATED),
        ("Loukachenko", Tier.TRANSLITERATED),
        ("kerfityrj", Tier.LAYOUT),
        ("Svetlana", Tier.PARTIAL),
        ("lukahsenko", Tier.FUZZY),
    ],
)
def test_a_match_says_how_the_name_was_understood(typed, tier):
    """The tier names the surest way in which the typed words are the name."""
    assert INDEX.find(typed)[0].tier is tier


@pytest.mark.parametrize(
    ("query", "person", "count"),
    [
        ("lukashenko election", "lukashenko", 1),
        ("alexander lukashenko rats", "lukashenko", 2),
        ("a. lukashenko dictator", "lukashenko", 2),
        ("v.v. putin ukraine", "putin", 2),
        ("president putin war", "putin", 2),
        ("putin president", "putin", 1),
        ("to putin letter", "putin", 2),
        ("vladimir putin lukashenko", "putin", 2),
        ("о тихановской выборы", "tikhanovskaya", 2),
        ("tikhanovskaya svetlana sanctions", "tikhanovskaya", 2),
        ("kerfityrj ds,jhs", "lukashenko", 1),
        ("lukahsenko elecions", "lukashenko", 1),
        ("central election commission fraud", "cec", 3),
        ("european union sanctions", "eu", 2),
        ("the kremlin support", "kremlin", 2),
        ("interior ministry clubs", "ministry", 2),
        ("amnesty report", "amnesty", 1),
        ("lukashenko's son", "lukashenko", 1),
    ],
)
def test_the_name_at_the_start_of_a_query_is_told_from_its_topic(query, person, count):
    """`lead` takes the longest run of words that names somebody, and no word of the topic."""
    found, taken = INDEX.lead(query.split())
    assert (people(found), taken) == ([person], count)


@pytest.mark.parametrize(
    "query",
    [
        "election fraud",
        "human rights abuses",
        "will russia intervene",
        "mark my words",
        "president",
        "police violence",
        "may elections",
        "union workers",
        "protesters detained",
        "security forces",
        "the",
        "mr",
        "how many",
        "",
    ],
)
def test_a_topic_is_not_taken_for_a_name(query):
    """Words of the language at the start of a query name nobody."""
    assert INDEX.lead(query.split()) == ((), 0)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Lukashenko say about the police?", {"Lukashenko": "lukashenko"}),
        ("Что сказал Лукашенко о Тихановской?", {"Лукашенко": "lukashenko", "Тихановской": "tikhanovskaya"}),
        ("did mr putin call merkel on sunday", {"mr putin": "putin", "merkel": "merkel"}),
        ("Lukashenko, Putin, NATO", {"Lukashenko": "lukashenko", "Putin": "putin", "NATO": "nato"}),
        ("Who won according to the CEC?", {"CEC": "cec"}),
        ("When did A. G. Lukashenko speak?", {"A. G. Lukashenko": "lukashenko"}),
        ("the European Union's sanctions", {"European Union's": "eu"}),
        ("Lukahsenko said what?", {"Lukahsenko": "lukashenko"}),
        ("Will Russia send troops?", {}),
        ("will mark say it", {}),
        ("How many human rights were violated in Minsk", {}),
        ("who is the president of France?", {}),
        ("what did Macron say", {}),
        ("how many were arrested at the election protests", {}),
    ],
)
def test_names_are_spotted_in_a_question(question, names):
    """`within` gives the slices that name somebody, and leaves the words of the language alone."""
    found = {question[start:end]: people(who)[0] for start, end, who in INDEX.within(question)}
    assert found == names


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("l", "lukashenko"),
        ("лука", "lukashenko"),
        ("лукашэн", "lukashenko"),
        ("alexander l", "lukashenko"),
        ("тих", "tikhanovskaya"),
        ("ce", "cec"),
        ("dmitry p", "peskov"),
        ("kerf", "lukashenko"),
        ("", "lukashenko"),
    ],
)
def test_a_prefix_is_completed_with_the_most_mentioned_first(prefix, first):
    """Completion works in any script and after a finished word, heaviest first."""
    assert PEOPLE[INDEX.complete(prefix)[0].person] == first


def test_completion_keeps_to_its_limit_and_gives_each_person_once():
    """Autocompletion never offers more than asked, nor one person twice."""
    offered = [match.person for match in INDEX.complete("", limit=7)]
    assert len(offered) == 7 == len(set(offered))


def test_the_much_heavier_of_two_namesakes_is_no_tie():
    """One who is mentioned many times as often as the other is the one meant; the other still comes."""
    index = NameIndex(
        [NameRow(1, "Maria Belova", PersonKind.PERSON, 40), NameRow(2, "Anna Belova", PersonKind.PERSON, 2)]
    )
    found = index.find("Belova")
    assert [match.person for match in found] == [1, 2]
    assert found[0].score - found[1].score >= CLOSE


def test_a_person_known_by_surname_alone_may_be_typed_with_a_given_name_but_a_known_one_must_agree():
    """Typed with a given name, a bare Zimin is found, but never a Zimin whose given name is another."""
    bare = NameIndex([NameRow(1, "Zimin", PersonKind.PERSON, 1)])
    named = NameIndex(
        [NameRow(1, "Zimin", PersonKind.PERSON, 1), NameRow(1, "Oleg Zimin", PersonKind.PERSON, 1)]
    )
    assert [match.person for match in bare.find("Pavel Zimin")] == [1]
    assert named.find("Pavel Zimin") == ()


def test_an_empty_index_finds_nobody():
    """No names, no answers, no error."""
    index = NameIndex([])
    assert index.find("Putin") == index.complete("p") == index.within("Putin said") == ()
    assert index.lead(["putin"]) == ((), 0)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered(text):
    """Whatever is typed: no error, one match a person, best first, scores in range, spans in order."""
    found = INDEX.find(text)
    assert len({match.person for match in found}) == len(found) <= 5
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert all(0 <= match.score <= 100 for match in (*found, *INDEX.complete(text)))
    ends = [0, *(place for start, end, _ in INDEX.within(text) for place in (start, end)), len(text)]
    assert ends == sorted(ends)
    matches, count = INDEX.lead(text.split())
    assert bool(matches) == bool(count)


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_matter(chance):
    """The same names in any order make an index that answers the same."""
    rows = list(ROWS)
    chance.shuffle(rows)
    other = NameIndex(rows)
    for typed in chance.sample(WORDS, 40):
        assert other.find(typed) == INDEX.find(typed)


@pytest.mark.parametrize("row", [row for row in ROWS if " " in row.alias], ids=lambda row: row.alias)
def test_any_swapped_pair_of_letters_in_a_full_name_still_finds_it(row):
    """Swapping two neighbouring letters inside the last word is forgiven, wherever it happens."""
    start = row.alias.rindex(" ") + 2
    for place in range(start, len(row.alias) - 2):
        swapped = row.alias[:place] + row.alias[place + 1] + row.alias[place] + row.alias[place + 2 :]
        assert row.person in {match.person for match in INDEX.find(swapped)}, swapped


def test_a_slip_in_one_of_many_names_is_found_among_the_first_five():
    """Among 2,000 invented names, nine in ten of those with one slip come in the first five."""
    chance = random.Random(7)
    given_names = ["Anna", "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Henrik", "Irina", "Jonas"]
    syllables = "ba dor fen gri hol jas kel mun nis per rov sta tik vel zor".split()
    names = sorted(
        {
            f"{chance.choice(given_names)} {''.join(chance.choices(syllables, k=3)).capitalize()}"
            for _ in range(2000)
        }
    )
    index = NameIndex(NameRow(number, name, PersonKind.PERSON, 1) for number, name in enumerate(names))
    found = 0
    for _ in range(200):
        number = chance.randrange(len(names))
        name = names[number]
        place = chance.randrange(name.index(" ") + 2, len(name))
        typed = name[:place] + chance.choice(string.ascii_lowercase) + name[place + 1 :]
        found += number in {match.person for match in index.find(typed)}
    assert found >= 180


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lukashenko", "Лукашэнка"),
        ("Tikhanovskaya", "Tsikhanouskaya"),
        ("Kolesnikova", "Калеснікава"),
        ("Svetlana Tikhanovskaya", "Sviatlana Tsikhanouskaya"),
        ("Taraikovsky", "Taraikouski"),
        ("Minsk", "Мінск"),
        ("Golovchenko", "Halouchanka"),
        ("Peskov", "Пяскоў"),
        ("President Alexander Lukashenko", "Аляксандр Лукашэнка"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    """Russian, Belarusian, Polish and English spellings meet in a key."""
    assert keys_of(one) & keys_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tikhanovsky", "Tikhanovskaya"),
        ("Orlov", "Orlova"),
        ("Lukashenko", "Lukashevich"),
        ("Claudio", "Claudia"),
        ("Alexander Lukashenko", "Viktor Lukashenko"),
        ("Gale", "Hale"),
        ("Dan", "Don"),
    ],
)
def test_different_names_share_no_key(one, other):
    """Men and women, other endings, other given names and short names stay apart."""
    assert not keys_of(one) & keys_of(other)


@given(st.text())
def test_keys_and_words_exist_for_any_text(text):
    """Any text has keys without outer space, and its words are where they say."""
    assert all(key == key.strip() and key for key in keys_of(text))
    for word in words_of(text):
        assert fold(text[word.start : word.end]) == word.text


@pytest.mark.parametrize(
    ("word", "nominative"),
    [
        ("тихановского", "тихановский"),
        ("путиной", "путина"),
        ("лукашэнкам", "лукашэнка"),
        ("пескове", "песков"),
        ("сергея", "сергей"),
        ("кремля", "кремль"),
        ("марии", "мария"),
        ("łukaszenki", "łukaszenka"),
    ],
)
def test_a_case_leads_to_its_nominative(word, nominative):
    """Oblique cases of Russian, Belarusian, Ukrainian and Polish names are undone."""
    assert nominative in nominatives(word)


def test_a_sure_case_is_not_tried_as_it_stands():
    """What cannot be a nominative is no candidate itself, so that it does not come near another gender."""
    assert "тихановского" not in nominatives("тихановского")
    assert nominatives("тихановская") == ("тихановская",)


def test_look_alikes_and_marks_are_folded():
    """Latin letters in a Cyrillic word, stress marks, wide letters and possessives make no difference."""
    assert fold("Лукaшенкo") == "лукашенко"
    assert fold("Lukаshenko") == "lukashenko"
    assert fold("Лукаше́нко") == "лукашенко"
    assert fold("Ｐｕｔｉｎ’s") == "putin"


def test_layouts_are_undone_both_ways():
    """What was typed on a Latin layout reads in Cyrillic, and the reverse."""
    assert "лукашенко" in relaid("kerfityrj")
    assert "тихановская" in relaid("Nb[fyjdcrfz")
    assert relaid("дглфырутлщ") == ("lukashenko",)


def test_slips_know_keys_sounds_and_endings():
    """A far letter counts twice, short words forgive nothing alone, and another ending is another name."""
    assert slips_between("putin", "putim") == 1
    assert slips_between("putin", "pupin") == 2
    assert allowed(4, supported=False) == 0
    assert not endings_agree(spelling("orlova").loose, spelling("orlov").loose, 1, supported=True)
    assert endings_agree(spelling("orlova").loose, spelling("orlowa").loose, 1, supported=False)


def test_a_slip_is_not_thought_of_where_a_topic_follows_a_name():
    """What is like a name only by a particle or by a word behind another's name is none."""
    index = NameIndex(
        NameRow(number, name, PersonKind.PERSON, 1)
        for number, name in enumerate(("Ann Brandt", "Nominating Brandt", "Bill Gates", "Tom Del Monte"))
    )
    assert index.find("delegates") == ()
    assert index.find("billgates")[0].alias == "Bill Gates"
    found, words = index.lead(["brandt", "nomination"])
    assert (found[0].alias, words) == ("Ann Brandt", 1)
    assert index.lead(["ann", "brandtt"])[1] == 2
