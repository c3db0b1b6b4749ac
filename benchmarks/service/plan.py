"""A plan of as many order lines as wanted, kept as a worker keeps one. Its figures are whole and plausible, no more."""

import numpy as np
import pandas as pd

from api.apart.messages import Message
from api.apart.watch import End
from api.auth.caller import Caller
from api.auth.permissions import Role
from api.services.datasets import keep_problem
from api.services.runs import Wanted, start_run
from api.settings import Settings
from api.worker.found import found
from models.db.base import now
from models.db.engine import Database
from models.db.ids import MAIN
from models.db.repositories import plans, runs
from models.db.sessions import act_for
from models.explanation_tables import KEPT_TABLES, PEGGING
from models.files.arrow import arrow_tables
from models.problem import Problem
from models.uploads.stored import parquet_bytes
from optimizer.generate import GenerateOptions, generate

SUPPLIERS = 400
DAYS = 5
"""Days on which each supplier is ordered from: with the suppliers, 2,000 orders."""

PLANNER = Caller("USR-bench", "bench", MAIN, frozenset({Role.PLANNER}), request_id="REQ-bench")
OPTIONS = {"strategy": "exact", "time_limit": 60.0}


def put_plan(database: Database, lines: int) -> str:
    """Keep a plan of so many lines, each with two rows of pegging; its id."""
    orders = orders_of(lines)
    frames = {table.name: pd.DataFrame({column.name: [] for column in table.columns}) for table in KEPT_TABLES}
    frames |= {"orders": orders, PEGGING.name: pegging_of(orders)}
    told = arrow_tables(KEPT_TABLES, frames, skip_empty=False)
    tables = {
        name: Message("table", {"name": name, "rows": table.num_rows}, parquet_bytes(table)) for name, table in told
    }
    cost = float(orders["value"].sum() + orders["duty"].sum())
    facts = {"status": "feasible", "objective": cost, "bound": None, "currency": "EUR", "summary": {"objective": cost}}
    problem = Problem.from_tables(*generate(GenerateOptions(items=20, suppliers=2, nodes=1, periods=4, seed=1)))
    with database.write.begin() as session:
        act_for(session, MAIN)
        dataset = keep_problem(session, PLANNER, problem, "upload")[0].id
        run = start_run(session, PLANNER, Wanted(dataset, OPTIONS, []), Settings())
        run_id = run.id
    with database.write.begin() as session:
        act_for(session, MAIN)
        run = runs.get(session, run_id)
        run.program = "0"
        rows = found(End("planned", facts, tables=tables), run)
        plans.save(session, *rows)
        run.state, run.ended_at, run.plan_id = "succeeded", now(), rows.plan["id"]
        return str(rows.plan["id"])


def orders_of(lines: int) -> pd.DataFrame:
    """The table `orders`: line n goes to supplier n mod 400, on one of five days."""
    number = np.arange(lines)
    supplier, turn = number % SUPPLIERS, number // SUPPLIERS % DAYS
    draw = np.random.default_rng(1)
    cases, pack = draw.integers(1, 40, lines), draw.integers(1, 25, lines)
    price = draw.integers(50, 20_000, lines) / 100
    day = pd.Timestamp("2026-01-05") + pd.to_timedelta(turn * 7, unit="D")
    value = np.round(price * cases * pack, 2)
    orders = pd.DataFrame(
        {
            "order_id": [f"PO-{key:04d}" for key in supplier * DAYS + turn],
            "order_date": day,
            "supplier_id": [f"SUP-{key:03d}" for key in supplier],
            "item_id": [f"ITEM-{key:06d}" for key in number],
            "node_id": np.array(["DC-1", "DC-2", "DC-3"])[number % 3],
            "mode": "standard",
            "cases": cases.astype(np.float64),
            "units": (cases * pack).astype(np.float64),
            "unit_price": price,
            "value": value,
            "duty": np.round(value * 0.042, 2),
            "arrival_date": day + pd.Timedelta(days=30),
            "payment_date": day + pd.Timedelta(days=45),
            "reason": "covers the demand of weeks 3 to 7 at DC-1; the case and the supplier's minimum make it larger",
        }
    )
    return orders.sort_values(["order_id", "item_id"], kind="stable").reset_index(drop=True)


def pegging_of(orders: pd.DataFrame) -> pd.DataFrame:
    """Half of each line for the demand of a week, the rest as stock that stays."""
    same = orders[["order_id", "item_id", "node_id", "mode", "arrival_date"]]
    half = np.ceil(orders["units"] / 2)
    served = same.assign(
        covers="demand", for_item_id=same["item_id"], zone_id=same["node_id"], channel="web",
        from_node=same["node_id"], date=same["arrival_date"], units=half,
    )  # fmt: skip
    stays = same.assign(
        covers="closing stock", for_item_id=None, zone_id=None, channel=None, from_node=same["node_id"],
        date=same["arrival_date"] + pd.Timedelta(days=70), units=orders["units"] - half,
    )  # fmt: skip
    both = pd.concat([served, stays[stays["units"] > 0]])
    return both.sort_values(["order_id", "item_id"], kind="stable").reset_index(drop=True)
