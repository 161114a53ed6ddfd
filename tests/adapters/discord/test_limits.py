"""Every answer fits Discord's limits, and nothing of it is lost on the way."""

from __future__ import annotations

import re

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.buttons import Place
from adapters.discord.markdown import units
from adapters.discord.pages import COMPONENTS, EMBEDS, FORMS, PLAIN, Form, parts_of
from adapters.discord.presentation import Message, Sheet, message_of
from adapters.discord.queries import Queries
from bot.messages import Block, NoticeBlock, PassageBlock, Reply, Status
from bot.rendering import lines_of
from bot.wording import wording
from tests.adapters.discord.blocks import MAKERS
from tests.adapters.discord.shown import shown
from tests.adapters.discord.test_markdown import HOSTILE

EN = wording("en")
FORM_LIST = list(FORMS.values())
NOTES = tuple(EN.text(f"discord-{key}") for key in ("continued", "continues", "continues-word"))
NOTHING = "".join(EN.text("discord-nothing").split())
WORDS = {
    "empty": "",
    "short": "No ship left the harbour.",
    "hostile": " ".join(HOSTILE),
    "long": " ".join(f"word{n}" for n in range(900)),
    "lines": "\n".join(f"line {n}" for n in range(400)),
    "one word": "x" * 10_000,
    "stars": "*" * 5_000,
    "wide": "\U0001f6a2" * 2_500,
    "rtl": "שלום עולם " * 1000,
}


def answer(*blocks: Block, pages: int = 3) -> Reply:
    return Reply(Status.FOUND, "quote", blocks, "/quote Ada", 2, pages)


def messages(reply: Reply, form: Form, folder) -> list[Message]:
    """The messages of a reply, each with all the buttons it may have."""
    parts = parts_of(reply, EN, form)
    queries = Queries(folder)
    sheets = (
        Sheet(
            part,
            form,
            EN,
            10**19,
            "/quote " + "sluice " * 40,
            Place(99999, n),
            Place(99998, -1),
            Place(100000),
            len(parts),
            100000,
        )
        for n, part in enumerate(parts)
    )
    return [message_of(sheet, queries) for sheet in sheets]


def check(message: Message, form: Form) -> None:
    """Raise where Discord would refuse."""
    components = list(walk(message.view.to_components()))
    identities = [c["custom_id"] for c in components if "custom_id" in c]
    assert len(identities) == len(set(identities))
    assert all(1 <= len(i) <= 100 for i in identities)
    assert all(len(c.get("label", "")) <= 80 for c in components)
    assert len(message.files) <= 10
    assert all(len(f.description or "") <= 1024 for f in message.files)
    assert all(re.fullmatch(r"[\w.-]+", f.filename) for f in message.files)
    for menu in (c for c in components if c["type"] == 3):
        assert 1 <= len(menu["options"]) <= 25
        assert len({o["value"] for o in menu["options"]}) == len(menu["options"])
        assert all(1 <= len(o[k]) <= 100 for o in menu["options"] for k in ("label", "value", "description"))
    texts = [c["content"] for c in components if c["type"] == 10]
    assert all(text.strip() for text in texts)
    if form is COMPONENTS:
        assert len(components) <= 40
        assert sum(map(units, texts)) <= 4000
        assert message.content is None
        assert not message.embeds
    else:
        assert sum(c["type"] == 1 for c in components) <= 5
        assert not texts
    if form is EMBEDS:
        assert 1 <= len(message.embeds) <= 10
        assert all((e.image.url is None) <= units(e.description or "") <= 4096 for e in message.embeds)
        assert sum(units(e.description or "") for e in message.embeds) <= 6000
        assert message.content is None
    if form is PLAIN:
        assert message.content is not None
        assert (1 if not message.files else 0) <= units(message.content) <= 2000


def walk(components):
    for component in components:
        yield component
        yield from walk(component.get("components", ()))


@pytest.mark.parametrize("form", FORM_LIST, ids=lambda f: f.name)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("kind", MAKERS, ids=lambda k: k.KIND)
async def test_every_block_fits_in_every_form(kind, words, form, tmp_path):
    """Whatever a block holds, each of its messages is one that Discord takes."""
    for message in messages(answer(MAKERS[kind](words)), form, tmp_path):
        check(message, form)


def test_every_kind_of_block_is_tried():
    """A new kind of block has to be added to these tests."""
    assert {kind.KIND for kind in MAKERS} == {kind.KIND for kind in Block.__subclasses__()}


@pytest.mark.parametrize("form", FORM_LIST, ids=lambda f: f.name)
async def test_many_blocks_fit(form, tmp_path):
    """A page of everything at once is split into messages that fit, none empty."""
    blocks = [make(f"{n} of {kind.KIND}") for n in range(6) for kind, make in MAKERS.items()]
    for message in messages(answer(*blocks), form, tmp_path):
        check(message, form)


def said(reply: Reply, form: Form) -> str:
    """All that is shown of a reply, without blanks and without the notes at the cuts."""
    lines = [
        shown(line) for part in parts_of(reply, EN, form) for piece in part for line in piece.text.split("\n")
    ]
    return "".join("".join(line.split()) for line in lines if line not in NOTES)


@pytest.mark.parametrize("form", [COMPONENTS, EMBEDS], ids=lambda f: f.name)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("kind", MAKERS, ids=lambda k: k.KIND)
def test_nothing_is_lost(kind, words, form):
    """All that a block says is shown, in its order, over however many messages."""
    block = MAKERS[kind](words)
    whole = "".join("".join(line.text.split()) for line in lines_of(block, EN))
    seen = said(answer(block), form).replace("↗", "") if "[" in words else said(answer(block), form)
    assert (seen if whole else seen.replace(NOTHING, "")) == whole


@given(
    st.lists(st.text(alphabet="ab *_\n\\", max_size=900), min_size=1, max_size=6), st.sampled_from(FORM_LIST)
)
@settings(max_examples=60)
def test_splitting_keeps_every_character(texts, form):
    """Any notices, split anyhow, show the same characters in the same order."""
    reply = answer(*(NoticeBlock(text * 5, "help-head") for text in texts))
    whole = "".join("".join(text.split()) * 5 for text in texts)
    assert said(reply, form) == (whole or NOTHING)
    for part in parts_of(reply, EN, form):
        assert sum(units(p.text) for p in part) <= form.units


@pytest.mark.parametrize("form", FORM_LIST, ids=lambda f: f.name)
def test_no_word_is_cut_where_a_blank_is_near(form):
    """Long text is cut between words, and each cut is said."""
    words = WORDS["long"].split()
    parts = parts_of(answer(MAKERS[PassageBlock](WORDS["long"])), EN, form)
    assert len(parts) > 1
    seen = [
        word
        for part in parts
        for piece in part
        for word in re.findall(r"\bword\d+", shown(piece.text.split("](<")[0]))
    ]
    assert seen[: len(words)] == words
    assert all(shown(part[-1].text).endswith(NOTES[1]) for part in parts[:-1])
    assert all(shown(part[0].text).startswith(NOTES[0]) for part in parts[1:])


@pytest.mark.parametrize("form", FORM_LIST, ids=lambda f: f.name)
def test_a_cut_inside_a_word_is_said(form):
    """Where no blank is near, it is said that the word goes on."""
    parts = parts_of(answer(NoticeBlock("x" * 10_000, "help-head")), EN, form)
    assert all(shown(part[-1].text).endswith(NOTES[2]) for part in parts[:-1])


async def test_nothing_pings(tmp_path):
    """Every message, new or changed, allows no mention."""
    for form in FORM_LIST:
        for message in messages(answer(MAKERS[PassageBlock]("@everyone <@1>")), form, tmp_path):
            for arguments in (message.new(), message.change()):
                assert arguments["allowed_mentions"].to_dict() == {"parse": []}


async def test_a_changed_message_loses_what_it_had(tmp_path):
    """Pictures, embeds and buttons of the page before do not stay behind."""
    chart, *_ = messages(answer(*(MAKERS[k]("w") for k in MAKERS if k.KIND == "chart")), EMBEDS, tmp_path)
    assert [type(f) for f in chart.change()["attachments"]] == [discord.File]
    part = parts_of(answer(NoticeBlock("Only words.", "help-head")), EN, EMBEDS)[0]
    words = message_of(Sheet(part, EMBEDS, EN, 1, "/quote", Place(1)), Queries(tmp_path))
    assert words.change()["attachments"] == []
    assert words.change()["view"] is None
