"""How closely is a question read? Its verb, its cause, its hour, slips and short forms."""

import asyncio

import pytest

from bot.messages import Request, Status, VerdictBlock
from knowledge.lexicon import lexicon
from knowledge.questions.hurry import is_word, meant, written_out
from knowledge.stems import stem
from knowledge.thesaurus import akin, answering, synonyms
from tests.asking import app_on, shown

TEXT = """Sawmill at Orlo burns down

A fire destroyed the sawmill at Orlo on Tuesday, the fire brigade said. It broke out at 4:40 a.m. in the loft.

Two lorries were lost, and the foreman, Tilda Marsh, was treated for bruises.

“Nobody will be dismissed,” owner Bo Hellman told reporters. Unionist Ines Roth accused Hellman of neglect.

The brigade arrived late because the bridge at Kell is closed. The watchman was unarmed.

Roth demanded an inquiry. In 2011, Hellman was fined over missing alarms. It was the third fire in Orlo.
Marsh, 52, held 12.4 percent of the firm and Roth, 37, none.

The county has looked into the sawmill since Wednesday, said Ada Vinter, who became sheriff in May.

On Friday, strikers under an anti-Hellman banner warned of dust and demanded that the sheriff resign.
The sawmill was offered for 1.2 million crowns. State Gov. Pia Lund recognised the strike.

Hellman's brother, Sten, said the keeper of the hut was beaten. The inquiry, called Clear Air, starts in May.
Hellman said he had an interest in selling, and left when the talks began. Nine workers were hurt.

Dora Finch, director of the mill school, resigned in June. Norwegian pumps were lent to the brigade.
Lund leads among voters 45 and older. A deputy stormed off a stage in Orlo. “March for Bread” ended at noon.

The EU turned the loan down. The guild's leaders rejected it, too.
Some 300 anti-Lund protesters sat at the mill.
A smaller crowd of several thousand people heard Lund in Orlo.

Carla Moss met a 70-year-old deckhand named Eno Pell.

Sheriff Vinter writes that Roth and Lund won no ear for dust at the mill. Crowds marched to the election
office of Orlo, and 40 came inside. Hellman entered the hall on Sunday.

Mr. Otto Brask sued Ms. Lena Voss in April, and he won 9,000 crowns. She moved to Lerwick because of noise.

Lund was booed on Friday, and Roth wrote to her 800 followers. In Norway, 14 mills burned last year. Sweden
has few. A 61-year-old baker who sold the mill its flour spoke of a guard who slept.

Ines Roth, a friend of Mr. Brask, said the soot was harmless. Finch also owns the weekly with the most
readers in Orlo. Marsh asked if it was time for Finch to hire an editor.

The walkout at Kell was in its third day. Deputies searched the quay with ropes and whistles.

Gov. Lund came to power in 2016 and was elected again in 2020.

If the ferry stops, its crew would lose their jobs. The steward painted the crane on Monday.
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    yield from app_on({"sawmill": TEXT}, tmp_path_factory)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how is Sten related to Hellman?", "Hellman's brother"),
        ("wat hapened to Tilda Marsh", "treated for bruises"),
        ("when did Lund come to power?", "in 2016"),
        ("What time did the fire break out?", "4:40 a.m."),
        ("what happened to Tilda Marsh?", "treated for bruises"),
        ("what happened to Pia Lund?", "booed"),
        ("tell me about Dora Finch", "director of the mill school"),
        ("Ada Vinter?", "Sheriff Vinter"),
        ("что известно о Финч?", "director of the mill school"),
        ("how many days did the walkout at Kell last?", "third day"),
        ("what would happen to the crew if the ferry stops?", "lose their jobs"),
        ("what did the deputies use to search the quay?", "whistles"),
        ("when did Otto Brask sue Lena Voss?", "April"),
        ("why did Lena Voss move to Lerwick?", "noise"),
        ("how much did Brask win?", "9,000"),
        ("how many followers does Roth have?", "800"),
        ("how many mills burned in Norway last year?", "14"),
        ("how old is the baker?", "61"),
        ("what did Roth say about the soot?", "harmless"),
        ("what job did Dora Finch have before June?", "director"),
        ("кем работала Дора Финч?", "director"),
        ("At what time did the fire break out?", "4:40 a.m."),
        ("when did the blaze start?", "4:40 a.m."),
        ("Which vehicles were destroyed?", "lorries"),
        ("What injuries did the foreman have?", "bruises"),
        ("Why was the brigade late?", "because the bridge"),
        ("who accused Hellman of neglect?", "Ines Roth"),
        ("What did Roth demand?", "inquiry"),
        ("was the watchman armed?", "unarmed"),
        ("how old is Eno Pell?", "70-year-old"),
        ("Who turned down the loan of the European Union?", "EU turned"),
        ("How many anti-government protesters sat at the mill?", "300"),
        ("when was the owner fined?", "In 2011"),
        ("what do the strikers want?", "demanded that the sheriff resign"),
        ("what was the march of the strikers called?", "March for Bread"),
        ("name of the march", "March for Bread"),
        ("when was Hellman penalised over overlooked alarms?", "In 2011"),
        ("did the governor recognise a number of strikers?", "recognised the strike"),
        ('who said "nobody will be dismissed"?', "Nobody will be dismissed"),
        ('who reported the "will be dismissed" line?', "Nobody will be dismissed"),
        ("What happened to Hellman in 2011?", "fined"),
        ("how many fires has Orlo had?", "third fire"),
        ("what did the ownr say", "Nobody will be dismissed"),
        ("wat did Hellman say about dismissals", "Nobody will be dismissed"),
        ("Why wasn't the brigade on time?", "because the bridge"),
        ("when did strikers demand that the sheriff resign?", "Friday"),
        ("what was the asking price for the sawmill?", "1.2 million"),
        ("did the governor accept the strike?", "Gov. Pia Lund"),
        ("what is the name of Hellman's brother?", "Sten"),
        ("what is hellmans brother's name", "Sten"),
        ("what is the inquiry called?", "Clear Air"),
        ("why didnt the brigade come in time?", "because the bridge"),
        ("how many employees were hurt?", "Nine"),
        ("did the governor refuse the strike?", "recognised"),
        ("when did Dora Finch step down?", "in June"),
        ("who runs the mill school?", "Dora Finch"),
        ("which country lent pumps?", "Norwegian"),
        ("what does Roth want?", "demanded an inquiry"),
        ("did Pia Lund acknowledge the strike?", "recognised"),
        ("who runs the millschool?", "Dora Finch"),
        ("what sign did the strikers have on Friday?", "banner"),
    ],
)
def test_the_sentence_that_answers_is_found(app, question, words):
    """By other words for the same, by kind, hour, cause, contrary, year, order, and in spite of slips."""
    assert words in shown(app, question)


def test_a_side_that_is_asked_for_comes_before_a_crowd_of_no_side(app):
    """Those who came against somebody are told first, whatever language asks."""
    for question in ("сколько человек вышло против Лунд?", "how many people rallied against Lund?"):
        assert "300" in shown(app, question).split(" | ")[0]


@pytest.mark.parametrize(
    "question",
    [
        "what happened to Bo Hellman’s foreman Eno Pell?",  # nothing that is told
        "voter turnout % in Orlo?",  # no crowd is a share of voters
        "how is Sten related to Finch?",  # he is Hellman's brother
        "what time did Marsh resign?",  # no hour of anything else
        "at what time did the walkout at Kell end?",  # it has a day, and no hour
        "who asked for the loss of neglect at the sawmill?",  # nobody did, though one accuses of neglect
        "what happened to Eno Pell?",  # who met him is not what became of him
        "how many weeks did the walkout at Kell last?",  # it was three days
        "what would happen to the steward at the crane?",  # he painted it
        "what did the steward use to paint the crane?",  # nobody says
        "when did Lena Voss sue Otto Brask?",  # he sued her
        "how much did Lena Voss win?",  # he did
        "why did Otto Brask move to Lerwick?",  # she did
        "what did Hellman say at the hearing in Lerwick?",  # he was not there
        "how many followers does Lund have?",  # they are Roth's
        "how many mills burned in Sweden last year?",  # they are Norway's
        "how old was the guard who slept at the mill in Kell?",  # the baker is 61
        "how much money did Marsh hold of the firm?",  # 12.4 percent is none
        "what did Brask say about the soot?",  # his friend did
        "what is the name of the weekly Finch owns?",  # it is not told
        "whom did Finch hire as editor?",  # it was only asked
        "who won the sawmill?",  # the verb is on no record
        "who accused Roth of neglect?",  # she did, and nobody her
        "what did Tilda Marsh say about the fire?",  # no word of hers
        "what did Hellman say about bruises?",  # of others, and not his
        "Which animals were lost?",  # lorries are none
        "who warned of the fire?",  # accused is not warned
        "how many lorries has Kell had?",
        "when did the sheriff resign?",  # it was only demanded
        "what did the foreman say?",  # she was treated
        "what did Hellman say about dust?",  # a banner against him is not his
        "what is the name of the keeper of the hut?",  # he has none here
        "who beat the keeper?",  # it was done, and nobody says by whom
        "who sold the sawmill?",  # an interest in it is no sale
        "how many policemen were hurt?",  # workers are none
        "did the sheriff resign?",  # strikers demanded it
        "how old is Lund?",  # she is not these voters
        "who is the mayor of Orlo?",  # nobody is named so
        "who signed it against Hellman?",  # a banner is a sign, and is signed by nobody
        "how tall is Hellman?",  # nothing but his name
        "whats the weather in Orlo?",  # who stormed off a stage is no weather
        "how much did AT&T lend?",  # on no record, whatever its letters are
        "what does the sheriff want?",  # others want it of her
        "when did Hellman resign?",  # others did, or should
        "what was the turnout at the election in Orlo?",  # crowds are none of voters
        "what did Lund say about dust at the mill?",  # Vinter wrote of her
        "how much did Hellman raise at the hall on Sunday?",  # no money is told of
        'who said "nobody will be fired"?',  # these are not the words
        "how old is Carla Moss?",  # the deckhand whom she met is 70
        "who leads the guild?",  # its leaders are nameless
        "what did Hellman do when the talks began in Kell?",  # when is not what is asked
    ],
)
def test_what_only_looks_like_an_answer_is_none(app, question):
    """No sentence, quote or figure is shown for it."""
    assert not shown(app, question)


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("Marsh is 52 years old", "supported"),
        ("Marsh is 37 years old", "contradicted"),
        ("Tilda Marsh owned 12.4% btw", "supported"),
        ("Hellman owned 12.4%", "not_found"),
        ("the firm has 12 percent", "not_found"),
    ],
)
def test_numbers_of_those_who_are_named(app, message, verdict):
    """A number of somebody is theirs alone, whatever it measures."""
    reply = asyncio.run(app.handle(Request(f"/check {message}")))
    assert {b.verdict for b in reply.blocks if isinstance(b, VerdictBlock)} == {verdict}


def test_did_anyone_is_answered_by_a_number_or_by_nobody(app):
    """Whether somebody died is a question for a number; where none is on record, nothing is said of it."""
    reply = asyncio.run(app.handle(Request("did anyone die?")))
    assert reply.status is Status.NOTHING


def test_kinds_answer_and_are_not_answered():
    """Asked for a vehicle, a lorry answers; asked for a lorry, no vehicle does; asked for a car, no lorry."""
    assert stem("lorry") in answering("vehicle")
    assert stem("lorry") not in answering("car")
    assert stem("vehicle") not in answering("lorry")
    assert set(synonyms("vehicle")) <= set(answering("vehicle"))


@pytest.mark.parametrize("nearness", ["near", "loose"])
def test_what_is_akin_is_looser_than_a_synonym(nearness):
    """One word has one line, and is told by no form of itself."""
    lines = [line.split(": ") for line in lexicon("akin")["en"][nearness].splitlines()]
    heads = [stem(asked) for asked, _ in lines]
    assert len(heads) == len(set(heads))
    for asked, told in lines:
        assert set(akin(asked, nearness)) == {stem(word) for word in told.split()}
        assert stem(asked) not in akin(asked, nearness), asked


def test_no_kind_is_named_twice():
    """What is of a kind stands in one line: a second of the same name would silently take its place."""
    names = [stem(name) for key in lexicon("synonyms")["en"]["kinds"] for name in key.split()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("wld the yr end b4 May, thx", "would the year end before May, thanks"),
        ("wat about the govt", "what about the government"),
        ("why won't they pay", "why will not they pay"),
        ("can’t he", "can not he"),
        ("WHAT-ABOUT", "WHAT-ABOUT"),
        ("O'Brien's hat", "O'Brien's hat"),
    ],
)
def test_short_forms_are_written_out(typed, meaning):
    """Words of haste are read in full; names and joined words stay as they were typed."""
    assert written_out(typed) == meaning


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [("husbend", "husband"), ("peple", "people"), ("helo", "hello"), ("horse", None), ("zyzzyva", None)],
)
def test_slips_in_words_of_questions(typed, meaning):
    """A slip is put right; another word is no slip, nor is what is far from all."""
    assert meant(typed) == meaning
    assert not (meaning and is_word(typed))
