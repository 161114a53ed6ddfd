"""Who is meant by a typed name?

Candidates come from the words of the typed name by way of postings, never from a scan of names;
each is then checked word by word. Nobody is found by force: every typed word must be accounted
for, and where nobody fits the answer is empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from knowledge.model import PersonKind
from knowledge.names import known
from knowledge.names.asked import Alias, Asked, Fit, NameMatch, NameRow, fit, rejoined, split_in_two
from knowledge.names.completion import Completion
from knowledge.names.spelling import TypedWord, fold, is_cyrillic, relaid, words_of
from knowledge.names.vocabulary import Hit, Tier, Vocabulary

CLOSE = 5.0  # two matches whose scores differ by less are a tie: ask which is meant
_CHECKED = 80  # aliases checked for one typed name
_LONGEST = 6  # words of a name
_HEAVIER = 4  # times as often mentioned, and one of a tie is the one meant
_BEHIND = 12.0  # what the others of such a tie lose
_BASE = {
    Tier.EXACT: 99.0,
    Tier.ALIAS: 97.0,
    Tier.TRANSLITERATED: 94.0,
    Tier.LAYOUT: 90.0,
    Tier.PARTIAL: 86.0,
    Tier.FUZZY: 84.0,
}
_SLIP = 6.0  # what a slip costs
_ORDER = list(Tier)
_JOINTS = frozenset(" \t\u00a0.-‐‑'’")


class NameIndex:
    """An index of the names of people and organisations; immutable once made."""

    def __init__(self, rows: Iterable[NameRow]) -> None:
        heaviest_first = sorted(rows, key=lambda row: (-row.weight, row.person, row.alias))
        self._weights: dict[int, int] = defaultdict(int)
        numbers: dict[str, int] = {}
        self._aliases: list[Alias] = []
        self._postings: list[list[int]] = []
        self._people: dict[int, list[int]] = defaultdict(list)
        seen: set[tuple[int, tuple[int, ...], bool]] = set()
        for row in heaviest_first:
            self._weights[row.person] += row.weight
            for text, derived in _forms(row):
                words = tuple(numbers.setdefault(word, len(numbers)) for word in _parts(text, row.kind))
                if words and (row.person, words, derived) not in seen:
                    seen.add((row.person, words, derived))
                    self._add(Alias(row.person, row.alias, row.kind, words, derived), row.weight)
        self._vocabulary = Vocabulary(numbers)
        self._completion = Completion(self._vocabulary, self._aliases, self._postings)

    def _add(self, alias: Alias, weight: int) -> None:
        del weight  # the order of rows has it already
        number = len(self._aliases)
        self._aliases.append(alias)
        self._people[alias.person].append(number)
        for word in set(alias.words):
            while len(self._postings) <= word:
                self._postings.append([])
            self._postings[word].append(number)

    def find(self, typed: str, limit: int = 5) -> tuple[NameMatch, ...]:
        """Who can be meant by `typed`, best first, one match a person; () if nobody.

        Matches within `CLOSE` of the first are ties.
        """
        words = [word for word in words_of(typed) if word.text][:_LONGEST * 2]
        return self._find(words, limit) or self._find_relaid(typed, limit) or self._find_mistyped(words, limit)

    def lead(self, words: Sequence[str]) -> tuple[tuple[NameMatch, ...], int]:
        """The longest run of `words` at their start that names somebody: who, and how many words."""
        for count in range(min(len(words), _LONGEST), 0, -1):
            run = [word for text in words[:count] for word in words_of(text)]
            found = self._find(run, 5) or self._find_relaid(" ".join(words[:count]), 5)
            found = found or self._find_mistyped(run, 5)
            if found and not self._is_topic(run, found) and self._counts(words[count - 1]):
                return found, count
        return (), 0

    def within(self, text: str) -> tuple[tuple[int, int, tuple[NameMatch, ...]], ...]:
        """The names in a free text: (start, end, who), in order, without overlaps."""
        words = list(words_of(text))
        spotted: list[tuple[int, int, tuple[NameMatch, ...]]] = []
        at = 0
        while at < len(words):
            found, count = self._longest(text, words, at)
            if found:
                spotted.append((words[at].start, words[at + count - 1].end, found))
            at += max(count, 1)
        return tuple(spotted)

    def complete(self, prefix: str, limit: int = 25) -> tuple[NameMatch, ...]:
        """The names that `prefix` may be the beginning of, most mentioned first."""
        found = self._completion.complete(prefix, limit)
        for other in relaid(prefix) if not found else ():
            found = found or self._completion.complete(other, limit)
        return found or self.find(prefix, limit)

    # --- a typed name ---------------------------------------------------------------------------------------

    def _find(self, words: Sequence[TypedWord], limit: int) -> tuple[NameMatch, ...]:
        """Who is named without a slip."""
        asked = [Asked.of(word, self._vocabulary.equal(word.text)) for word in words]
        return self._ranked(self._fitting(asked), limit)

    def _find_relaid(self, typed: str, limit: int) -> tuple[NameMatch, ...]:
        for other in relaid(typed):
            found = self._find(list(words_of(other)), limit)
            if found and all(match.tier != Tier.PARTIAL for match in found):
                low = _BASE[Tier.LAYOUT]
                return tuple(replace(m, tier=Tier.LAYOUT, score=min(m.score, low)) for m in found)
        return ()

    def _find_mistyped(self, words: Sequence[TypedWord], limit: int) -> tuple[NameMatch, ...]:
        """Who is named with slips: letters wrong, words run together or apart."""
        supported = sum(len(word.text) > 1 and not known.is_title(word.text) for word in words) > 1
        asked = [self._slipped(word, supported=supported) for word in words]
        fits = self._fitting(asked)
        for other in () if fits else rejoined(words):
            again = [Asked.of(word, self._vocabulary.equal(word.text)) for word in other]
            fits = fits or [replace(found, tier=Tier.FUZZY, slips=1) for found in self._fitting(again)]
        for other in () if fits or len(words) != 1 else split_in_two(words[0]):
            again = [Asked.of(word, self._vocabulary.equal(word.text)) for word in other]
            if all(part.hits for part in again):
                fits = fits or [replace(found, tier=Tier.FUZZY, slips=1) for found in self._fitting(again)]
        return self._ranked(fits, limit)

    def _slipped(self, word: TypedWord, *, supported: bool) -> Asked:
        """A typed word with the known words it equals and those it is near to."""
        asked = Asked.of(word, self._vocabulary.equal(word.text))
        if asked.loose_end or len(word.text) < 3:
            return asked
        near = self._vocabulary.near(word.text, supported=supported)
        return replace(asked, hits={**near, **asked.hits})

    def _fitting(self, asked: Sequence[Asked]) -> list[Fit]:
        """The aliases that account for every word asked."""
        while asked and asked[0].preposition and not asked[0].hits:
            asked = asked[1:]
        if not any(word.hits for word in asked):
            return []
        fits = [found for alias in self._candidates(asked) if (found := self._fit(alias, asked))]
        return fits

    def _fit(self, alias: int, asked: Sequence[Asked]) -> Fit | None:
        others = [self._aliases[number] for number in self._people[self._aliases[alias].person]]
        return fit(self._aliases[alias], asked, others, self._vocabulary)

    def _candidates(self, asked: Sequence[Asked]) -> list[int]:
        """The aliases that hold all the words asked; else those that hold all but one, heaviest first."""
        holding = [self._holders(word.hits) for word in asked if word.hits and not word.loose_end]
        if not holding:
            holding = [self._holders(word.hits) for word in asked if word.hits]
        holding.sort(key=len)
        every = set.intersection(*holding)
        if not every and len(holding) > 1:
            every = set().union(
                *(set.intersection(*holding[:skip], *holding[skip + 1 :]) for skip in range(len(holding)))
            )
        return nsmallest(_CHECKED, every)

    def _holders(self, hits: dict[int, Hit]) -> set[int]:
        return {alias for word in hits for alias in self._postings[word]}

    def _ranked(self, fits: Iterable[Fit], limit: int) -> tuple[NameMatch, ...]:
        best: dict[int, NameMatch] = {}
        for found in fits:
            alias = self._aliases_text(found)
            score = max(1.0, _BASE[found.tier] - _SLIP * found.slips - 0.5 * found.missing)
            held = best.get(found.alias.person)
            if held is None or score > held.score:
                best[found.alias.person] = NameMatch(found.alias.person, alias, found.tier, score)
        order = sorted(best.values(), key=lambda m: (-m.score, -self._weights[m.person], m.person))
        return tuple(self._settled(order))[:limit]

    @staticmethod
    def _aliases_text(found: Fit) -> str:
        return found.alias.text

    def _settled(self, order: Sequence[NameMatch]) -> list[NameMatch]:
        """A tie in which one is much more often mentioned than every other is no tie."""
        if len(order) < 2:
            return list(order)
        tied = [m for m in order if order[0].score - m.score < CLOSE]
        heaviest, *rest = sorted(tied, key=lambda m: -self._weights[m.person])
        if heaviest is not order[0] or not rest:
            return list(order)
        if self._weights[heaviest.person] < _HEAVIER * self._weights[rest[0].person]:
            return list(order)
        moved = [m if m is heaviest else replace(m, score=max(1.0, m.score - _BEHIND)) for m in order]
        return sorted(moved, key=lambda m: (-m.score, -self._weights[m.person], m.person))

    # --- names among other words ----------------------------------------------------------------------------

    def _longest(
        self, text: str, words: Sequence[TypedWord], at: int
    ) -> tuple[tuple[NameMatch, ...], int]:
        """The longest name that starts at one word of a free text."""
        reach = 1
        while reach < _LONGEST and at + reach < len(words):
            between = text[words[at + reach - 1].end : words[at + reach].start]
            if not between or not set(between) <= _JOINTS:
                break
            reach += 1
        first = words[at]
        if not self._may_start(first):
            return (), 0
        for count in range(reach, 0, -1):
            run = words[at : at + count]
            if not self._counts(run[-1].text) or known.is_preposition(first.text):
                continue
            found = self._find(run, 5) or (self._find_mistyped(run, 5) if _may_be_mistyped(run) else ())
            if found and not (count == 1 and self._is_word(first, found)):
                return found, count
        return (), 0

    def _may_start(self, word: TypedWord) -> bool:
        if self._vocabulary.equal(word.text) or known.is_title(word.text) or len(word.text) == 1:
            return True
        return _may_be_mistyped([word])

    def _counts(self, word: str) -> bool:
        """Whether a word at the end of a run can belong to a name, so that it is not taken from the topic."""
        typed = list(words_of(word))
        return bool(typed) and not (
            known.is_title(typed[-1].text)
            or known.is_preposition(typed[-1].text)
        )

    def _is_topic(self, run: Sequence[TypedWord], found: Sequence[NameMatch]) -> bool:
        """Whether a lone word is rather what is asked about: part of a name that is a word of its own."""
        if len(run) != 1 or found[0].tier not in (Tier.PARTIAL, Tier.FUZZY):
            return False
        return known.is_ordinary(run[0].text) and not run[0].capital

    def _is_word(self, word: TypedWord, found: Sequence[NameMatch]) -> bool:
        """Whether a lone word in a free text is rather a word of the language."""
        if known.is_ordinary(word.text) and not (word.capital and word.start):
            return True
        return found[0].tier is Tier.PARTIAL and not word.capital and not is_cyrillic(word.text) and len(
            word.text
        ) < 5


def _may_be_mistyped(run: Sequence[TypedWord]) -> bool:
    """Whether words of a free text are looked up with slips: long ones, or set as names are."""
    return all(len(w.text) >= 7 or (w.capital and len(w.text) >= 4) for w in run) and not any(
        known.is_ordinary(w.text) or known.is_generic(w.text) for w in run
    )


def _parts(text: str, kind: PersonKind) -> list[str]:
    """The folded words of an alias that count: for people without titles and demonyms."""
    words = [word.text for word in words_of(text)]
    if kind is not PersonKind.PERSON:
        return [word for word in words if word != "the"] or words
    while len(words) > 1 and known.is_title(words[0]):
        words = words[1:]
    return words


def _forms(row: NameRow) -> Iterable[tuple[str, bool]]:
    """The alias itself and, for an organisation, its other names; True for those."""
    yield row.alias, False
    if row.kind is not PersonKind.PERSON:
        plain = fold(row.alias)
        yield from ((form, True) for form in known.organisation_forms(row.alias) if fold(form) != plain)
