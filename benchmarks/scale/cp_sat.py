"""CP-SAT on a model that is not all whole numbers, as OR-Tools makes it so; nothing but a measurement uses it.

    python -m benchmarks.scale.cp_sat plan DATASET --backend cp-sat-in-steps ...

is `caselot plan` with one more backend. `caselot`'s own refuses such a model: fractions are cut into steps, and what
is proven of the steps is not proven of the model. Here the steps are left to OR-Tools and CP-SAT's bound is not used:
the gap is that of its plan to the bound of the relaxation.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from api.cli.main import main
from optimizer.backends import registry
from optimizer.backends.ortools import mathopt
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.linear import Floats, MixedIntegerProgram

NAME = "cp-sat-in-steps"


def solve(
    program: MixedIntegerProgram,
    limits: Limits,
    *,
    start: Floats | None = None,
    progress: ProgressHook | None = None,  # noqa: ARG001 - every backend takes it; CP-SAT's costs here are of its steps
    stop: StopHook | None = None,
) -> Answer:
    """Solve ``program`` (n columns) with CP-SAT, which proves nothing here."""
    settings = mathopt.parameters(limits, threads=True)
    settings.relative_gap_tolerance = limits.gap
    settings.cp_sat.catch_sigint_signal = False
    message = mathopt.hand_over(program, relax=False)
    found = mathopt.run(message, mathopt.CP_SAT, settings, start=start, stop=stop)
    answer = mathopt.answer(found, program, limits, solver="cp-sat", stopped=stop is not None and stop())
    return replace(answer, bound=None, row_duals=None)


if __name__ == "__main__":
    registry.BACKENDS[NAME] = "benchmarks.scale.cp_sat"
    sys.exit(main())
