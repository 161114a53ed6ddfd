"""Platforms together in one process: what one's failure means for the others is a setting."""

import asyncio
import json
import signal
import subprocess
import sys

import pytest

from adapters import running
from adapters.errors import AdapterError
from bot.app import App
from bot.settings import load
from knowledge.record import Records
from tests.generated import ROOT
from tests.programs import environment

LOADED = """
import json, sys
import adapters.__main__, adapters.running

async def serve(*_):
    print(json.dumps(sorted(sys.modules)))
    return 0

adapters.running.run = serve
sys.exit(adapters.__main__.main(["run"]))
"""
"""The program up to where it would serve, and what it has loaded then."""

PREPARING = """
import sys, time
import adapters.__main__

def prepare(_):
    print("begun", flush=True)
    time.sleep(60)

adapters.__main__._prepare = prepare
sys.exit(adapters.__main__.main(["run"]))
"""
"""The program, in a first start that takes long."""

AT_ONCE = """
import os, random, signal, time
from adapters.__main__ import _in_a_child

def end_at_once():
    random.seed(os.getpid())
    until_s = time.perf_counter() + random.random() / 5_000
    while time.perf_counter() < until_s:
        pass
    os.kill(os.getppid(), signal.SIGTERM)
    time.sleep(5)

assert {_in_a_child(end_at_once) for _ in range(1_000)} == {-signal.SIGTERM}
"""
"""What comes just before the other process is waited for, many times over."""


class Refused:
    """A platform whose token is wrong."""

    async def run(self, _):
        raise AdapterError("the token is refused; get another")


class Serving:
    """A platform that serves, and notes for how long."""

    served = asyncio.Event()

    async def run(self, stop):
        for _ in range(5):
            await asyncio.sleep(0)
        if not stop.is_set():
            Serving.served.set()
            signal.raise_signal(signal.SIGUSR1)
        await stop.wait()


@pytest.mark.parametrize(("together", "goes_on"), [(True, False), (False, True)])
async def test_one_that_cannot_serve_ends_the_others_or_not(tmp_path, monkeypatch, capsys, together, goes_on):
    """The failure is one line and exit code 1; the others are ended or go on until the signal, as set."""
    Serving.served = asyncio.Event()
    settings = load(home=tmp_path, stop_together=together)
    app = App(settings, Records(tmp_path / "record.db"))
    both = {"one": Refused(), "other": Serving()}
    monkeypatch.setattr(running, "_configured", lambda *_: both)
    code = await running.run(app, settings, (signal.SIGUSR1,))
    asyncio.get_running_loop().remove_signal_handler(signal.SIGUSR1)
    app.close()
    assert code == 1
    assert capsys.readouterr().err.count("one: the token is refused") == 1
    assert Serving.served.is_set() is goes_on


def test_what_only_a_start_needs_is_not_in_the_memory_of_the_bot(tmp_path):
    """A first start leaves a build and a migrated state, and neither extractors nor Alembic in memory."""
    command = (sys.executable, "-c", LOADED)
    started = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert next(tmp_path.rglob("record.db")).exists()
    assert next(tmp_path.rglob("state.db")).exists()
    loaded = set(json.loads(started.stdout))
    assert {"bot.app", "knowledge.record"} <= loaded
    assert not loaded & {"alembic", "knowledge.build", "knowledge.ingest", "knowledge.clean", "PIL"}


def test_a_first_start_can_be_ended(tmp_path):
    """SIGTERM while the build is made ends the program within 5 s, with 0, and what makes the build too."""
    command = (sys.executable, "-c", PREPARING)
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(tmp_path), stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "begun\n"
        started.terminate()
        rest, _ = started.communicate(timeout=5)  # ends when nobody holds the pipe any more
        assert (started.returncode, rest) == (0, "")


def test_the_end_of_a_start_is_heeded_whenever_it_comes(tmp_path):
    """SIGTERM just before the child is waited for ends the child, and is not put off until it is done."""
    command = (sys.executable, "-c", AT_ONCE)
    subprocess.run(command, cwd=ROOT, env=environment(tmp_path), check=True)
