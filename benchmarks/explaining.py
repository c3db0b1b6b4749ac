"""Whether what `caselot explain` says of order lines is true: lines drawn at random, beside the whole model.

    python -m benchmarks.explaining [DATASET PLAN] [--items 1000] [--seed 1] [--lines 50] [--time-limit 60]

For each line the whole model is solved twice, with every other item's orders and stock held at the plan's: once with
the line allowed, once without it. What explain says is right where it differs from the difference of the two by 1 % at
most (or two cents). Without DATASET and PLAN a dataset is generated and planned. Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

import numpy as np
import pandas as pd

from models.files import read_multipliers, read_plan, read_problem
from models.plan import Plan
from models.problem import Problem
from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.explain.alternatives import Alternatives
from optimizer.explain.asked import lines_asked
from optimizer.explain.boards import Boards
from optimizer.explain.limits import prices_of
from optimizer.formulation.build import build
from optimizer.generate import GenerateOptions, generate
from optimizer.instance import instance_of
from optimizer.linear import MixedIntegerProgram
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.start import cases_of


class WholeModel:
    """The model of a whole problem, in which all items but one can be held at what a plan does."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.instance = instance_of(problem)
        self.program, self.columns = build(self.instance)
        self.cases = cases_of(plan, self.instance)
        stocking, stock = self.instance.stocking, plan.projection
        periods = self.instance.calendar.periods
        told = stock.assign(period=self.instance.calendar.period_of(stock["date"]))
        pairs = pd.DataFrame(
            {
                "item_id": self.instance.ids("items", "item_id")[stocking.item],
                "node_id": self.instance.ids("nodes", "node_id")[stocking.node],
            }
        )
        every = pairs.loc[pairs.index.repeat(periods)].assign(period=np.tile(np.arange(periods), len(pairs)))
        keys = ["item_id", "node_id", "period"]
        for frame in (every, told):
            frame["item_id"], frame["node_id"] = frame["item_id"].astype(object), frame["node_id"].astype(object)
        self.closing = every.merge(told[[*keys, "closing"]], on=keys, how="left")["closing"].fillna(0.0).to_numpy()
        self.owner = np.repeat(stocking.item, periods)

    def around(self, item: int) -> MixedIntegerProgram:
        """All other items' orders and stock are the plan's."""
        lower, upper = self.program.lower.copy(), self.program.upper.copy()
        for block, mine, held in (
            (self.columns.q, self.instance.ordering.item == item, self.cases),
            (self.columns.stock, self.owner == item, self.closing),
        ):
            at = block.indices[~mine]
            lower[at] = upper[at] = held[~mine]
        return replace(self.program, lower=lower, upper=upper)

    def cost(self, item: int, shut: tuple[int, int] | None = None, *, waived: bool = False) -> float | None:
        """The least cost; ``shut``: without the item's line of a supplier and period, ``waived``: nor its minima."""
        program, ordering = self.around(item), self.instance.ordering
        upper, least = program.upper.copy(), program.row_lower.copy()
        if shut is not None:
            line = (ordering.item == item) & (ordering.supplier == shut[0]) & (ordering.period == shut[1])
            upper[self.columns.q.indices[line]] = 0.0
            for block in program.rows if waived else ():
                if block.name.startswith("purchase_orders_min"):
                    supplier, period = (label.positions for label in block.labels)
                    least[block.indices[(supplier == shut[0]) & (period == shut[1])]] = -np.inf
        answer = highs.solve(replace(program, upper=upper, row_lower=least), Limits(time_limit=120.0, gap=1e-9))
        values = answer.values  # noqa: PD011 - no table
        return None if values is None else program.objective_of(values)


def right(told: float, true: float) -> bool:
    """Within 1 %, or two cents."""
    return abs(told - true) <= max(0.01 * abs(true), 0.02)


def measured(problem: Problem, plan: Plan, count: int, seed: int) -> None:
    """Explain lines one by one, confirm them, and compare what is found quickly for all."""
    prices = prices_of(problem, plan)
    alternatives = Alternatives(problem, plan, lambda: prices)
    lines = lines_asked(problem, plan)
    began = time.process_time()
    exact = alternatives.exact
    print(
        f"{len(problem.items):,} items, {len(lines):,} lines; the plan stands after {time.process_time() - began:.1f} s"
    )
    chosen = lines.sample(min(count, len(lines)), random_state=seed).sort_index()
    told, seconds = [], []
    for at in range(len(chosen)):
        began = time.process_time()
        told.append(exact.figures(chosen.iloc[[at]]))
        seconds.append(time.process_time() - began)
    table = pd.concat(told)
    low, middle, high = np.quantile(seconds, [0.5, 0.9, 1.0])
    print(f"a line: median {low:.2f} s, nine of ten within {middle:.2f} s, the longest {high:.2f} s")
    model, confirmed, true = WholeModel(problem, plan), 0, []
    places = chosen[["item", "supplier", "period"]].to_numpy(np.int64).tolist()
    for (_, row), (item, *line) in zip(table.iterrows(), places, strict=True):
        shut = (line[0], line[1])
        best, left = model.cost(item), model.cost(item, shut)
        left = model.cost(item, shut, waived=True) if left is None else left
        true.append(np.nan if best is None or left is None else left - best)
        confirmed += right(row["cost_difference"], true[-1])
        if not right(row["cost_difference"], true[-1]):
            print(
                f"  {row['order_id']} {row['item_id']}: told {row['cost_difference']} ({row['exactness']}), "
                f"found {true[-1]}",
                flush=True,
            )
    print(
        f"confirmed by the whole model: {confirmed} of {len(table)}, exact {int((table['exactness'] == 'exact').sum())}"
    )
    boards = Boards(problem, plan, prices)
    boards.figures(lines.head(2))
    began = time.process_time()
    quick = boards.figures(lines)
    print(f"found quickly: {1e3 * (time.process_time() - began) / len(lines):.1f} ms a line")
    found = quick.loc[chosen.index, "cost_difference"].to_numpy(np.float64)
    error = np.abs(found - np.array(true))
    for share in (0.01, 0.1, 0.5):
        print(f"  within {share:.0%}: {np.mean(error <= np.maximum(share * np.abs(true), 0.02)):.0%}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", metavar="DATASET PLAN")
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=50)
    parser.add_argument("--time-limit", type=float, default=60.0)
    given = parser.parse_args()
    if given.folders:
        problem, plan = read_problem(given.folders[0]), read_plan(given.folders[1])
        plan = replace(plan, multipliers=read_multipliers(given.folders[1])[0])
    else:
        problem = Problem.from_tables(*generate(GenerateOptions(items=given.items, seed=given.seed)))
        found = solve(problem, Options(time_limit=given.time_limit)).plan
        assert found is not None
        plan = found
    measured(problem, plan, given.lines, given.seed)


if __name__ == "__main__":
    main()
