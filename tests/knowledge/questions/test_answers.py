"""What answers a question, and what only looks as if it did: asked of a small invented article."""

import pytest

from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.questions.answers import figures_for, sentences_for
from knowledge.questions.asking import read
from knowledge.record import Records

ARTICLE = """---
title: Three drowned in the harbour of Ostrey
date: 2021-03-08
---
At least three people were killed in the harbour fire on Saturday, the fire service said.
Several journalists were hurt.

Police said 40 dockers were arrested near the pier. The last council election took place on 7 February.

The next council election will be held on 16 May, the town hall said.

“We will rebuild,” said Ada Fenn, the mayor of Ostrey. Fenn flew to Lindau on Sunday to ask for help.

Her deputy is Oskar Brandt. Brandt slept on a bench in the town hall.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    (folder / "harbour.md").write_text(ARTICLE)
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(folder, home, workers=1))
    records = Records(home.record)
    yield records.current()
    records.close()


def told(record, question: str) -> list[str]:
    """The marked parts of the sentences that answer."""
    found = sentences_for(record, read(record, question))
    return [s.answer.of(record.article_text(s.passage.article.id)) for s in found]


def test_a_count_of_others_is_no_count_of_those_asked_for(record):
    """Where nobody counts the journalists, the nearest figure is given, and what it does not count."""
    nearest = figures_for(record, read(record, "How many journalists were killed?"))
    assert [f.figure.value for f in nearest.found] == [3.0]
    assert nearest.counted == "journalists"


@pytest.mark.parametrize(
    ("question", "value"),
    [("how many people were killed?", 3.0), ("how many dockers were arrested", 40.0)],
)
def test_a_count_of_those_asked_for_answers(record, question, value):
    """People are people, and dockers are those whom the figure counts."""
    answer = figures_for(record, read(record, question))
    assert (answer.found[0].figure.value, answer.counted) == (value, "")


def test_what_was_done_to_those_who_are_counted_must_agree(record):
    """Forty who were arrested are no forty who died."""
    nearest = figures_for(record, read(record, "how many dockers died"))
    assert 40.0 not in {f.figure.value for f in nearest.found}


@pytest.mark.parametrize("question", ["when will the next election take place?", "when is the next election"])
def test_the_next_is_never_the_last(record, question):
    """A day before the article was written is not still to come."""
    assert told(record, question) == ["16 May"]


def test_where_somebody_went_is_said_of_them(record):
    """The place stands after the going, and the one who went before it."""
    assert told(record, "where did Fenn go?") == ["to Lindau"]
    assert told(record, "where did Brandt go?") == []


def test_another_tense_is_the_same_word(record):
    """What one asks in the present is told in the past."""
    assert told(record, "where did Brandt sleep?") == ["on a bench"]


def test_a_namesake_does_not_speak_for_a_stranger(record):
    """The words of Ada Fenn are not those of an Oskar Fenn, though the record has an Oskar."""
    asked = read(record, "what did Oskar Fenn say about help")
    assert asked.unknown == ("Oskar Fenn",)
