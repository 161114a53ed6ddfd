"""The real program against Discord's wire protocol on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import signal
import sys
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from adapters.discord import DiscordAdapter
from adapters.errors import AdapterError
from tests.programs import COMMAND, environment, run
from tests.servers.discord_gateway import BOT, GUILD, TOKEN, USER, DiscordServer, Fault, channel_payload

pytestmark = pytest.mark.process


EXTRA = """
import sys
from bot.command import command
from bot.wording import wording
wording("en")._templates["command-extra"] = "one more command"
command("extra")(lambda ask: None)
from adapters.__main__ import main
sys.exit(main())
"""

HURRIED = """
import sys
from adapters.discord import client
client._HEARTBEAT_TIMEOUT_S = 1.0
from adapters.__main__ import main
sys.exit(main())
"""


class Program:
    """`onrecord run` with Discord alone, on the sample."""

    def __init__(self, home: Path, server: DiscordServer, *lines: str) -> None:
        self.home = home
        self.config = home / f"{uuid.uuid4().hex}.toml"
        self.config.write_text("\n".join(["[discord]", f'api_url = "{server.api_url}"', *lines]), "utf-8")
        self.token = TOKEN
        self.log = b""

    async def start(self, program: tuple[str, ...] = COMMAND, arguments: tuple[str, ...] = ("run",)) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *program,
            *arguments,
            "--config",
            str(self.config),
            "--home",
            str(self.home),
            env=environment(self.home) | {"ONRECORD_DISCORD_TOKEN": self.token},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def ended(self, within_s: float = 60.0) -> int:
        """The exit code of a program that ends by itself or was told to."""
        self.log, _ = await asyncio.wait_for(self.process.communicate(), within_s)
        assert self.process.returncode is not None
        return self.process.returncode

    async def stop(self) -> int:
        """End it as a service manager would; it has five seconds."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended(5.0)

    @property
    def last_line(self) -> str:
        return self.log.decode().strip().splitlines()[-1]


@contextlib.asynccontextmanager
async def running(
    home: Path,
    server: DiscordServer,
    *lines: str,
    shards: int = 1,
    program: tuple[str, ...] = COMMAND,
    arguments: tuple[str, ...] = ("run",),
) -> AsyncIterator[Program]:
    """The program, connected; it is ended in any case."""
    started = Program(home, server, *lines)
    await started.start(program, arguments)
    try:
        await server.until(lambda: server.ready(shards), 60)
        yield started
    finally:
        if not started.log:
            with contextlib.suppress(ProcessLookupError):
                started.process.kill()
            started.log, _ = await started.process.communicate()
        sys.stdout.write(started.log.decode())  # shown when the test fails


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A home in which the sample is built."""
    home = tmp_path_factory.mktemp("built")
    assert run(home, "build", "--home", home).returncode == 0
    return home


@pytest.fixture
def home(built, tmp_path) -> Path:
    """A home of its own for each test, with the build."""
    shutil.copytree(built / "records", tmp_path / "records")
    return tmp_path


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def live(built) -> AsyncIterator[DiscordServer]:
    """A server with the program connected to it, for the tests that leave it running.

    One user asks all of them, more than the shipped limits let anybody ask a minute.
    """
    limits = ("[limits]", "user_per_minute = 1000", "chat_per_minute = 1000")
    async with DiscordServer() as started, running(built, started, *limits):
        yield started


def text_of(shown: dict) -> str:
    """What a message of components says."""
    return json.dumps(shown["components"], ensure_ascii=False)


class TestLife:
    """From the start to the end of a process."""

    async def test_commands_are_sent_once(self, server, home):
        """The first start tells Discord the commands, the second nothing, and both end with SIGTERM."""
        for _ in range(2):
            async with running(home, server) as program:
                asked = await server.slash("quote", person="lukashenko")
                await server.until(lambda a=asked: server.shown[a])
                assert await program.stop() == 0
        assert server.syncs == ["all"]
        names = {c["name"] for c in server.commands["all"]}
        assert {"quote", "help", "Find this quote"} <= names
        assert server.closed_with[-1] == 1000

    async def test_a_changed_declaration_is_sent_once(self, server, home):
        """One more command is one more sync, of everything."""
        async with running(home, server) as program:
            assert await program.stop() == 0
        async with running(home, server, program=(sys.executable, "-c", EXTRA)) as program:
            assert await program.stop() == 0
        assert server.syncs == ["all", "all"]
        assert "extra" in {c["name"] for c in server.commands["all"]}

    async def test_named_servers_get_the_commands_instead(self, server, home):
        """With servers named, they get the commands and everywhere else loses them: no duplicates."""
        async with running(home, server) as program:
            assert await program.stop() == 0
        async with running(home, server, f"guilds = [{GUILD}]") as program:
            assert await program.stop() == 0
        assert server.commands["all"] == []
        assert {"quote", "help"} <= {c["name"] for c in server.commands[str(GUILD)]}

    async def test_buttons_outlive_the_process(self, server, home):
        """A button of one process turns the page in the next."""
        async with running(home, server) as program:
            asked = await server.slash("quote", person="lukashenko")
            await server.until(lambda: server.shown[asked])
            await program.stop()
        async with running(home, server) as program:
            pressed = await server.click(server.shown[asked][0], "Next")
            await server.until(lambda: server.shown[pressed])
            assert "Page 2 of" in text_of(server.shown[pressed][0])
            await program.stop()

    async def test_a_wrong_token_is_one_line(self, server, home):
        """The program ends with what to do, and without the token."""
        program = Program(home, server)
        program.token = "wrong.token"  # noqa: S105  (it is one)
        await program.start()
        assert await program.ended() == 1
        assert "does not accept the token" in program.last_line
        assert b"wrong.token" not in program.log

    async def test_a_refused_intent_is_one_line(self, server, home):
        """Message content switched on here but not in the portal is explained."""
        program = Program(home, server, "message_content = true")
        await program.start()
        assert await program.ended() == 1
        assert "message_content = false" in program.last_line

    async def test_two_shards(self, server, home):
        """Both shards identify, and what either is told is answered."""
        async with running(home, server, "shard_count = 2", shards=2) as program:
            assert sorted(i["shard"] for i in server.identified) == [[0, 2], [1, 2]]
            home_shard = (GUILD >> 22) % 2
            asked = await server.slash("quote", person="lukashenko", shard=1 - home_shard)
            await server.until(lambda: server.shown[asked])
            assert await program.stop() == 0

    async def test_missed_heartbeats_end_in_a_resumed_connection(self, server, home):
        """A gateway that falls silent is left with a line in the log; the session goes on where it was."""
        server.heartbeat_ms = 300
        async with running(home, server, program=(sys.executable, "-c", HURRIED)) as program:
            await server.until(lambda: server.beats >= 2)
            server.acknowledges = False
            await server.until(lambda: server.resumed, 8)
            server.acknowledges = True
            asked = await server.slash("quote", person="lukashenko")
            await server.until(lambda: server.shown[asked])
            beats = server.beats
            await server.until(lambda: server.beats > beats + 1)
            assert await program.stop() == 0
        assert len(server.identified) == len(server.resumed) == 1
        lines = program.log.decode().splitlines()
        lost = next(n for n, line in enumerate(lines) if "discord connection lost, reconnecting" in line)
        assert any("discord connection resumed" in line for line in lines[lost:])

    async def test_an_outage_at_the_start_is_waited_out(self, server, home):
        """A service that is away when the program starts is tried again."""
        server.faults += [Fault("GET", "/users/@me"), Fault("GET", "/gateway/bot")]
        async with running(home, server) as program:
            assert await program.stop() == 0


@pytest.mark.asyncio(loop_scope="module")
class TestConnection:
    """One connection with all that can happen to it."""

    async def test_what_was_missed_is_answered_once(self, live):
        """A command given while the connection was broken is answered after it resumes, once."""
        before = len(live.resumed)
        await live.drop()
        asked = await live.slash("quote", person="lukashenko")
        await live.until(lambda: live.shown[asked])
        assert len(live.resumed) == before + 1
        after = await live.say(f"<@{BOT}> /about")
        await live.until(lambda: live.answers(after))
        assert len(live.shown[asked]) == 1

    async def test_what_is_told_twice_is_answered_once(self, live):
        """A command that the gateway repeats is not answered again."""
        asked = await live.slash("quote", person="lukashenko")
        await live.repeat()
        await live.until(lambda: live.shown[asked])
        after = await live.slash("about")
        await live.until(lambda: live.shown[after])
        assert live.received(f"/interactions/{asked}/") == 1

    async def test_a_request_to_reconnect_is_followed(self, live):
        """Discord's own restarts are resumed, and no session is begun for them."""
        before, begun = len(live.resumed), len(live.identified)
        await live.ask_to_reconnect()
        await live.until(lambda: len(live.resumed) > before and live.ready())
        asked = await live.slash("about")
        await live.until(lambda: live.shown[asked])
        assert (len(live.resumed), len(live.identified)) == (before + 1, begun)

    async def test_an_invalid_session_is_begun_anew(self, live):
        """A session that cannot be resumed is replaced by a new one."""
        before = len(live.identified)
        live.refuse_resumes = 1
        await live.close_with(4000)
        await live.until(lambda: len(live.identified) > before and live.ready())
        asked = await live.slash("about")
        await live.until(lambda: live.shown[asked])
        assert len(live.identified) == before + 1

    @pytest.mark.parametrize("done_first", [False, True])
    async def test_a_broken_connection_loses_no_answer(self, live, done_first):
        """An answer whose connection breaks, before or after Discord took it, is shown once."""
        live.faults.append(Fault("POST", "/callback", done_first=done_first))
        asked = await live.slash("quote", person="lukashenko")
        await live.until(lambda: live.received(f"/interactions/{asked}/") == 2)
        after = await live.slash("about")
        await live.until(lambda: live.shown[after])
        assert ["Lukashenko" in text_of(m) for m in live.shown[asked]] == [True]

    @pytest.mark.parametrize("done_first", [False, True])
    async def test_a_reply_to_a_message_comes_once(self, live, done_first):
        """The same for an answer to a mention: its nonce is posted once."""
        live.faults.append(Fault("POST", "/messages", done_first=done_first))
        asked = await live.say(f"<@{BOT}> /quote lukashenko")
        await live.until(lambda: live.attempts(asked) == 2 and live.answers(asked))
        after = await live.say(f"<@{BOT}> /about")
        await live.until(lambda: live.answers(after))
        assert live.attempts(asked) == 2
        assert ["Lukashenko" in text_of(m) for m in live.answers(asked)] == [True]

    async def test_a_short_rate_limit_is_waited_for(self, live):
        """A limit that ends in time delays the answer."""
        live.faults.append(Fault("POST", "/callback", 429, retry_after=0.3))
        asked = await live.slash("quote", person="lukashenko")
        await live.until(lambda: live.shown[asked])
        assert "Lukashenko" in text_of(live.shown[asked][0])

    async def test_a_long_rate_limit_holds_nobody_else(self, live):
        """A limit beyond an interaction's deadline is given up; the next is answered."""
        live.faults.append(Fault("POST", "/callback", 429, retry_after=30.0))
        held = await live.slash("quote", person="lukashenko")
        await live.until(lambda: not live.faults)
        asked = await live.slash("about")
        await live.until(lambda: live.shown[asked])
        assert live.shown[held] == []

    async def test_a_failing_service_is_tried_again(self, live):
        """A 502 delays the answer."""
        live.faults.append(Fault("POST", "/callback", 502))
        asked = await live.slash("quote", person="lukashenko")
        await live.until(lambda: live.shown[asked])
        assert "Lukashenko" in text_of(live.shown[asked][0])

    async def test_where_only_a_user_installed_it_it_answers(self, live):
        """In a server without the bot, and in a group's private chat, it answers and does nothing else."""
        elsewhere = {"guild_id": "9001", "authorizing_integration_owners": {"1": str(USER)}}
        elsewhere["guild"] = {"id": "9001", "locale": "en-US", "features": []}
        elsewhere |= {"channel_id": "9003", "channel": channel_payload() | {"id": "9003", "guild_id": "9001"}}
        group = {
            "guild_id": None,
            "guild": None,
            "guild_locale": None,
            "member": None,
            "user": {"id": str(USER), "username": "u", "discriminator": "0", "avatar": None},
            "context": 2,
            "channel": {"id": "9002", "type": 3, "recipients": [], "last_message_id": None, "name": None},
            "channel_id": "9002",
        }
        for where in (elsewhere, group):
            asked = await live.slash("quote", person="lukashenko", where=where)
            await live.until(lambda a=asked: live.shown[a])
            assert "Lukashenko" in text_of(live.shown[asked][0])
            assert not live.shown[asked][0]["flags"] & 64
        assert live.received("/channels/9002") == live.received("/channels/9003") == 0

    async def test_nothing_that_is_sent_can_ping(self, live):
        """Every message that was sent forbids every mention."""
        said = await live.say(f"<@{BOT}> @everyone <@{USER}> who is it?")
        asked = await live.slash("search", words="@everyone")
        await live.until(lambda: live.shown[asked] and live.answers(said))
        sent = [*live.messages.values(), *(m for shown in live.shown.values() for m in shown)]
        assert sent
        assert all(m["allowed_mentions"]["parse"] == [] for m in sent)
        assert all(m["allowed_mentions"].get("users", []) == [] for m in sent)


class TestSync:
    """What an operator can ask for by hand."""

    async def test_a_dry_run_says_what_would_change_and_changes_nothing(self, server, core):
        """Before the first sync everything would be new; after it nothing would change."""
        chosen = core.settings.discord.model_copy(
            update={"api_url": server.api_url, "token": SecretStr(TOKEN)}
        )
        adapter = DiscordAdapter(core, core.settings.model_copy(update={"discord": chosen}))
        (before,) = await adapter.sync(dry_run=True)
        assert "+quote" in before
        assert server.syncs == []
        await adapter.sync(dry_run=False)
        assert server.syncs == ["all"]
        assert await adapter.sync(dry_run=True) == ("all: nothing changes",)
        server.commands["all"][0]["description"] = "something else"
        server.commands["all"].append({"name": "old", "type": 1})
        (after,) = await adapter.sync(dry_run=True)
        assert "-old" in after
        assert f"~{server.commands['all'][0]['name']}" in after

    async def test_without_the_right_token_it_says_what_to_do(self, server, core):
        """A wrong token is explained."""
        chosen = core.settings.discord.model_copy(
            update={"api_url": server.api_url, "token": SecretStr("wrong")}
        )
        adapter = DiscordAdapter(core, core.settings.model_copy(update={"discord": chosen}))
        with pytest.raises(AdapterError, match="copy it anew"):
            await adapter.sync(dry_run=True)

    async def test_the_program_can_be_asked(self, server, home):
        """`onrecord discord sync --dry-run` prints it."""
        program = Program(home, server)
        await program.start(arguments=("discord", "sync", "--dry-run"))
        assert await program.ended() == 0
        assert "+quote" in program.last_line
        assert server.syncs == []
