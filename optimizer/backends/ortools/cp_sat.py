"""CP-SAT through OR-Tools: for programs in which every column is whole.

CP-SAT knows whole numbers only. Handed a fraction it cuts it into steps of its own choosing, and a model that has a
plan has come back "infeasible" that way. So a program is handed over without loss, or not at all.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from models.faults import CallError
from models.result import Progress, Termination, relative_gap
from optimizer.backends.ortools import mathopt
from optimizer.backends.ortools.whole import in_whole_numbers
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.backends.trivial import answer_by_hand
from optimizer.linear import Floats, MixedIntegerProgram


def solve(
    program: MixedIntegerProgram,
    limits: Limits,
    *,
    start: Floats | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
) -> Answer:
    """Solve ``program`` (n columns) with CP-SAT; CallError where it is not a matter of whole numbers.

    Rows are multiplied until they are whole, exactly. Costs that no factor makes whole are rounded down, which the
    bound then says less by.
    """
    if limits.relax:
        msg = "cp-sat cannot solve a relaxation: choose highs, scip, pdlp or glop"
        raise CallError(msg)
    whole = in_whole_numbers(program)
    by_hand = answer_by_hand(whole.program, relax=False, solver="cp-sat", version=mathopt.VERSION)
    if by_hand is not None and by_hand.termination is Termination.INFEASIBLE:
        return by_hand
    settings = mathopt.parameters(limits, threads=True)
    settings.relative_gap_tolerance = limits.gap
    settings.cp_sat.mip_max_bound = float(whole.largest)
    settings.cp_sat.catch_sigint_signal = False  # Ctrl-C is the caller's to answer
    began = time.perf_counter()

    def on_solution(cost: float, bound: float) -> None:
        if progress is not None:
            money, proven = cost / whole.cost_factor, bound / whole.cost_factor - whole.cost_slack
            gap = relative_gap(money, proven)
            progress(Progress("search", time.perf_counter() - began, money, proven, gap))

    found = mathopt.run(
        mathopt.hand_over(whole.program, relax=False),
        mathopt.CP_SAT,
        settings,
        start=None if start is None else np.rint(start),
        on_solution=on_solution,
        stop=stop,
    )
    answer = mathopt.answer(found, program, limits, solver="cp-sat", stopped=stop is not None and stop())
    bound = None if answer.bound is None else answer.bound / whole.cost_factor - whole.cost_slack
    return replace(answer, bound=bound, row_duals=None)
