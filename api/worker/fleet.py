"""The workers that `caselot serve` starts beside the API: as many as it was told, a new one for each that ends."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Self

import structlog

PAUSE = 1.0
"""Seconds before a worker that has ended is replaced; doubled until `LONGEST_PAUSE` while they end at once."""

LONGEST_PAUSE = 30.0
LONG_ENOUGH = 60.0
"""Seconds after which a worker's end is no sign that the next one will end at once."""

LOOK = 0.2


class Fleet:
    """Worker processes under one thread, which lives as long as they do: with it the kernel would end them."""

    def __init__(self, count: int, environment: Mapping[str, str], patience: float) -> None:
        self._count, self._environment, self._patience = count, dict(environment), patience
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tend, name="workers", daemon=True)

    def __enter__(self) -> Self:
        if self._count:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._count:
            self._thread.join()

    def _tend(self) -> None:
        began: dict[int, float] = {}
        pauses = dict.fromkeys(range(self._count), PAUSE)
        due = dict.fromkeys(range(self._count), 0.0)
        at_work: dict[int, subprocess.Popen[bytes]] = {}
        while not self._over.wait(LOOK):
            now = time.monotonic()
            for place in range(self._count):
                process = at_work.get(place)
                if process is None and now >= due[place]:
                    at_work[place], began[place] = self._started(), now
                elif process is not None and process.poll() is not None:
                    structlog.get_logger().error("a worker has ended", code=process.returncode)
                    del at_work[place]
                    lasted = now - began[place]
                    pauses[place] = PAUSE if lasted > LONG_ENOUGH else min(2 * pauses[place], LONGEST_PAUSE)
                    due[place] = now + pauses[place]
        self._end(list(at_work.values()))

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "api", "worker", "--parent", str(os.getpid())],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in a terminal is the API's to hear; it tells them
        )

    def _end(self, processes: list[subprocess.Popen[bytes]]) -> None:
        """Tell all of them to end; kill those that do not: their runs go back into the queue by themselves."""
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + self._patience
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            process.kill()
            process.wait()
