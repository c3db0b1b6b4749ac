"""All scenarios of a file: the base plan first, then each in a process of its own, what is finished kept by content."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pandas as pd

from models.files import read_multipliers, read_plan, write_plan
from models.plan import Plan
from models.problem import Problem
from optimizer.backends.status import StopHook
from optimizer.options import Options
from optimizer.solve import solve
from scenarios.edits import edited
from scenarios.evaluate import BASE, BASE_PLAN, LINE, RE_PLAN, Call, CancelledError, evaluate, told
from scenarios.expect import strangers
from scenarios.form.faults import Faults
from scenarios.schema import Scenario, ScenarioFile

POLL = 0.2
"""Seconds between two looks at whether anybody has asked to stop."""

MARKER = "outcome.json"


class StoppedError(Exception):
    """The run was stopped by hand; what is finished is kept."""

    def __init__(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        super().__init__(
            f"Stopped: {done} of {total} scenarios are finished and kept; the same command goes on from there."
        )


@dataclass(frozen=True)
class Event:
    """Something that happened: a scenario `began`, is `done`, was found `kept` from an earlier run, or `failed`."""

    name: str
    what: str
    done: int
    total: int
    seconds: float


@dataclass(frozen=True)
class Job:
    """A scenario that is ready to run: the content of its edited dataset, and what its edits had to say."""

    scenario: Scenario
    sha256: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """What every scenario of a run shares; handed to each process."""

    problem: Problem
    folder: Path
    options: Options
    base: Plan
    cache: Path
    base_digest: str

    @classmethod
    def of(cls, problem: Problem, folder: Path, options: Options, base: Plan, cache: Path) -> Run:
        """The run of a base dataset and a base plan; ``folder`` is where files named in edits are looked for."""
        orders = pd.DataFrame({name: base.orders[name].to_numpy(object).astype(str) for name in LINE[:-1]})
        orders["date"] = base.orders["order_date"].to_numpy().astype("datetime64[D]").astype(str)
        orders["units"] = base.orders["units"].to_numpy("float64")
        digest = hashlib.sha256(orders.sort_values(list(orders.columns)).to_csv(index=False).encode()).hexdigest()
        return cls(problem, folder, options, base, cache, digest)


Heard = Callable[[Event], None]


def prepare(file: ScenarioFile, problem: Problem) -> list[Job]:
    """Every scenario's edits, done once to see that they can be. Raises ScenarioError with every fault."""
    faults, jobs = Faults(file.path.name), []
    for scenario in file.scenarios:
        also = None if scenario.draw is None else scenario.draw.apply
        done = edited(problem, scenario.edits, file.path.parent, faults, also=also)
        if done is not None:
            for key, line, name, expected in strangers(scenario.expect, done.problem) if scenario.expect else ():
                faults.add(line, key, name, expected)
            jobs.append(Job(scenario, done.problem.sha256, done.notes))
    faults.settle()
    return jobs


def base_plan(problem: Problem, call: Call, cache: Path) -> Plan:
    """The plan of the base dataset, kept from an earlier run where there is one. Raises CancelledError."""
    place = cache / _digest(["base", problem.sha256, *_told(call.options)])
    if not (place / "summary.json").exists():
        plan = told(solve(problem, call.options, progress=call.progress, stop=call.stop))
        write_plan(plan, place, "parquet", force=True)
        return plan
    multipliers, _ = read_multipliers(place)
    return Plan(**read_plan(place).tables(), summary=read_plan(place).summary, multipliers=multipliers)


def run_all(run: Run, jobs: Sequence[Job], workers: int, heard: Heard, stop: StopHook) -> dict[str, str]:
    """Evaluate every job that is not kept already; answers what failed, with the reason, by name.

    ``workers`` processes at a time, each for one scenario; with one the work is done here. Raises StoppedError.
    """
    began = time.monotonic()
    open_jobs = [job for job in jobs if not (place(run, job) / MARKER).exists()]
    done, total, failed = len(jobs) - len(open_jobs), len(jobs), {}

    def tell(job: Job, what: str) -> None:
        heard(Event(job.scenario.name, what, done, total, time.monotonic() - began))

    for job in jobs:
        if job not in open_jobs:
            tell(job, "kept")
    here = workers == 1 or len(open_jobs) < 2
    try:
        for job, reason in _here(run, open_jobs, tell, stop) if here else _apart(run, open_jobs, workers, tell, stop):
            done += not reason
            tell(job, "failed" if reason else "done")
            if reason:
                failed[job.scenario.name] = reason
    except CancelledError as cancelled:
        raise StoppedError(done, total) from cancelled
    return failed


def _here(run: Run, jobs: Sequence[Job], tell: Callable[[Job, str], None], stop: StopHook) -> Any:  # noqa: ANN401 - an iterator
    for job in jobs:
        tell(job, "began")
        if stop():
            raise CancelledError
        yield job, work(run, job, stop)


def _apart(run: Run, jobs: Sequence[Job], workers: int, tell: Callable[[Job, str], None], stop: StopHook) -> Any:  # noqa: ANN401 - an iterator
    """A process for each scenario, so many at a time; ended at once when somebody asks to stop."""
    context = multiprocessing.get_context("spawn")
    waiting, at_work = list(jobs), dict[Any, tuple[BaseProcess, Job]]()
    try:
        while waiting or at_work:
            while waiting and len(at_work) < workers:
                job = waiting.pop(0)
                process: BaseProcess = context.Process(target=_process, args=(run, job), daemon=True)
                process.start()
                at_work[process.sentinel] = (process, job)
                tell(job, "began")
            for sentinel in wait(list(at_work), timeout=POLL):
                process, job = at_work.pop(sentinel)
                process.join()
                yield job, _reason(run, job, process.exitcode)
            if stop():
                raise CancelledError
    finally:
        for process, _ in at_work.values():
            process.terminate()
            process.join()


def _process(run: Run, job: Job) -> None:
    """What a process does: the work, or the reason why not into a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started it hears of Ctrl-C and ends it
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    reason = work(run, job, None)
    if reason:
        _failure(run, job).write_text(reason, encoding="utf-8")


def _leave_with_parent() -> None:
    """End this process once the one that started it is gone, however that ended: nobody waits for the answer."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _reason(run: Run, job: Job, code: int | None) -> str:
    """Why a process that has ended brought nothing; "" where it did."""
    told_in = _failure(run, job)
    if told_in.exists():
        reason = told_in.read_text(encoding="utf-8")
        told_in.unlink()
        return reason
    return "" if (place(run, job) / MARKER).exists() else f"its process ended with code {code}"


def _failure(run: Run, job: Job) -> Path:
    found = place(run, job)
    return found.with_name(found.name + ".failed")


def work(run: Run, job: Job, stop: StopHook | None) -> str:
    """Evaluate one scenario and keep what comes of it; answers why that failed, "" where it did not.

    Raises CancelledError.
    """
    scenario, target = job.scenario, place(run, job)
    stage = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.tmp")
    wanted = [what for what in (RE_PLAN, BASE_PLAN) if scenario.evaluates(what)]
    call = Call(run.options, stop=stop)
    try:
        for what, plan in evaluate(dataset_of(run, job), run.base, wanted, call).items():
            write_plan(plan, stage / what, "parquet", force=True)
        (stage / MARKER).write_text(json.dumps({"evaluations": wanted}), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        stage.rename(target)
    except CancelledError:
        raise
    except Exception as error:  # noqa: BLE001 - one scenario's failure must not take the others with it
        return f"{type(error).__name__}: {' '.join(str(error).split())}"
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return ""


def dataset_of(run: Run, job: Job) -> Problem:
    """The dataset of a scenario: the base dataset after its edits and draws."""
    also = None if job.scenario.draw is None else job.scenario.draw.apply
    done = edited(run.problem, job.scenario.edits, run.folder, Faults(""), also=also)
    assert done is not None  # noqa: S101 - `prepare` has seen that it can be done
    return done.problem


def plans_of(run: Run, job: Job) -> dict[str, Plan]:
    """The plans of a finished scenario by evaluation."""
    folder = place(run, job)
    names = json.loads((folder / MARKER).read_text(encoding="utf-8"))["evaluations"]
    return {name: read_plan(folder / name) for name in names}


def place(run: Run, job: Job) -> Path:
    """Where a scenario's plans are kept: by the content of everything that they depend on."""
    return run.cache / _digest([job.sha256, run.base_digest, job.scenario.evaluate, *_told(run.options)])


def _told(options: Options) -> list[str]:
    return [version("caselot"), json.dumps(asdict(options), sort_keys=True, default=str)]


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:32]


__all__ = ["BASE", "Event", "Job", "Run", "StoppedError", "base_plan", "plans_of", "prepare", "run_all"]
