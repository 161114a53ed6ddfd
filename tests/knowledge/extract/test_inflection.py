"""Forms of verbs."""

import pytest

from knowledge.extract.cues import verb_of
from knowledge.extract.inflection import forms_of


@pytest.mark.parametrize(
    ("verb", "past", "third", "gerund"),
    [
        ("add", "added", "adds", "adding"),
        ("argue", "argued", "argues", "arguing"),
        ("agree", "agreed", "agrees", "agreeing"),
        ("reply", "replied", "replies", "replying"),
        ("stress", "stressed", "stresses", "stressing"),
        ("admit", "admitted", "admits", "admitting"),
        ("lie", "lied", "lies", "lying"),
        ("play", "played", "plays", "playing"),
    ],
)
def test_regular_forms_follow_the_rules(verb: str, past: str, third: str, gerund: str):
    """Silent e, consonant with y, hissing ends and doubled consonants."""
    forms = forms_of(verb)
    assert (forms.past, forms.third, forms.gerund) == (past, third, gerund)


def test_a_form_knows_its_verb():
    """Irregular and regular forms lead to their verb and what it takes."""
    said, telling = verb_of("Said"), verb_of("telling")
    assert said is not None
    assert telling is not None
    assert (said.lemma, said.takes("clause"), said.gerund) == ("say", True, False)
    assert (telling.lemma, telling.takes("telling"), telling.gerund) == ("tell", True, True)
    assert verb_of("bridge") is None
