"""Which command does a question in plain words stand for? It reads the question's form only."""

from __future__ import annotations

import re

from bot.naming import read_name
from knowledge.questions.hurry import meant, written_out
from knowledge.questions.terms import listed, measures_of
from knowledge.record import Record
from knowledge.search import How, find
from knowledge.stems import indexed_words

_MARKS = re.compile(r"[“”«»„\"]")
_ASKING = re.compile(
    r"\?\s*$|^\s*(?:and |so |but )?(?:(?:who|what|when|where|which|how|why|whose|since)s?"
    r"|did|does|do|is|was|are|were|has|have|had|can|could|will|would"
    r"|кто|кого|кому|кем|что|чем|где|куда|откуда|когда|как|как(?:ой|ая|ое|ие|ую|ого|ом)|сколько|почему|зачем"
    r"|чей|чья|чьё|чье|чьи|правда)\b",
    re.IGNORECASE,
)
_LONG = 14
"""A statement of so many words is a message to be checked rather than a question."""
_STATED = 5
"""With a number of something in it, one of fewer words is, too."""
_WORD = re.compile(r"\d[\d.,]*(?:(?:st|nd|rd|th)\b|-(?:[йяех]|го|му|м|ми)\b)?|[^\W\d_]+")
_COUNT = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def read_question(text: str, record: Record) -> tuple[str, str]:
    """The command's name and its text: a message to check, a name to look up, else a question.

    A greeting, or nothing that has a word, is answered with what can be asked.
    """
    if all(_greets(m.group()) for m in indexed_words(text)):
        return "help", ""
    text = written_out(text)
    if _ASKING.search(text):
        return "fact", text
    words = text.split()
    if _MARKS.search(text) or len(words) >= _LONG or "\n" in text.strip() or _counts(text):
        return "check", text
    if words and all(measures_of(word) for word in words):
        return "figures", text
    named = read_name(record, text)
    if named.match and not named.rest:
        return "who", text
    if named.match:
        if all(measures_of(word) for word in named.rest.split()):
            return "figures", f"{named.rest} of {named.typed}"
        found = find(record, "quote", named.rest, 1, named.people)
        return ("quote" if found.ids and found.how is How.ALL else "fact"), text
    return "fact", text


def _counts(text: str) -> bool:
    """Whether a statement says how many there are of something: "31,000 people came to the rally".

    It has a number that is no year, no day and no ordinal, and a word of a measure. The number is not read
    here: that takes the extractors, and whoever asks waits for them in the command.
    """
    words = [m.group() for m in _WORD.finditer(text)]
    if len(words) < _STATED or not any(measures_of(word) for word in words):
        return False
    padded = ["", *words, ""]
    return any(
        _COUNT.fullmatch(word) and not (_YEAR.fullmatch(word) or _is_month(before) or _is_month(after))
        for before, word, after in zip(padded, words, padded[2:], strict=False)
    )


def _is_month(word: str) -> bool:
    """Whether a word makes a number beside it a day."""
    return listed(word, "times") or word.lower() in {"march", "may"}


def _greets(word: str) -> bool:
    """Whether a word opens a conversation and asks for nothing, with a slip in it or without."""
    return listed(word, "greetings") or listed(meant(word) or "", "greetings")
