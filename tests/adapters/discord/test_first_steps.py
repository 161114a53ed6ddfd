"""The README's ten lines for Discord, taken as far as loopback allows, and hostile words on the wire."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from adapters.discord.invite import PERMISSIONS
from adapters.discord.markdown import units
from bot.wording import wording
from tests.adapters.discord.shown import shown
from tests.adapters.discord.test_markdown import HOSTILE
from tests.adapters.discord.test_wire import Program, running, text_of
from tests.generated import ROOT
from tests.servers.discord_gateway import APPLICATION, BOT, DiscordServer

pytestmark = pytest.mark.process

ARTICLE = """Harbour strike goes on

Ada Byron, who speaks for the dockers, said: "No ship left the harbour today."

About 400 people marched through the old town.
"""


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as started:
        yield started


def _readme(part: str) -> str:
    """A generated part of the README."""
    text = (ROOT / "README.md").read_text("utf-8")
    return text.split(f"<!-- {part} -->")[1].split("<!--")[0]


async def test_the_ten_lines_lead_to_a_first_answer(server, tmp_path):
    """With the invitation's rights alone: names complete, a mention, a private message, a menu answer."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "strike.txt").write_text(ARTICLE, "utf-8")
    server.permissions = str(PERMISSIONS.value)
    started = Program(tmp_path, server)
    await started.start(
        arguments=("run", "--articles", str(articles))
    )  # 3, 5: the token is in the environment
    try:
        _check_invitation(await _line_of(started, "discord ready"))  # 6
        typed = await server.complete("quote", person="ada")  # 8
        await server.until(lambda: typed in server.offered)
        name = server.offered[typed][0]["value"]
        assert name == "Ada Byron"
        asked = await server.slash("quote", person=name)
        await server.until(lambda: server.shown[asked])
        await server.say(f"<@{BOT}> what did Byron say?")  # 9
        await server.until(lambda: len(server.messages) == 1)
        await server.say("what did Byron say?", private=True)
        await server.until(lambda: len(server.messages) == 2)
        mention, private = server.messages.values()
        said = {**mention, "content": "No ship left the harbour today.", "components": []}
        checked = await server.choose_app("Check against the record", said)  # 10
        await server.until(lambda: server.shown[checked])
    finally:
        assert await started.stop() == 0
    for answer in (server.shown[asked][0], mention, private, server.shown[checked][0]):
        assert "No ship left the harbour" in text_of(answer)


async def _line_of(program: Program, words: str) -> str:
    """The next line of the log that has `words`."""
    assert program.process.stdout is not None
    async with asyncio.timeout(60):
        async for line in program.process.stdout:
            if words in line.decode():
                return line.decode()
    raise AssertionError(f"no line with {words}")


def _check_invitation(line: str) -> None:
    """The address in the log asks for what the README says, and nothing more."""
    address = re.search(r"https://discord\.com/oauth2/authorize\?[^'\s]+", line)
    assert address is not None
    asked = {key: values[0] for key, values in parse_qs(urlsplit(address[0]).query).items()}
    assert int(asked["client_id"]) == APPLICATION
    assert set(asked["scope"].split()) == set(re.findall(r"`([\w.]+)`", _readme("scopes")))
    permissions = {name for name, given in discord.Permissions(int(asked["permissions"])) if given}
    told = {name.lower().replace(" ", "_") for name in re.findall(r"\*([\w ]+)\*", _readme("permissions"))}
    assert {name.replace("read_messages", "view_channels") for name in permissions} == told


@pytest.mark.parametrize("form", ["components", "embeds", "plain"])
async def test_a_hostile_passage_is_shown_as_it_is(server, tmp_path, form):
    """Ten thousand characters full of markup: all is shown, within the limits, and nobody is pinged."""
    passage = f"The sluice was shut, and on it stood: {' '.join(HOSTILE)} שלום "
    passage += "word " * ((10_000 - len(passage)) // 5) + "end."
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "sluice.txt").write_text(f"A sluice\n\n{passage}\n", "utf-8")
    home = tmp_path / "home"
    home.mkdir()
    seen = []
    async with running(
        home, server, f'answers_as = "{form}"', arguments=("run", "--articles", str(articles))
    ):
        asked = await server.slash("search", words="sluice shut")
        await server.until(lambda: server.shown[asked])
        seen.append(server.shown[asked][0])
        while _leads_on(seen[-1]):
            asked = await server.click(seen[-1], "Next")
            await server.until(lambda a=asked: server.shown[a])
            seen.append(server.shown[asked][0])
    notes = {wording("en").text(f"discord-{key}") for key in ("continued", "continues", "continues-word")}
    lines = [shown(line) for message in seen for text in _texts(message) for line in text.split("\n")]
    whole = "".join("".join(line.split()) for line in lines if line not in notes)
    assert "".join(passage.split()) in whole
    assert all(message["allowed_mentions"] == {"parse": []} for message in seen)
    assert all(_is_within_limits(message, form) for message in seen)


def _leads_on(message: dict) -> bool:
    return any(c.get("label") == "Next" and not c.get("disabled") for c in _walk(message["components"]))


def _texts(message: dict) -> list[str]:
    embeds = [embed.get("description") or "" for embed in message["embeds"]]
    return [message["content"], *embeds, *_displayed(message)]


def _displayed(message: dict) -> list[str]:
    return [c["content"] for c in _walk(message["components"]) if c["type"] == 10]


def _is_within_limits(message: dict, form: str) -> bool:
    if form == "components":
        return sum(map(units, _displayed(message))) <= 4000 and len(list(_walk(message["components"]))) <= 40
    if form == "embeds":
        return sum(units(embed.get("description") or "") for embed in message["embeds"]) <= 6000
    return 0 < units(message["content"]) <= 2000


def _walk(components):
    for component in components:
        yield component
        yield from _walk(component.get("components", ()))
