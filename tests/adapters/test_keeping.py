"""The program's subcommands for its keeper: doctor, backup and restore, export; and what runs beside."""

import asyncio
import csv
import io
import json
import re
import sqlite3
from contextlib import closing

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.doctor import examine
from adapters.errors import AdapterError
from adapters.exporting import export
from adapters.monitoring import pages, serve
from adapters.watching import reload_on_change, tend
from bot.settings import AccessSettings, DiscordSettings, TelegramSettings
from knowledge.home import Home
from tests import programs
from tests.bot.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path):
    room = Newsroom(tmp_path)
    yield room
    room.app.close()


def serious(settings, home):
    return {finding.about for finding in examine(settings, home) if finding.serious}


def test_a_sound_installation_has_no_serious_finding(newsroom):
    """A built newsroom is found sound, and every finding that is not well has a remedy."""
    newsroom.ask("/about")
    assert serious(newsroom.settings, newsroom.home) == set()


def test_what_is_wrong_is_found(newsroom, tmp_path):
    """Misshapen tokens and operators, missing articles and builds, a damaged state: each is serious."""
    broken = newsroom.settings.model_copy(
        update={
            "telegram": TelegramSettings(token="12:short"),  # noqa: S106
            "discord": DiscordSettings(token="nonsense"),  # noqa: S106
            "access": AccessSettings(operators=("me",)),
            "articles": tmp_path / "nowhere",
        }
    )
    newsroom.app.state.close()
    newsroom.app.state.file.write_bytes(b"lightning" * 1000)
    found = serious(broken, Home(tmp_path / "no-home"))
    assert found == {"telegram token", "discord token", "operators", "articles", "build", "state"}


def test_a_damaged_search_index_is_found(newsroom):
    """An index that does not hold the texts is found on a copy; the build itself is not written to."""
    connection = sqlite3.connect(newsroom.home.record)
    connection.execute("INSERT INTO passage_fts (passage_fts) VALUES ('delete-all')")
    connection.commit()
    connection.close()
    assert "build" in serious(newsroom.settings, newsroom.home)


def test_what_is_not_prose_does_not_look_like_damage(newsroom):
    """Captions and debris are kept and not searched; the search index is whole without them."""
    newsroom.write("tide.txt", "Whatsapp\nImage caption Boats wait for the tide\n\nThe tide came late.\n")
    newsroom.ask("/reload")
    with closing(sqlite3.connect(newsroom.home.record)) as connection:
        kinds = {kind for (kind,) in connection.execute("SELECT kind FROM passage")}
    assert kinds > {"body"}
    assert "build" not in serious(newsroom.settings, newsroom.home)


def test_a_torn_build_is_found(newsroom):
    """A build file that SQLite itself cannot read is a finding with a remedy, not the doctor's own end."""
    content = bytearray(newsroom.home.record.read_bytes())
    content[8192:20000] = bytes(20000 - 8192)
    newsroom.home.record.write_bytes(content)
    assert "build" in serious(newsroom.settings, newsroom.home)


@pytest.mark.process
@pytest.mark.parametrize("spoil", ["torn", "newer"])
def test_a_state_that_cannot_be_opened_is_said_in_one_line(newsroom, tmp_path, spoil):
    """A torn state, or one of a newer version: the program ends with 1 and a line that says so; it stays."""
    newsroom.ask("/settings quiet on")
    newsroom.app.close()
    file = newsroom.app.state.file
    if spoil == "torn":
        file.write_bytes(b"lightning" * 1000)
    else:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
    kept = file.read_bytes()
    places = ("--articles", newsroom.articles, "--home", newsroom.settings.home)
    ended = programs.run(tmp_path, "chat", *places)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert file.name in ended.stderr
    assert file.read_bytes() == kept


@pytest.mark.process
def test_the_program_backs_up_restores_and_examines(newsroom, tmp_path):
    """Each subcommand ends as promised: 0 when done, 1 with one line on standard error when not."""
    places = ("--articles", newsroom.articles, "--home", newsroom.settings.home)
    newsroom.ask("/settings quiet on")
    newsroom.app.close()
    copy = tmp_path / "copy.db"
    assert programs.run(tmp_path, "backup", copy, *places).returncode == 0
    assert programs.run(tmp_path, "restore", copy, *places).returncode == 0
    refused = programs.run(tmp_path, "restore", tmp_path / "none.db", *places)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    doctor = programs.run(tmp_path, "doctor", *places)
    assert doctor.returncode == 1  # nothing was built from the command line yet
    assert "run `onrecord build`" in doctor.stdout
    lines = programs.run(tmp_path, "export", *places).stdout.splitlines()
    assert {json.loads(line)["kind"] for line in lines} == {"quote", "figure"}
    assert programs.run(tmp_path, "doctor", *places).returncode == 0


def test_what_is_exported_is_in_the_articles(newsroom):
    """Each exported line is a slice of its article, in both forms alike."""
    record = newsroom.app.records.current()
    texts = {a.name: record.article_text(a.id) for a in record.articles.values()}
    lines, table = io.StringIO(), io.StringIO()
    export(record, "jsonl", lines)
    export(record, "csv", table)
    rows = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert len(rows) == len(record.quote_ids()) + len(record.figure_ids())
    assert all(texts[r["article"]][r["start"] : r["end"]] == r["text"] for r in rows)
    read = list(csv.DictReader(io.StringIO(table.getvalue())))
    assert [r["receipt"] for r in read] == [r["receipt"] for r in rows]


async def test_the_pages_say_how_the_bot_is(newsroom):
    """/healthz answers, /readyz waits for platforms, /metrics counts questions and holds no words."""
    client = TestClient(TestServer(pages(newsroom.app), host="127.0.0.1"))
    await client.start_server()
    try:
        await asyncio.to_thread(newsroom.ask, "/quote zebra-question")
        assert (await client.get("/healthz")).status == 200
        assert (await client.get("/readyz")).status == 200
        newsroom.app.health.adapters["telegram"] = "ended"
        ready = await client.get("/readyz")
        assert ready.status == 503
        assert "telegram" in await ready.text()
        text = await (await client.get("/metrics")).text()
        assert re.search(
            r'onrecord_questions_total\{command="quote",platform="telegram",status="\w+"\} 1.0', text
        )
        assert "onrecord_articles 2.0" in text
        assert "zebra" not in text
    finally:
        await client.close()


async def test_an_address_that_is_taken_is_one_clear_error(newsroom):
    """Pages at an address in use end with a line that names the setting."""
    stop = asyncio.Event()
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(AdapterError, match=r"\[web\] listen"):
        await serve(newsroom.app, f":{port}", stop)
    server.close()
    await server.wait_closed()


async def test_a_changed_folder_is_reloaded(newsroom, monkeypatch):
    """With watching on, a new article answers without anybody asking for a reload, and the log says who."""
    monkeypatch.setattr("adapters.watching.DEBOUNCE_MS", 100)
    stop = asyncio.Event()
    watching = asyncio.create_task(reload_on_change(newsroom.app, stop))
    try:
        async with asyncio.timeout(60):
            while len(newsroom.app.records.current().articles) == 2:
                newsroom.write("pier.txt", "“The pier is lost,” said Lena Marsh, the harbour master.")
                await asyncio.sleep(0.5)
    finally:
        stop.set()
        await watching
    assert "watch" in await asyncio.to_thread(newsroom.says, "/log")


async def test_a_change_while_another_build_runs_is_not_lost(newsroom, monkeypatch):
    """What comes into the folder while somebody builds is reloaded once that build has ended."""
    monkeypatch.setattr("adapters.watching.DEBOUNCE_MS", 100)
    monkeypatch.setattr("adapters.watching.RETRY_S", 0.1)
    tried = asyncio.Event()
    inner, loop = newsroom.app.workshop.make_and_publish, asyncio.get_running_loop()

    def make(who):
        loop.call_soon_threadsafe(tried.set)
        return inner(who)

    monkeypatch.setattr(newsroom.app.workshop, "make_and_publish", make)
    stop = asyncio.Event()
    watching = asyncio.create_task(reload_on_change(newsroom.app, stop))
    try:
        async with asyncio.timeout(60):
            with newsroom.app.workshop.reserved("somebody"):
                while not tried.is_set():
                    newsroom.write("pier.txt", "“The pier is lost,” said Lena Marsh, the harbour master.")
                    await asyncio.sleep(0.5)
            while len(newsroom.app.records.current().articles) == 2:
                await asyncio.to_thread(newsroom.says, "/sources")
    finally:
        stop.set()
        await watching
    assert "pier" in {article.name for article in newsroom.app.records.current().articles.values()}


def test_what_is_due_is_done(newsroom):
    """Tending makes the day's copy once."""
    tend(newsroom.app)
    tend(newsroom.app)
    assert len(list((newsroom.settings.home / "backups").iterdir())) == 1
