"""What does a word mean that was typed in a hurry? Short forms, and slips in words of questions.

Words of the articles are put right by `spelling` from the record itself; here are the words that
no article need have: those of the forms of questions, of greetings and of the thesaurus.
"""

from __future__ import annotations

import re
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.spelling import Spelling
from knowledge.stems import fold
from knowledge.thesaurus import akin_words, known_words

_LISTS = ("asides", "greetings", "times", "motion", "light")
_SHORTEST = 5
_NEGATED = re.compile(r"\b([^\W\d_]+)n['’]t\b")
_BEFORE_NOT = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}
_THOUSANDS = re.compile(r"\b(\d{1,3})\s?(?:k|thousand|тыс\.?|тысяч\w*)(?!\w)", re.IGNORECASE)
_OF_A_SIDE = re.compile(r"\b(pro|anti)-?\s?gov(?:t|['’]t)?\b(?!\.)", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w'’-])[^\W_]+(?![\w'’-])")


def written_out(text: str) -> str:
    """The text with short forms ("wat", "won't", "200k") in full; everything else as it is."""
    text = _NEGATED.sub(lambda m: f"{_BEFORE_NOT.get(m[1].lower(), m[1])} not", text)
    text = _OF_A_SIDE.sub(r"\1-government", _THOUSANDS.sub(r"\1,000", text))
    return _WORD.sub(lambda m: _short_forms().get(fold(m.group()), m.group()), text)


def meant(word: str) -> str | None:
    """The word of questions, measures or the thesaurus that one slip has made of `word`, if one is near."""
    return _spelling().correct(word)


def is_word(word: str) -> bool:
    """Whether a word is one of those, and no slip in another."""
    return fold(word) in _vocabulary() or fold(word) in akin_words()


@cache
def _short_forms() -> dict[str, str]:
    return {
        fold(short): full
        for table in lexicon("questions").values()
        for full, shorts in table.get("short", {}).items()
        for short in shorts.split()
    }


@cache
def _spelling() -> Spelling:
    """Questions have few words, and many of them are short: five letters may hold a slip here."""
    return Spelling(dict.fromkeys(_vocabulary(), 1), shortest=_SHORTEST)


@cache
def _vocabulary() -> frozenset[str]:
    questions = [table[key] for table in lexicon("questions").values() for key in _LISTS]
    measures = [entry["nouns"] for entry in lexicon("measures").values()]
    measures += lexicon("questions")["en"]["measures"].values()
    return known_words().union(*(fold(text).split() for text in (*questions, *measures)))
