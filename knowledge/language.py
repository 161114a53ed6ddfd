"""Which language is a text in? A code of ISO 639-1, or "und" where its words cannot tell.

The classifier and its arrays are loaded on first use and only here: the bot itself never asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

UNDETERMINED = "und"
_CHARACTERS = 10_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_WORDS_MIN, _LETTERS_MIN = 4, 20
_CONFIDENCE_MIN = 0.5
_ENGLISH = frozenset(
    "the of and to in a that is was for on with he she they said it as by are were has have had from at this "
    "not but his her their which who will would be been an or its".split()
)
_ENGLISH_SHARE_MIN = 0.2  # of all words; names from anywhere do not lower it far


def language_of(passages: Iterable[str]) -> str:
    """The language of an article's own prose, of which the first ten thousand characters decide."""
    text = ""
    for passage in passages:
        text += passage[: _CHARACTERS - len(text)] + "\n"
        if len(text) >= _CHARACTERS:
            break
    words = _WORD.findall(text.casefold())
    if len(words) < _WORDS_MIN or sum(map(len, words)) < _LETTERS_MIN:
        return UNDETERMINED
    english = [word for word in words if word in _ENGLISH]
    if len(english) >= _ENGLISH_SHARE_MIN * len(words) and len(set(english)) > 1:
        return "en"
    language, confidence = _classifier().classify(text)
    return str(language) if confidence >= _CONFIDENCE_MIN else UNDETERMINED


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages([code for code in classifier.labels if len(code) == 2])
    return classifier
