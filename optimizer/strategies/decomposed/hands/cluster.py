"""Workers of a running dask.distributed scheduler: on other machines, or wherever it has them.

A shelf is the result of a task that is pinned to its worker, and every message is a task there that is given the shelf.
Dask drops the shelf when this process no longer wants it or is gone. Messages and replies are bytes to dask, pickled as
those between processes are: arrays are copies that can be written to, which is what the kernels are compiled for.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import logging
import pickle
import platform
import socket
import threading
import time
from collections import Counter
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from models.faults import CallError
from optimizer.strategies.decomposed.hands import MOST_SHARES, LostError
from optimizer.strategies.decomposed.shelf import Message, Reply, Shelf

ANSWER_SECONDS = 5.0
"""How long a scheduler may take to answer."""

POLL_SECONDS = 0.5
"""How often to look whether a worker that has not answered yet is still there."""

REPLACED_SECONDS = 5.0
"""How long a lost worker may take to be started again by whoever watches over it, before others do its work too."""

PROTOCOL = 4
"""Of pickling: arrays arrive as they left, in memory of their own."""


@dataclass(frozen=True)
class Seat:
    """A thread of a worker, and the task that holds its shelf."""

    address: str
    shelf: Any


class Cluster:
    """A place for every thread of every worker that is there at the beginning, up to ``MOST_SHARES``.

    Raises CallError where dask.distributed is not installed, nobody answers at the address, or there is no worker.
    """

    steady = False

    def __init__(self, address: str) -> None:
        check_cluster(address)
        import dask  # noqa: PLC0415 - an extra
        import distributed  # noqa: PLC0415 - the same

        self.address = address
        self._timeout, self._killed = distributed.TimeoutError, distributed.KilledWorker
        self._closed = distributed.client.ClosedClientError
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # tracebacks of what our errors tell
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TB"})  # a part's data is sent once
        try:
            self._client = distributed.Client(address, timeout=ANSWER_SECONDS, set_as_default=False, name="caselot")
        except (OSError, ValueError) as error:
            raise CallError(f"{address} does not answer as a dask scheduler: {error}") from error
        try:
            self._seats = [self._seat(each) for each in self._threads()]
        except BaseException:
            self._client.close()
            raise
        self.places = self.at_once = len(self._seats)
        self._replacing = threading.Lock()

    def _threads(self) -> list[str]:
        """The worker of every thread: first one of each worker, then the others."""
        until = time.monotonic() + REPLACED_SECONDS
        while not (there := self._there()) and time.monotonic() < until:
            time.sleep(POLL_SECONDS)
        if not there:
            raise CallError(f"the dask scheduler at {self.address} has no workers; start some with: dask worker")
        ranked = sorted((turn, worker) for worker, threads in there.items() for turn in range(threads))
        return [worker for _, worker in ranked][:MOST_SHARES]

    def _there(self) -> dict[str, int]:
        """Threads of the workers that are there now."""
        try:
            threads: dict[str, int] = self._client.nthreads()
        except (OSError, CancelledError, self._closed) as error:
            raise self._gone(error) from error
        return threads

    def _gone(self, error: Exception) -> CallError:
        return CallError(f"the dask scheduler at {self.address} is gone: {error}")

    def _seat(self, address: str) -> Seat:
        return Seat(address, self._client.submit(opened, versions(), workers=[address], pure=False))

    def ask(self, place: int, message: Message) -> Reply:
        """What the worker at the place replies; what it raises is raised here."""
        seat = self._seats[place]
        packed = pickle.dumps(message, PROTOCOL)
        try:
            task = self._client.submit(served, seat.shelf, packed, workers=[seat.address], pure=False)
            while True:
                try:
                    reply: Reply = pickle.loads(task.result(timeout=POLL_SECONDS))  # noqa: S301 - of our own worker
                except self._timeout:
                    if seat.address not in self._there():
                        raise LostError(seat.address) from None
                else:
                    return reply
        except (CancelledError, self._killed) as error:
            raise LostError(seat.address) from error
        except (OSError, self._closed) as error:
            if self._client.status == "running":  # it is the work that failed
                raise
            raise self._gone(error) from error
        except ImportError as error:
            raise CallError(f"the worker {seat.address} lacks what the work needs: {error}") from error

    def replace(self, place: int) -> None:
        """The worker that was started in its stead, if one is soon; else the one that has least to do."""
        with self._replacing:
            until = time.monotonic() + REPLACED_SECONDS
            while True:
                there = self._there()
                taken = Counter(seat.address for at, seat in enumerate(self._seats) if at != place)
                free = {worker: threads - taken[worker] for worker, threads in there.items()}
                if any(threads > 0 for threads in free.values()) or time.monotonic() > until:
                    break
                time.sleep(POLL_SECONDS)
            if not there:
                raise CallError(f"the dask scheduler at {self.address} has lost all its workers")
            self._seats[place] = self._seat(max(sorted(free), key=lambda worker: free[worker]))

    def close(self) -> None:
        """Leave the cluster; it drops what it holds for us."""
        self._client.close()

def check_cluster(address: str) -> None:
    """CallError where dask.distributed is not installed, or nobody answers at the address within some seconds."""
    if importlib.util.find_spec("distributed") is None:
        raise CallError("a cluster needs dask.distributed, which is not installed here: pip install 'caselot[cluster]'")
    place = urlsplit(address)
    try:
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=ANSWER_SECONDS) as there:
            # A scheduler speaks first, but where it is encrypted; dask would wait for ever for somebody who does not.
            speaks = place.scheme == "tls" or bool(there.recv(1))
    except TimeoutError:
        speaks = False
    except OSError as error:
        raise CallError(f"nobody answers at {address}: {error.strerror or error}; is the dask scheduler on?") from error
    if not speaks:
        raise CallError(f"nobody answers at {address} as a dask scheduler does; is the address right?")


def versions() -> dict[str, str]:
    """Of everything whose figures must not differ between machines."""
    packages = {name: importlib.metadata.version(name) for name in ("caselot", "numba", "pandas", "scipy")}
    return {"python": platform.python_version(), "numpy": np.__version__, **packages}


def opened(wanted: dict[str, str]) -> Shelf:
    """A shelf on a worker; CallError where the worker has other versions than who asks."""
    here = versions()
    other = [f"{name} {here[name]} instead of {version}" for name, version in wanted.items() if here[name] != version]
    if other:
        raise CallError(f"a worker on {platform.node()} has other versions: {', '.join(other)}; install the same there")
    return Shelf()


def served(shelf: Shelf, packed: bytes) -> bytes:
    """A message and its reply, both packed, on a worker."""
    return pickle.dumps(shelf.serve(pickle.loads(packed)), PROTOCOL)  # noqa: S301 - dask runs whatever is sent anyway
