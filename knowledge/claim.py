"""A figure as something that somebody claims: what is needed to set it beside another.

`knowledge.sameness` asks whether two claims are about one thing, `knowledge.compare` how they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.intervals import Amount, amount_of
from knowledge.model import Bound, Figure, FigureKind
from knowledge.store.rows import FigureRecord

if TYPE_CHECKING:
    from knowledge.store.encoding import ReadArticle

# Asking an enumeration for a value costs three times as much.
_KINDS = {kind.value: kind for kind in FigureKind}
_BOUNDS = {bound.value: bound for bound in Bound}


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure with what is needed to compare it.

    `subject` and `claimant` are keys: equal where they mean the same person or body, None for nobody.
    `day` is when it held or, where the text does not say, when it was published; `dated` tells which.
    `when` is its day in the article's words. `names` is what the article names most, as `knowledge.stories`
    writes it. `origin` is equal for reprints of one report. `receipt` points back at the record.
    """

    amount: Amount
    measure: str | None
    phrase: str
    context: str
    article: str
    outlet: str | None = None
    origin: str = ""
    published: date | None = None
    day: date | None = None
    dated: bool = False
    when: str | None = None
    names: str = ""
    subject: str | None = None
    claimant: str | None = None
    place: str | None = None
    receipt: str = ""

    @property
    def voice(self) -> tuple[str, str | None]:
        """Who speaks where: what one voice says of two things is no disagreement."""
        return self.article, self.claimant


def claim_of(record: FigureRecord) -> Claim:
    """A stored figure as a claim."""
    figure, article = record.figure, record.article
    as_of = figure.as_of.last if figure.as_of else None
    published = article.published.value
    return Claim(
        amount=amount_of(figure),
        measure=figure.measure,
        phrase=record.phrase,
        context=record.context,
        article=article.name,
        outlet=article.outlet.value,
        origin=str(article.origin),
        published=published,
        day=as_of or published,
        dated=as_of is not None,
        when=record.as_of_text.casefold() if record.as_of_text else None,
        names=article.names,
        subject=key_of(record.subject, figure.subject.name if figure.subject else None),
        claimant=key_of(record.claimant, figure.claimant.name if figure.claimant else None),
        place=record.place,
        receipt=record.receipt,
    )


def claim_in(read: ReadArticle, figure: Figure, receipt: str) -> Claim:
    """A figure that is about to be stored as a claim; `receipt` points back at it."""
    article, text = read.article, read.article.text
    as_of = figure.as_of
    day = as_of.last if as_of else None
    published = article.published.value
    subject, claimant = figure.subject, figure.claimant
    return Claim(
        amount=amount_of(figure),
        measure=figure.measure,
        phrase=figure.phrase.of(text),
        context=figure.context.of(text),
        article=article.name,
        outlet=article.outlet.value,
        origin=str(read.origin),
        published=published,
        day=day or published,
        dated=day is not None,
        when=as_of.span.of(text).casefold() if as_of else None,
        names=read.names,
        subject=key_of(read.person_of(subject), subject.name if subject else None),
        claimant=key_of(read.person_of(claimant), claimant.name if claimant else None),
        place=figure.place.of(text) if figure.place else None,
        receipt=receipt,
    )


def claim_stored(row: tuple[Any, ...]) -> Claim:
    """A figure of `Lookups.claimed` as a claim, for a third of what the whole record costs.

    Its number is the receipt.
    """
    number, kind, bound, value, high, vague_low, vague_high, unit, measure, phrase, context = row[:11]
    as_of, when, place, subject, subject_name, claimant, claimant_name = row[11:18]
    article, outlet, origin, published, names = row[18:]
    day, published_day = (date.fromisoformat(written) if written else None for written in (as_of, published))
    return Claim(
        amount=Amount(_KINDS[kind], _BOUNDS[bound], value, high, vague_low, vague_high, unit),
        measure=measure,
        phrase=phrase,
        context=context,
        article=article,
        outlet=outlet,
        origin=str(origin),
        published=published_day,
        day=day or published_day,
        dated=day is not None,
        when=when.casefold() if when else None,
        names=names,
        subject=key_of(subject, subject_name),
        claimant=key_of(claimant, claimant_name),
        place=place,
        receipt=str(number),
    )


def key_of(person: int | None, name: str | None) -> str | None:
    """The key of somebody by a person's id or, where nobody known is meant, the name; None for nobody."""
    if person is not None:
        return f"#{person}"
    return name.casefold().removeprefix("the ") if name is not None else None
