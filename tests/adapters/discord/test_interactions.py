"""The adapter against a simulated Discord: what people see when they use it."""

from __future__ import annotations

import json
from types import SimpleNamespace

import discord
import pytest
import simcord

from adapters.discord.client import Client
from bot.chats import ChatSettings
from bot.messages import ChartBlock, FileBlock, Reply, Role, Status
from bot.settings import DiscordSettings
from bot.state.store import Chat
from bot.wording import Wording, wording
from tests.adapters.discord.conftest import choices, notice, passage, reply
from tests.adapters.discord.shown import shown
from tests.adapters.discord.test_markdown import HOSTILE


@pytest.fixture
def guild(simcord_env):
    return simcord_env.create_guild()


@pytest.fixture
def channel(guild):
    return guild.create_text_channel("news")


@pytest.fixture
def alice(simcord_env, guild):
    return guild.add_member(simcord_env.create_user("alice"))


@pytest.fixture
def bob(simcord_env, guild):
    return guild.add_member(simcord_env.create_user("bob"))


@pytest.fixture
def dora(simcord_env, guild):
    """Somebody who manages the server."""
    admins = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(simcord_env.create_user("dora"), roles=[admins])


def text_shown(response) -> str:
    """All text of a message with components."""
    return "\n".join(_texts(response.components))


def _texts(components):
    for component in components:
        if component["type"] == 10:
            yield component["content"]
        yield from _texts(component.get("components", ()))


def words_of(response) -> str:
    """What a message says in whatever form."""
    embeds = [embed.description or "" for embed in response.embeds]
    return "\n".join([response.content, *embeds, text_shown(response)]).strip()


def buttons(response) -> dict[str, str]:
    """The buttons that can be pressed: label to id."""
    return {
        c["label"]: c["custom_id"]
        for c in _all(response.components)
        if c["type"] == 2 and not c.get("disabled")
    }


def _all(components):
    for component in components:
        yield component
        yield from _all(component.get("components", ()))


def paged(request) -> Reply:
    """Three pages of what was asked."""
    return reply(
        passage(f"Page {request.page} of {request.text}"), query=request.text, page=request.page, pages=3
    )


class TestCommands:
    async def test_a_command_is_answered_in_the_channel(self, channel, alice, core):
        """A slash command becomes a typed command for the core, and its answer is public."""
        result = await alice.slash(channel, "quote", person="Ada", words="strike")
        assert core.requests[0].text == "/quote Ada strike"
        assert not result.ephemeral
        assert not result.deferred
        assert "> Asked: /quote Ada strike" in text_shown(result.response)

    async def test_a_request_says_who_asks_where(self, simcord_env, channel, core):
        """The core learns the server, the channel, the person and their roles."""
        press = simcord_env.guild.create_role("Press")
        carol = simcord_env.guild.add_member(simcord_env.create_user("carol"), roles=[press])
        await carol.slash(channel, "quote")
        request = core.requests[0]
        assert (request.platform, request.chat, request.thread, request.user) == (
            "discord",
            str(simcord_env.guild.id),
            str(channel.id),
            str(carol.id),
        )
        assert request.roles == (str(press.id),)
        assert (request.role, request.private) == (Role.EVERYONE, False)

    async def test_who_manages_the_server_is_its_admin(self, channel, dora, core):
        """Manage Server makes a chat admin; nothing on Discord makes an operator."""
        await dora.slash(channel, "quote")
        assert core.requests[0].role is Role.CHAT_ADMIN

    async def test_an_operators_command_is_not_offered_to_everybody(self, channel, alice, core):
        """Discord hides what needs a role from members without Manage Server."""
        with pytest.raises(simcord.SetupError, match="not visible"):
            await alice.slash(channel, "reload")
        assert core.requests == []

    async def test_the_core_decides_what_discord_lets_through(self, channel, dora, core):
        """An admin who is no operator reaches the core as an admin, who may deny it."""
        core.answers = lambda _: notice("For operators.", "reload", Status.DENIED)
        result = await dora.slash(channel, "reload")
        assert core.requests[0].role is Role.CHAT_ADMIN
        assert result.ephemeral

    async def test_a_private_chat_is_its_users_own(self, simcord_env, core):
        """In a private chat there are no roles, nothing is hidden, and operators' commands stay theirs."""
        user = simcord_env.create_user("eve")
        result = await user.slash("help")
        request = core.requests[0]
        assert (request.private, request.roles, request.role) == (True, (), Role.CHAT_ADMIN)
        assert not result.ephemeral

    async def test_errors_and_help_are_for_the_asker_alone(self, channel, alice, core):
        """A personal reply is ephemeral, a found answer is not."""
        core.answers = lambda _: notice("No such name.")
        assert (await alice.slash(channel, "quote")).ephemeral
        core.answers = lambda _: reply(passage("Found."))
        assert not (await alice.slash(channel, "quote")).ephemeral

    async def test_a_slow_answer_is_announced_first(self, simcord_env, channel, alice, core):
        """A lookup of ten seconds is acknowledged in time and shown in the same message."""
        core.seconds = 10.0
        result = await alice.slash(channel, "quote")
        if not result.acknowledged:
            await simcord_env.advance_time(2.0)
        assert result.deferred
        await simcord_env.advance_time(10.0)
        assert "Asked: /quote" in text_shown(result.response)
        assert len(result.followups) == 0

    async def test_a_slow_personal_answer_stays_personal(self, simcord_env, channel, alice, core):
        """Who sees a slow answer is settled by the command, before it is known."""
        core.seconds = 10.0
        core.answers = lambda _: notice("Help.")
        result = await alice.slash(channel, "help")
        await simcord_env.advance_time(12.0)
        assert result.ephemeral
        assert "Help." in text_shown(result.response)

    async def test_a_mistake_of_ours_is_told_under_a_code(self, channel, alice, core, capsys):
        """Whatever breaks in the adapter, the asker learns a code that is in the log too."""
        core.answers = lambda _: reply(None)
        result = await alice.slash(channel, "quote")
        shown = text_shown(result.response)
        assert result.ephemeral
        code = shown.split("error ")[1].split(")")[0]
        assert code in capsys.readouterr().out

    async def test_a_command_of_an_older_version_is_explained(self, simcord_env, channel, alice):
        """A command that Discord still offers but is gone here is answered, not ignored."""
        simcord_env.bot.tree.remove_command("quote")
        result = await alice.slash(channel, "quote")
        assert result.ephemeral
        assert "commands have changed" in text_shown(result.response)
        assert [type(e) for e in simcord_env.errors] == [discord.app_commands.CommandNotFound]


class TestCompletion:
    async def test_at_most_25_choices_of_100_characters(self, channel, alice, core):
        """Whatever the core suggests, Discord gets what it takes: 25 distinct, short, not empty."""
        core.names = ("", "x" * 101, *(f"Name {n}" for n in range(40)), "Name 1")
        offered = await alice.autocomplete(channel, "quote", "person", "")
        assert len(offered) == 25
        assert len({c["value"] for c in offered}) == 25
        assert all(1 <= len(c["name"]) <= 100 and 1 <= len(c["value"]) <= 100 for c in offered)

    async def test_choices_match_what_is_typed(self, channel, alice, core):
        """The core is asked with what was typed so far."""
        core.names = ("Ada Byron", "Grace Hopper")
        assert [c["value"] for c in await alice.autocomplete(channel, "quote", "person", "Gra")] == [
            "Grace Hopper"
        ]

    async def test_without_a_build_nothing_is_suggested(self, channel, alice, core):
        """No build is no failure of the completion."""
        core.no_build = True
        assert await alice.autocomplete(channel, "quote", "person", "A") == []

    async def test_free_text_is_taken(self, channel, alice, core):
        """What is not on the list is asked as typed."""
        await alice.slash(channel, "quote", person="nobody of that name")
        assert core.requests[0].text == "/quote nobody of that name"


class Russian(Wording):
    """A catalogue with one description and one name."""

    def __init__(self) -> None:
        super().__init__("en")
        self.language = "ru"
        self._templates |= {"command-quote": "что сказано", "discord-name-quote": "цитата"}


async def test_commands_are_named_in_the_languages_there_are(simcord_env, monkeypatch):
    """What a language has is told to Discord for its locale; the rest stays English."""
    said = Russian()
    monkeypatch.setattr(said, "has", lambda key: key in said._templates)
    monkeypatch.setattr(
        "adapters.discord.tree.wording", lambda locale: said if locale == "ru" else wording("en")
    )
    tree = simcord_env.bot.tree
    quote = await tree.get_command("quote").get_translated_payload(tree, tree.translator)
    assert quote["description_localizations"] == {"ru": "что сказано"}
    assert quote["name_localizations"] == {"ru": "цитата"}
    help_ = await tree.get_command("help").get_translated_payload(tree, tree.translator)
    assert help_.get("name_localizations", {}) == {}


class TestPages:
    async def test_the_asker_turns_pages_in_place(self, channel, alice, core):
        """Next shows the second page in the same message."""
        core.answers = paged
        first = await alice.slash(channel, "quote", person="Ada")
        await alice.click(first.response, label="Next")
        assert "Page 2 of" in text_shown(first.response)
        assert core.requests[-1].text == "/quote Ada"
        assert len(channel.history()) == 1

    async def test_the_first_page_has_no_previous(self, channel, alice, core):
        """A button that leads nowhere cannot be pressed; one page has no buttons."""
        core.answers = paged
        first = await alice.slash(channel, "quote")
        assert list(buttons(first.response)) == ["Next"]
        core.answers = lambda _: reply(passage("All there is."))
        assert buttons((await alice.slash(channel, "quote")).response) == {}

    async def test_others_get_a_copy_of_their_own(self, channel, alice, bob, core):
        """Somebody else's press leaves the message as it is and shows them the page alone."""
        core.answers = paged
        first = await alice.slash(channel, "quote")
        copy = await bob.click(first.response, label="Next")
        assert "Page 1 of" in text_shown(first.response)
        assert copy.ephemeral
        assert "Page 2 of" in text_shown(copy.response)
        await bob.click(copy.response, label="Next")
        assert "Page 3 of" in text_shown(copy.response)

    async def test_two_clicks_are_no_error(self, channel, alice, core):
        """Pressing twice what was seen once shows the same page twice."""
        core.answers = paged
        first = await alice.slash(channel, "quote")
        seen = first.response
        await alice.click(seen, label="Next")
        await alice.click(first.response, label="Previous")
        assert "Page 1 of" in text_shown(first.response)
        assert len(channel.history()) == 1

    async def test_a_slow_page_is_announced(self, simcord_env, channel, alice, core):
        """A page that takes ten seconds still arrives in place."""
        core.answers = paged
        first = await alice.slash(channel, "quote")
        core.seconds = 10.0
        click = await alice.click(first.response, label="Next")
        await simcord_env.advance_time(12.0)
        assert click.deferred
        assert "Page 2 of" in text_shown(first.response)

    async def test_old_buttons_work_after_a_restart(self, simcord_env, channel, alice, core, declared):
        """A button of before the restart turns the page after it."""
        core.answers = paged
        first = await alice.slash(channel, "quote", person="Ada")
        await simcord_env.restart_bot(Client(core, core.settings, declared))
        await alice.click(first.response, label="Next")
        assert "Page 2 of /quote Ada" in text_shown(first.response)

    async def test_a_long_question_survives_a_restart(self, simcord_env, channel, alice, core, declared):
        """A question longer than a button's id is found again."""
        core.answers = paged
        words = "sluice " * 200
        first = await alice.slash(channel, "quote", words=words)
        assert all(len(i) <= 100 for i in buttons(first.response).values())
        await simcord_env.restart_bot(Client(core, core.settings, declared))
        await alice.click(first.response, label="Next")
        assert core.requests[-1].text == f"/quote {words.strip()}"

    async def test_a_forgotten_question_is_said(self, channel, alice, core):
        """Where a long question is no longer known, the asker is told to ask again."""
        core.answers = paged
        first = await alice.slash(channel, "quote", words="sluice " * 200)
        for file in (core.settings.home / "discord" / "questions").iterdir():
            file.unlink()
        told = await alice.click(first.response, label="Next")
        assert told.ephemeral
        assert "ask it again" in text_shown(told.response)

    async def test_an_error_leaves_the_page_as_it_was(self, channel, alice, core):
        """A page that cannot be had is explained beside what was shown before."""
        core.answers = paged
        first = await alice.slash(channel, "quote")
        core.answers = lambda _: notice("Gone.")
        told = await alice.click(first.response, label="Next")
        assert told.ephemeral
        assert "Page 1 of" in text_shown(first.response)

    async def test_a_long_page_is_turned_in_parts(self, channel, alice, core):
        """What does not fit one message follows on the next, before the next page."""
        long = " ".join(f"word{n}" for n in range(900))
        core.answers = lambda r: reply(passage(long), query=r.text, page=r.page, pages=2)
        first = await alice.slash(channel, "quote")
        seen = [text_shown(first.response)]
        while "Next" in buttons(first.response):
            await alice.click(first.response, label="Next")
            seen.append(text_shown(first.response))
        assert all(len(text) <= 4000 for text in seen)
        assert sum(text.count("word899") for text in seen) == 2 * 2  # its words and its link's, twice
        assert {r.page for r in core.requests} == {1, 2}
        while "Previous" in buttons(first.response):
            await alice.click(first.response, label="Previous")
        assert text_shown(first.response) == seen[0]


class TestChoices:
    async def test_a_choice_asks_its_command(self, channel, alice, core):
        """Choosing from the menu asks what the option stands for, in a message of its own."""
        core.answers = lambda _: reply(choices("/quote Ada Byron", "/quote Ada Lovelace"))
        first = await alice.slash(channel, "quote", person="Ada")
        core.answers = lambda r: reply(passage(r.text))
        chosen = await alice.select(first.response, ["/quote Ada Lovelace"])
        assert "/quote Ada Lovelace" in text_shown(chosen.response)
        assert not chosen.ephemeral

    async def test_others_choose_for_themselves(self, channel, alice, bob, core):
        """Somebody else's choice is answered to them alone."""
        core.answers = lambda _: reply(choices("/quote Ada Byron", "/quote Ada Lovelace"))
        first = await alice.slash(channel, "quote", person="Ada")
        assert (await bob.select(first.response, ["/quote Ada Byron"])).ephemeral


class TestMenus:
    async def test_a_message_is_checked(self, channel, alice, bob, core):
        """The menu “Check against the record” gives the core the message's words."""
        said = await bob.send(channel, "They said *nothing* of it.")
        await alice.context_menu(channel, "Check against the record", said)
        assert core.requests[0].text == "/check They said *nothing* of it."

    async def test_a_quote_is_looked_for(self, channel, alice, bob, core):
        """The menu “Find this quote” looks the message's words up."""
        said = await bob.send(channel, "nothing of it")
        await alice.context_menu(channel, "Find this quote", said)
        assert core.requests[0].text == "/quote nothing of it"

    async def test_a_message_without_words_is_said_to_have_none(self, channel, alice, bob, core):
        """A picture alone cannot be looked up."""
        said = await bob.send(channel, attachments=[("a.png", b"png")])
        told = await alice.context_menu(channel, "Find this quote", said)
        assert told.ephemeral
        assert core.requests == []


class TestMessages:
    async def test_a_mention_is_answered_in_reply(self, simcord_env, channel, alice, core):
        """Who names the bot with a question gets a reply, which pings nobody."""
        await alice.send(channel, f"<@{simcord_env.bot.user.id}> how far was it?")
        assert core.requests[0].text == "how far was it?"
        answer = channel.last_message
        assert answer.reference is not None
        assert answer.author.id == simcord_env.bot.user.id

    async def test_other_messages_are_left_alone(self, channel, alice, core):
        """A message that does not name the bot is none of its business."""
        await alice.send(channel, "how far was it?")
        assert core.requests == []

    async def test_a_bare_mention_checks_what_it_replies_to(self, simcord_env, channel, alice, bob, core):
        """A reply that only names the bot has the message it replies to checked; Discord may hide it."""
        said = await bob.send(channel, "They said nothing of it.")
        mention = f"<@{simcord_env.bot.user.id}>"
        await alice.send(channel, mention, reply_to=said)
        shown_here = json.dumps([c.to_dict() for c in channel.last_message.components])
        # Without the privileged intent Discord leaves out the words of that message.
        assert core.requests == []
        assert "Check against the record" in shown_here

    async def test_an_operators_file_comes_with_the_command(self, simcord_env, channel, alice, bob, core):
        """A file sent with a command reaches the core from an operator, and from nobody else."""
        access = core.settings.access.model_copy(update={"operators": (f"discord:{alice.id}",)})
        simcord_env.bot.answering.settings = core.settings.model_copy(update={"access": access})
        for sender in (alice, bob):
            said = f"<@{simcord_env.bot.user.id}> /add"
            await sender.send(channel, said, attachments=[("a.txt", b"words")])
        came = [[(file.name, file.content) for file in request.attachments] for request in core.requests]
        assert came == [[("a.txt", b"words")], []]

    async def test_a_bare_mention_is_a_call_for_help(self, simcord_env, channel, alice, core):
        """Who only names the bot is told what can be asked."""
        await alice.send(channel, f"<@{simcord_env.bot.user.id}>")
        assert core.requests[0].text == "/help"

    async def test_a_private_message_is_a_question(self, simcord_env, core):
        """In a private chat plain text is asked."""
        user = simcord_env.create_user("eve")
        await user.send_dm("how far was it?")
        assert core.requests[0].text == "how far was it?"
        assert core.requests[0].private
        assert user.dm_channel.last_message.author.id == simcord_env.bot.user.id

    async def test_the_same_message_is_answered_once(self, simcord_env, channel, alice, core):
        """A message that a reconnect delivers again is not answered again."""
        message = await alice.send(channel, f"<@{simcord_env.bot.user.id}> how far?")
        await simcord_env.bot.answering.reply_to(message, "how far?")
        assert len(core.requests) == 1


class TestForms:
    """The same conversation in embeds and in plain text."""

    @pytest.fixture(params=["embeds", "plain"])
    def discord_settings(self, request):
        return DiscordSettings(shard_count=1, answers_as=request.param)

    async def test_pages_are_turned_in_place(self, channel, alice, bob, core):
        """Buttons work the same, for the asker and for others."""
        core.answers = paged
        first = await alice.slash(channel, "quote")
        assert "Page 1 of" in words_of(first.response)
        await alice.click(first.response, label="Next")
        assert "Page 2 of" in words_of(first.response)
        assert not first.response.flags.components_v2
        copy = await bob.click(first.response, label="Next")
        assert copy.ephemeral
        assert "Page 3 of" in words_of(copy.response)

    async def test_a_slow_answer_is_announced_first(self, simcord_env, channel, alice, core):
        """What was announced becomes the answer."""
        core.seconds = 10.0
        result = await alice.slash(channel, "quote")
        await simcord_env.advance_time(12.0)
        assert "Asked" in words_of(result.response)

    async def test_a_choice_can_be_made(self, channel, alice, core):
        """The menu of choices is there in every form."""
        core.answers = lambda _: reply(choices("/quote Ada Byron"))
        first = await alice.slash(channel, "quote")
        core.answers = lambda r: reply(passage(r.text))
        chosen = await alice.select(first.response, ["/quote Ada Byron"])
        assert "Ada Byron" in words_of(chosen.response)

    async def test_a_chart_goes_when_its_page_goes(self, channel, alice, core):
        """A picture of the first page is not left on the second."""
        charts = {1: ChartBlock("31 and 65", b"png", "Rally")}
        core.answers = lambda r: reply(
            charts.get(r.page, passage("No picture.")), query=r.text, page=r.page, pages=2
        )
        first = await alice.slash(channel, "quote")
        assert len(first.response.attachments) == 1
        await alice.click(first.response, label="Next")
        assert first.response.attachments == []
        assert "No picture" in words_of(first.response)


class TestServers:
    """What a server and those who manage it decide."""

    async def test_a_server_can_have_plain_text(self, simcord_env, guild, channel, alice, core):
        """For screen readers and copying a server gets plain text, others what is set."""
        core.state.set(Chat("discord", str(guild.id)), "plain", "on")
        here = await alice.slash(channel, "quote")
        assert "Asked" in here.response.content
        elsewhere = simcord_env.create_guild("Elsewhere")
        there = elsewhere.add_member(simcord_env.create_user("zoe"))
        shown = await there.slash(elsewhere.create_text_channel("news"), "quote")
        assert shown.response.flags.components_v2

    async def test_who_sees_what_is_settable(self, simcord_env, channel, alice, core):
        """Answers for the asker alone and errors for all, where the operator wants it so."""
        chosen = core.settings.discord.model_copy(update={"public_answers": False, "public_notices": True})
        simcord_env.bot.answering.settings = core.settings.model_copy(update={"discord": chosen})
        assert (await alice.slash(channel, "quote")).ephemeral
        core.answers = lambda _: notice("Help.")
        assert not (await alice.slash(channel, "help")).ephemeral

    async def test_a_server_has_its_language(self, channel, alice, core, monkeypatch):
        """What a server has set goes before the language of Discord."""
        monkeypatch.setattr(core, "chat_settings", lambda _: ChatSettings(language="ru"))
        await alice.slash(channel, "quote")
        assert core.requests[0].locale == "ru"

    async def test_the_set_up_is_shown_once_to_who_manages_the_server(self, channel, alice, dora, core):
        """The first /help of somebody with Manage Server explains the set-up; nobody else's, and once."""
        core.answers = lambda _: notice("Help.")
        assert (await alice.slash(channel, "help")).followups == []
        (told,) = (await dora.slash(channel, "help")).followups
        assert told.ephemeral
        assert "You manage this server" in text_shown(told)
        assert (await dora.slash(channel, "help")).followups == []

    async def test_joining_greets_nobody(self, simcord_env, channel):
        """A new server is left in peace."""
        assert channel.history() == []
        assert [e for e in simcord_env.http_requests if e.method == "POST"] == []

    async def test_a_lack_of_permission_is_explained_once(self, simcord_env, guild, alice, dora, core):
        """Where it may not write, the bot is quiet, and somebody who manages the server is told once."""
        secret = guild.create_text_channel(
            "quiet",
            overwrites={
                guild.default_role: discord.PermissionOverwrite(send_messages=True),
                guild.me: discord.PermissionOverwrite(send_messages=False),
            },
        )
        await alice.send(secret, f"<@{simcord_env.bot.user.id}> how far?")
        assert core.requests == []
        (told,) = (await dora.slash(secret, "quote")).followups
        assert "Send Messages" in text_shown(told)
        assert "#quiet" in text_shown(told)
        assert (await dora.slash(secret, "quote")).followups == []

    async def test_without_attach_files_the_words_stand_alone(self, simcord_env, guild, alice, core):
        """A chart that may not be attached is told in words, and why."""
        bare = guild.create_text_channel(
            "bare", overwrites={guild.me: discord.PermissionOverwrite(attach_files=False)}
        )
        core.answers = lambda _: reply(ChartBlock("31 and 65", b"png", "Rally"))
        await alice.send(bare, f"<@{simcord_env.bot.user.id}> rally")
        assert bare.last_message.attachments == []
        assert "31 and 65" in json.dumps([c.to_dict() for c in bare.last_message.components])

    async def test_silence_of_the_core_is_said_to_a_command(self, simcord_env, channel, alice, core):
        """Who is over the limit hears so from a command, and nothing from a mention."""
        core.answers = lambda _: Reply(Status.DENIED, "quote", (), personal=True)
        result = await alice.slash(channel, "quote")
        assert result.ephemeral
        assert "wait" in text_shown(result.response)
        await alice.send(channel, f"<@{simcord_env.bot.user.id}> again")
        assert channel.last_message.author.id == alice.id

    async def test_answers_are_journalled(self, simcord_env, channel, alice, core):
        """The core is told what was answered, to commands and to messages."""
        await alice.slash(channel, "quote")
        await alice.send(channel, f"<@{simcord_env.bot.user.id}> how far?")
        assert len(core.journalled) == 2

    async def test_what_came_too_late_is_not_journalled(self, channel, alice, core, monkeypatch):
        """An answer that Discord does not show any more is not said to be given."""

        async def late(*_: object, **__: object) -> None:
            gone = SimpleNamespace(status=404, reason="Not Found")
            raise discord.NotFound(gone, {"code": 10062, "message": "Unknown interaction"})

        monkeypatch.setattr(discord.InteractionResponse, "send_message", late)
        await alice.slash(channel, "quote")
        assert len(core.requests) == 1
        assert core.journalled == []


class TestHostileWords:
    @pytest.fixture(params=["components", "embeds", "plain"])
    def discord_settings(self, request):
        return DiscordSettings(shard_count=1, answers_as=request.param)

    async def test_a_hostile_quote_is_shown_as_it_is_and_pings_nobody(
        self, simcord_env, channel, alice, core
    ):
        """A slice of everything Discord could take for markup, ten thousand characters long."""
        slice_ = " ".join([*HOSTILE, "שלום", "x" * 5000, *HOSTILE])
        slice_ += " " + "word " * ((10_000 - len(slice_)) // 5) + "end"
        core.answers = lambda r: reply(passage(slice_, url=None), query=r.text)
        first = await alice.slash(channel, "quote")
        seen = [words_of(first.response)]
        while "Next" in buttons(first.response):
            await alice.click(first.response, label="Next")
            seen.append(words_of(first.response))
        notes = {wording("en").text(f"discord-{k}") for k in ("continued", "continues", "continues-word")}
        lines = [shown(line) for page in seen for line in page.split("\n")]
        whole = "".join("".join(line.split()) for line in lines if line not in notes)
        assert whole.startswith("".join(slice_.split()))
        sent = [e.json for e in simcord_env.http_requests if e.method in ("POST", "PATCH") and e.json]
        data = [body.get("data", body) for body in sent]
        assert len(data) == len(seen)
        assert all(body["allowed_mentions"] == {"parse": []} for body in data)


class TestFiles:
    async def test_a_chart_comes_with_its_description(self, channel, alice, core):
        """A picture is attached with the same in words."""
        core.answers = lambda _: reply(ChartBlock("31 and 65", b"png", "Rally"))
        result = await alice.slash(channel, "quote")
        assert [a.filename for a in result.response.attachments] == ["chart-1.png"]
        assert "Rally. 31 and 65" in json.dumps(result.response.components)
        assert "31 and 65" in text_shown(result.response)

    async def test_a_file_is_attached_under_a_safe_name(self, channel, alice, core):
        """A name that Discord would change is changed before."""
        core.answers = lambda _: reply(FileBlock("All quotes", "my quotes (1).csv", b"a,b"))
        result = await alice.slash(channel, "quote")
        assert [a.filename for a in result.response.attachments] == ["1-my_quotes_1_.csv"]
