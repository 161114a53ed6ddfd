"""Was it done? Only what stands right around a verb says so."""

import pytest

from knowledge.questions.deeds import is_undone
from knowledge.questions.terms import Term
from knowledge.stems import stem


def term(word: str) -> Term:
    return Term(word, frozenset({stem(word)}), (word,), 1.0)


@pytest.mark.parametrize(
    ("sentence", "word", "undone"),
    [
        ("Strikers demanded that the sheriff resign.", "resign", True),
        ("The sheriff refused to resign.", "resign", True),
        ("The sheriff was forced to resign in July.", "resign", False),
        ("The sheriff managed to escape on Friday.", "escape", False),
        ("She fled to Kell on Tuesday.", "Kell", False),
        ("The sheriff resigned in May.", "resign", False),
    ],
)
def test_what_is_only_wanted_is_undone(sentence, word, undone):
    """What somebody refuses to do was not done, what they were forced to do was; names are no deeds."""
    assert is_undone(sentence, [term(word)]) is undone
