"""A cluster gives the figures that threads give, also when one of its workers is killed on the way."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from models.faults import CallError
from optimizer.options import Options
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.crew import Crew, crew_for
from optimizer.strategies.decomposed.hands import cluster as hands_of_cluster
from optimizer.strategies.decomposed.hands.cluster import Cluster, check_cluster, opened, versions
from optimizer.strategies.decomposed.hands.threads import Threads
from optimizer.strategies.decomposed.work import HandOver
from tests.optimizer.strategies.decomposed.hands.told import catalogue, planned, told

distributed = pytest.importorskip("distributed", reason="dask.distributed is an extra: pip install 'caselot[cluster]'")

QUIET: dict[str, Any] = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    """Two workers on this machine, a process each; who is killed is started again."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **QUIET) as made:
        yield made


def kill_one(local: Any) -> None:
    os.kill(next(iter(local.workers.values())).process.process.pid, signal.SIGKILL)


def test_a_cluster_tells_the_same_to_the_last_bit(local: Any) -> None:
    hands = Cluster(local.scheduler_address)
    assert hands.places == 2
    assert told(catalogue(), hands).agrees_with(told(catalogue(), Threads(2)))


def test_a_killed_worker_is_replaced_and_its_shares_made_again(local: Any) -> None:
    hands = Cluster(local.scheduler_address)

    def after(number: int) -> None:
        if number == 2:
            kill_one(local)

    assert told(catalogue(), hands, after=after).agrees_with(told(catalogue(), Threads(2)))


def test_a_plan_is_the_same_on_a_cluster_of_two_of_which_one_is_killed(local: Any) -> None:
    problem = catalogue(16)
    alone = planned(problem)
    together = planned(problem, lambda: kill_one(local), cluster=local.scheduler_address)
    assert alone[:2] == together[:2]
    pd.testing.assert_frame_equal(alone[2], together[2])


def test_what_is_held_is_dropped_at_the_end(local: Any) -> None:
    crew = Crew(Cluster(local.scheduler_address))
    crew.cut(chunks_of(catalogue(8), 4))
    with distributed.Client(local.scheduler_address, set_as_default=False) as other:
        assert sum(len(keys) for keys in other.has_what().values()) > 0
        crew.close()
        other.sync(until_empty, other)
        assert sum(len(keys) for keys in other.has_what().values()) == 0


async def until_empty(client: Any) -> None:
    while any((await client.scheduler.has_what()).values()):
        await asyncio.sleep(0.02)


def test_what_goes_wrong_on_a_worker_is_raised_here(local: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    here = versions()
    monkeypatch.setattr(hands_of_cluster, "versions", lambda: {**here, "numba": "0.1"})
    crew = Crew(Cluster(local.scheduler_address))
    with pytest.raises(CallError, match=rf"has other versions: numba {here['numba']} instead of 0.1"):
        crew.cut(chunks_of(catalogue(8), 4))
    crew.close()


def test_a_shelf_is_opened_where_versions_are_the_same() -> None:
    assert opened(versions()) is not None


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def test_nobody_answers() -> None:
    with pytest.raises(CallError, match=r"nobody answers at tcp://127\.0\.0\.1:.*; is the dask scheduler on\?"):
        crew_for(Options(cluster=f"tcp://127.0.0.1:{free_port()}"))


def test_somebody_else_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands_of_cluster, "ANSWER_SECONDS", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(CallError, match=r"nobody answers at .* as a dask scheduler does"):
            Cluster(f"tcp://127.0.0.1:{silent.getsockname()[1]}")


def test_a_scheduler_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands_of_cluster, "REPLACED_SECONDS", 0.2)
    with (
        distributed.LocalCluster(n_workers=0, **QUIET) as empty,
        pytest.raises(CallError, match="has no workers; start some with: dask worker"),
    ):
        Cluster(empty.scheduler_address)


def test_a_scheduler_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands_of_cluster, "REPLACED_SECONDS", 0.2)
    chunks = chunks_of(catalogue(8), 4)
    with distributed.LocalCluster(n_workers=1, processes=False, protocol="tcp", **QUIET) as brief:
        crew = Crew(Cluster(brief.scheduler_address))
        crew.cut(chunks)
    with pytest.raises(CallError, match=r"the dask scheduler at .* (is gone|has lost all its workers)"):
        crew.ask(HandOver())
    crew.close()


def test_the_extra_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(CallError, match=r"not installed here: pip install 'caselot\[cluster\]'"):
        check_cluster("tcp://127.0.0.1:1")
