"""What is asked for? A question in plain words, read as this record can understand it.

What is left of a question beside its form (`forms`) are people (`somebody`), a year, and words
(`terms`), each of which an answer must hold or may (`weighing`). No answer is looked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.model import FigureKind
from knowledge.questions.forms import Form, Pattern, Put, parted
from knowledge.questions.hurry import written_out
from knowledge.questions.somebody import (
    OWNED,
    Somebody,
    by_role,
    described,
    in_a_role,
    mixes_names,
    people,
    speaker,
    with_apostrophes,
    without_sides,
)
from knowledge.questions.terms import SOFT, YEAR, Term, TermReader, listed, measures_in, words_listed
from knowledge.questions.weighing import weighed
from knowledge.record import Record
from knowledge.stems import indexed_words, stem

BEFELL, UNDERGONE = "befell", "undergone"
"""What happens to somebody by itself, and what others do to them."""
_CROWDS = frozenset({"crowd_size"})
_SHARES = frozenset({"vote_share"})
_VOTES = frozenset({"votes"})
_BEFELL = frozenset({"deaths", "arrests", "injuries", "missing", "displaced"})
_OF_A_SIDE = re.compile(r"\W*(?:anti|pro)[-‐‑]", re.IGNORECASE)
_OF_A_DEED = re.compile(r"\W*(?:(?:and|so|but) )?(?:since )?when (?:did|does|do|will)\b", re.IGNORECASE)
_DOING = (
    r"\b(?:did|does|do|will|would|has|have|had)\W+(?:\w+\W+){{0,2}}?"
    r"{}(?!['’])\W+(?:\w+ly\W+|ever\W+|also\W+)?(?P<verb>\w+)"
)
"""How a question says of somebody that they did something."""
_OPENING = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:who|what|how)\b(?: else)?(?: (?:did|does|do|has|have|had|is|was|were)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, read.

    `speaker` is who is asked about in "what did … say", or what they are `described` as where that
    is nobody's name; `people` are all others who are named.
    `counted` are the words right after "how many", `persons` whether these are just people, `unit` is the
    stem of what a time is counted in;
    `nominal` is a description of somebody ("the man who …") rather than what somebody did;
    `close` wants the words side by side, as in "the mayor of Brest"; `owned` a word right behind the name
    it belongs to, as in "Brandt's wife"; `whose` asks for the owner. `side` is whose crowd is meant, "for"
    or "against" those in power.
    `manner` are the stems of how it was said, where the question has a verb that tells it: "demanded";
    `quotation` are the words that it gives as somebody's, in their order;
    `wishes` asks what somebody wants, however it is said; `setting` tells that terms say where or to whom,
    `venue` are the names of where that was.
    `head` is what it wants the name of; `deed` what somebody did, of whom it is asked who or when;
    `doers` are those of whom it says that they did something, each with what that is.
    `since` asks for a beginning, `hour` for an hour, `ahead` for a day to come, `clue` is a list of
    words by which a text says what is asked for (`causes`, `means`), of which an answer `must` have
    one or may,
    `whether` for yes or no, `motion` for where somebody went, `country` for a country.
    `unknown` are the words of the question that no article has,
    `corrected` those that were read as another.
    """

    form: Form
    kinds: tuple[FigureKind, ...] = ()
    measures: frozenset[str] = frozenset()
    speaker: Somebody | None = None
    described: tuple[Term, ...] = ()
    manner: frozenset[str] = frozenset()
    quotation: tuple[str, ...] = ()
    wishes: bool = False
    setting: bool = False
    venue: frozenset[str] = frozenset()
    people: tuple[Somebody, ...] = ()
    terms: tuple[Term, ...] = ()
    counted: tuple[Term, ...] = ()
    year: int | None = None
    since: bool = False
    hour: bool = False
    ahead: bool = False
    clue: str = ""
    must: bool = False
    head: Term | None = None
    deed: Term | None = None
    doers: tuple[tuple[Somebody, Term], ...] = ()
    whether: bool = False
    motion: bool = False
    country: bool = False
    persons: bool = False
    unit: str = ""
    nominal: bool = False
    close: bool = False
    whose: bool = False
    owned: bool = False
    side: str | None = None
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def required(self) -> tuple[Term, ...]:
        """The words that an answer must hold."""
        return tuple(t for t in self.terms if t.required)


def read(record: Record, text: str, *, numbers: bool = True) -> Asked:
    """The question `text` as this record can understand it; without `numbers` as one that asks for none."""
    plain = with_apostrophes(record, written_out(re.sub(r"[?!.…]+\s*$", "", text.strip())))
    put = parted(plain) if numbers else Put(plain, Pattern(Form.WHAT), rest=plain)
    form, kinds = put.form, put.pattern.kinds
    talks = speaker(record, put.who) if form is Form.QUOTES else None
    named, left = people(record, put.rest if talks else f"{put.who} {put.rest}")
    reader = TermReader(
        record,
        contraries=put.whether or put.denies,
        counting=form is Form.FIGURES,
        roles=form is Form.PERSON,
    )
    found = tuple(dict.fromkeys(reader.terms(left)))
    motion = form is Form.WHERE and _asks_where_to(left, named, found)
    terms = _of_voters(left, _of_a_side(put.after, weighed(record, put, found, motion=motion)))
    setting = bool(talks) and put.names_setting
    if setting:
        terms = tuple(replace(t, weight=min(t.weight, SOFT)) for t in terms)
    if form is Form.QUOTES and not talks and mixes_names(record, put.who):
        reader.unknown.append(put.who)
    named, terms = _filled_in(record, put, left, named, terms)
    return Asked(
        form=form,
        kinds=kinds,
        measures=_measures(put, left) if form is Form.FIGURES else frozenset(),
        speaker=talks,
        described=described(record, put.who) if form is Form.QUOTES and not talks else (),
        manner=put.manner,
        quotation=put.quotation,
        wishes=put.wishes,
        setting=setting,
        venue=put.venue,
        people=named,
        terms=terms,
        counted=_counted(put.after, terms) if kinds[:1] == (FigureKind.QUANTITY,) else (),
        year=_year_in(left),
        since=put.pattern.since,
        hour=put.pattern.hour,
        ahead=put.pattern.ahead,
        clue=put.pattern.clue,
        must=put.pattern.must,
        head=_head(put.head, terms),
        deed=_deed(put, named, terms),
        doers=tuple(_doers(plain, named, terms)),
        whether=put.whether,
        motion=motion,
        country=put.country,
        persons=put.persons,
        unit=put.unit,
        nominal=put.nominal,
        close=put.close,
        whose=put.whose,
        owned=form in {Form.PERSON, Form.WHAT, Form.ABOUT}
        and bool(named)
        and bool(OWNED.search(put.who or put.rest)),
        side=put.side,
        unknown=tuple(w for w in reader.unknown if not put.quotation or w in put.quotation),
        corrected=tuple(reader.corrected),
    )


def _filled_in(
    record: Record, put: Put, left: str, named: tuple[Somebody, ...], terms: tuple[Term, ...]
) -> tuple[tuple[Somebody, ...], tuple[Term, ...]]:
    """Who is asked about and the terms: one with a role alone is named, what may have happened listed."""
    if named:
        fate = put.pattern.clue == BEFELL and not any(t.required for t in terms)
        return named, (*terms, _of_words(record, BEFELL, UNDERGONE)) if fate else terms
    of_age = put.pattern.kinds[:1] == (FigureKind.AGE,)
    if of_age and (of_role := by_role(record, terms)):
        return (Somebody(put.rest.strip(), of_role),), ()
    if put.form is not Form.PERSON:
        somebody, others = in_a_role(record, left, terms)
        if somebody and any(t.required for t in others):
            return (somebody,), others
    return (), terms


def told(record: Record, text: str, manner: frozenset[str], *, wishes: bool = False) -> Asked:
    """A question about what was said, as one about what happened: the verb is a word of it like others."""
    plain = written_out(text)
    named, left = people(record, _OPENING.sub(" ", plain))
    reader = TermReader(record)
    form = Form.PERSON if re.match(r"\W*(and )?(who|кто)\b", plain, re.IGNORECASE) else Form.WHAT
    terms = weighed(record, Put(plain, Pattern(form)), tuple(reader.terms(left)))
    if wishes:
        others = (t for t in terms if not listed(t.text, "wishes"))
        terms = (*others, _of_words(record, "wishes"))
    asking = plain.find(" want") if wishes else -1
    wisher = any(plain.find(s.typed) < asking for s in named)
    of_nobody = () if wisher else tuple(t for t in terms if t.required and -1 < plain.find(t.text) < asking)
    return Asked(
        form,
        manner=manner,
        wishes=wisher or bool(of_nobody),
        described=of_nobody,
        people=named,
        terms=terms,
        unknown=tuple(reader.unknown),
    )


def _of_words(record: Record, *kinds: str) -> Term:
    """A term that any word of these lists answers, as far as the record has them."""
    listing = sorted(frozenset[str]().union(*map(words_listed, kinds)))
    words = tuple(w for w in listing if stem(w) in record.stems)
    return Term(kinds[0], frozenset(map(stem, words)), words, 1.0)


def _year_in(text: str) -> int | None:
    year = YEAR.search(text)
    return int(year.group()) if year else None


def _asks_where_to(left: str, people: Sequence[Somebody], terms: Sequence[Term]) -> bool:
    """Whether a place is asked for that somebody went to: by a verb, or where nothing but a name is given."""
    return (bool(people) and not terms) or any(listed(m.group(), "motion") for m in indexed_words(left))


def _measures(put: Put, left: str) -> frozenset[str]:
    """The measures asked for: what befell a crowd, and not its size, though a word for it says where.

    A turnout of voters is no crowd either; people who are counted for or against somebody are one.
    """
    found = measures_in(left, put.pattern.kinds)
    if not found and put.side and put.persons:
        return _CROWDS
    told = measures_in(left, ())
    if "turnout" in told and told & (_SHARES | _VOTES):
        found -= _CROWDS  # of voters
    found -= _SHARES if "turnout" in found else frozenset()
    return found - _CROWDS if found & _BEFELL else found


def _of_voters(left: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms, with a turnout at an election by no words for a crowd."""
    if not any(listed(m.group(), "voting") for m in indexed_words(left)):
        return terms
    turnout = [t for t in terms if "turnout" in t.measures]
    return tuple(
        Term(t.text, frozenset({stem(t.english)}), (), t.weight, t.measures) if t in turnout else t
        for t in terms
    )


def _of_a_side(counted: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms; of "anti-government protesters" who are counted those of the side only help to choose."""
    if not _OF_A_SIDE.match(counted):
        return terms
    rest = {m.group() for m in indexed_words(without_sides(counted))}
    side = {m.group() for m in indexed_words(counted)} - rest
    return tuple(replace(t, weight=min(t.weight, SOFT)) if t.text in side else t for t in terms)


def _term_of(word: str, terms: Sequence[Term]) -> Term | None:
    """What was read of a word of the question, if an answer must hold it."""
    return next((t for t in terms if t.required and t.text.partition(" ")[0] == word), None)


def _head(word: str, terms: Sequence[Term]) -> Term | None:
    """What the name is wanted of, also by a word that else says nothing: "the official"."""
    aside = listed(word, "asides")
    return Term(word, frozenset({stem(word)}), (), SOFT) if aside else _term_of(word, terms)


def _deed(put: Put, people: Sequence[Somebody], terms: Sequence[Term]) -> Term | None:
    """What somebody did, where it is asked who did it, or when somebody who is named did."""
    if put.form is Form.WHEN and _OF_A_DEED.match(put.text) and people:
        return terms[0] if terms and terms[0].required and terms[0].text.islower() else None
    return _term_of(put.deed, terms)


def _doers(text: str, people: Sequence[Somebody], terms: Sequence[Term]) -> Iterator[tuple[Somebody, Term]]:
    """Who did what, as the question puts it: in "when did Brandt sign" Brandt, and the signing."""
    for somebody in people:
        found = not OWNED.fullmatch(f"{somebody.typed} x") and re.search(
            _DOING.format(re.escape(somebody.typed)), text, re.IGNORECASE
        )
        deed = next((t for t in terms if found and t.text.partition(" ")[0] == found["verb"]), None)
        if deed:
            yield somebody, deed


def _counted(after: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The nouns right after "how many": up to the first word that is no term."""
    by_text = {t.text: t for t in terms}
    found: list[Term] = []
    for match in indexed_words(after):
        term = by_text.get(match.group())
        if term is None or not term.required or (found and term.text.endswith("ed")):
            break  # "voters registered": what these did
        found.append(term)
    return tuple(found[:2])
