"""A group of many figures is read page by page, and every page says why they differ."""

import asyncio

import pytest

from bot.messages import ChartBlock, ChoicesBlock, DisagreementBlock, FigureBlock, Request
from tests.asking import app_on
from tests.bot.newsroom import Newsroom

COUNTS = range(30, 43)
WIRE = """Nine miners died in the Brenna pit on Monday, the mine's owner said in a statement to the press.

The lift stood still for two hours before anybody below was told why, rescuers of the first team said.
"""
OWN = """The pit at Brenna will stay shut, a court in Varnik ruled after hearing the families.

Ten miners died in the Brenna pit, their union said, and asked who had let the lift stand still.
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """An app on fourteen reports of one flood, each with its own number of dead, and one of another flood."""
    opening = "Osper after the flood\n\n"
    texts = {
        f"paper-{count}": f"{opening}At least {count} people died by the Lesna, Mayor Ilse Brandt said.\n"
        for count in COUNTS
    }
    texts["low"] = f"{opening}Twelve people died by the Lesna, Governor Lidia Farr said.\n"
    texts["fire"] = (
        "Fire in Varnik\n\nSeven people died in Varnik when the theatre burnt, Chief Leo Manz said.\n"
    )
    yield from app_on(texts, tmp_path_factory)


def test_a_long_group_is_paged_and_nothing_is_lost(app):
    """Each figure stands on one page, the disagreement on all of its group's, the picture on the first."""
    first = asyncio.run(app.handle(Request("/figures deaths")))
    replies = [
        asyncio.run(app.handle(Request("/figures deaths", page=page))) for page in range(1, first.pages + 1)
    ]
    shown = [[b for b in reply.blocks if isinstance(b, FigureBlock)] for reply in replies]
    receipts = [block.receipt for page in shown for block in page]
    assert len(receipts) == len(set(receipts)) == len(COUNTS) + 2
    assert max(map(len, shown)) <= app.settings.page_length
    of_flood = [r for r, page in zip(replies, shown, strict=True) if "Lesna" in page[0].slice.text]
    assert len(of_flood) > 1
    assert all(any(isinstance(b, DisagreementBlock) for b in reply.blocks) for reply in of_flood)
    pictures = [any(isinstance(b, ChartBlock) for b in reply.blocks) for reply in of_flood]
    assert pictures == [True] + [False] * (len(of_flood) - 1)


def test_another_event_is_another_group(app):
    """Deaths in a fire elsewhere are not set against those in the flood."""
    reply = asyncio.run(app.handle(Request("/disputes deaths")))
    figures = [b for b in reply.blocks if isinstance(b, FigureBlock)]
    assert "Twelve people" in {block.phrase for block in figures}
    assert not any("Varnik" in block.slice.text for block in figures)


def test_reprints_are_one_origin(tmp_path):
    """Forty copies of one wire story and a report of somebody's own are 41 sources and two origins."""
    papers = {f"paper-{number}.txt": f"News of the day {number}\n\n{WIRE}" for number in range(40)}
    room = Newsroom(tmp_path, {**papers, "own.txt": OWN})
    said = [b.text for b in room.ask("/figures deaths").blocks if isinstance(b, DisagreementBlock)]
    room.app.close()
    assert len(said) == 1
    assert "41 sources, 2 independent origins" in said[0]


@pytest.mark.parametrize("question", ["/disputes deaths", "/disputes"])
def test_a_dispute_of_very_many_says_where_the_others_are(tmp_path, question):
    """Of forty figures the two that differ most are shown, and the command that shows them all is offered."""
    papers = {
        f"{n}.txt": f"Osper after the flood\n\n{n} people died by the Lesna, Mayor {name} Brandt said.\n"
        for n, name in zip(range(30, 70), ["Ilse", "Oskar"] * 20, strict=True)
    }
    room = Newsroom(tmp_path, papers)
    blocks = room.ask(question).blocks
    room.app.close()
    shown = [b.receipt for b in blocks if isinstance(b, FigureBlock)]
    (differ,) = [b for b in blocks if isinstance(b, DisagreementBlock)]
    assert len(shown) == 20
    assert set(differ.receipts) <= set(shown)
    assert any(isinstance(b, ChoicesBlock) and b.options[0].command == "/figures deaths" for b in blocks)


@pytest.mark.parametrize("command", ["figures", "disputes", "confirmed"])
def test_a_slip_in_a_measure_is_put_right_and_said(app, command):
    """What is typed in a hurry is answered as the measure that was meant, and the reply says so."""
    meant = asyncio.run(app.handle(Request(f"/{command} deaths")))
    typed = asyncio.run(app.handle(Request(f"/{command} deahts")))
    assert "“deaths”" in typed.blocks[0].text
    assert typed.status is meant.status
    assert [b for b in typed.blocks if isinstance(b, FigureBlock)] == [
        b for b in meant.blocks if isinstance(b, FigureBlock)
    ]


@pytest.mark.parametrize(
    ("asked", "phrases"),
    [
        ("delegates", ["40 delegates"]),
        ("ports", ["nine ports"]),
        ("CLERK", ["12 clerks"]),
        ("met", ["12 clerks", "nine ports"]),
    ],
)
def test_a_noun_asks_for_what_is_counted(tmp_path_factory, asked, phrases):
    """Figures that count a noun are shown, and none that only stands beside it; of other words all these."""
    text = "The union needs 40 delegates. Delegates of nine ports met its 12 clerks.\n"
    for app in app_on({"union": text}, tmp_path_factory):
        reply = asyncio.run(app.handle(Request(f"/figures {asked}")))
        assert sorted(b.phrase for b in reply.blocks if isinstance(b, FigureBlock)) == phrases
