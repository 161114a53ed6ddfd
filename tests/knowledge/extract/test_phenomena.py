"""Every way in which the press says who said what, one case each, with the answer a reader would give."""

import pytest

from knowledge.extract import extract
from knowledge.model import Article

CASES = {
    "marks mixed": (
        '"We counted twice,“ said Ada Fenn, the clerk. The hall was empty.',
        [("direct", "Ada Fenn", "We counted twice,")],
    ),
    "marks mistyped": (
        "''We counted twice,\" said Ada Fenn, the clerk. The hall was empty.",
        [("direct", "Ada Fenn", "We counted twice,")],
    ),
    "apostrophes": ("The dockers' union didn't march. It was the members' choice. The '90s were kinder.", []),
    "speech inside speech": (
        "The city was quiet. “He told me, ‘Leave by the back door,’ and I left,” said Ada Fenn, the clerk.",
        [("direct", "Ada Fenn", "He told me, ‘Leave by the back door,’ and I left,")],
    ),
    "split by its cue, second sentence": (
        '"The dam holds," Ada Fenn said. "Nobody needs to leave tonight." The rain went on.',
        [("direct", "Ada Fenn", "The dam holds, | Nobody needs to leave tonight.")],
    ),
    "split by its cue, same sentence": (
        '"The dam holds," Ada Fenn said, "and nobody needs to leave tonight." The rain went on.',
        [("direct", "Ada Fenn", "The dam holds, | and nobody needs to leave tonight.")],
    ),
    "several paragraphs, told at the end": (
        '"The dam holds, as I said.\n\n"I say it again.\n\n"Nobody needs to leave," Ada Fenn said.',
        [("direct", "Ada Fenn", "The dam holds, as I said. | I say it again. | Nobody needs to leave,")],
    ),
    "block quote announced": (
        "Ada Fenn wrote to the council:\n\n> The dam holds. Nobody needs to leave tonight.\n\nIt was late.",
        [("direct", "Ada Fenn", "The dam holds. Nobody needs to leave tonight.")],
    ),
    "block quote signed": (
        "The council met.\n\n> The dam holds. Nobody needs to leave tonight.\n\n— Ole Brandt",
        [("direct", "Ole Brandt", "The dam holds. Nobody needs to leave tonight.")],
    ),
    "dash and name": (
        '"The dam holds, and nobody needs to leave." — Ada Fenn',
        [("direct", "Ada Fenn", "The dam holds, and nobody needs to leave.")],
    ),
    "introduced by what somebody does": (
        "Addressing the crowd, Ada Fenn raised a hand. “Nobody needs to leave tonight.”",
        [("direct", "Ada Fenn", "Nobody needs to leave tonight.")],
    ),
    "introduced in the paragraph before": (
        "Ada Fenn, a former engineer, addressed the crowd.\n\n“Nobody needs to leave tonight, I promise.”",
        [("direct", "Ada Fenn", "Nobody needs to leave tonight, I promise.")],
    ),
    "inverted cue with an office": (
        '"The dam holds," said Ada Fenn, director for rivers at the Osper office.',
        [("direct", "Ada Fenn", "The dam holds,")],
    ),
    "inverted cue, name behind a long description": (
        '"The dam holds," said the director for rivers at the Osper office, Ada Fenn.',
        [("direct", "Ada Fenn", "The dam holds,")],
    ),
    "colon": (
        'Ada Fenn put it plainly: "The dam holds." Then she left.',
        [("direct", "Ada Fenn", "The dam holds.")],
    ),
    "according to": (
        "The dam holds, according to Ada Fenn of the Osper office.",
        [("indirect", "Ada Fenn", "The dam holds")],
    ),
    "a chant that the sentence goes on from": (
        'Hundreds of protesters chanted "Resign, resign!" outside the hall.',
        [("direct", "Hundreds of protesters", "Resign, resign!")],
    ),
    "a gerund": (
        '"The dam holds," Ada Fenn said, adding that "nobody needs to leave tonight".',
        [("direct", "Ada Fenn", "The dam holds,"), ("direct", "Ada Fenn", "nobody needs to leave tonight")],
    ),
    "organisations": (
        "Ada Fenn said on Sunday she was ready. NATO rejected the claim.",
        [("indirect", "Ada Fenn", "she was ready"), ("indirect", "NATO", "the claim")],
    ),
    "nominals": (
        "Election officials said the count was over. Two doctors said the wards were full.",
        [
            ("indirect", "Election officials", "the count was over"),
            ("indirect", "Two doctors", "the wards were full"),
        ],
    ),
    "scare quotes and titles": (
        'The so-called "people\'s bank" closed. His "diet" was bread. She sang "Winter Roads" twice.',
        [],
    ),
    "signs and badges": (
        'They carried signs reading "No more dams in our valley" and badges with "Osper first".',
        [],
    ),
    "a sign as subject": ('A banner read "No more dams in our valley, ever". Nobody took it down.', []),
    "nicknames": ('Leo "the Hammer" Manz won the bout. He is known as "the last gentleman".', []),
    "a description": (
        'President Ole Brandt met workers. "We had the elections," the president said.',
        [("direct", "Ole Brandt", "We had the elections,")],
    ),
    "an age": (
        "Ole Brandt, 65, met workers. On Tuesday, the 65-year-old accused the press of lying.",
        [("indirect", "Ole Brandt", "the press of lying")],
    ),
    "a pronoun that two may be": (
        'Ole Brandt met Karl Ott. "I trust him," he said.',
        [("direct", "he", "I trust him,")],
    ),
    "a pronoun that fits neither for sure": (
        'Ada Fenn met the mayor, Ole Brandt. "I trust her," he said.',
        [("direct", "he", "I trust her,")],
    ),
    "a description that begins with a participle": (
        "The city was quiet. Troubled Velmoran President Ole Brandt has told dockers that he will stay.",
        [("indirect", "Ole Brandt", "that he will stay")],
    ),
    "to whom it was revealed": (
        "The city was quiet. Brandt revealed to state television that the dam would be closed.",
        [("indirect", "Brandt", "that the dam would be closed")],
    ),
    "whom a participle describes is accused": (
        "Ole Brandt has also accused unnamed local clubs of paying the strikers.",
        [("indirect", "Ole Brandt", "unnamed local clubs of paying the strikers")],
    ),
    "in spite of what others do": (
        "Ole Brandt said that he would stay, despite mass rallies in the capital.",
        [("indirect", "Ole Brandt", "that he would stay")],
    ),
    "no speech though a cue": ("They had answered a call for evening marches by Fenn. It rained.", []),
    "mixed keeps its clause": (
        'The board said it was "deeply sorry" for the leak. Nobody resigned.',
        [("mixed", "The board", 'it was "deeply sorry" for the leak')],
    ),
}  # fmt: skip


def quotes_in(text: str):
    """Kind, speaker and content of each quote."""
    return [
        (q.kind.value, q.speaker.name if q.speaker else None, " | ".join(c.of(text) for c in q.contents))
        for q in extract(Article("text", "text.txt", text)).quotes
    ]


@pytest.mark.parametrize("phenomenon", CASES)
def test_it_is_read_as_a_reader_would(phenomenon):
    """Who speaks, what exactly is said and in which kind; nothing where nobody speaks."""
    text, quotes = CASES[phenomenon]
    assert quotes_in(text) == quotes


def test_what_one_says_that_another_said_is_through_the_first():
    """Reported speech within reported speech has its own speaker, and whom it is known through."""
    text = "Ole Brandt said that Ada Fenn had asked him to close the dam. It rained."
    outer, inner = extract(Article("text", "text.txt", text)).quotes
    assert (outer.speaker.name, outer.via) == ("Ole Brandt", None)
    assert (inner.speaker.name, inner.via.name) == ("Ada Fenn", "Ole Brandt")


def test_a_paragraph_left_open_is_nobody_elses():
    """What no later paragraph attributes is not carried on to a quote that comes after it."""
    text = '"The dam holds, as I said before.\n\nIt rained.\n\n"We leave tonight," Ada Fenn said.'
    assert ("direct", "Ada Fenn", "We leave tonight,") in quotes_in(text)
