"""Who said what? Attribution relations of the article: direct, mixed and indirect quotes with their speakers.

Puts together what the marks, the cues and the names of a passage say. A stretch between marks that nobody
is said to have spoken, a title or a scare quote, is not a quote; a speaker that cannot be told is left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from knowledge.extract.direct import NOTHING, Attribution, Link, announced, attribute, begins_sentence, signed
from knowledge.extract.lines import Line, line_of
from knowledge.extract.marks import Stretch
from knowledge.extract.reading import Reading
from knowledge.extract.reported import Report, reports_of
from knowledge.extract.scene import Scene, scene_of
from knowledge.extract.speakers import Speakers
from knowledge.extract.subjects import Phrase
from knowledge.model import DateMention, Mention, Quote, QuoteKind, Span

KIND = "quotes"
NEEDS: tuple[str, ...] = ("people", "dates")

_DIRECT_SHARE = 0.85
# Words that a stretch must have: within a clause, without a cue of its own, without any speaker.
_FEWEST_WITHIN = 5
_FEWEST_CARRIED = 3
_FEWEST_UNATTRIBUTED = 8


def extract(reading: Reading) -> tuple[Quote, ...]:
    """The quotes of the article, in text order."""
    lines = [line_of(reading.text, tagged, number) for number, tagged in enumerate(reading.tagged)]
    collector = _Collector(reading, _left_open(lines))
    for line, following in zip_longest(lines, lines[1:]):
        collector.read(line, following)
    starts = [s.span.start for s in reading.sentences]
    drafts = sorted(collector.drafts, key=lambda d: (d.contents[0], d.contents[-1]))
    _relay(drafts)
    return tuple(_quote(draft, reading, starts) for draft in drafts)


@dataclass
class _Draft:
    """A quote being put together."""

    kind: QuoteKind
    contents: list[Span]
    speaker: Mention | None = None
    cue: Span | None = None
    line: int = -1
    via: Mention | None = None
    audience: Span | None = None
    place: Span | None = None
    said: DateMention | None = None

    @property
    def evidence(self) -> list[Span]:
        """What the context must hold besides the contents."""
        parts = (
            self.cue,
            self.speaker and self.speaker.span,
            self.via and self.via.span,
            self.audience,
            self.place,
        )
        return [span for span in parts if span]


class _Collector:
    """Reads line after line; remembers the last quote, which a stretch without attribution goes on from."""

    def __init__(self, reading: Reading, left_open: AbstractSet[int]) -> None:
        self._text = reading.text
        self._left_open = left_open
        self._waiting: list[Span] = []  # what was said in paragraphs that do not tell by whom
        self._speakers = Speakers(reading)
        self._dates = reading.dates
        self._date_starts = [date.span.start for date in reading.dates]
        self._last: _Draft | None = None
        self._before: Line | None = None
        self.drafts: list[_Draft] = []

    def read(self, line: Line, following: Line | None) -> None:
        """Add the quotes of one line; `following` may hold who signed it."""
        self._speakers.enter(line)
        attributions = {at: attribute(line, at) for at in line.stretches}
        if self._before and attributions.get(0, NOTHING).link is Link.FOLLOWING:
            self._add_by(line.stretches[0], self._before, announced(self._before))
            del attributions[0]
        elif following and line.tags in ("q", "Q") and (signature := signed(following)):
            self._add_by(line.stretches[0], following, signature)
            return
        self._before = line if line.tags.endswith(":") else None
        beside = {a.cue.end - 1 for a in attributions.values() if a.cue and a.link is Link.BESIDE}
        events: list[tuple[int, Report | None]] = [(at, None) for at in attributions]
        events += [(r.contents[0].first, r) for r in reports_of(line, beside)]
        covered: set[int] = set()
        for at, report in sorted(events, key=lambda e: (e[0], e[1] is None)):
            if report:
                covered |= self._add_report(line, report, attributions, covered)
            elif at not in covered:
                self._add_stretch(line, at, attributions[at])
        if line.number not in self._left_open:
            self._waiting.clear()

    def _add_report(
        self, line: Line, report: Report, attributions: Mapping[int, Attribution], covered: set[int]
    ) -> set[int]:
        """Add what a clause reports, with the stretches within it; returns those."""
        inside = {at for p in report.contents for at in range(p.first, p.end) if at in attributions}
        if inside & covered or any(attributions[at].link is Link.BESIDE for at in inside):
            return set()
        if report.turn and not self._speakers.takes_turns(line, report.subject):
            return set()
        contents = [line.cover(p.first, p.end) for p in report.contents]
        quoted = [line.stretches[at].inner for at in sorted(inside)]
        kind = QuoteKind.MIXED if inside else QuoteKind.INDIRECT
        if sum(map(len, quoted)) >= _DIRECT_SHARE * sum(map(len, contents)):
            kind, contents = QuoteKind.DIRECT, quoted
        speaker = self._speakers.at(line, report.subject)
        draft = _Draft(kind, contents, speaker, _cover(line, report.cue), line.number)
        self._set(draft, line, scene_of(line, report.cue, report.subject, report.verb, report.contents[0]))
        self._add(draft)
        return inside

    def _add_stretch(self, line: Line, at: int, attribution: Attribution) -> None:
        """Add a stretch that no clause reports, if it is speech."""
        stretch = line.stretches[at]
        if line.number in self._left_open:
            self._waiting.append(stretch.inner)
            return
        draft = _Draft(QuoteKind.DIRECT, [*self._waiting, stretch.inner], line=line.number)
        self._waiting.clear()
        words = len(stretch.inner.of(self._text).split())
        if attribution.link is Link.FOLLOWING:
            self._add_following(line, at, draft, words)
        elif attribution.link is Link.NONE:
            if words >= _FEWEST_UNATTRIBUTED:
                self._add(draft)
        elif attribution.link is Link.BESIDE or words >= _FEWEST_WITHIN:
            self._attribute(draft, line, attribution)
            if draft.cue and self._last and self._last.cue == draft.cue:
                self._last.contents += draft.contents
            else:
                self._add(draft)

    def _add_following(self, line: Line, at: int, draft: _Draft, words: int) -> None:
        """Add a stretch that starts a sentence and has no attribution of its own."""
        stretch = line.stretches[at]
        if self._last and self._goes_on(self._last, line):
            if words >= _FEWEST_CARRIED or stretch.last in ".?!…":
                self._last.contents += draft.contents
        elif words >= _FEWEST_CARRIED and not _named(self._text, stretch):
            draft.speaker = self._carried(line, at)
            if draft.speaker or words >= _FEWEST_WITHIN:
                self._add(draft)

    def _add_by(self, stretch: Stretch, line: Line, attribution: Attribution) -> None:
        """Add a stretch by what another line than its own says: the one before it, or its signature."""
        draft = _Draft(QuoteKind.DIRECT, [stretch.inner], line=line.number)
        self._attribute(draft, line, attribution)
        self._add(draft)

    def _attribute(self, draft: _Draft, line: Line, attribution: Attribution) -> None:
        cue, subject = attribution.cue, attribution.subject
        draft.cue = _cover(line, cue) if cue else None
        draft.speaker = self._speakers.at(line, subject) if subject else None
        if cue and subject:
            self._set(draft, line, scene_of(line, cue, subject, attribution.verb, None))

    def _set(self, draft: _Draft, line: Line, scene: Scene) -> None:
        """Add to a quote what its sentence says of where, when, to whom and through whom."""
        draft.via = self._speakers.at(line, scene.via) if scene.via else None
        draft.audience = _cover(line, scene.audience) if scene.audience else None
        draft.place = _cover(line, scene.place) if scene.place else None
        parts = [_cover(line, part) for part in scene.around if part.end > part.first]
        draft.said = next((date for part in parts if (date := self._date_in(part))), None)

    def _date_in(self, span: Span) -> DateMention | None:
        at = bisect_left(self._date_starts, span.start)
        return self._dates[at] if at < len(self._dates) and span.covers(self._dates[at].span) else None

    def _add(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        self._last = draft

    @staticmethod
    def _goes_on(last: _Draft, line: Line) -> bool:
        """Whether the last quote was direct, in this paragraph and somebody's."""
        return last.line == line.number and last.kind is QuoteKind.DIRECT and last.speaker is not None

    def _carried(self, line: Line, at: int) -> Mention | None:
        """The speaker of a stretch that has no attribution of its own."""
        last = self._last
        if last and last.line == line.number:
            return last.speaker
        if at and begins_sentence(line, at):
            return self._speakers.subject_before(line, at)
        if last and last.line == line.number - 1:
            return last.speaker
        return self._speakers.subject_before(line, at) if at == 0 else None


def _left_open(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of paragraphs whose one stretch goes on into a later one, which says who speaks."""
    found: set[int] = set()
    for line, following in reversed(tuple(pairwise(lines))):
        if len(line.stretches) != 1 or 0 not in following.stretches:
            continue
        ((at, stretch),) = line.stretches.items()
        if stretch.closed or attribute(line, at).link is not Link.FOLLOWING:
            continue
        if following.number in found or attribute(following, 0).link is Link.BESIDE:
            found.add(line.number)
    return frozenset(found)


def _relay(drafts: Sequence[_Draft]) -> None:
    """In "Smith said that Jones had asked him to go", what Jones asked is known through Smith."""
    for outer, inner in pairwise(drafts):
        if not outer.speaker or not inner.speaker or not inner.cue or inner.via:
            continue
        within = all(outer.contents[-1].covers(span) for span in (inner.cue, inner.speaker.span))
        if within and outer.speaker.name != inner.speaker.name:
            inner.via = outer.speaker


def _cover(line: Line, phrase: Phrase) -> Span:
    return line.cover(phrase.first, phrase.end)


def _named(text: str, stretch: Stretch) -> bool:
    """Whether every longer word has a capital: the name of a show, a song, a march."""
    words = [w for w in stretch.inner.of(text).split() if len(w) > 3]
    return bool(words) and len(words) < 12 and all(not w[0].islower() for w in words)


def _quote(draft: _Draft, reading: Reading, starts: Sequence[int]) -> Quote:
    contents = tuple(_disjoint(draft.contents))
    needed = [*contents, *draft.evidence]
    low, high = min(s.start for s in needed), max(s.end for s in needed)
    first = max(0, bisect_right(starts, low) - 1)
    last = max(first, bisect_right(starts, max(low, high - 1)) - 1)
    sentences = reading.sentences
    context = Span(min(low, sentences[first].span.start), max(high, sentences[last].span.end))
    return Quote(
        draft.kind,
        contents,
        context,
        draft.speaker,
        draft.cue,
        draft.via,
        draft.audience,
        draft.place,
        draft.said,
    )


def _disjoint(spans: Sequence[Span]) -> Iterator[Span]:
    reached = -1
    for span in sorted(spans):
        if span.start >= reached and len(span):
            reached = span.end
            yield span
