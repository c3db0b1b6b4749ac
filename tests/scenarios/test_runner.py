from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.problem import Problem
from optimizer.options import Options
from scenarios import evaluate
from scenarios.evaluate import BASE_PLAN, RE_PLAN, Call
from scenarios.runner import MARKER, Event, Job, Run, StoppedError, base_plan, place, plans_of, prepare, run_all
from scenarios.schema import read_scenarios
from tests.builders import build
from tests.scenarios.files import written

FILE = """
scenarios:
  - name: up
    sweep: {factor: [1, 2]}
    edits:
      - {scale: demand.units, by: "${factor}"}
  - name: dear
    evaluate: re-plan
    edits:
      - {scale: offers.unit_price, by: 3}
"""
SHORT = """
scenarios:
  - name: dear
    evaluate: re-plan
    edits:
      - {scale: offers.unit_price, by: 3}
"""


def problem() -> Problem:
    return build(demand=[5, 5, 5], offers=[{"unit_price": 2}])


def set_up(folder: Path, text: str = FILE, **options: Any) -> tuple[Run, list[Job]]:
    file = read_scenarios(written(folder, text))
    chosen = Options(**options)
    base = base_plan(problem(), Call(chosen), folder / "cache")
    return Run.of(problem(), folder, chosen, base, folder / "cache"), prepare(file, problem())


def heard_by(run: Run, jobs: list[Job], workers: int = 1) -> list[str]:
    events: list[Event] = []
    assert run_all(run, jobs, workers, events.append, lambda: False) == {}
    assert all(event.total == len(jobs) for event in events)
    return [f"{event.name} {event.what}" for event in events]


def test_each_scenario_is_planned_anew_and_kept(tmp_path: Path) -> None:
    run, jobs = set_up(tmp_path)
    heard_by(run, jobs)
    same, twice, dear = (plans_of(run, job) for job in jobs)
    assert same[RE_PLAN].summary["objective"] == same[BASE_PLAN].summary["objective"] == 30
    assert twice[RE_PLAN].summary["objective"] == 60  # 30 units at 2
    assert twice[BASE_PLAN].summary["objective"] == 30 + 1500  # 15 units lost
    assert list(dear) == [RE_PLAN]


def test_what_is_finished_is_not_done_again_and_what_has_changed_is(tmp_path: Path) -> None:
    run, jobs = set_up(tmp_path, SHORT)
    assert heard_by(run, jobs) == ["dear began", "dear done"]
    run, jobs = set_up(tmp_path, SHORT)
    assert heard_by(run, jobs) == ["dear kept"]
    run, jobs = set_up(tmp_path, SHORT + SHORT.replace("scenarios:", "").replace("dear", "dearer").replace("3}", "4}"))
    assert heard_by(run, jobs) == ["dear kept", "dearer began", "dearer done"]
    assert not (place(replace(run, options=Options(gap=0.5)), jobs[0]) / MARKER).exists()


def test_a_stopped_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    run, jobs = set_up(tmp_path)
    jobs = jobs[:2]
    done: list[str] = []

    def hear(event: Event) -> None:
        done.append(event.what)

    with pytest.raises(StoppedError, match="1 of 2 scenarios are finished"):
        run_all(run, jobs, 1, hear, lambda: "done" in done)
    assert heard_by(run, jobs)[:2] == ["up--factor=1 kept", "up--factor=2 began"]
    assert not list((tmp_path / "cache").glob(".*"))  # nothing half done is left


def test_processes_bring_the_same_plans(tmp_path: Path) -> None:
    run, jobs = set_up(tmp_path)
    told = heard_by(run, jobs[:2], workers=2)
    assert sorted(told[:2]) == ["up--factor=1 began", "up--factor=2 began"]
    assert sorted(told[2:]) == ["up--factor=1 done", "up--factor=2 done"]
    assert plans_of(run, jobs[1])[RE_PLAN].summary["objective"] == 60


def test_a_failure_of_one_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, jobs = set_up(tmp_path, SHORT)

    def fail(*_: Any, **__: Any) -> None:
        raise ValueError("no such luck")

    monkeypatch.setattr(evaluate, "solve", fail)
    failed = run_all(run, jobs, 1, lambda _: None, lambda: False)
    assert failed["dear"] == "ValueError: no such luck"
    monkeypatch.undo()
    assert "dear done" in heard_by(run, jobs)
