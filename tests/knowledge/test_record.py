"""An open build: how it is let go of."""

import gc
import sys
import weakref

import pytest

from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Record, Records


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    """A home with a build of one article."""
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "a.txt").write_text("“The dam held,” said Ilse Brandt, the mayor of Osper.", "utf-8")
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(corpus, home, workers=1))
    return home


def test_a_record_goes_when_nobody_holds_it(home):
    """It has no cycles, so that a retired one is freed although the collector was told to pass it over."""
    gc.collect()
    gc.disable()
    try:
        record = Record(home.record)
        record.warm()
        record.quotes(record.quote_ids())
        watched = weakref.ref(record)
        record.close()
        del record
        assert watched() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("collects", [True, False])
def test_loading_a_build_leaves_the_interpreter_as_it_was(home, collects):
    """Whether cycles are collected, and how long a thread's turn is, are afterwards what they were before."""
    turn_s = sys.getswitchinterval()
    records = Records(home.record)
    if not collects:
        gc.disable()
    try:
        records.prepare(home.record)
        assert gc.isenabled() is collects
        assert sys.getswitchinterval() == turn_s
    finally:
        gc.enable()
        gc.unfreeze()
        records.close()
