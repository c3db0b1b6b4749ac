"""Where parts do their work: side by side on the cores of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Answer = TypeVar("Answer")

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """Threads; the compiled kernels let go of the interpreter, so they run side by side."""

    def __init__(self, threads: int = CORES) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="part")

    def each(self, work: Callable[[Given], Answer], given: Sequence[Given]) -> list[Answer]:
        """The answers in the order of what was given."""
        return list(self._pool.map(work, given))

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=False, cancel_futures=True)
