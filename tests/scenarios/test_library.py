"""Every worked file is run, on the dataset that it names, with little time for each plan."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import scenarios
from api.cli.scenarios import problem_of
from models.plan import Plan
from models.problem import Problem
from optimizer.options import Options
from scenarios.evaluate import BASE_PLAN, RE_PLAN, Call
from scenarios.results import Comparison
from scenarios.runner import Job, Run, base_plan, dataset_of, plans_of, prepare, run_all
from scenarios.schema import read_scenarios

LIBRARY = sorted((Path(scenarios.__file__).parent / "library").glob("*.yaml"))
OPTIONS = Options(time_limit=0.2)
"""Too little for good plans; what must hold here holds for any."""
GENERATED = read_scenarios(LIBRARY[0]).generate


@cache
def problem() -> Problem:
    return problem_of(read_scenarios(LIBRARY[0]), None)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return base_plan(problem(), Call(replace(OPTIONS, time_limit=2.0)), tmp_path_factory.mktemp("base"))


def test_there_are_at_least_eight_and_each_tells_a_story() -> None:
    assert len(LIBRARY) >= 8
    for path in LIBRARY:
        file = read_scenarios(path)
        assert file.story
        assert file.options is not None
        assert file.generate is not None
        assert GENERATED is not None
        assert file.generate.given == GENERATED.given  # one dataset for all
        assert all(each.story for each in file.scenarios)


def ends_of(jobs: list[Job]) -> list[Job]:
    """The first and the last point of each sweep, and one draw: what lies between is planned in the same way."""
    entries: dict[str, list[Job]] = {}
    for job in jobs:
        entries.setdefault(job.scenario.entry, []).append(job)
    return [job for own in entries.values() for job in (own[:1] if own[0].scenario.draw else own[:: len(own) - 1 or 1])]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_worked_file_runs_and_holds_what_it_expects(path: Path, base: Plan, tmp_path: Path) -> None:
    # no plan of these seconds is good, the base plan's orders are: every search begins with them
    file = read_scenarios(path)
    jobs = ends_of(prepare(file, problem()))
    run = Run.of(problem(), path.parent, OPTIONS, base, tmp_path)
    assert run_all(run, jobs, 1, lambda _: None, lambda: False) == {}
    comparison = Comparison(problem(), base)
    comparison.add_base()
    for job in jobs:
        plans = plans_of(run, job)
        comparison.add(job, plans, dataset_of(run, job))
        if RE_PLAN in plans:
            assert plans[RE_PLAN].summary["dataset_sha256"] == job.sha256
        if len(plans) == 2 and not plans[BASE_PLAN].summary["violations"]:
            # the search begins with the kept orders
            assert plans[RE_PLAN].summary["objective"] <= plans[BASE_PLAN].summary["objective"] + 1e-6
    assert comparison.unmet == []
    assert all(len(frame) for name, frame in comparison.frames().items() if name not in ("orders", "parameters"))
