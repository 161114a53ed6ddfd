"""One build of the invented corpus for all tests of quality."""

import pytest

from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Record
from tests.corpus.answers import ARTICLES


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory):
    """Where a build of the corpus is published."""
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(ARTICLES, home, workers=1))
    return home


@pytest.fixture(scope="session")
def record(corpus_home):
    """The build, open."""
    record = Record(corpus_home.record)
    yield record
    record.close()
