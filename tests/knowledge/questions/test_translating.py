"""Is a Russian word of a question found in any of its forms, and nothing else?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon import lexicon
from knowledge.questions.translating import translated


def test_every_word_of_the_lexicon_is_found():
    """In its dictionary form each has all its English words, whatever other word shares its stem."""
    for word, english in lexicon("russian")["words"].items():
        assert set(english.split()) <= set(translated(word)), word


def test_the_nearest_of_one_stem_is_taken():
    """Being born has the stem of a homeland, and is none."""
    assert "born" in translated("родился")
    assert "homeland" not in translated("родился")


@pytest.mark.parametrize(
    ("form", "english"),
    [
        ("заводе", "factory"),
        ("вертолётов", "helicopter"),
        ("убили", "kill"),
        ("бежала", "fled"),
        ("рабочими", "worker"),
        ("задержанных", "detain"),
        ("выборами", "election"),
    ],
)
def test_forms_are_found(form, english):
    """Cases, numbers, persons and tenses lead to the same English."""
    assert english in translated(form)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_no_latin_word_is_translated(word):
    """English stays as it is."""
    assert translated(word) == ()


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=1, max_size=30))
def test_any_cyrillic_word_is_read(word):
    """What is on no list has no English, or that of a word it may be a form of; each English word once."""
    found = translated(word)
    assert len(found) == len(set(found))
