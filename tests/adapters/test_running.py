"""Platforms together in one process: what one's failure means for the others is a setting."""

import asyncio
import signal

import pytest

from adapters import running
from adapters.errors import AdapterError
from bot.app import App
from bot.settings import load
from knowledge.record import Records


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
