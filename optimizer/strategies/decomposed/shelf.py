"""What a worker holds: shares by number, each with the count of requests that made it what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from optimizer.strategies.decomposed.work import Request, Share


@dataclass(frozen=True)
class Message:
    """A request to some shares: the ``position``-th of the run, from 0, which begins them anew."""

    run: int
    position: int
    request: Request[Any]
    shares: tuple[int, ...]


Reply = dict[int, Any]
"""The answers by share; a share that the worker does not hold as it should be is missing."""


class Shelf:
    """The shares of one worker.

    A share answers a request only when it has had all the earlier ones and no other. So a worker that is new, or one
    that is asked twice because an answer got lost, leaves the share out, and is told it from the start.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], tuple[Share, int]] = {}

    def serve(self, message: Message) -> Reply:
        """Do what is asked with every share that is held; the answers."""
        self._forget_other_runs(message.run)
        reply: Reply = {}
        for number in message.shares:
            key = (message.run, number)
            share, position = (Share(), 0) if message.position == 0 else self._held.get(key, (None, -1))
            if share is None or position != message.position:
                continue
            self._held.pop(key, None)  # where the work fails half-way, the share is no longer what its count says
            reply[number] = message.request.of(share)
            self._held[key] = (share, position + 1)
        return reply

    def _forget_other_runs(self, run: int) -> None:
        for key in [key for key in list(self._held) if key[0] != run]:
            self._held.pop(key, None)

    def __reduce__(self) -> NoReturn:
        """A shelf stays where it is: a copy of it would part from it with the next request."""
        raise TypeError("a shelf cannot be copied or sent")
