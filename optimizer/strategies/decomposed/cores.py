"""The cores of this machine: work side by side; the compiled kernels and solvers let go of the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from optimizer.strategies.decomposed.hands.threads import CORES

Given = TypeVar("Given")
Answer = TypeVar("Answer")


class Cores:
    """Threads, one a core."""

    def __init__(self, threads: int = CORES) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="core")

    def each(self, work: Callable[[Given], Answer], given: Sequence[Given]) -> list[Answer]:
        """The answers in the order of what was given."""
        return list(self._pool.map(work, given)) if len(given) > 1 else [work(one) for one in given]

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=False, cancel_futures=True)
