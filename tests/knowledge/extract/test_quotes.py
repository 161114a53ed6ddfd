"""Who said what: each phenomenon a small invented text with its answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extract import extract
from knowledge.model import Article, Quote, QuoteKind

INTRO = "Mayor Ilse Brandt met the press on Monday.\n\n"
DIRECT, MIXED, INDIRECT = QuoteKind.DIRECT, QuoteKind.MIXED, QuoteKind.INDIRECT


def quotes_in(text: str) -> tuple[Quote, ...]:
    return extract(Article("a", "a.txt", text)).quotes


def said(text: str) -> list[tuple[str | None, str]]:
    """Every content with the name shown for it."""
    return [
        (quote.speaker.name if quote.speaker else None, span.of(text))
        for quote in quotes_in(text)
        for span in quote.contents
    ]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"),
        ('"', '"'),
        ("''", "''"),
        ("„", "“"),
        ("«", "»"),
        ("“", '"'),
        ('"', "”"),
        ("”", "”"),
        ("‘", "’"),
    ],
)
def test_every_kind_of_mark_holds_speech(opening: str, closing: str):
    """Whatever the marks, the content is what stands between them, and the cue's subject speaks."""
    text = f"{INTRO}{opening}The bridge will open in May,{closing} Brandt said."
    assert said(text) == [("Ilse Brandt", "The bridge will open in May,")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ilse Brandt said: “The bridge is safe now.”", "Ilse Brandt"),
        ("“The bridge is safe now,” said Ilse Brandt, head of works at Norvia Bridges.", "Ilse Brandt"),
        ("“The bridge is safe now,” Ilse Brandt, who leads the works, told reporters.", "Ilse Brandt"),
        ("“The bridge is safe now?” Ilse Brandt asked.", "Ilse Brandt"),
        ("“The bridge is safe now!” beamed Ilse Brandt.", "Ilse Brandt"),
        ("“The bridge is safe now.” — Ilse Brandt", "Ilse Brandt"),
        ("“The bridge is safe now,” according to Ilse Brandt.", "Ilse Brandt"),
        ("According to Ilse Brandt, “the bridge is safe now.”", "Ilse Brandt"),
        ("As Ilse Brandt put it, “the bridge is safe now.”", "Ilse Brandt"),
        ("Addressing the crowd, Ilse Brandt shouted: “The bridge is safe now.”", "Ilse Brandt"),
        ("Ilse Brandt took the stage, adding, “The bridge is safe now.”", "Ilse Brandt"),
        ("The ministry said “the bridge is safe now.”", "The ministry"),
        ("“The bridge is safe now,” two engineers said.", "two engineers"),
        ("“The bridge is safe now,” insisted NATO.", "NATO"),
        ("Ilse Brandt tweeted “the bridge is safe now”.", "Ilse Brandt"),
        ("“The bridge is safe now,” said Brandt.", "Brandt"),
    ],
)
def test_a_speaker_stands_beside_the_marks(text: str, speaker: str):
    """Before or after, inverted, with a colon, a dash, an apposition or "according to"."""
    ((name, words),) = said(text)
    assert name == speaker
    assert words.strip(",.?!").casefold() == "the bridge is safe now"


@pytest.mark.parametrize("pronoun", ["he", "she"])
def test_what_two_agreed_is_not_said_by_the_second_alone(pronoun):
    """A pronoun and a name are one subject: their words are shown under neither of the two alone."""
    text = f"{INTRO}She declared that {pronoun} and Governor Leo Manz agreed Norvia will send engineers."
    assert "Leo Manz" not in {name for name, words in said(text) if "engineers" in words}
    apart = f"{INTRO}Governor Leo Manz agreed Norvia will send engineers."
    assert ("Leo Manz", "Norvia will send engineers") in said(apart)


def test_a_sentence_with_a_cue_of_its_own_is_not_said_by_the_one_before():
    """Whoever its colon announces speaks, or nobody that can be told: never the last sentence's speaker."""
    before = "“The bridge is old,” police said."
    (quoted,) = said(f"{before} Fire chief Tom Ruel told reporters: “The bridge is safe now.”")[1:]
    assert quoted == ("Tom Ruel", "The bridge is safe now.")
    (quoted,) = said(f"{before} And yet, along the quays, told of it: “The bridge is safe now.”")[1:] or [
        (None, "")
    ]
    assert quoted[0] != "police"


def test_a_quote_split_by_its_cue_is_one_quote():
    """Both halves have one speaker, one cue and one record."""
    text = f"{INTRO}“The bridge is old,” Brandt said. “We will build another one.”"
    (quote,) = [q for q in quotes_in(text) if q.kind is DIRECT]
    assert [span.of(text) for span in quote.contents] == ["The bridge is old,", "We will build another one."]
    assert quote.speaker is not None
    assert quote.speaker.name == "Ilse Brandt"


def test_a_quote_may_run_over_paragraphs():
    """A paragraph that opens a mark and does not close it goes on in the next one."""
    text = f"{INTRO}“The bridge is old,” Brandt said. “It has stood for a century.\n\n“Now it must go.”"
    assert said(text) == [
        ("Ilse Brandt", "The bridge is old,"),
        ("Ilse Brandt", "It has stood for a century."),
        ("Ilse Brandt", "Now it must go."),
    ]


def test_a_speaker_may_stand_in_the_paragraph_before():
    """A paragraph that ends in a colon, or whose sentence is about somebody, introduces what follows."""
    announced = (
        "Ilse Brandt looked at the old stones and said:\n\n“The bridge must go by the end of the year.”"
    )
    described = "Ilse Brandt addressed the crowd.\n\n“The bridge must go by the end of the year.”"
    assert (
        said(announced) == said(described) == [("Ilse Brandt", "The bridge must go by the end of the year.")]
    )


@pytest.mark.parametrize(
    "text",
    [
        "The march, called “Bridges for All”, crossed the river.",
        "He is known as “the engineer of the north”.",
        "She spoke on the show “Good Evening Norvia” for an hour.",
        "The so-called “rebels” left the town.",
        "Ilse Brandt's 'iron rule' ended.",
        "It was the “longest” bridge of its time.",
        "The workers' union met; the drivers' union did not.",
        "Don't worry: the '90s are over, and 'twas time.",
    ],
)
def test_titles_slogans_and_scare_quotes_are_no_speech(text: str):
    """What nobody is said to have spoken is not emitted, and an apostrophe opens nothing."""
    assert said(text) == []


def test_a_headline_s_single_marks_hold_speech():
    """In a headline single marks are speech, also where the last word ends in "s"."""
    text = "Town Split: Brandt Says 'There Will Be No New Bridges'\n\nIlse Brandt spoke on Monday."
    assert said(text) == [("Ilse Brandt", "There Will Be No New Bridges")]


def test_a_show_is_no_part_of_what_is_said_on_it():
    """The name of a show in marks does not make a report a mixed quote."""
    text = f"{INTRO}Brandt said on the “Morning Bridge” show that the works would end in May."
    (quote,) = quotes_in(text)
    assert quote.kind is INDIRECT
    assert quote.contents[0].of(text) == "that the works would end in May"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The Kremlin said Sunday it was ready to help.", "Kremlin", "it was ready to help"),
        ("Protesters claim the vote was a sham.", "Protesters", "the vote was a sham"),
        ("Election officials said last week that turnout fell.", "Election officials", "that turnout fell"),
        ("The works, Ilse Brandt said, will end in May.", "Ilse Brandt", "The works"),
        ("The works will end in May, Ilse Brandt said.", "Ilse Brandt", "The works will end in May"),
        ("The works will end in May, said Ilse Brandt.", "Ilse Brandt", "The works will end in May"),
        ("Ilse Brandt told the council that the works would end.", "Ilse Brandt", "that the works would end"),
        ("Ilse Brandt accused the council of delay.", "Ilse Brandt", "the council of delay"),
        ("Ilse Brandt urged voters to stay at home.", "Ilse Brandt", "to stay at home"),
        ("Ilse Brandt promised to resign.", "Ilse Brandt", "to resign"),
        ("He's said the works will end.", "He", "the works will end"),
    ],
)
def test_reported_speech_has_its_content_and_is_labelled(text: str, speaker: str, content: str):
    """An indirect quote is the clause alone, with its speaker, and is never called direct."""
    quote = quotes_in(text)[0]
    assert quote.kind is INDIRECT
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.contents[0].of(text)) == (speaker, content)


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Brandt did not say that the works would end.",
        "Ilse Brandt never said the works would end.",
        "Ilse Brandt could say that the works would end.",
        "What Ilse Brandt said surprised the town.",
        "The council's claims surprised the town.",
    ],
)
def test_what_was_not_said_is_no_report(text: str):
    """Denied, possible and merely mentioned speech is left out."""
    assert said(text) == []


def test_a_report_ends_where_the_next_begins():
    """The words "and added" start a second report of the same speaker."""
    text = "Ilse Brandt said the bridge was old and added that it must go."
    assert said(text) == [("Ilse Brandt", "the bridge was old"), ("Ilse Brandt", "that it must go")]


def test_a_mixed_quote_keeps_its_clause():
    """A fragment in marks is never shown alone: its clause is the content, its sentence the context."""
    text = "Prices rose. Ilse Brandt said the bridge was “a danger to all of us” and must go. Rain fell."
    (quote,) = quotes_in(text)
    assert quote.kind is MIXED
    assert quote.contents[0].of(text) == "the bridge was “a danger to all of us” and must go"
    assert quote.context.of(text) == "Ilse Brandt said the bridge was “a danger to all of us” and must go."


@pytest.mark.parametrize(
    ("before", "mention", "name"),
    [
        ("Ilse Brandt met Omar Haddad.", "she", "Ilse Brandt"),
        ("Anna Brandt met Omar Haddad. Rain fell.", "he", "Omar Haddad"),
        ("Ilse Brandt met Omar Haddad. Rain fell.", "he", "he"),
        ("Omar Haddad, a former engineer, met the press.", "the engineer", "Omar Haddad"),
        ("Norvia's President Omar Haddad spoke.", "the president", "Omar Haddad"),
        ("Omar Haddad spoke for an hour.", "the 65-year-old", "Omar Haddad"),
        ("Mrs. Brandt spoke after Ms. Haddad.", "he", "he"),
    ],
)
def test_a_pronoun_or_description_is_resolved_or_left(before: str, mention: str, name: str):
    """The name shown is that of the one person who fits; where nobody surely does it stays as written."""
    text = f"{before}\n\n“The bridge is safe now,” {mention} said."
    (quote,) = [q for q in quotes_in(text) if q.kind is DIRECT]
    assert quote.speaker is not None
    assert (quote.speaker.span.of(text), quote.speaker.name) == (mention, name)


def test_a_surname_is_shown_in_full():
    """The fullest form the article uses is shown for each short one."""
    text = "Ilse Brandt spoke. “The bridge is safe now,” Mrs. Brandt said."
    assert ("Ilse Brandt", "The bridge is safe now,") in said(text)


def test_who_passed_it_on_is_not_the_speaker():
    """The words "told Reuters" and "according to …" name the way of a quote, not its source."""
    text = (
        "Ilse Brandt told Reuters: “The bridge is safe now.”\n\n"
        "“The bridge must go,” Omar Haddad said, according to BBC producer Tom Lane."
    )
    first, second = (q for q in quotes_in(text) if q.kind is DIRECT)
    assert first.speaker is not None
    assert first.via is not None
    assert (first.speaker.name, first.via.name) == ("Ilse Brandt", "Reuters")
    assert second.speaker is not None
    assert second.via is not None
    assert (second.speaker.name, second.via.name) == ("Omar Haddad", "Tom Lane")


def test_a_quote_knows_its_scene():
    """To whom, where and when, each as a slice, where the sentence says so."""
    text = "On Monday, Ilse Brandt told the crowd at a rally in Minsk: “The bridge is safe now.”"
    (quote,) = quotes_in(text)
    assert quote.audience is not None
    assert quote.place is not None
    assert quote.said is not None
    scene = (quote.audience.of(text), quote.place.of(text), quote.said.span.of(text))
    assert scene == ("the crowd", "a rally in Minsk", "Monday")


def test_a_transcript_turn_is_the_named_speaker_s():
    """NAME: … speaks to the end of its line, reported as there are no marks."""
    text = "BRANDT: The bridge is safe. I checked it.\n\nLANE: Is it?\n\nBRANDT: It is, as I said."
    assert ("BRANDT", "The bridge is safe. I checked it.") in said(text)


MARKS = st.text(alphabet="“”\"'‘’«»„ Aab.,:;—()\n", max_size=80)
WORDS = st.lists(
    st.sampled_from(
        "Ilse Brandt said told that the crowd he she , . : “ ” \" ' and who was according to NATO — ( ) "
        "adding bridge “Yes,” claims \n\n Monday called not’s ''".split(" ")
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(MARKS, WORDS, st.text(max_size=60)))
def test_any_text_gives_sound_spans(text: str):
    """Every span lies in the text, a quote's contents are in order and apart, its context holds them all."""
    quotes = quotes_in(text)
    assert quotes == quotes_in(text)
    for quote in quotes:
        ends = [0]
        for span in quote.contents:
            assert ends[-1] <= span.start < span.end <= len(text)
            assert quote.context.covers(span)
            ends.append(span.end)
        for mention in (quote.speaker, quote.via):
            assert mention is None or (mention.span.end <= len(text) and mention.name in text)


@pytest.mark.parametrize(
    "text", ["“" * 9999, '"a ' * 9999, "'x " * 9999, "said " * 20_000, "\x00 said" * 2000]
)
def test_broken_text_is_survived(text: str):
    """Thousands of unclosed marks, cues without subjects and control characters make nobody speak."""
    assert all(q.speaker is None for q in quotes_in(text))


def test_another_language_is_not_read():
    """In a language that is not supported no quote is extracted."""
    text = "Мэр сказала: «Мост безопасен, и мы его откроем»."
    assert extract(Article("a", "a.txt", text, language="ru")).quotes == ()


def test_capitals_alone_make_no_names():
    """A text in capitals yields no invented people as speakers beside its cues."""
    text = "THE BRIDGE IS SAFE NOW, THE MAYOR SAID. “WE CHECKED IT ALL TWICE,” SHE SAID."
    assert {name for name, _ in said(text)} <= {"THE MAYOR", "SHE", None}
