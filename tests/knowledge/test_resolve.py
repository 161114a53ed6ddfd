"""One person is one record across articles, by evidence; two people stay two."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.gist import gist_of
from knowledge.model import Article, Extraction, Person, PersonKind, Span
from knowledge.resolve import Identity
from knowledge.resolve import resolve as resolved


@dataclass
class Draft:
    """An article in the making: each person is named on a line of their own."""

    name: str
    lines: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def says(self, *names, kind=PersonKind.PERSON, gender=None, times=1, role="", relation=""):
        """Name somebody by all of `names`, each `times` over."""
        spans = [self._write(name) for _ in range(times) for name in names]
        self.people.append(
            Person(
                kind,
                tuple(spans[: len(names)]),
                roles=(self._write(role),) if role else (),
                mentions=tuple(spans),
                gender=gender,
                relations=(self._write(relation),) if relation else (),
            )
        )
        return self

    def _write(self, text):
        start = sum(len(line) + 1 for line in self.lines)
        self.lines.append(text)
        return Span(start, start + len(text))

    def done(self):
        return Article(self.name, f"{self.name}.txt", "\n".join(self.lines)), Extraction(
            people=tuple(self.people)
        )


def resolve(read, **pairs) -> tuple[Identity, ...]:
    """Who is who in articles with their records."""
    return resolved([gist_of(*one) for one in read], **pairs)


def articles(*namings):
    """One article for each naming: a name, or (names…, {options})."""
    made = []
    for number, naming in enumerate(namings):
        parts = (naming,) if isinstance(naming, str) else naming
        options = next((part for part in parts if isinstance(part, dict)), {})
        names = [part for part in parts if isinstance(part, str)]
        made.append(Draft(f"a{number:03}").says(*names, **options).done())
    return made


ORGANISATION = {"kind": PersonKind.ORGANISATION}
GROUP = {"kind": PersonKind.GROUP}
WOMAN, MAN = {"gender": "female"}, {"gender": "male"}

ONE = [
    ("Svetlana Tikhanovskaya", "Svetlana Tikhanouskaya"),
    ("Svetlana Tikhanovskaya", "Sviatlana Tsikhanouskaya"),
    ("Svetlana Tikhanovskaya", "Светлана Тихановская"),
    ("Svetlana Tikhanovskaya", "Святлана Ціханоўская"),
    ("Svetlana Tikhanovskaya", "Swetlana Tichanowskaja"),
    ("Svetlana Tikhanovskaya", "Tikhanouskaya"),
    ("Svetlana Tikhanovskaya", ("Mrs Tikhanovskaya", WOMAN)),
    ("Svetlana Tikhanovskaya", "S. Tikhanovskaya"),
    ("Alexander Lukashenko", "Alexander Lukashenko"),
    ("Alexander Lukashenko", "Aliaksandr Lukashenka"),
    ("Alexander Lukashenko", "Aleksandr Lukashenko"),
    ("Alexander Lukashenko", "Аляксандр Лукашэнка"),
    ("Alexander Lukashenko", "Lukashenko"),
    ("Alexander Lukashenko", "ALEXANDER LUKASHENKO"),
    ("Alexander Lukashenko", "President Alexander Lukashenko"),
    ("Alexander Lukashenko", "President Lukashenko"),
    ("Alexander Lukashenko", "A. Lukashenko"),
    ("Alexander Lukashenko", "A.G. Lukashenko"),
    ("Alexander Lukashenko", "Alexander Grigoryevich Lukashenko"),
    ("Alexander Grigoryevich Lukashenko", "Aliaksandr Ryhoravich Lukashenka"),
    ("Alexander Lukashenko", ("Lukashenko", ORGANISATION)),
    ("Alexander Lukashenko", ("Alexander Lukashenko", ORGANISATION)),
    ("Siarhei Tsikhanouski", "Sergei Tikhanovsky"),
    ("Maria Kolesnikova", "Maryia Kalesnikava"),
    ("Maria Kolesnikova", "Kalesnikava"),
    ("Alexander Taraikovsky", "Alexander Taraikouski"),
    ("Vladimir Putin", "Uladzimir Putsin"),
    ("Vladimir Putin", ("Vladimir Putin", MAN)),
    ("Vladimir Putin", "V.V. Putin"),
    ("Will Vernon", "William Vernon"),
    ("José Hernández", "Jose Hernandez"),
    ("José Ángel Hernández", "Jose Hernandez"),
    ("Göran Söderlund", "Goran Soderlund"),
    ("Sinéad O’Brien", "Sinead O'Brien"),
    ("Roman Golovchenko", "Raman Halouchanka"),
    ("Pavel Latushko", "Pavel Latushka"),
    ("Dmitry Peskov", "Dmitri Peskov"),
    ("Maxim Znak", "Maksim Znak"),
    ("Donald Trump Jr", "Donald Trump Jr."),
    ("Lukashenko", "Lukashenka"),
    ("Mr Zimin", "Zimin"),
    ("J. Marsh", "J. Marsh"),
    (("Central Election Commission", ORGANISATION), ("CEC", ORGANISATION)),
    (("Central Election Commission", ORGANISATION), ("the Central Election Commission", ORGANISATION)),
    (("Ministry of Internal Affairs", ORGANISATION), ("Interior Ministry", ORGANISATION)),
    (("European Union", ORGANISATION), ("EU", ORGANISATION)),
    (("NATO", ORGANISATION), ("Nato", ORGANISATION)),
    (("Harbour Dock Workers", ORGANISATION), ("HDW", ORGANISATION)),
    (("Kremlin", ORGANISATION), ("Кремль", ORGANISATION)),
    (("election officials", GROUP), ("Election officials", GROUP)),
]

TWO = [
    ("Svetlana Tikhanovskaya", "Siarhei Tsikhanouski"),
    ("Svetlana Tikhanovskaya", "Tikhanovsky"),
    ("Svetlana Tikhanovskaya", "Maria Tikhanovskaya"),
    ("Svetlana Tikhanovskaya", "Svetlana Tsimanouskaya"),
    ("Svetlana Tikhanovskaya", "Svetlana Alexievich"),
    ("Svetlana Tikhanovskaya", "Svetlana"),
    ("Svetlana Tikhanovskaya", ("Mr Tikhanovskaya", MAN)),
    ("Alexander Lukashenko", "Viktor Lukashenko"),
    ("Alexander Lukashenko", "V. Lukashenko"),
    ("Alexander Lukashenko", "Alexandra Lukashenko"),
    ("Alexander Lukashenko", "Alexander Lukashevich"),
    ("Alexander Lukashenko", "Alexander Lukashenkov"),
    ("Alexander Lukashenko", "Alexander Taraikovsky"),
    ("Alexander Lukashenko", ("Mrs Lukashenko", WOMAN)),
    ("Alexander Lukashenko", "Alexander"),
    ("Vladimir Putin", "Lyudmila Putina"),
    ("Vladimir Putin", "Putina"),
    ("Vladimir Putin", "Vladimir Putney"),
    ("Denis Orlov", "Tamara Orlova"),
    ("Denis Orlov", "Denis Orlova"),
    ("Pavel Kovalenko", "Pavel Kovalchuk"),
    ("John Hanson", "John Hansen"),
    ("Anna Hunter", "Anna Gunter"),
    ("Dan Marsh", "Don Marsh"),
    ("Michael Dupont", "Michel Dupont"),
    ("Mario Costa", "Maria Costa"),
    ("Claudio Ferri", "Claudia Ferri"),
    ("Donald Trump", "Donald Trump Jr"),
    ("Henry Ford II", "Henry Ford"),
    ("George W. Bush", "George H. Bush"),
    ("John Adam Smith", "John Andrew Smith"),
    (("Robin Clark", MAN), ("Robin Clark", WOMAN)),
    ("Valery Tsepkalo", "Veronika Tsepkalo"),
    ("Maria Kolesnikova", "Sergei Kolesnikov"),
    ("Maria Kolesnikova", "Marina Kolesnikova"),
    ("Romelu Lukaku", "Alexander Lukashenko"),
    ("Angela Merkel", "Angela Merkulova"),
    ("Mikhail Chernov", "Mikhail Chernenko"),
    ("Martin", "Martin"),
    ("Svetlana", "Светлана"),
    ("Gerald Ford", ("FORD", ORGANISATION)),
    (("Amnesty International", ORGANISATION), ("Transparency International", ORGANISATION)),
    (("Foreign Ministry", ORGANISATION), ("Interior Ministry", ORGANISATION)),
    (("Russian Foreign Ministry", ORGANISATION), ("Belarusian Foreign Ministry", ORGANISATION)),
    (("Council of Europe", ORGANISATION), ("European Council", ORGANISATION)),
    (("Kremlin", ORGANISATION), ("Kremlin Press Office", ORGANISATION)),
    (("Central Election Commission", ORGANISATION), ("European Commission", ORGANISATION)),
    (("John Smith", {"relation": "John Smith's son"}), "John Smith"),
]


def ids(pair):
    return " = ".join(part if isinstance(part, str) else part[0] for part in pair)


@pytest.mark.parametrize("pair", ONE, ids=ids)
def test_one_person_is_one_record(pair):
    """Two forms in two articles, of which nothing says that they are two people, are one."""
    assert [len(who.members) for who in resolve(articles(*pair))] == [2]


@pytest.mark.parametrize("pair", TWO, ids=ids)
def test_two_people_stay_two(pair):
    """Relatives, namesakes and likenesses are not joined."""
    assert [len(who.members) for who in resolve(articles(*pair))] == [1, 1]


def test_the_lists_are_as_long_as_they_claim():
    """At least 40 pairs that are one, and 40 that are two."""
    assert len(ONE) >= 40 <= len(TWO)


def test_a_bare_surname_that_two_people_bear_is_neither():
    """Where two can be meant nobody is guessed: the surname stays on its own, article by article."""
    found = resolve(articles("Valery Tsepkalo", "Veronika Tsepkalo", "Tsepkalo", "Tsepkalo"))
    assert sorted(len(who.members) for who in found) == [1, 1, 1, 1]


def test_a_title_tells_which_of_two_is_meant():
    """A woman's title with a surname that a man and a woman bear is the woman's."""
    found = resolve(articles(("Danylo Hrabovych", MAN), "Olena Hrabovych", ("Mrs Hrabovych", WOMAN)))
    joined = next(who for who in found if len(who.members) == 2)
    assert joined.name == "Olena Hrabovych"
    assert joined.gender == "female"


@pytest.mark.parametrize(
    ("office", "whose"),
    [
        ("President", "Ilja Sorvin"),
        ("the president of Velmora", "Ilja Sorvin"),
        ("Former Mayor", "Katya Sorvin"),
        ("Senator", None),
        ("wife of the president", None),
    ],
)
def test_an_office_tells_which_of_two_is_meant(office, whose):
    """A surname with an office is theirs whom another article gives that office, and nobody else's."""
    president = ("Ilja Sorvin", {"role": "the president of Velmora"})
    mayor = ("Katya Sorvin", {"role": "Mayor"})
    found = resolve(articles(president, mayor, ("Sorvin", {"role": office})))
    assert [who.name for who in found if len(who.members) == 2] == ([whose] if whose else [])


def test_a_surname_that_is_in_a_body_s_name_is_nobody_s_across_articles():
    """Where there are a Gerald Ford and a Ford Motor Company, two articles' bare "Ford" are not one."""
    body = ("Ford Motor Company", ORGANISATION)
    bare = (("Ford", ORGANISATION), ("Ford", ORGANISATION))
    assert sorted(len(who.members) for who in resolve(articles("Gerald Ford", body, *bare))) == [1, 1, 1, 1]
    assert sorted(len(who.members) for who in resolve(articles(body, *bare))) == [1, 2]


def test_initials_that_fit_two_people_are_neither():
    """An initial with a surname is nobody where two given names begin with it."""
    found = resolve(articles("Anton Orlov", "Andrei Orlov", "A. Orlov"))
    assert sorted(len(who.members) for who in found) == [1, 1, 1]


def test_a_short_form_joins_only_where_nobody_else_shares_the_surname():
    """Bill Clay is William Clay, unless there is a third Clay."""
    assert len(resolve(articles("William Clay", "Bill Clay"))) == 1
    assert len(resolve(articles("William Clay", "Bill Clay", "Tom Clay"))) == 3


def test_a_name_without_a_middle_is_neither_of_two_with_one():
    """George Bush is not told to be either of two George Bushes."""
    found = resolve(articles("George Walker Bush", "George Herbert Bush", "George Bush"))
    assert sorted(len(who.members) for who in found) == [1, 1, 1]


def test_people_whom_an_article_keeps_apart_stay_apart():
    """A surname left alone in an article that has it with a given name too stays alone."""
    article = Draft("a").says("Anna Orlova").says("Orlova").done()
    assert len(resolve([article])) == 2


def test_spellings_in_one_article_are_joined():
    """A second spelling that an article did not see as the same person is joined to the first."""
    article = Draft("a").says("Maria Kolesnikova").says("Kalesnikava").done()
    assert len(resolve([article])) == 1


def test_why_a_form_is_somebodys_is_said():
    """Each alias says where it stands, how often, and by what evidence it is theirs."""
    read = articles(
        ("Alexander Lukashenko", "Lukashenko", {"times": 2}),
        "ALEXANDER LUKASHENKO",
        "Aliaksandr Lukashenka",
        "President Lukashenko",
    )
    (who,) = resolve(read)
    texts = {article.name: article.text for article, _ in read}
    assert {(alias.text, alias.reason, alias.count) for alias in who.aliases()} == {
        ("Alexander Lukashenko", "same", 2),
        ("Lukashenko", "short_form", 2),
        ("ALEXANDER LUKASHENKO", "full_name", 1),
        ("Aliaksandr Lukashenka", "spelling", 1),
        ("President Lukashenko", "title", 1),
    }
    assert all(alias.span.of(texts[alias.article]) == alias.text for alias in who.aliases())


def test_an_acronym_says_so():
    """The acronym of an organisation is its alias by that evidence."""
    (who,) = resolve(articles(("Central Election Commission", ORGANISATION), ("CEC", ORGANISATION)))
    assert who.name == "Central Election Commission"
    assert {alias.text: alias.reason for alias in who.aliases()}["CEC"] == "acronym"


def test_an_acronym_of_two_organisations_is_neither():
    """Initials that two organisations on record share stay on their own."""
    found = resolve(
        articles(
            ("Harbour Dock Workers", ORGANISATION),
            ("Hill District Water", ORGANISATION),
            ("HDW", ORGANISATION),
        )
    )
    assert len(found) == 3


def test_the_best_known_full_form_is_shown():
    """The name shown is the full form used most, whatever its length; a slice of an article."""
    (who,) = resolve(
        articles(("Alexander Lukashenko", {"times": 3}), "Alexander Grigoryevich Lukashenko", "Lukashenko")
    )
    assert who.name == "Alexander Lukashenko"


def test_the_operator_has_the_last_word():
    """What the operator says is one is one, what he says is two is two; the alias says why."""
    read = articles("Stepan Lorik", "The Ferryman")
    (who,) = resolve(read, same=[("stepan lorik", "the ferryman")])
    assert {alias.text: alias.reason for alias in who.aliases()} == {
        "Stepan Lorik": "same",
        "The Ferryman": "operator",
    }
    twins = articles("Alexander Lukashenko", "Aliaksandr Lukashenka")
    assert len(resolve(twins, different=[("Alexander Lukashenko", "Aliaksandr Lukashenka")])) == 2


def test_an_operators_word_about_nobody_changes_nothing():
    """A pair with a name that is not on record is passed over."""
    read = articles("Stepan Lorik")
    assert resolve(read, same=[("Stepan Lorik", "Nobody")], different=[("A", "B")]) == resolve(read)


def test_roles_are_kept_once_each():
    """An apposition that two articles share is one role, and its span is a slice."""
    read = articles(
        ("Maria Kolesnikova", {"role": "a former member of the team"}),
        ("Maria Kolesnikova", {"role": "A former member of the team"}),
        ("Maria Kolesnikova", {"role": "a flautist"}),
    )
    (who,) = resolve(read)
    texts = {article.name: article.text for article, _ in read}
    assert [span.of(texts[name]) for name, span in who.roles] == ["a former member of the team", "a flautist"]


def test_no_articles_no_people():
    """Nothing read, nobody found."""
    assert resolve([]) == ()


NAMINGS = sorted({name for pair in ONE + TWO for name in pair if isinstance(name, str)})


@given(st.lists(st.lists(st.sampled_from(NAMINGS), max_size=4, unique=True), max_size=8), st.randoms())
@settings(max_examples=150, deadline=None)
def test_every_person_is_in_exactly_one_record_in_any_order(corpus, chance):
    """Each person of each article is a member once, and the order of articles changes nothing."""
    read = []
    for number, names in enumerate(corpus):
        draft = Draft(f"a{number}")
        for name in names:
            draft.says(name)
        read.append(draft.done())
    found = resolve(read)
    members = [member for who in found for member in who.members]
    assert sorted(members) == sorted((a.name, n) for a, e in read for n in range(len(e.people)))
    chance.shuffle(read)
    assert resolve(read) == found


@st.composite
def namings(draw):
    """People of a few names, men, women and bodies, who bear these in full or not; some with an office."""
    names = draw(st.lists(st.sampled_from(NAMINGS), min_size=1, max_size=4, unique=True))
    drafts = [Draft(f"a{number}") for number in range(draw(st.integers(1, 9)))]
    for draft in drafts:
        for name in draw(st.lists(st.sampled_from([*names, *(n.split()[-1] for n in names)]), max_size=4)):
            draft.says(
                name,
                kind=draw(st.sampled_from((PersonKind.PERSON, PersonKind.PERSON, PersonKind.ORGANISATION))),
                gender=draw(st.sampled_from((None, None, "female", "male"))),
                role=draw(st.sampled_from(("", "", "the president of Velmora", "Mayor"))),
                relation=draw(st.sampled_from(("", "", f"{name}'s son"))),
            )
    return [draft.done() for draft in drafts]


@given(namings())
@settings(max_examples=400, deadline=None)
def test_judging_once_of_whom_the_same_is_said_is_judging_each(read):
    """Whether those of whom the same is said are judged together or one by one, the outcome is one."""
    assert resolve(read) == resolve(read, different=[("Nobody at all", "Somebody else")])
