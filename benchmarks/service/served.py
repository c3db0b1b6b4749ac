"""A running `caselot serve`, and callers that keep their connection: as little as can be beside what is measured."""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import numpy as np

from api.auth.caller import console
from api.auth.permissions import Role
from api.services.keys import create_key_of_integration
from models.db.engine import open_database
from models.db.ids import MAIN
from models.db.sessions import act_for

ALONE = {
    "CASELOT_WORKERS": "0", "CASELOT_WEBHOOKS": "false", "CASELOT_REQUESTS_PER_MINUTE": "0",
    "CASELOT_LOG_LEVEL": "error",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Served:
    """A service: its port, its process, and a key for each role."""

    port: int
    process: int
    keys: dict[str, str]

    @property
    def resident(self) -> float:
        """Megabytes that the process holds now (VmRSS)."""
        text = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1000


@contextmanager
def serving(url: str) -> Iterator[Served]:
    """The service on a database, without workers, until the block ends."""
    keys = {role: _key(url, role) for role in ("planner", "buyer", "viewer")}
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve", "--port", "0", "--json"],
        env={**os.environ, **ALONE, "CASELOT_DATABASE_URL": url}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        told = "".join(takewhile(lambda line: line.rstrip() != "}", process.stdout)) + "}"
        yield Served(json.loads(told)["port"], process.pid, keys)
    finally:
        process.terminate()
        process.wait()


def _key(url: str, role: str) -> str:
    database = open_database(url)
    with database.write.begin() as session:
        act_for(session, MAIN)
        secret = create_key_of_integration(session, console(MAIN), f"the {role}", Role(role))[1]
    database.close()
    return secret


class Caller:
    """One connection that is kept."""

    def __init__(self, served: Served, role: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=300)
        self._headers = {"Authorization": f"Bearer {served.keys[role]}"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str) -> bytes:
        """What is answered with 200."""
        self._connection.request("GET", path, headers=self._headers)
        return self._answer({200})

    def post(self, path: str, body: Any) -> Any:  # noqa: ANN401 - JSON
        """What is answered with 200 or 201, read."""
        sent = {**self._headers, "Idempotency-Key": uuid4().hex, "Content-Type": "application/json"}
        self._connection.request("POST", path, json.dumps(body), sent)
        return json.loads(self._answer({200, 201}))

    def _answer(self, expected: set[int]) -> bytes:
        answer = self._connection.getresponse()
        content = answer.read()
        assert answer.status in expected, content[:500]
        return content


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds, and how long each took (seconds)."""

    seconds: float
    took: np.ndarray[Any, np.dtype[np.float64]]

    def __str__(self) -> str:
        p50, p99 = np.percentile(self.took, [50, 99]) * 1000
        return f"{len(self.took) / self.seconds:,.0f} a second, p50 {p50:.1f} ms, p99 {p99:.1f} ms"


def rate(served: Served, role: str, clients: int, count: int, work: Callable[[Caller], object]) -> Rate:
    """`count` requests of `clients` at once, each as soon as its last is answered."""
    left, took, turn = iter(range(count)), [], threading.Lock()

    def one() -> None:
        with Caller(served, role) as caller:
            while True:
                with turn:
                    if next(left, None) is None:
                        return
                begin = time.perf_counter()
                work(caller)
                took.append(time.perf_counter() - begin)

    begin = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(one) for _ in range(clients)]:
            done.result()
    return Rate(time.perf_counter() - begin, np.array(took))
