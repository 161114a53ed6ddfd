"""Who says so? The claimant of a figure, from the words of its own sentence or the quote it stands in.

Where the sentence names nobody for this figure the answer is nobody: a wrong attribution is worse than none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from knowledge.extract.counted import is_plural
from knowledge.extract.mentions import Roster
from knowledge.extract.words import HYPHENS, Words
from knowledge.lexicon import lexicon
from knowledge.model import Mention, Quote, QuoteKind, Span

_LEXICON: dict[str, Any] = lexicon("claims")


def _set(key: str) -> frozenset[str]:
    return frozenset(_LEXICON[key].split())


_VERBS = _set("verbs")
_WEAK = _set("weak")
_PASSIVE = _set("passive")
_BETWEEN = _set("between")
_NOUNS = _set("nouns")
_NOUN_LEADS = _set("noun_leads")
_OBJECTS = _set("objects")
_SPEAK = frozenset({"speak", "speaks", "spoke", "spoken", "talked", "talks"})
_TAILS = _set("tails")
_LEADS = _set("leads")
_NOT_CLAIMANTS = _set("not_claimants")
_BREAKS = _set("breaks")
_PRONOUNS = _set("pronouns")
_INSIDE = frozenset("of for in at 's ’s".split())
_OPENERS = _PASSIVE | {"according", "as", "count", "that"}
_BY_THAT_OF = ("by", "that", "of")
_ARTICLES = frozenset("the a an his her their its one some".split())
_DAYS = frozenset(
    w.lower() for forms in lexicon("dates")["weekdays"] + lexicon("dates")["months"] for w in forms
)
_HOURS = frozenset("morning evening night afternoon noon".split())
_LEADS_IN = _LEADS | _DAYS | _HOURS | HYPHENS
_BEGINS_SOMEBODY = _ARTICLES | _PRONOUNS
_BEFORE_NOUN = _ARTICLES | HYPHENS
_MEANS_ANOTHER = _PRONOUNS | {"it"}
_LONGEST = 9
_WINDOW = 60  # words; farther off nobody is looked for


def claimant_of(words: Words, span: Span, roster: Roster) -> Mention | None:
    """Who claims the figure at `span`, or None where the article itself does."""
    first, end = words.index_at(span.start), words.index_at(span.end - 1) + 1
    found = _by_verb_before(words, first)
    if found is not None and words.at(first - 1) == "of":
        return _mention(words, found, roster)
    quoted = roster.quote_at(span)
    if (
        quoted is not None
        and quoted[1].speaker
        and _covers(words, *quoted, first)
        and _is_somebody(quoted[1])
    ):
        speaker = quoted[1].speaker
        fuller = found is not None and words.span(*found).overlaps(speaker.span)
        if speaker.name.lower() in _MEANS_ANOTHER:
            speaker = roster.only_before(speaker.span.start) or speaker
        if roster.is_individual(speaker) or not fuller:
            return replace(speaker, name=_without_article(speaker.name))
    found = found or _by_preposition(words, first, end) or _by_verb_after(words, end)
    return _mention(words, found, roster) if found else None


def _is_somebody(quote: Quote) -> bool:
    """Whether reported speech names its speaker; of who speaks in marks the quote is sure."""
    name = quote.speaker.name if quote.speaker else ""
    named = (
        any(c.isupper() for c in name)
        or name.startswith(("the ", "a ", "an "))
        or is_plural(name.split()[-1])
    )
    return quote.kind is not QuoteKind.INDIRECT or (named and name.lower() not in {"they", "it"})


def claims_at(words: Words, i: int) -> bool:
    """Whether a verb of claiming stands at word `i`, or behind an auxiliary there."""
    return words.at(i) in _VERBS or (words.at(i) in _BETWEEN and words.at(i + 1) in _VERBS)


def _covers(words: Words, content: Span, quote: Quote, first: int) -> bool:
    """Whether the quote's words reach to the figure: speech in marks does, reported speech to its next."""
    if quote.kind is not QuoteKind.INDIRECT:
        return True
    begin = words.index_at(content.start)
    return not any(_leaves(words, i, first) for i in range(begin, first))


def _leaves(words: Words, i: int, first: int) -> bool:
    """Whether at word `i` another clause begins, or an apposition that nobody claims."""
    aside = words.low[i] == "," and words.at(i + 1) in {"a", "an"} and first - i <= 5
    return aside or words.low[i] in _BREAKS


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else name


def _by_verb_before(words: Words, first: int) -> tuple[int, int] | None:
    """The subject of the nearest verb of claiming before the figure, unless another clause has begun."""
    if words.at(first - 1) == "of":
        return _spoke_of(words, first - 1)
    for i in range(first - 1, max(-1, first - _WINDOW), -1):
        low = words.low[i]
        if _leaves(words, i, first):
            return None
        if low in _VERBS and _claims(words, i, first):
            subject = _subject_before(words, i)
            if subject is not None:
                return subject
    return None


def _spoke_of(words: Words, of: int) -> tuple[int, int] | None:
    """Such as "the organisers spoke of 40,000, the police of 18,000"."""
    if words.at(of - 1) in _SPEAK:
        return _subject_before(words, of - 1)
    start = _left(words, of)
    spoken = any(w in _SPEAK for w in words.low[max(0, start - _WINDOW) : start])
    return _phrase(words, start, of) if spoken and words.at(start - 1) == "," else None


def _claims(words: Words, verb: int, first: int) -> bool:
    """Whether the word is used as a verb that governs what follows."""
    low, before, after = words.low[verb], words.at(verb - 1), words.at(verb + 1)
    if before in _NOUN_LEADS or after in _VERBS or after == ",":
        return False
    if low in {"put", "puts"}:
        return after in _OBJECTS - {"at"} and "at" in words.low[verb:first]
    if low in _NOUNS and after not in _OBJECTS and not words.capitalised(verb + 1) and verb + 1 < first:
        return False
    return low not in _WEAK or "that" in words.low[verb + 1 : verb + 3] or verb + 2 >= first


def _subject_before(words: Words, verb: int) -> tuple[int, int] | None:
    """The noun phrase before a verb, across an apposition between commas and a relative pronoun."""
    end = verb
    while end > 0 and words.low[end - 1] in _BETWEEN:
        end -= 1
    if words.low[verb].endswith("ing") or words.at(end - 1) in {"i", "we", "you"}:
        return None
    if words.at(end - 1) == ",":
        name = _named_apposition(words, end - 1)
        comma = _apposition(words, end - 1)
        if name is not None or comma is None:
            return name
        end = comma
    if words.at(end - 1) in {"who", "which"}:
        end -= 1 + (words.at(end - 2) == ",")
    return _phrase(words, _left(words, end), end)


def _named_apposition(words: Words, comma: int) -> tuple[int, int] | None:
    """The name between commas: "a lawyer for the union, Sabina Lohr, said"."""
    start = comma
    while start > 0 and words.capitalised(start - 1):
        start -= 1
    return (start, comma) if 1 < comma - start <= 4 and words.at(start - 1) == "," else None


def _apposition(words: Words, comma: int) -> int | None:
    """The comma that opens what is closed by `comma`: "Ivan, a worker, said"; no quoted words."""
    i = comma - 1
    while i > 0 and words.low[i] not in {",", ";", "”", "“", '"'}:
        i -= 1
    return i if words.at(i) == "," and words.at(i + 1) in {"a", "an", "the", "who", "which"} else None


def _left(words: Words, end: int) -> int:
    """Where the noun phrase that ends before word `end` begins."""
    start = end
    while start > 0 and end - start < _LONGEST:
        low = words.low[start - 1]
        joined = low in {"and", "&"} and words.capitalised(start) and words.capitalised(start - 2)
        hyphen = low in HYPHENS and words.glued(start) and words.glued(start - 1)
        if not (joined or hyphen or low in _INSIDE) and (not low[0].isalpha() or low in _stops_left()):
            break
        start -= 1
    return start


def _phrase(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase without what leads into it and without nouns of claiming; None where nobody is left."""
    while start < end and words.low[start] in _LEADS_IN:
        start += 1
    while end > start + 1 and words.low[end - 1] in _TAILS:
        end -= 1
    if start >= end or (end - start == 1 and words.low[start] in _NOT_CLAIMANTS):
        return None
    return (start, end) if _can_speak(words, start, end) else None


def _can_speak(words: Words, start: int, end: int) -> bool:
    """Whether a phrase names somebody: by a capital, an article, a plural or a pronoun, and no date."""
    if (
        words.low[end - 1] in _ARTICLES
        or words.low[start] in _INSIDE
        or words.low[end - 1] in _INSIDE
        or words.low[end - 1] in _DAYS
    ):
        return False
    named = any(words.capitalised(i) for i in range(start, end))
    return named or words.low[start] in _BEGINS_SOMEBODY or is_plural(words.low[end - 1])


def _by_preposition(words: Words, first: int, end: int) -> tuple[int, int] | None:
    """Such as "according to X", "as per X", "announced by X" on either side of the figure."""
    behind, before = (
        range(end, min(len(words), end + _WINDOW)),
        range(first - 1, max(-1, first - _WINDOW), -1),
    )
    for i in (*behind, *before):
        if words.low[i] not in _OPENERS:
            continue
        pair = words.low[i : i + 2]
        if (
            pair in {("according", "to"), ("as", "per"), ("count", "of")}
            or words.low[i - 1 : i + 2] == _BY_THAT_OF
        ):
            return _right(words, i + 2)
        if len(pair) == 2 and pair[0] in _PASSIVE and pair[1] == "by":
            return _right(words, i + 2)
    return None


def _right(words: Words, start: int) -> tuple[int, int] | None:
    end = start
    while end < len(words) and end - start < _LONGEST:
        low = words.low[end]
        joined = low in {"and", "&"} and words.capitalised(end - 1) and words.capitalised(end + 1)
        inside = low == "of" or joined or (low == "for" and end > start)
        trails = (
            end > start
            and words.low[end - 1] not in _BEFORE_NOUN
            and words.raw[end].islower()
            and low.endswith(("ing", "ed"))
        )
        if trails or (not inside and (not (low[0].isalpha() or low in HYPHENS) or low in _stops())):
            break
        end += 1
    return _phrase(words, start, end)


@cache
def _stops() -> frozenset[str]:
    """What ends a noun phrase to the right."""
    return frozenset(lexicon("nouns")["stop"].split()) - _ARTICLES - _PRONOUNS | (_VERBS - _TAILS)


@cache
def _stops_left() -> frozenset[str]:
    """What ends a noun phrase to the left."""
    return _stops() | _LEADS


def _by_verb_after(words: Words, end: int) -> tuple[int, int] | None:
    """Such as "…, the ministry said", "…, said the ministry" behind the figure."""
    for i in range(end, min(len(words), end + _WINDOW)):
        if words.low[i] in _BREAKS:
            return None
        if words.low[i] not in _VERBS or words.low[i] in _WEAK:
            continue
        closing = words.at(i + 1) in {".", ",", "", "on", "in", "at"} or words.at(i + 1).endswith("day")
        if closing:
            start = _left(words, i)
            if words.at(start - 1) in {",", "”", '"'} and start < i:
                return _phrase(words, start, i)
        elif words.at(i - 1) in {",", "”", '"'}:
            subject = _right(words, i + 1)
            if subject and words.at(subject[1]) in {".", ",", "", "on", "in", "at", "who", ";"}:
                return subject
    return None


def _mention(words: Words, found: tuple[int, int], roster: Roster) -> Mention:
    """The phrase as a mention, by the fullest name of the person it lies on, where one is known."""
    span = words.span(*found)
    known = roster.last_within(span)
    pronoun = span.of(words.text).lower() in _PRONOUNS
    if pronoun and known is None:
        known = roster.only_before(span.start)
    if known is not None and (pronoun or roster.is_individual(known)):
        return Mention(span, _without_article(known.name), known.person)
    return Mention(span, _without_article(span.of(words.text)), known.person if known else None)
