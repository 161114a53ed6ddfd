"""Stems of words, and words by their stems."""

from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.stems import Stemmed, russian_stem, stem

LATIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
CYRILLIC = st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12)


@example(["eyed", "eyes", "dying", "die", "sky", "skies", "a", "is"])
@given(st.lists(LATIN, max_size=30))
def test_every_english_word_is_found_by_its_stem(words):
    """Whatever its length and ending: those of a stem are all words that have it."""
    stemmed = Stemmed(words, stem)
    for word in words:
        assert sorted(stemmed.of(stem(word))) == sorted(w for w in words if stem(w) == stem(word))


@given(st.lists(CYRILLIC, max_size=30))
def test_every_russian_word_is_found_by_its_stem(words):
    """The same in Russian."""
    stemmed = Stemmed(words, russian_stem)
    for word in words:
        same = [w for w in words if russian_stem(w) == russian_stem(word)]
        assert sorted(stemmed.of(russian_stem(word))) == sorted(same)
