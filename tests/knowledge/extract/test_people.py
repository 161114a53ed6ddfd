"""Who is named: mentions, short forms, roles and relations."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extract import extract
from knowledge.model import Article, Person, PersonKind


def people_in(text: str) -> tuple[Person, ...]:
    return extract(Article("a", "a.txt", text)).people


def named(text: str) -> dict[str, list[str]]:
    """The full name of each with the text of each mention."""
    return {p.names[0].of(text): [m.of(text) for m in p.mentions] for p in people_in(text)}


def test_short_forms_join_the_full_name():
    """Surname, title with surname and first name after the full name are one person."""
    text = "Anna Brandt spoke first. Mrs. Brandt left, and Brandt's plan stayed. Then Anna came back."
    assert named(text) == {"Anna Brandt": ["Anna Brandt", "Brandt", "Brandt", "Anna"]}


def test_two_of_one_surname_stay_two():
    """A husband and a wife are two people; a bare surname between them is neither's."""
    text = "Anna Brandt met Omar Brandt. Mr. Brandt smiled. Mrs. Brandt did not. Brandt spoke."
    assert named(text) == {
        "Anna Brandt": ["Anna Brandt", "Brandt"],
        "Omar Brandt": ["Omar Brandt", "Brandt"],
        "Brandt": ["Brandt"],
    }


def test_two_spellings_of_a_surname_in_one_article_are_one():
    """Transliterations that differ by the usual letters name one person."""
    text = "Olga Petrouskaya won. Petrovskaya thanked her voters."
    assert named(text) == {"Olga Petrouskaya": ["Olga Petrouskaya", "Petrovskaya"]}


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Mrs. Kuhn spoke.", "Kuhn", "female"),
        ("Chairman Lee Kuhn spoke.", "Lee Kuhn", "male"),
        ("Maria Kuhn spoke.", "Maria Kuhn", "female"),
        ("Ilse Kuhn said she would go.", "Ilse Kuhn", "female"),
        ("Ilse Kuhn spoke.", "Ilse Kuhn", None),
    ],
)
def test_gender_is_known_by_evidence_alone(text: str, name: str, gender: str | None):
    """A title, a given name or the article's own pronoun tells; nothing else does."""
    (person,) = people_in(text)
    assert (person.names[0].of(text), person.gender) == (name, gender)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Anna Brandt, a former member of the council, spoke.", ["a former member of the council"]),
        ("Russian President Oleg Marin spoke.", ["Russian President"]),
        ("BBC producer Tom Lane spoke.", ["BBC producer"]),
        ("It was said by Tom Lane, director for works at Norvia.", ["director for works at Norvia"]),
        (
            "They want to defeat President Oleg Marin and support fellow senator Tom Lane.",
            ["President", "fellow senator"],
        ),
    ],
)
def test_roles_are_the_article_s_words(text: str, roles: list[str]):
    """What stands before or after a name as its description is kept as written."""
    assert [r.of(text) for p in people_in(text) for r in p.roles] == roles


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In the streets of Tolna, two boys robbed an elderly priest. Tolna mourned.", "Tolna"),
        ("Not there were Jan Dorn, his wife, Lisa, and a guest. Dorn was ill.", "Jan Dorn"),
        ("Aides were Jan Dorn, press officer Mia Falk and others. Dorn spoke.", "Jan Dorn"),
        ("To Lund Post, his answer turned on how the mayor lived.", "Lund Post"),
    ],
)
def test_what_a_clause_or_a_list_goes_on_with_is_nobody_s_role(text: str, name: str):
    """After a name and a comma a clause, or the next of a list, says nothing of the one named before."""
    found = {p.names[0].of(text): [r.of(text) for r in p.roles] for p in people_in(text)}
    assert not found.get(name)


def test_what_stands_right_after_a_name_is_its_role():
    """Participles, prefixes and what follows "of" are part of a description."""
    text = "Jan Dorn, the ousted Alban president, and Mia Falk, a co-director of the school, met."
    roles = [r.of(text) for p in people_in(text) for r in p.roles]
    assert roles == ["the ousted Alban president", "a co-director of the school"]


def test_a_relation_tells_two_apart():
    """A wife's "X's wife" is kept as a relation of the one so called."""
    text = "Then Olga Marin - a teacher and also, Petrov's wife - spoke."
    person = next(p for p in people_in(text) if p.names[0].of(text) == "Olga Marin")
    assert [r.of(text) for r in person.relations] == ["Petrov's wife"]


def test_organisations_are_no_persons():
    """Parties, ministries, agencies and acronyms are organisations, whole names with their "of"."""
    text = "The Ministry of Internal Affairs and NATO met Human Rights Watch."
    assert {p.names[0].of(text): p.kind for p in people_in(text)} == dict.fromkeys(
        ("Ministry of Internal Affairs", "NATO", "Human Rights Watch"), PersonKind.ORGANISATION
    )


def test_places_do_not_speak():
    """A place seen as nothing but a place is nobody."""
    assert people_in("They met in Vilnius and went to Poland.") == ()


def test_a_headline_s_capitals_name_only_those_the_text_names():
    """In title case only names that the body knows, or given names, are taken for names."""
    text = "Brandt Wants New Bridge Before Winter\n\nThe mayor, Anna Brandt, spoke."
    assert named(text) == {"Anna Brandt": ["Brandt", "Anna Brandt"]}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Anna Brandt Mr. Mrs. President of the Department NATO 's ’s , . - said met Olga J. Van de I “ ”"
            " ( ) 34".split()
        ),
        max_size=40,
    ).map(" ".join)
)
def test_any_text_gives_sound_people(text: str):
    """Names and mentions are slices of the text, each mention is one person's, and nobody is nameless."""
    people = people_in(text)
    assert people == people_in(text)
    mentions = [m for p in people for m in p.mentions]
    assert len(set(mentions)) == len(mentions)
    for person in people:
        assert person.names
        assert all(s.of(text).strip() for s in (*person.names, *person.mentions, *person.roles))


def test_capitals_alone_make_nobody():
    """A word whose capital only a sentence's start or a headline explains, a town, and a thing are nobody."""
    text = (
        "Hours Of Rain Expected In Sarn\n\nMud lay on the road to Sarn. Sarn province asked for help after "
        "the World War. Her house fell."
    )
    assert people_in(text) == ()


def test_an_unknown_word_that_speaks_is_somebody():
    """A single name that no list holds is kept where it speaks or does something within a sentence."""
    assert named("Norvak said it would close.") == {"Norvak": ["Norvak"]}
    assert named("By then Norvak had closed it.") == {"Norvak": ["Norvak"]}


def test_labels_in_capitals_name_a_person():
    """A speaker's label in capitals, later the surname alone, is one person."""
    text = "MIRA TEND: When did you know?\n\nTEND: And then?"
    assert [(p.kind, p.names[0].of(text)) for p in people_in(text)] == [(PersonKind.PERSON, "MIRA TEND")]


def test_a_role_that_begins_a_sentence_is_no_part_of_the_name():
    """A role word with the capital of a sentence's start describes the one named after it."""
    text = "Striker Leo Manz scored twice."
    assert [(p.names[0].of(text), p.roles[0].of(text)) for p in people_in(text)] == [("Leo Manz", "Striker")]


def test_an_apostrophe_can_stand_within_an_organisation_s_name():
    """A plural's possessive before an organisation's word is part of the name."""
    assert set(named("He leads the Dockers' Union of Norvia.")) == {"Dockers' Union of Norvia"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They sent it to Secretary of Defense Anna Brandt.", "Anna Brandt"),
        ("It is known to Norvia Senior Adviser Anna Brandt.", "Anna Brandt"),
        ("Unionist Anna Brandt sent it.", "Anna Brandt"),
        ("A note came from the Chief of Staff Anna Brandt.", "Anna Brandt"),
        ("We saw Mary Dean Brandt there.", "Mary Dean Brandt"),
    ],
)
def test_a_name_begins_behind_the_role_that_leads_to_it(text: str, name: str):
    """An office in capitals, and what it is of, are no part of who holds it; a given name is."""
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "He wrote on Electing Brandt, and on Aggressive Driving too.",
        "There is a Cadillac Tax, and a Silk Road Economic Belt.",
        "See below. WHY GOATS MOVED FROM FARMS TO THE HILLS They were hungry.",
    ],
)
def test_words_in_capitals_that_are_no_names_are_nobody(text: str):
    """Titles of things, and a row of words in capitals within a passage, name nobody."""
    assert named(text) == {}


def test_a_department_is_no_person_with_a_title():
    """In "the State Department" a title is a part of the name; before a person's name it is none."""
    text = "The State Department replied. State Senator Anna Brandt waited for the State Department."
    kinds = {p.names[0].of(text): p.kind for p in people_in(text)}
    assert kinds == {
        "State Department": PersonKind.ORGANISATION,
        "Anna Brandt": PersonKind.PERSON,
    }


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("They flew to San Tolo and Saudi Arabia.", {}),
        ("A State Supreme Court judge spoke.", {"Supreme Court": PersonKind.ORGANISATION}),
        ("Fighters of Islamic State fled.", {"Islamic State": PersonKind.ORGANISATION}),
    ],
)
def test_places_and_known_bodies_are_no_persons(text: str, kinds: dict[str, PersonKind]):
    """A name is no person whose first word says that it is a place, or that a list knows as a body."""
    assert {p.names[0].of(text): p.kind for p in people_in(text)} == kinds
