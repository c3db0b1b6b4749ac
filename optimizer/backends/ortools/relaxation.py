"""What PDLP and GLOP share: they solve the relaxation, and their bound is made safe from their duals."""

from __future__ import annotations

from dataclasses import replace

from models.faults import CallError
from models.result import Termination
from optimizer.backends.ortools import mathopt
from optimizer.backends.safe_bound import safe_bound
from optimizer.backends.status import Answer, Limits, StopHook
from optimizer.backends.trivial import answer_by_hand
from optimizer.linear import Floats, MixedIntegerProgram


def solve_relaxation(
    program: MixedIntegerProgram,
    limits: Limits,
    kind: int,
    *,
    solver: str,
    threads: bool,
    start: Floats | None,
    stop: StopHook | None,
) -> Answer:
    """Solve the relaxation; CallError where whole columns are to be whole."""
    if program.integer.any() and not limits.relax:
        msg = f"{solver} solves the relaxation only, not whole cases: choose highs or scip, or ask for the relaxation"
        raise CallError(msg)
    by_hand = answer_by_hand(program, relax=True, solver=solver, version=mathopt.VERSION)
    if by_hand is not None:
        return by_hand
    settings = mathopt.parameters(limits, seeded=not threads, threads=threads)
    found = mathopt.run(mathopt.hand_over(program, relax=True), kind, settings, start=start, stop=stop)
    answer = mathopt.answer(found, program, limits, solver=solver, stopped=stop is not None and stop())
    if mathopt.is_ambiguous(found):
        return replace(answer, termination=_infeasible_or_unbounded(program, limits, kind, settings), bound=None)
    if answer.termination in {Termination.INFEASIBLE, Termination.UNBOUNDED} or answer.row_duals is None:
        return replace(answer, bound=None)
    return replace(answer, bound=safe_bound(program, answer.row_duals))


def _infeasible_or_unbounded(
    program: MixedIntegerProgram,
    limits: Limits,
    kind: int,
    settings: mathopt.Message,
) -> Termination:
    free = replace(program, cost=program.cost * 0.0)
    found = mathopt.run(mathopt.hand_over(free, relax=limits.relax), kind, settings)
    answer = mathopt.answer(found, free, limits, solver="", stopped=False)
    return Termination.UNBOUNDED if answer.termination is Termination.GAP_REACHED else answer.termination
