"""What a plan saves against the usual policies, at their defaults and tuned: a table on the terminal.

    python -m benchmarks.baselines [--items 1000] [--seeds 1 2 3 4 5] [--time-limit 60]

The datasets are those of ``caselot generate --items N --seed S``, whose budgets leave a part of demand unserved. Plan
and tuning of each policy get the same time limit; every plan is verified.
"""

from __future__ import annotations

import argparse
import time

from models.problem import Problem
from models.result import Result
from optimizer.baseline import BaselineOptions, baseline
from optimizer.generate import GenerateOptions, generate
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.baseline.registry import POLICIES


def measured(items: int, seed: int, time_limit: float) -> None:
    """Plan one dataset in every way and print a row for each."""
    problem = Problem.from_tables(*generate(GenerateOptions(items=items, seed=seed)))
    began = time.monotonic()
    plan = solve(problem, Options(time_limit=time_limit))
    cost = _row(seed, "caselot plan", plan, time.monotonic() - began, None)
    for tune in (False, True):
        for name in POLICIES:
            began = time.monotonic()
            found = baseline(problem, BaselineOptions(name, tune=tune, time_limit=time_limit))
            words = f"{name}, tuned ({found.summary['options']['tried']} tried)" if tune else name
            _row(seed, words, found, time.monotonic() - began, cost)


def _row(seed: int, words: str, result: Result, seconds: float, plan: float | None) -> float:
    """Print cost, service and what the plan saves of it; answer the cost."""
    assert result.objective is not None
    served = result.summary["service"]["overall"]
    saved = "" if plan is None else f"{100 * (1 - plan / result.objective):.1f} %"
    cells = (str(seed), words, f"{result.objective:,.0f}", f"{100 * served:.1f} %", saved, f"{seconds:.0f}")
    print("|", " | ".join(cells), "|", flush=True)
    return result.objective


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--time-limit", type=float, default=60.0)
    arguments = parser.parse_args()
    print("| seed | way | cost | served in time | the plan costs less by | seconds |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    for seed in arguments.seeds:
        measured(arguments.items, seed, arguments.time_limit)


if __name__ == "__main__":
    main()
