"""A child from its first message to its end, within bounds of memory and time."""

import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.apart.messages import Message
from api.apart.parent import Child
from models.result import COMPILING

POLL = 0.1
"""Seconds between two looks at a child that says nothing."""

NEARLY = 0.9
"""At this share of its memory a child is asked to stop: a plan that it has is worth more than a kill."""

COMPILING_SECONDS = 900.0
"""Seconds that a child may spend on compiling kernels, once per installation: a minute or two on an idle machine."""

Heard = Callable[[Message], None]
Wish = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use: bytes of memory, seconds until it is asked to stop, seconds from there until it is killed.

    Memory is what it holds (resident), looked at ten times a second: limits on address space (RLIMIT_AS) count what
    threads of numerical libraries only reserve: 2 GB for a search that holds 0.3 GB (HiGHS and numba, two cores).
    """

    memory: int
    seconds: float
    grace: float


@dataclass(frozen=True, slots=True)
class End:
    """How a child ended.

    `outcome` is its own word for it; where it did not come to say one: "killed" when it had been asked to stop or used
    too much, else "crashed". `why` is what it was asked to stop for: "memory", "time", or the caller's own word; "" for
    nothing. `tables` holds facts and bytes of each table it sent before.
    """

    outcome: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    payload: bytes = b""
    why: str = ""
    tables: Mapping[str, Message] = field(default_factory=dict)
    peak: int = 0
    errors: str = ""


def watch(child: Child, bounds: Bounds, *, heard: Heard = lambda _: None, wish: Wish = lambda: "") -> End:
    """Hear a child to its end; it is killed where it goes beyond its bounds and does not stop when asked.

    `heard` is told each message but tables and end. `wish` is asked at every look: a word other than "" is why the
    child is to stop. What they raise goes to the caller.
    """
    guard = _Guard(child, bounds)
    tables: dict[str, Message] = {}
    while not child.over:
        message = child.next(POLL)
        guard.look(wish())
        if message is None:
            continue
        if message.kind == "end":
            facts = dict(message.facts)
            return End(facts.pop("outcome"), facts, message.payload, guard.why, tables, guard.peak, child.errors)
        if message.kind == "table":
            tables[message.facts["name"]] = message
        else:
            if message.kind == "progress":
                guard.hear(message.facts["phase"])
            heard(message)
    outcome = "killed" if guard.killed else "crashed"
    return End(outcome, {"sentence": _last_words(child)}, b"", guard.why, {}, guard.peak, child.errors)


class _Guard:
    """Looks at memory and time of a child, asks it to stop, and kills it."""

    def __init__(self, child: Child, bounds: Bounds) -> None:
        self._child, self._bounds = child, bounds
        self._stop_at = time.monotonic() + bounds.seconds
        self._kill_at = float("inf")
        self._compiling = False
        self.why, self.killed, self.peak = "", False, 0

    def hear(self, phase: str) -> None:
        """Time for compiling is time of its own: the clock of the work begins anew after it."""
        if self._compiling or phase == COMPILING:
            self._compiling = phase == COMPILING
            self._stop_at = time.monotonic() + (COMPILING_SECONDS if self._compiling else self._bounds.seconds)

    def look(self, wish: str) -> None:
        now, held = time.monotonic(), self._child.memory()
        self.peak = max(self.peak, held)
        if held > self._bounds.memory:
            self._kill("memory")
        elif now > self._kill_at:
            self._kill(self.why)
        elif not self.why:
            nearly = held > NEARLY * self._bounds.memory
            why = wish or ("memory" if nearly else "time" if now > self._stop_at else "")
            if why:
                self.why, self._kill_at = why, now + self._bounds.grace
                self._child.stop()

    def _kill(self, why: str) -> None:
        self.why, self.killed = why, True
        self._child.kill()


def _last_words(child: Child) -> str:
    code = child.exit_code
    if code is not None and code < 0:
        return f"the process was ended by signal {signal.Signals(-code).name}"
    return f"the process ended with exit code {code}"
