"""The whole model in one solver, from the problem to drafts of plans."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from models.plan import Plan
from models.problem import Problem
from models.result import Termination
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.extract import extract
from optimizer.formulation.build import build
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance, instance_of
from optimizer.linear import MixedIntegerProgram
from optimizer.options import Options
from optimizer.strategies import exact
from optimizer.strategies.outcome import Draft, Outcome
from optimizer.strategies.shadow import shadow_prices
from optimizer.strategies.start import cases_of


def run(
    problem: Problem,
    options: Options,
    *,
    start: Plan | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
    deadline: float,
) -> Outcome:
    """Build the program, add the planner's own rules, search; ``deadline`` is a moment of ``time.monotonic``."""
    began = time.monotonic()
    instance = instance_of(problem, wide=options.side_constraints is not None)
    program, columns = build(instance)
    program = _as_asked(program, problem, options)
    built = time.monotonic() - began
    first = None if start is None else cases_of(start, instance)
    found = exact.search(
        program, columns, instance, options, start=first, progress=progress, stop=stop, deadline=deadline
    )
    drafts = _drafts(program, columns, instance, found)
    solver = {"name": found.solver, "version": found.version}
    return Outcome(drafts, found.bound, found.termination, solver, built, _contradiction(found, options))


def _drafts(
    program: MixedIntegerProgram, columns: Columns, instance: Instance, found: exact.Search
) -> Iterator[Draft]:
    """Each plan's tables, made when they are asked for."""
    for settled in found.candidates:
        prices = shadow_prices(program, columns, instance, settled)
        summary: dict[str, object] = {}
        plan = extract(instance, columns, settled.values, prices, summary)
        yield Draft(replace(plan, summary={}), program.costs_of(settled.values), dict(summary["service"]))  # type: ignore[call-overload]


def _contradiction(found: exact.Search, options: Options) -> str:
    if found.termination is not Termination.INFEASIBLE:
        return ""
    rules = f"the side constraints of {options.side_constraints}"
    return f"no plan was found that keeps {rules}, though lines many times larger than demand were considered"


def _as_asked(program: MixedIntegerProgram, problem: Problem, options: Options) -> MixedIntegerProgram:
    """Add the planner's own rules, write the model down where asked."""
    if options.side_constraints is not None:
        from optimizer.backends.pyomo import with_side_constraints  # noqa: PLC0415 - Pyomo takes a second to import

        program = with_side_constraints(program, options.side_constraints, problem)
    if options.write_model is not None:
        from optimizer.backends.export import write_model  # noqa: PLC0415 - rarely asked for

        write_model(program, options.write_model)
    return program
