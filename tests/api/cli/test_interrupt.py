import os
import signal
import time
from collections.abc import Callable

import pytest

from api.cli import interrupt


def test_the_first_signal_is_heard_by_the_work_and_its_answer_kept() -> None:
    asked: list[str] = []

    def work(stop: Callable[[], bool]) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        deadline = time.monotonic() + 300
        while not stop() and time.monotonic() < deadline:
            time.sleep(0.01)
        return "best so far" if stop() else "deaf"

    before = signal.getsignal(signal.SIGINT)
    assert interrupt.run(work, lambda: asked.append("once")) == "best so far"
    assert asked == ["once"]
    assert signal.getsignal(signal.SIGINT) is before


def test_what_the_work_raises_is_raised_where_it_was_asked_for() -> None:
    def work(_stop: Callable[[], bool]) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        interrupt.run(work, lambda: None)
