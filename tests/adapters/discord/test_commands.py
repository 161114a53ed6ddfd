"""Every command that is declared, on Discord, with the real core on the sample."""

from __future__ import annotations

import re

import discord
import pytest
import simcord

from adapters.discord.client import Client
from bot.app import App, all_commands
from bot.command import ArgumentKind
from bot.messages import Role
from bot.settings import AccessSettings, DiscordSettings, Settings
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records
from tests.adapters.discord.test_interactions import buttons, words_of

CLOSED = [c for c in all_commands() if c.role is Role.OPERATOR]
ADMINS = [c for c in all_commands() if c.role is Role.CHAT_ADMIN]
OPEN = [c for c in all_commands() if c.role is Role.EVERYONE]


@pytest.fixture(scope="session")
def record(tmp_path_factory) -> Home:
    """The sample, built."""
    home = Home(tmp_path_factory.mktemp("record"))
    build(Plan(Settings().articles, home, 1, 1, 2**20), lambda _: None)
    return home


@pytest.fixture
def simcord_bot(record, tmp_path):
    settings = Settings(home=tmp_path, discord=DiscordSettings(shard_count=1))
    app = App(settings, Records(record.record))
    yield Client(app, settings, all_commands())
    app.close()


@pytest.fixture
def dora(simcord_env, channel):
    """Somebody who manages the server."""
    del channel
    admins = simcord_env.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return simcord_env.guild.add_member(simcord_env.create_user("dora"), roles=[admins])


@pytest.fixture
def channel(simcord_env):
    return simcord_env.create_guild().create_text_channel("news")


@pytest.fixture
def alice(simcord_env, channel):
    del channel
    return simcord_env.guild.add_member(simcord_env.create_user("alice"))


def given_of(command) -> dict[str, str]:
    """Values for the arguments of a command, from its first example."""
    words = command.examples[0].split()[1:] if command.examples else []
    required = [a for a in command.arguments if a.required] or list(command.arguments[:1])
    return {required[0].name: " ".join(words)} if words and required else {}


def required_of(command) -> dict[str, str]:
    """Values for the arguments that a command cannot do without."""
    return {a.name: (a.choices or ("1",))[0] for a in command.arguments if a.required}


@pytest.mark.parametrize("command", OPEN, ids=lambda c: c.name)
async def test_every_command_is_answered(command, channel, alice):
    """Each command answers its own example, in time and without an error."""
    given = given_of(command)
    for argument in command.arguments:
        if argument.kind is ArgumentKind.RECEIPT and argument.required:
            quotes = await alice.slash(channel, "quote")
            given[argument.name] = re.findall("`(q[a-z0-9]{4,})`", words_of(quotes.response))[0]
    result = await alice.slash(channel, command.name, **given)
    shown = words_of(result.response)
    assert shown
    assert "error" not in shown.lower().split("(")[-1]
    while "Next" in buttons(result.response):
        await alice.click(result.response, label="Next")


@pytest.mark.parametrize("command", OPEN, ids=lambda c: c.name)
async def test_what_can_be_completed_is(command, channel, alice):
    """Each argument with things to choose from offers some before anything is typed, or what begins so."""
    for argument in command.arguments:
        if argument.kind in (
            ArgumentKind.PERSON,
            ArgumentKind.MEASURE,
            ArgumentKind.OUTLET,
            ArgumentKind.COMMAND,
        ):
            offered = await alice.autocomplete(channel, command.name, argument.name, "")
            assert 1 <= len(offered) <= 25, argument.name


@pytest.mark.parametrize("command", CLOSED, ids=lambda c: c.name)
async def test_what_is_for_operators_is_denied_to_others(command, channel, dora):
    """The core denies it in a private chat, where Discord shows it to all, and to a server's admins."""
    required = required_of(command)
    for result in (
        await dora.slash(channel, command.name, **required),
        await dora.user.slash(command.name, **required),
    ):
        assert "operators" in words_of(result.response)


@pytest.mark.simcord(settle_timeout=60.0)  # a build takes its time on a busy machine
@pytest.mark.parametrize("command", CLOSED, ids=lambda c: c.name)
async def test_what_is_for_operators_is_theirs(command, simcord_bot, channel, dora):
    """Whoever is named as an operator is not denied, in a server and in private; only they see the answer."""
    access = AccessSettings(operators=(f"discord:{dora.id}",))
    simcord_bot.answering.app.settings = simcord_bot.settings.model_copy(update={"access": access})
    required = required_of(command)
    in_a_server = await dora.slash(channel, command.name, **required)
    in_private = await dora.user.slash(command.name, **required)
    assert in_a_server.ephemeral
    for result in (in_a_server, in_private):
        shown = words_of(result.response)
        assert shown
        assert "operators" not in shown


@pytest.mark.parametrize("command", ADMINS, ids=lambda c: c.name)
async def test_what_is_for_admins_is_theirs(command, channel, alice, dora):
    """Discord offers it to those who manage the server alone; in private everybody manages their own chat."""
    with pytest.raises(simcord.SetupError, match="not visible"):
        await alice.slash(channel, command.name)
    for result in (await dora.slash(channel, command.name), await alice.user.slash(command.name)):
        assert "administrators" not in words_of(result.response)


async def test_a_receipt_is_completed_from_its_beginning(channel, alice):
    """Whoever types the first letters of a receipt is offered it, whole, with what it stands for."""
    receipt = re.findall("`(q[a-z0-9]{4,})`", words_of((await alice.slash(channel, "quote")).response))[0]
    for command in ("source", "verify"):
        offered = await alice.autocomplete(channel, command, "receipt", receipt[:4])
        assert receipt in {choice["value"] for choice in offered}


async def test_what_is_not_on_the_list_is_resolved_again(channel, alice):
    """A name that is typed with a slip, past the completion, is still understood."""
    result = await alice.slash(channel, "quote", person="lukashenka")
    assert "Lukashenko" in words_of(result.response)


async def test_menus_stand_on_real_commands(channel, alice, simcord_env):
    """Both menus answer a message with words that are on record."""
    bob = simcord_env.guild.add_member(simcord_env.create_user("bob"))
    said = await bob.send(channel, "He said a new vote would make the country perish as a state.")
    for name in ("Check against the record", "Find this quote"):
        result = await alice.context_menu(channel, name, said)
        assert "perish as a state" in words_of(result.response).replace("\\", "").replace("*", ""), name


async def test_every_description_is_one_that_discord_takes(simcord_env):
    """Names and descriptions of all commands and options keep Discord's limits."""
    tree = simcord_env.bot.tree
    for command in tree.get_commands():
        declared = command.to_dict(tree)
        assert len(declared["name"]) <= 32
        for option in declared.get("options", []):
            assert 1 <= len(option["description"]) <= 100
            assert len(option["name"]) <= 32
