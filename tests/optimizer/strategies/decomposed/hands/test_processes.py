"""Processes give the figures that threads give, one killed on the way too, and none outlives who started it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from optimizer.options import Options
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.crew import Crew, crew_for
from optimizer.strategies.decomposed.hands.processes import Processes, Worker
from optimizer.strategies.decomposed.hands.threads import Threads
from optimizer.strategies.decomposed.shelf import Message, Reply
from optimizer.strategies.decomposed.work import Exactly, Round
from tests.optimizer.strategies.decomposed.hands.told import catalogue, planned, told

PATIENCE = 60


class KilledAtWork(Processes):
    """The first worker is killed after it has been sent its third round, and again when it is asked exactly."""

    def __init__(self, places: int) -> None:
        super().__init__(places)
        self.rounds = self.killed = 0

    def ask(self, place: int, message: Message) -> Reply:
        if place == 0:
            self.rounds += isinstance(message.request, Round)
            turn = 3 if self.killed == 0 else 10**9
            if self.rounds == turn or (self.killed == 1 and isinstance(message.request, Exactly)):
                self.killed += 1
                worker = self._worker(place)
                assert isinstance(worker, Worker)
                worker.process.kill()
        return super().ask(place, message)


def test_threads_and_processes_tell_the_same_to_the_last_bit() -> None:
    alone = told(catalogue(), Threads(2))
    for places in (2, 3):
        assert told(catalogue(), Processes(places)).agrees_with(alone)


def test_a_killed_process_is_replaced_and_its_shares_made_again() -> None:
    hands = KilledAtWork(2)
    assert told(catalogue(), hands).agrees_with(told(catalogue(), Threads(2)))
    assert hands.killed == 2


def test_a_plan_is_the_same_with_two_processes_of_which_one_is_killed() -> None:
    problem = catalogue(16)

    def kill() -> None:
        workers = multiprocessing.active_children()
        assert len(workers) == 2
        workers[0].kill()

    alone, both = planned(problem), planned(problem, kill, workers=2)
    assert alone[:2] == both[:2]
    pd.testing.assert_frame_equal(alone[2], both[2])
    assert multiprocessing.active_children() == []


def test_what_goes_wrong_in_a_process_is_raised_here() -> None:
    crew = Crew(Processes(2))
    problem = catalogue(8)
    crew.cut(chunks_of(problem, 4))
    with pytest.raises(RuntimeError, match="before it is told what parts share"):
        crew.ask(Exactly(None, None, None, 1))  # type: ignore[arg-type]  # a request out of turn
    crew.close()
    assert multiprocessing.active_children() == []


def test_an_interrupt_of_the_whole_group_leaves_the_workers_alone() -> None:
    hands = Processes(1)
    crew = Crew(hands)
    chunks = chunks_of(catalogue(4), 4)
    crew.cut(chunks)
    worker = hands.workers[0]
    assert worker is not None
    assert worker.process.pid is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(worker.process.pid, number)
    crew.cut(chunks)
    assert hands.workers[0] is worker
    crew.close()


def test_options_ask_for_processes() -> None:
    crew = crew_for(Options(workers=3))
    assert isinstance(crew.hands, Processes)
    assert crew.hands.places == 3
    crew.close()


ORPHAN = """
import sys, time
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.hands.processes import Processes
from tests.optimizer.strategies.decomposed.hands.told import catalogue

if __name__ == "__main__":
    hands = Processes(2)
    Crew(hands).cut(chunks_of(catalogue(8), 4))
    print(*(worker.process.pid for worker in hands.workers), flush=True)
    time.sleep(1000)
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
def test_workers_end_when_who_started_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=env, text=True) as process:
        assert process.stdout is not None
        workers = [int(word) for word in process.stdout.readline().split()]
        assert len(workers) == 2
        assert all(running(worker) for worker in workers)
        process.kill()
    until = time.monotonic() + PATIENCE
    while any(running(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(running(worker) for worker in workers)


def running(pid: int) -> bool:
    """Whether there is such a process, and not only what is left of it until it is asked for."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
