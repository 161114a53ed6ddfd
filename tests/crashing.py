"""Processes that are killed at a random moment of their work, and what they had said was done by then."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

_CONTEXT = multiprocessing.get_context("fork")
Tell = Callable[[object], None]
Work = Callable[[Tell], None]


def killed(work: Work, moments: random.Random, longest_s: float) -> list[object]:
    """Run `work` in a process group of its own, kill -9 the group at a random moment; what it had told.

    The clock starts when the process does its first step, so that the moment is in the work.
    """
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_run, args=(work, theirs))
    process.start()
    theirs.close()
    told: list[object] = []
    if ours.poll(60):
        ours.recv()  # it begins
        time.sleep(moments.uniform(0, longest_s))
    assert process.pid is not None
    os.killpg(process.pid, signal.SIGKILL)
    process.join()
    try:
        while ours.poll():
            told.append(ours.recv())
    except (EOFError, OSError):
        pass
    ours.close()
    return told


def _run(work: Work, pipe: Connection) -> None:
    os.setsid()
    pipe.send("begins")
    work(pipe.send)
    signal.pause()
