"""Two articles on one event are known by the names they share; a name that all have tells nothing."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.stories import profiles_of, read, same_story, written


def counted(**names: int) -> tuple[tuple[str, int], ...]:
    return tuple(names.items())


NAMES = st.dictionaries(st.from_regex(r"[a-zà-ž][a-zà-ž’:-]{0,12}", fullmatch=True), st.integers(1, 40))


def test_articles_that_name_the_same_are_one_story():
    """Two reports from one valley are alike, a report on a vote elsewhere is like neither."""
    flood, toll, vote = profiles_of(
        [
            counted(marovia=6, osper=3, brandt=2),
            counted(marovia=4, osper=2, farr=5),
            counted(varnik=5, holt=7),
        ]
    )
    assert same_story(flood, toll, None)
    assert not same_story(flood, vote, 0)


def test_what_everybody_names_joins_nobody():
    """In 400 articles on one election, its candidates make no two of them one story."""
    articles = [counted(holt=9, marek=7, **{f"town{n}": 2}) for n in range(400)]
    one, other, *_ = profiles_of(articles)
    assert not same_story(one, other, 0)


def test_of_one_week_a_single_rare_name_is_enough():
    """What is too little for two articles of unknown days is enough for two of the same days."""
    one, other = profiles_of(
        [counted(osper=1, brandt=9, lohr=9, dorn=8), counted(osper=1, varnik=9, holt=9, kray=8)]
    )
    assert not same_story(one, other, None)
    assert not same_story(one, other, 40)
    assert same_story(one, other, 3)


@given(st.lists(NAMES, max_size=6))
def test_a_profile_is_kept_as_it_is(articles):
    """What was written is read again, to two digits, and every article is of its own story."""
    for profile in profiles_of([counted(**names) for names in articles]):
        again = read(written(profile))
        assert again.keys() == profile.keys()
        assert all(abs(again[name] - weight) < 0.006 for name, weight in profile.items())
        assert not profile or same_story(profile, again, None)
