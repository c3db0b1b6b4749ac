"""Threads of this process: the compiled kernels let go of the interpreter, so they run side by side."""

from __future__ import annotations

import os

from optimizer.strategies.decomposed.hands import MOST_SHARES
from optimizer.strategies.decomposed.shelf import Message, Reply, Shelf

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Threads:
    """One shelf for all: whoever asks does the work, ``at_once`` at a time, and nothing is sent anywhere."""

    places = MOST_SHARES
    steady = True

    def __init__(self, at_once: int = CORES) -> None:
        self.at_once = at_once
        self._shelf = Shelf()

    def ask(self, place: int, message: Message) -> Reply:  # noqa: ARG002 - any thread reaches the one shelf
        """The work, done here and now."""
        return self._shelf.serve(message)

    def replace(self, place: int) -> None:
        """Nobody is ever lost: a thread ends with its process."""
        raise NotImplementedError(place)

    def close(self) -> None:
        """Let go of what is held."""
        self._shelf = Shelf()
