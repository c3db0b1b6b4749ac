"""Whole plans: one made by hand that keeps every rule, what changing a cell of it does, and odd plans."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.columns import Kind
from models.plan import Plan
from models.problem import Problem
from models.tables import PLAN_TABLES
from optimizer.facts import comparison
from optimizer.verdict import Verdict
from optimizer.verify import FAMILIES, TERMS, verify
from tests.builders import build
from tests.optimizer.verify.plans import on, plan

# Two nodes: N serves zone Z, M serves zone N (its own name for it) and Z. A is sold by S in cases of 6, line minimum
# 12, price 10 below 18 units and 8 from there on, duty a tenth; a container is 10 m3 (a unit is 0.5) and costs 50.
# Week 0: 24 units (4 cases) are ordered, 18 to N and 6 to M: paid 192, duty 19.2. Three days later they are there, in
# week 1: 9 m3 and 3 m3, a container each: freight 2 x 50 + 2 x 5.
# Stock: N has 5, M owes 2. Zone Z asks for 4 and 20. N serves the 4 at 1 each in week 0, and 18 in week 1;
# M settles its debt of 2 in week 1 with what arrived (it waits one week: backorder in channel `open`), and 1 of its
# other 4 goes to Z at 3, after 2 of them went back to N by transfer, at 0.5 each, to serve ... nobody: N keeps 3.


@cache
def _problem() -> Problem:
    return build(
        items=[{"unit_m3": 0.5, "unit_kg": 2, "unit_cost": 10, "carrying_cost": 0.25, "category": "toys"}],
        suppliers=[{"order_cost": 7, "payment_days": 10, "min_order_value": 100}],
        nodes=[{"node_id": "N"}, {"node_id": "M", "storage_m3": 5}],
        offers=[{"unit_price": 10, "case_pack": 6, "moq_units": 12, "duty_rate": 0.1, "line_cost": 1}],
        price_breaks=[{"min_units": 18, "unit_price": 8}],
        lanes=[
            {"node_id": n, "lead_time_days": 3, "shipment_cost": 5, "container_m3": 10, "container_cost": 50}
            for n in "NM"
        ],
        transfers=[{"from_node": "M", "to_node": "N", "cost_per_unit": 0.5}],
        fulfilment=[
            {"zone_id": "Z", "node_id": "N", "cost_per_unit": 1},
            {"zone_id": "Z", "node_id": "M", "cost_per_unit": 3},
        ],
        channels=[{"channel": "open", "shortage_mode": "backorder"}, {"channel": "web"}],
        demand=[
            {"zone_id": "Z", "channel": "web", "units": 4},
            {"zone_id": "Z", "channel": "web", "units": 20, "date": on(1, 2)},
        ],
        stock=[{"on_hand": 5}, {"node_id": "M", "on_hand": -2}],
        safety_stock=[{"node_id": "M", "units": 2}],
        budgets=[{"amount": 250}],
        periods=2,
        terminal_value=1.0,
        terminal_cover_periods=1.0,
    )


SUMMARY: dict[str, Any] = {
    "status": "feasible",
    "objective": 691.45,
    "bound": None,
    "gap": None,
    "costs": {
        "purchase": 192.0,  # 24 x 8
        "duty": 19.2,
        "ordering": 8.0,  # 7 + 1
        "freight": 110.0,
        "transfer": 1.0,
        "fulfilment": 25.0,  # 4 + 18 + 3
        "carrying": 1.25,  # (1 + 3 + 1) x 0.25
        "capacity_overrun": 0.0,
        "storage_overflow": 0.0,
        "shortage": 300.0,  # 1 lost and 2 waiting a week, at 100
        "safety": 75.0,  # 100 / (2 x 2 weeks) = 25 for each of 2 + 1 units
        "budget_overrun": 0.0,
        "terminal_credit": -40.0,  # 4 units; mean demand 12 would be credited
    },
    "service": {"overall": 23 / 26, "by_category": {"toys": 23 / 26}, "by_zone": {"Z": 23 / 24, "M": 0.0}},
}


@cache
def _good() -> Plan:
    order = {"order_date": 0, "arrival_date": "2024-01-04", "payment_date": "2024-01-11", "unit_price": 8}
    shipment = {"order_date": 0, "arrival_date": "2024-01-04", "containers": 1, "freight": 55}
    web = {"zone_id": "Z", "channel": "web"}
    short = {"safety_stock": 2, "safety_shortfall": 1}
    return plan(
        SUMMARY,
        orders=[
            {**order, "cases": 3, "units": 18, "value": 144, "duty": 14.4},
            {**order, "cases": 1, "units": 6, "value": 48, "duty": 4.8, "node_id": "M"},
        ],
        shipments=[
            {**shipment, "units": 18, "m3": 9, "kg": 36, "fill": 0.9},
            {**shipment, "units": 6, "m3": 3, "kg": 12, "fill": 0.3, "node_id": "M"},
        ],
        transfers=[
            {"from_node": "M", "to_node": "N", "ship_date": 1, "arrival_date": 1, "units": 2, "cost": 1},
        ],
        fulfilment=[
            {**web, "units": 4, "cost": 4},
            {**web, "date": 1, "units": 18, "cost": 18},
            {**web, "date": 1, "node_id": "M", "units": 1, "cost": 3},
            {"zone_id": "M", "channel": "open", "date": 1, "node_id": "M", "units": 2},
        ],
        projection=[
            {"opening": 5, "served": 4, "closing": 1},
            {"date": 1, "opening": 1, "ordered_in": 18, "transferred_in": 2, "served": 18, "closing": 3},
            {"node_id": "M", "safety_stock": 2, "safety_shortfall": 2},
            {"node_id": "M", "date": 1, "ordered_in": 6, "transferred_out": 2, "served": 3, "closing": 1, **short},
        ],
        shortage=[
            {**web, "demand": 4, "served": 4},
            {**web, "date": 1, "demand": 20, "served": 19, "lost": 1},
            {"zone_id": "M", "channel": "open", "demand": 2, "backlog": 2},
            {"zone_id": "M", "channel": "open", "date": 1, "served": 2},
        ],
        budgets=[{"amount": 250, "used": 211.2, "shadow_price": 0}],
    )


def test_a_good_plan_is_accepted() -> None:
    judged = _good()
    verdict = verify(_problem(), judged)
    assert [str(violation) for violation in verdict.violations] == []
    assert verdict.costs == pytest.approx(judged.summary["costs"])
    assert verdict.objective == pytest.approx(691.45)


def _set(table: str, row: int, **cells: Any) -> Callable[[Plan], Plan]:
    def change(judged: Plan) -> Plan:
        frame = getattr(judged, table).copy()
        for column, value in cells.items():
            frame.loc[row, column] = pd.Timestamp(value) if isinstance(frame[column].iloc[0], pd.Timestamp) else value
        return replace(judged, **{table: frame})

    return change


def _drop(table: str, row: int) -> Callable[[Plan], Plan]:
    return lambda judged: replace(judged, **{table: getattr(judged, table).drop(index=row)})


def _repeat(table: str, row: int) -> Callable[[Plan], Plan]:
    return lambda judged: replace(
        judged, **{table: pd.concat([getattr(judged, table), getattr(judged, table).loc[[row]]], ignore_index=True)}
    )


MUTATIONS: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "a case dropped": (_set("orders", 0, cases=2), "order_lines"),
    "a case dropped, units too": (_set("orders", 0, cases=2, units=12, value=96, duty=9.6), "freight"),
    "half a case": (_set("orders", 0, cases=2.5, units=15), "order_lines"),
    "an order date moved": (_set("orders", 0, order_date="2024-01-02"), "time"),
    "an order moved by a week": (_set("orders", 1, order_date="2024-01-08"), "purchase_orders"),
    "an arrival moved": (_set("orders", 0, arrival_date="2024-01-05"), "time"),
    "a payment moved": (_set("orders", 0, payment_date="2024-01-12"), "time"),
    "an order split in two": (_set("orders", 1, order_id="PO2"), "purchase_orders"),
    "a wrong price": (_set("orders", 0, unit_price=10), "order_lines"),
    "a wrong value": (_set("orders", 0, value=144.01), "order_lines"),
    "a wrong duty": (_set("orders", 0, duty=14), "order_lines"),
    "a wrong supplier": (_set("orders", 0, supplier_id="R"), "tables"),
    "a wrong mode": (_set("orders", 0, mode="air"), "time"),
    "a container too few": (_set("shipments", 0, containers=0), "freight"),
    "half a container": (_set("shipments", 1, containers=0.5, fill=0.6, freight=30), "freight"),
    "a wrong fill": (_set("shipments", 0, fill=0.8), "freight"),
    "a wrong freight": (_set("shipments", 0, freight=54), "freight"),
    "a shipment's other day": (_set("shipments", 0, arrival_date="2024-01-08"), "freight"),
    "a shipment forgotten": (_drop("shipments", 0), "freight"),
    "a transfer's wrong cost": (_set("transfers", 0, cost=0), "carriage"),
    "a transfer of more": (_set("transfers", 0, units=4, cost=2), "stock_balance"),
    "a transfer forgotten": (_drop("transfers", 0), "stock_balance"),
    "more served than there is": (_set("fulfilment", 1, units=22, cost=22), "stock_balance"),
    "more served than asked for": (_set("fulfilment", 0, units=5, cost=5), "demand"),
    "a wrong cost of serving": (_set("fulfilment", 2, cost=1), "carriage"),
    "another node's debt": (_set("fulfilment", 3, node_id="N"), "demand"),
    "a served row forgotten": (_drop("fulfilment", 0), "demand"),
    "a wrong closing": (_set("projection", 1, closing=4), "stock_balance"),
    "a wrong shortfall": (_set("projection", 2, safety_shortfall=1), "safety"),
    "a projection forgotten": (_drop("projection", 3), "stock_balance"),
    "a wrong loss": (_set("shortage", 1, lost=0), "demand"),
    "a wrong backlog": (_set("shortage", 2, backlog=1), "demand"),
    "an account forgotten": (_drop("shortage", 1), "demand"),
    "a wrong use of a budget": (_set("budgets", 0, used=200), "budgets"),
    "a shadow price though money is left": (_set("budgets", 0, shadow_price=0.1), "budgets"),
    **{
        f"a row of {table.name} twice": (_repeat(table.name, 0), "tables") for table in PLAN_TABLES
    },
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_changed_plan_is_refused(name: str) -> None:
    change, rule = MUTATIONS[name]
    assert rule in verify(_problem(), change(replace(_good(), summary={}))).rules()


@cache
def _judged(name: str) -> Verdict:
    """What becomes of a changed plan."""
    return verify(_problem(), MUTATIONS[name][0](_good()))


@pytest.mark.parametrize("name", MUTATIONS)
def test_ids_held_once_are_judged_as_texts_are(name: str) -> None:
    texts = MUTATIONS[name][0](_good())
    ids = {table.name: [c.name for c in table.columns if c.kind is Kind.ID] for table in PLAN_TABLES}
    coded: dict[str, Any] = {
        table: frame.astype(dict.fromkeys(ids[table], "category")) for table, frame in texts.tables().items()
    }
    assert verify(_problem(), replace(texts, **coded)) == _judged(name)


@pytest.mark.parametrize("block", [1, 3])
def test_arrays_are_compared_the_same_in_blocks_of_any_size(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: _judged(name) for name in MUTATIONS}
    monkeypatch.setattr(comparison, "BLOCK", block)
    assert {name: verify(_problem(), change(_good())) for name, (change, _) in MUTATIONS.items()} == whole


ODD = (None, np.nan, "nobody", "", -1, 1e300, np.inf, True, pd.Timestamp("1700-01-01"), pd.Timestamp("2200-01-01"))


@pytest.mark.parametrize("table", [table.name for table in PLAN_TABLES])
def test_odd_cells_are_refused_not_raised(table: str) -> None:
    judged = replace(_good(), summary={})
    row = getattr(judged, table).astype("object").iloc[[0]]
    changed = [row.assign(**{column: [odd]}) for column in row for odd in ODD]
    frame = pd.concat([row, *changed], ignore_index=True)
    verdict = verify(_problem(), replace(judged, **{table: frame}))
    assert verdict.rules()["tables"] >= len(changed)
    assert all(str(violation) for violation in verdict.violations)


def test_empty_tables_are_judged() -> None:
    frames: dict[str, Any] = {table.name: pd.DataFrame() for table in PLAN_TABLES}
    assert set(verify(_problem(), Plan(**frames)).rules()) == {"demand", "stock_balance", "safety", "budgets"}


def test_doing_nothing_is_a_plan_where_nothing_is_wanted() -> None:
    verdict = verify(build(), Plan.empty())
    assert verdict.accepted
    assert verdict.objective == 0


def test_terms_and_families_are_those_of_the_model() -> None:
    assert [family.NAME for family in FAMILIES] == [
        "stock_balance", "demand", "order_lines", "purchase_orders", "sourcing", "freight", "nodes", "budgets", "cover",
        "safety", "terminal",
    ]  # fmt: skip
    assert [term.NAME for term in TERMS] == [
        "purchase", "duty", "ordering", "freight", "transfer", "fulfilment", "carrying", "capacity_overrun",
        "storage_overflow", "shortage", "safety", "budget_overrun", "terminal_credit",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("table", [table.name for table in PLAN_TABLES])
def test_every_cell_counts(table: str) -> None:
    judged = replace(_good(), summary={})
    for column in next(each for each in PLAN_TABLES if each.name == table).columns:
        if column.name in {"reason", "shadow_price"}:  # words are free, and a price has bounds, not a value
            continue
        frame = getattr(judged, table).copy()
        cell = frame[column.name].iloc[0]
        if column.kind is Kind.DAY:
            frame.loc[0, column.name] = cell + pd.Timedelta(days=7)
        elif column.kind is Kind.ID:
            frame.loc[0, column.name] = f"{cell} "
        else:
            frame.loc[0, column.name] = (0.0 if np.isnan(cell) else cell) + 0.001
        assert not verify(_problem(), replace(judged, **{table: frame})).accepted, column.name


def test_the_first_complaints_of_a_kind_are_told_and_the_rest_counted() -> None:
    # 2000 rows for an item that nobody knows, a thousand of them in words.
    rows = [{"item_id": f"X{number}", "units": 1, "cases": 1, "order_id": f"PO{number}"} for number in range(2000)]
    found = verify(build(), plan(orders=rows)).violations
    strangers = [violation for violation in found if "names item_id" in violation.sentence]
    assert len(strangers) == 1001
    assert strangers[-1].sentence.startswith("1000 more complaints are of the same kind as: ")
