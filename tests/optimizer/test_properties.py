"""What holds for every problem, tried on random ones over every feature.

A handful of examples by default; `CASELOT_EXAMPLES=200 pytest tests/optimizer/test_properties.py` tries more.
"""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scipy import sparse

from models.plan import Plan
from models.problem import Problem
from models.tables import PLAN_TABLES
from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.feasibility import infeasible_reasons
from optimizer.formulation.build import FAMILIES
from optimizer.formulation.build import build as model_of
from optimizer.formulation.constraints import stock_balance, terminal
from optimizer.instance import instance_of
from optimizer.linear import MixedIntegerProgram
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.verify import verify
from tests.builders import build, day
from tests.optimizer.planning import SECONDS, plan_of
from tests.oracle.brute_force import cheapest
from tests.oracle.test_brute_force import MOST_UNITS, small_problem
from tests.strategies import problems, random_dataset

EXAMPLES = int(os.environ.get("CASELOT_EXAMPLES", "3"))
CHANGES = 4
"""Changes tried on a plan; each takes as long as a check."""
NOTHING = np.nan

Test = Callable[..., None]


def few(test: Test) -> Test:
    """The same examples every time. They take a second each, so a failing one is shown as it is, not a smaller one."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=checks,
    )(test)


def feasible() -> st.SearchStrategy[Problem]:
    """Random problems that have a plan: all but those whose shares contradict each other."""
    return problems().filter(lambda problem: not infeasible_reasons(problem))


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-6, abs=1e-6)


# -- the plan ---------------------------------------------------------------------------------------------------------
@few
@given(problem=feasible())
def test_a_plan_verifies_and_its_terms_add_up(problem: Problem) -> None:
    found = solve(problem)
    assert found.plan is not None
    verdict = verify(problem, found.plan)
    assert verdict.violations == ()
    assert verdict.objective == near(found.objective or 0.0)
    costs = found.plan.summary["costs"]
    assert sum(costs.values()) == near(found.objective or 0.0)
    assert costs == {term: near(cost) for term, cost in verdict.costs.items()}


@few
@given(problem=feasible())
def test_the_same_seed_and_thread_make_the_same_plan(problem: Problem) -> None:
    first, second = solve(problem, Options(seed=7)).plan, solve(problem, Options(seed=7)).plan
    assert first is not None
    assert second is not None
    for table in PLAN_TABLES:
        pd.testing.assert_frame_equal(getattr(first, table.name), getattr(second, table.name))


# -- fewer rules ------------------------------------------------------------------------------------------------------
def without(table: str, **columns: Any) -> Callable[[Problem], Problem]:
    """The problem with some columns of a table set to one value."""
    return lambda problem: replace(problem, **{table: getattr(problem, table).assign(**columns)})


RELAXED: dict[str, Callable[[Problem], Problem]] = {
    "no minimum per line": without("offers", moq_units=0),
    "no maximum per line": without("offers", max_units=NOTHING),
    "no shares": without("offers", min_share=0.0, max_share=1.0),
    "no set-up": without("offers", capacity_per_line=0.0),
    "no line cost": without("offers", line_cost=0.0),
    "always available": without("offers", available_from=pd.NaT, available_to=pd.NaT),
    "no order minima": without(
        "suppliers", min_order_value=0.0, min_order_units=0.0, min_order_kg=0.0, min_order_m3=0.0
    ),
    "no capacity": without("suppliers", capacity=NOTHING),
    "orders every period": lambda problem: replace(
        problem,
        suppliers=problem.suppliers.assign(
            order_every_periods=1, first_order_date=pd.Timestamp(problem.settings.start).as_unit("s")
        ),
    ),
    "nothing frozen": lambda problem: replace(problem, settings=replace(problem.settings, frozen_periods=0)),
    "no order cost": without("suppliers", order_cost=0.0),
    "room without end": without("nodes", storage_m3=NOTHING, inbound_m3=NOTHING, inbound_units=NOTHING),
    "no cover": without("items", max_cover_periods=NOTHING),
    "no containers": without(
        "lanes", container_m3=NOTHING, container_kg=NOTHING, container_cost=0.0, max_containers=NOTHING
    ),
    "no shipment cost": without("lanes", shipment_cost=0.0, min_charge=0.0),
    "no budgets": lambda problem: replace(problem, budgets=problem.budgets.iloc[:0]),
    "no safety stock": lambda problem: replace(problem, safety_stock=problem.safety_stock.iloc[:0]),
}


@few
@given(problem=feasible())
def test_a_rule_less_never_costs_more(problem: Problem) -> None:
    cost = plan_of(problem).cost
    for name, relaxed in RELAXED.items():
        if relaxed(problem).tables() is not None:
            assert plan_of(relaxed(problem)).cost <= cost + 1e-6 * max(1.0, abs(cost)), name


@few
@given(problem=feasible())
def test_a_family_less_never_costs_more(problem: Problem) -> None:
    # Without the balance or the limit of the credit, stock is money out of nothing.
    instance = instance_of(problem)
    cost = plan_of(problem).cost
    for left_out in FAMILIES:
        if left_out not in {stock_balance, terminal}:
            rest = [family for family in FAMILIES if family is not left_out]
            bound = highs.solve(model_of(instance, rest)[0], Limits(time_limit=SECONDS, gap=1e-6)).bound
            assert bound is not None
            assert bound <= cost + 1e-6 * max(1.0, abs(cost)), left_out.NAME


# -- the same problem, told otherwise ---------------------------------------------------------------------------------
DATES = {
    "demand": ["date"],
    "suppliers": ["first_order_date"],
    "offers": ["available_from", "available_to"],
    "inbound": ["arrival_date"],
    "budgets": ["first_date", "last_date"],
}


def shifted(problem: Problem, days: int) -> Problem:
    """The problem with every date moved by so many days."""
    step = pd.Timedelta(days=days)
    start = (pd.Timestamp(problem.settings.start) + step).date()
    frames = {
        name: getattr(problem, name).assign(
            **{c: (getattr(problem, name)[c] + step).astype("datetime64[s]") for c in columns}
        )
        for name, columns in DATES.items()
    }
    return replace(problem, settings=replace(problem.settings, start=start), **frames)


@few
@given(problem=feasible(), buckets=st.sampled_from([1, -3, 52, 57]))
def test_shifted_dates_shift_the_plan(problem: Problem, buckets: int) -> None:
    days = buckets * problem.settings.bucket_days
    here, there = solve(problem), solve(shifted(problem, days))
    assert there.objective == here.objective
    assert here.plan is not None
    assert there.plan is not None
    for table in PLAN_TABLES:
        # sentences name days too
        before, after = (getattr(r.plan, table.name).drop(columns="reason", errors="ignore") for r in (here, there))
        moved = before.assign(
            **{
                column: (before[column] + pd.Timedelta(days=days)).astype(before[column].dtype)
                for column in before.select_dtypes("datetime")
            }
        )
        pd.testing.assert_frame_equal(moved, after)


@few
@given(r=st.randoms(use_true_random=False))
def test_a_case_of_one_is_no_case(r: random.Random) -> None:
    chosen, frames = random_dataset(r)
    offers = frames["offers"].drop(columns="case_pack", errors="ignore")
    none = Problem.from_tables(chosen, frames | {"offers": offers})
    ones = Problem.from_tables(chosen, frames | {"offers": offers.assign(case_pack=1)})
    if not infeasible_reasons(none):
        assert plan_of(none).cost == plan_of(ones).cost


def two_nodes(r: random.Random) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """A dataset of two nodes that only the goods tell apart: alike lanes, no limits, free and instant transfers."""
    chosen, frames = random_dataset(r)
    while len(frames["nodes"]) < 2:
        chosen, frames = random_dataset(r)
    frames["nodes"] = frames["nodes"][["node_id"]]
    lanes = frames["lanes"].drop(columns="max_containers", errors="ignore").drop_duplicates(["supplier_id", "mode"])
    frames["lanes"] = pd.concat([lanes.assign(node_id=node) for node in ("N1", "N2")], ignore_index=True)
    frames["items"] = frames["items"].drop(columns="max_cover_periods", errors="ignore")
    ways = [("N1", "N2"), ("N2", "N1")]
    frames["transfers"] = pd.DataFrame(
        [{"from_node": here, "to_node": there, "lead_time_days": 0} for here, there in ways]
    )
    if "stock" in frames:
        frames["stock"] = frames["stock"][["item_id", "node_id", "on_hand"]].assign(
            on_hand=frames["stock"]["on_hand"].clip(lower=0)
        )
    if "fulfilment" in frames:
        served = frames["fulfilment"].drop_duplicates("zone_id")
        frames["fulfilment"] = pd.concat([served.assign(node_id=node) for node in ("N1", "N2")], ignore_index=True)
    return chosen, frames


def one_node(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The same with everything in N1."""
    merged = dict(frames) | {"nodes": frames["nodes"].iloc[:1]}
    del merged["transfers"]
    merged["lanes"] = frames["lanes"][frames["lanes"]["node_id"] == "N1"]
    if "fulfilment" in frames:
        merged["fulfilment"] = frames["fulfilment"][frames["fulfilment"]["node_id"] == "N1"]
    else:
        merged["demand"] = summed(frames["demand"].assign(zone_id="N1"), "units")
    for table, figure in (("stock", "on_hand"), ("safety_stock", "units")):
        if table in frames:
            merged[table] = summed(frames[table].assign(node_id="N1"), figure)
    if "inbound" in frames:
        merged["inbound"] = frames["inbound"].assign(node_id="N1")
    return merged


def summed(frame: pd.DataFrame, figure: str) -> pd.DataFrame:
    keys = [column for column in frame if column != figure]
    return frame.groupby(keys)[[figure]].sum().reset_index()


@few
@given(r=st.randoms(use_true_random=False))
def test_free_instant_transfers_make_two_nodes_one(r: random.Random) -> None:
    # No limit is a node's own then, lanes and zones treat both alike, and safety stock adds up. Containers are left
    # without a limit, of which two nodes would have twice as many; nothing is owed by one of them alone.
    chosen, frames = two_nodes(r)
    two, one = Problem.from_tables(chosen, frames), Problem.from_tables(chosen, one_node(frames))
    if not infeasible_reasons(two):
        assert plan_of(two).cost == near(plan_of(one).cost)


def arranged(program: MixedIntegerProgram) -> tuple[list[str], sparse.csr_array, Any, Any]:
    """Rows in the order of their names; rows of one name stay in the order in which their family wrote them."""
    names = program.row_names()
    order = sorted(range(len(names)), key=names.__getitem__)
    return sorted(names), program.matrix[order], program.row_lower[order], program.row_upper[order]


@few
@given(problem=feasible(), seed=st.integers(0, 1000))
def test_the_order_of_families_makes_no_difference(problem: Problem, seed: int) -> None:
    instance = instance_of(problem)
    shuffled = random.Random(seed).sample(FAMILIES, len(FAMILIES))  # noqa: S311 - no secret
    straight, mixed = model_of(instance)[0], model_of(instance, shuffled)[0]
    (names, matrix, low, high), (names_, matrix_, low_, high_) = arranged(straight), arranged(mixed)
    assert names == names_
    assert abs(matrix - matrix_).nnz == 0
    np.testing.assert_array_equal(low, low_)
    np.testing.assert_array_equal(high, high_)
    np.testing.assert_array_equal(straight.cost, mixed.cost)
    costs = [highs.solve(program, Limits(time_limit=SECONDS, gap=1e-7)).bound for program in (straight, mixed)]
    assert costs[0] == near(costs[1] or 0.0)


# -- another judge ----------------------------------------------------------------------------------------------------
@few
@given(problem=feasible())
def test_two_backends_agree(problem: Problem) -> None:
    assert plan_of(problem, Options(backend="scip")).cost == near(plan_of(problem).cost)


@pytest.mark.parametrize("seed", range(8))
def test_no_plan_of_all_is_cheaper(seed: int) -> None:
    problem = small_problem(seed)
    most = MOST_UNITS // int(problem.offers.iloc[0]["case_pack"])
    assert plan_of(problem).cost == near(cheapest(problem, most))


# -- plans that were changed ------------------------------------------------------------------------------------------
def cells(table: str, row: int, **changes: Any) -> Callable[[Plan], Plan]:
    """The plan with some cells of a row moved by so much (days for dates)."""

    def change(plan: Plan) -> Plan:
        frame = getattr(plan, table).copy()
        for column, step in changes.items():
            frame.loc[row, column] = frame.loc[row, column] + step
        return replace(plan, **{table: frame})

    return change


def cost_of(term: str) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        costs = {**plan.summary["costs"], term: plan.summary["costs"][term] - 0.01}
        return replace(plan, summary={**plan.summary, "costs": costs})

    return change


WEEK = pd.Timedelta(days=7)
CHANGED: dict[str, tuple[str, Callable[[Plan], Plan]]] = {
    "a case less": ("orders", cells("orders", 0, cases=-1)),
    "a case more": ("orders", cells("orders", 0, cases=1)),
    "ordered a week later": ("orders", cells("orders", 0, order_date=WEEK)),
    "arriving a week earlier": ("orders", cells("orders", 0, arrival_date=-WEEK)),
    "paid a week later": ("orders", cells("orders", 0, payment_date=WEEK)),
    "a lower price": ("orders", cells("orders", 0, unit_price=-0.01)),
    "a lower value": ("orders", cells("orders", 0, value=-0.01)),
    "a container less": ("shipments", cells("shipments", 0, containers=-1)),
    "less freight": ("shipments", cells("shipments", 0, freight=-0.01)),
    "less on the shipment": ("shipments", cells("shipments", 0, units=-1)),
    "a transfer of more": ("transfers", cells("transfers", 0, units=1)),
    "more served": ("fulfilment", cells("fulfilment", 0, units=0.01)),
    "served later": ("fulfilment", cells("fulfilment", 0, date=WEEK)),
    "less in stock": ("projection", cells("projection", 0, closing=-0.01)),
    "less lost": ("shortage", cells("shortage", 0, lost=-0.01)),
    "less of a budget used": ("budgets", cells("budgets", 0, used=-0.01)),
    "a purchase forgotten": ("orders", cost_of("purchase")),
    "a lower cost of carrying": ("projection", cost_of("carrying")),
}


@few
@given(problem=feasible(), data=st.data())
def test_a_plan_of_the_solvers_that_was_changed_is_caught(problem: Problem, data: st.DataObject) -> None:
    plan = solve(problem).plan
    assert plan is not None
    able = [name for name, (table, _) in CHANGED.items() if len(getattr(plan, table))]
    for name in data.draw(st.permutations(able))[:CHANGES]:
        assert verify(problem, CHANGED[name][1](plan)).violations, name


def test_a_minimum_split_over_two_orders_is_caught() -> None:
    # 10 units at a minimum of 10. Six of them under another number, or a week later, are two lines below it.
    problem = build(demand=[0, 10], offers=[{"unit_price": 2, "moq_units": 10, "available_from": day(1)}], periods=2)
    plan = solve(problem).plan
    assert plan is not None
    (row,) = plan.orders.to_dict("records")
    for other in ({"order_id": "PO-0002"}, {"order_date": pd.Timestamp(day(0)), "arrival_date": pd.Timestamp(day(0))}):
        parts = [row | {"cases": 4, "units": 4, "value": 8.0}, row | {"cases": 6, "units": 6, "value": 12.0} | other]
        orders = pd.DataFrame(parts).astype(plan.orders.dtypes.to_dict())
        rules = verify(problem, replace(plan, orders=orders)).rules()
        assert {"order_lines", "purchase_orders"} & set(rules)


def test_a_container_that_holds_more_than_it_can_is_caught() -> None:
    # 9 m3 in three containers of 4; in two of them, with fill and freight as if that were right, it is refused.
    problem = build(periods=1, items=[{"unit_m3": 1}], lanes=[{"container_m3": 4, "container_cost": 10}], demand=[9])
    plan = solve(problem).plan
    assert plan is not None
    assert plan.shipments["containers"].tolist() == [3]
    shipments = plan.shipments.assign(containers=2, fill=9 / 8, freight=20.0)
    assert verify(problem, replace(plan, shipments=shipments)).rules()["freight"] >= 1
