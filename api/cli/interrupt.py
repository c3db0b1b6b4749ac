"""Ctrl-C: once ends the search and keeps the best plan so far, twice ends the process."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TypeVar

from api.cli.errors import ExitCode

Answer = TypeVar("Answer")

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run(work: Callable[[Callable[[], bool]], Answer], asked: Callable[[], None]) -> Answer:
    """Do the work in a thread of its own and hand it a question: whether anybody has asked to stop.

    A solver can be deaf for a while; the main thread stays free to hear the signal and calls `asked` at the first one.
    The second one ends the process at once.
    """
    stop = threading.Event()
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def labour() -> None:
        try:
            answers.append(work(stop.is_set))
        except BaseException as error:  # noqa: BLE001 - it is raised again where the caller waits
            errors.append(error)

    thread = threading.Thread(target=labour, name="work", daemon=True)
    with _heard(stop, asked):
        thread.start()
        while thread.is_alive():
            thread.join(0.1)
    if errors:
        raise errors[0]
    return answers[0]


@contextlib.contextmanager
def _heard(stop: threading.Event, asked: Callable[[], None]) -> Iterator[None]:
    """Listen to the signals for the time being; outside the main thread nobody may."""

    def hear(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(ExitCode.INTERRUPTED)  # a thread inside a solver cannot be ended in any gentler way
        stop.set()
        asked()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, hear) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
