"""The gap of the exact strategy over time, on generated datasets: to the terminal and to gaps.csv.

    python -m benchmarks.gaps [--items 50 200 1000] [--seconds 120] [--seed 1]

Every report of the search becomes a row: items, seconds, phase, cost, bound, gap. One thread; the datasets are those of
``caselot generate --items N --suppliers N/8 --nodes 3 --periods 13 --seed S``.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from models.problem import Problem
from models.result import Progress
from optimizer.generate import GenerateOptions, generate
from optimizer.options import Options
from optimizer.solve import solve

RESULTS = Path(__file__).parent / "gaps.csv"
MARKS = (5, 10, 20, 30, 60, 120, 300)
"""Seconds at which the table quotes the gap."""


Report = tuple[int, float, str, float | None, float | None, float | None]


def gaps(items: int, seconds: float, seed: int) -> list[Report]:
    """Plan one dataset and return what the search reported."""
    options = GenerateOptions(items=items, suppliers=max(3, items // 8), nodes=3, periods=13, seed=seed)
    problem = Problem.from_tables(*generate(options))
    reports: list[Progress] = []
    result = solve(problem, Options(strategy="exact", time_limit=seconds, gap=1e-4), progress=reports.append)
    rows = [(items, round(r.seconds, 2), r.phase, r.cost, r.bound, r.gap) for r in reports]
    spent = sum(result.summary["seconds"].values())
    return [*rows, (items, round(spent, 2), str(result.status), result.objective, result.bound, result.gap)]


def main() -> None:
    """Measure, print a table, write every report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, nargs="+", default=[50, 200, 1000])
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    marks = [m for m in MARKS if m <= arguments.seconds]
    print("| items |", " | ".join(f"{m} s" for m in marks), "| end |")
    print("| ---: |", " | ".join("---:" for _ in marks), "| ---: |")
    every = []
    for items in arguments.items:
        rows = gaps(items, arguments.seconds, arguments.seed)
        every += rows
        at = [_gap_at(rows, mark) for mark in marks]
        print(f"| {items} |", " | ".join(at), f"| {_percent(rows[-1][5])} |", flush=True)
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["items", "seconds", "phase", "cost", "bound", "gap"])
        writer.writerows(every)


def _gap_at(rows: list[Report], mark: float) -> str:
    """The gap last reported by then."""
    known = [gap for _, seconds, _, _, _, gap in rows if seconds <= mark and gap is not None]
    return _percent(known[-1]) if known else "none"


def _percent(gap: float | None) -> str:
    return "none" if gap is None else f"{100 * gap:.1f} %"


if __name__ == "__main__":
    main()
