"""Whoever does the item work, as one: every share answers every request, even if its worker is lost on the way.

Parts are dealt into shares in the same way whoever works, and answers come in the order of shares, so figures are the
same to the last bit with threads, processes or a cluster. Of the requests a log is kept; when a worker is lost,
somebody else plays the log with its shares and so arrives at the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from models.faults import CallError
from optimizer.options import Options
from optimizer.strategies.decomposed.hands import MOST_SHARES, Hands, LostError
from optimizer.strategies.decomposed.hands.threads import Threads
from optimizer.strategies.decomposed.shelf import Message, Reply
from optimizer.strategies.decomposed.work import Coming, Cut, Piece, Request

T = TypeVar("T")

ATTEMPTS = 10
"""Times that lost shares are made again for one request; workers that are lost that often are so for a reason."""


class Crew:
    """Hands, the requests they have had, and which share is at which place."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self._pool = ThreadPoolExecutor(hands.at_once, thread_name_prefix="part")
        self._run = 0
        self._pieces: Sequence[Piece] = ()
        self._members: list[range] = []
        self._log: list[Request[Any] | None] = []

    def cut(self, pieces: Sequence[Piece]) -> list[Coming]:
        """Begin a run: every piece goes to its worker, which makes a part of it. The answers by share."""
        self._run += 1
        self._pieces, self._members, self._log = pieces, dealt(len(pieces)), [None]
        return self._answers(0)

    def ask(self, request: Request[T]) -> list[T]:
        """The answers of all shares, in their order.

        Raises CallError where workers are lost again and again or none is left, and whatever the work raises.
        """
        self._log.append(request)
        answers = self._answers(len(self._log) - 1)
        if self.hands.steady:
            self._log[-1] = None
        return answers

    def close(self) -> None:
        """Let everybody go, whatever they are doing."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.hands.close()

    def _answers(self, position: int) -> list[Any]:
        shares = range(len(self._members))
        answers = self._sent(position, shares)
        for _ in range(ATTEMPTS):
            missing = [share for share in shares if share not in answers]
            if not missing:
                return [answers[share] for share in shares]
            for earlier in range(position):
                self._sent(earlier, missing)
            answers |= self._sent(position, missing)
        raise CallError(f"workers were lost {ATTEMPTS} times in a row; perhaps their memory does not suffice")

    def _sent(self, position: int, shares: Iterable[int]) -> Reply:
        """The answers of those shares that are still there."""
        count = len(self._members)
        there: dict[int, list[int]] = {}
        for share in shares:
            there.setdefault(share * min(self.hands.places, count) // count, []).append(share)
        answers: Reply = {}
        for reply in self._pool.map(lambda place: self._replied(position, place, there[place]), there):
            answers |= reply
        return answers

    def _replied(self, position: int, place: int, shares: list[int]) -> Reply:
        """The answers from one place; where its worker is lost, those it has given, and there is a new one."""
        answers: Reply = {}
        request = self._log[position]
        together = request is not None and not request.bulky
        for some in [shares] if together else [[share] for share in shares]:
            asked = Cut([self._pieces[k] for k in self._members[some[0]]]) if request is None else request
            try:
                answers |= self.hands.ask(place, Message(self._run, position, asked, tuple(some)))
            except LostError:
                self.hands.replace(place)
                break
        return answers


def dealt(parts: int) -> list[range]:
    """The parts of each share: as many shares as parts up to ``MOST_SHARES``, neighbours together."""
    shares = min(parts, MOST_SHARES)
    return [range(k * parts // shares, (k + 1) * parts // shares) for k in range(shares)]


def crew_for(options: Options) -> Crew:
    """Whom the options ask for: a cluster, several processes, or the threads of this one.

    Raises CallError where the cluster cannot be reached.
    """
    if options.cluster is not None:
        from optimizer.strategies.decomposed.hands.cluster import Cluster  # noqa: PLC0415 - an extra, a second to load

        return Crew(Cluster(options.cluster))
    if options.workers > 1:
        from optimizer.strategies.decomposed.hands.processes import Processes  # noqa: PLC0415 - rarely asked for

        return Crew(Processes(options.workers))
    return Crew(Threads())
