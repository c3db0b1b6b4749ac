"""A child within its bounds, and what becomes of one that is not."""

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from api.apart.messages import Message
from api.apart.parent import Child
from api.apart.watch import Bounds, End, _Guard, watch
from models.result import COMPILING

AMPLE = Bounds(memory=2**31, seconds=300, grace=60)
MB = 1_000_000


def _ended(
    work: str, bounds: Bounds = AMPLE, facts: Mapping[str, Any] | None = None, payload: bytes = b"", wish: str = ""
) -> End:
    with Child(f"tests.api.apart.works:{work}", facts or {}, payload) as child:
        return watch(child, bounds, wish=lambda: wish)


def test_bytes_go_both_ways_and_what_is_printed_gets_in_no_ones_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELOT_DATABASE_URL", "postgresql://secret")
    payload = os.urandom(3 * MB)
    end = _ended("prints", payload=payload)
    assert end.outcome == "planned"
    assert end.facts == {"secrets": [], "got": 3 * MB}
    assert end.payload == payload[::-1]
    assert "a banner" in end.errors
    assert "another banner" in end.errors


def test_one_that_takes_too_much_memory_is_killed() -> None:
    end = _ended("greedy", Bounds(memory=300 * MB, seconds=300, grace=60))
    assert (end.outcome, end.why) == ("killed", "memory")
    assert end.peak > 300 * MB


def test_one_that_nears_its_memory_is_asked_to_stop_and_keeps_what_it_has() -> None:
    # Python itself holds some 30 MB: with 920 MB it lies between 90 % of 1,000 MB and all of it.
    end = _ended("moderate", Bounds(memory=1000 * MB, seconds=60, grace=60), {"bytes": 920 * MB})
    assert (end.outcome, end.why) == ("planned", "memory")
    assert end.tables["orders"].payload == b"the best so far"


def test_one_that_is_asked_to_stop_says_so() -> None:
    end = _ended("moderate", facts={"bytes": 1}, wish="cancelled")
    assert (end.outcome, end.why, end.facts) == ("planned", "cancelled", {"held": 1})


def test_time_is_up() -> None:
    end = _ended("moderate", Bounds(memory=2**31, seconds=0, grace=60), {"bytes": 1})
    assert (end.outcome, end.why) == ("planned", "time")


def test_time_for_compiling_is_time_of_its_own() -> None:
    child: Any = SimpleNamespace(memory=lambda: 0, stop=lambda: None)
    guard = _Guard(child, Bounds(memory=2**31, seconds=-1, grace=60))
    guard.hear(COMPILING)
    guard.look("")
    assert guard.why == ""
    guard.hear("building")
    guard.look("")
    assert guard.why == "time"


def test_one_that_does_not_stop_is_killed() -> None:
    end = _ended("deaf", Bounds(memory=2**31, seconds=0, grace=0.2))
    assert (end.outcome, end.why) == ("killed", "time")
    end = _ended("deaf", Bounds(memory=2**31, seconds=300, grace=0), wish="cancelled")
    assert (end.outcome, end.why) == ("killed", "cancelled")


def test_one_that_dies_of_itself_is_told_apart() -> None:
    end = _ended("dies")
    assert (end.outcome, end.why) == ("crashed", "")
    assert end.facts["sentence"] == "the process was ended by signal SIGSEGV"


def test_what_it_raises_is_told_on_one_line() -> None:
    end = _ended("raises")
    assert (end.outcome, end.facts["sentence"]) == ("unexpected", "RuntimeError: two lines")
    assert "Traceback" in end.errors


def test_it_dies_with_its_parent_and_so_do_its_own() -> None:
    with Child("tests.api.apart.works:parent", {}) as child:
        message = _first(child)
        grandchild = int(message.facts["child"])
        assert _alive(grandchild)
        os.kill(child.pid, signal.SIGKILL)  # nobody is left who could tidy up
        deadline = time.monotonic() + 30
        while _alive(grandchild) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not _alive(grandchild)


def test_one_whose_parent_stops_hearing_ends_too() -> None:
    with Child("tests.api.apart.works:deaf", {}) as child:
        assert _first(child).facts["phase"] == "sleeping"
        assert child._process.stdin is not None
        child._process.stdin.close()  # as when a machine loses the parent without a signal
        assert child._process.wait(30) == 3


def _first(child: Child) -> Message:
    message = child.next(60)
    assert message is not None
    return message


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False
