"""Processes of this machine, one at each place, joined to this one by a pipe each.

Not a pool of concurrent.futures: parts stay with their worker, and a pool breaks as a whole when one process is killed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait

from models.faults import CallError
from optimizer.strategies.decomposed.hands import LostError
from optimizer.strategies.decomposed.shelf import Message, Reply, Shelf

SPAWN = multiprocessing.get_context("spawn")
"""A fresh interpreter each: a fork would copy locks that threads of numba and the solvers may hold."""

DEAF_TO = {signal.SIGINT, signal.SIGTERM}
"""What a terminal or a service manager sends to a whole group: this process decides what becomes of its workers."""


class Processes:
    """``places`` workers, each started when it is first asked."""

    steady = False

    def __init__(self, places: int) -> None:
        self.places = self.at_once = places
        self.workers: list[Worker | None] = [None] * places
        self._closed = False
        self._starting = threading.Lock()

    def ask(self, place: int, message: Message) -> Reply:
        """What the worker at the place replies."""
        return self._worker(place).ask(message)

    def _worker(self, place: int) -> Worker:
        with self._starting:
            if self._closed:
                raise CallError("the workers were let go while they were asked")
            worker = self.workers[place]
            if worker is None:
                worker = self.workers[place] = Worker()
        return worker

    def replace(self, place: int) -> None:
        """Make room; the next one starts when it is asked."""
        with self._starting:
            if self._closed:
                return
            worker, self.workers[place] = self.workers[place], None
        if worker is not None:
            worker.end()

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        with self._starting:
            self._closed = True
            workers, self.workers = self.workers, []
        for worker in workers:
            if worker is not None:
                worker.end()


class Worker:
    """One process, and this end of the pipe to it."""

    def __init__(self) -> None:
        self._here, there = SPAWN.Pipe()
        self.process = SPAWN.Process(target=serve, args=(there,), name="caselot worker", daemon=True)
        with _deaf():
            self.process.start()
        there.close()
        self._asking = threading.Lock()

    def ask(self, message: Message) -> Reply:
        """What it replies; what it raises is raised here."""
        with self._asking:
            try:
                self._here.send(message)
                reply: Reply | Exception = self._here.recv()
            except (EOFError, OSError) as error:
                raise LostError(self.process.name) from error
        if isinstance(reply, Exception):
            raise reply
        return reply

    def end(self) -> None:
        """Kill it: what it holds is in memory only."""
        self.process.kill()
        self.process.join()
        with self._asking:  # whoever waits for it hears of its end first
            self._here.close()
        self.process.close()


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """A process that is started here never hears the signals, not even while it imports."""
    resource_tracker.ensure_running()  # it comes with the first process, and would let the signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, DEAF_TO)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(there: Connection) -> None:
    """The whole life of a worker: reply to messages until nobody is left to send any."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    shelf = Shelf()
    while True:
        reply: Reply | Exception
        try:
            reply = shelf.serve(there.recv())
        except EOFError:
            return
        except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
            error.add_note(traceback.format_exc())
            reply = error
        there.send(reply)


def _end_with_parent() -> None:
    """End at once when the process that started this one is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
