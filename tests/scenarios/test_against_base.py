"""Figures side by side, each by hand."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from models.plan import Plan
from scenarios import against_base

DAYS = ["2024-01-01", "2024-01-08", "2024-01-15"]


def plan(*rows: tuple[str, str, int, float], cost: float | None = 1.0, **summary: Any) -> Plan:
    """Orders as (supplier, item, period, units) at a price of 2 and a duty of 10 %."""
    orders = pd.DataFrame(
        {
            "supplier_id": [row[0] for row in rows],
            "item_id": [row[1] for row in rows],
            "node_id": "N",
            "mode": "standard",
            "order_date": pd.to_datetime([DAYS[row[2]] for row in rows]).astype("datetime64[s]"),
            "units": [row[3] for row in rows],
            "value": [2 * row[3] for row in rows],
            "duty": [0.2 * row[3] for row in rows],
        }
    )
    service = {"overall": 1.0, "by_category": {"toys": 0.5}}
    told = {"objective": cost, "costs": {"purchase": cost} if cost is not None else None, "service": service}
    return replace(Plan.empty(), orders=orders, summary=told | summary)


BASE = plan(("S", "A", 0, 10), ("S", "B", 0, 4), ("U", "A", 1, 6), ("U", "B", 2, 1), cost=50.0)
OTHER = plan(("S", "A", 0, 12), ("S", "B", 1, 5), ("S", "C", 2, 3), ("U", "B", 2, 1), cost=70.0)


def test_order_lines_are_resized_moved_added_and_dropped() -> None:
    table = against_base.orders(OTHER, BASE)
    told = {(row.item_id, row.supplier_id): (row.change, row.base_units, row.units) for row in table.itertuples()}
    assert told == {
        ("A", "S"): ("resized", 10, 12),
        ("B", "S"): ("moved", 4, 5),
        ("C", "S"): ("added", 0, 3),
        ("A", "U"): ("dropped", 6, 0),
    }  # B of U is the same
    assert against_base.changes(table) == {"added": 1, "dropped": 1, "moved": 1, "resized": 1}
    assert against_base.orders(BASE, BASE).empty


def test_spend_and_shares_count_price_and_duty() -> None:
    # 2.2 a unit: first week 12 against 14, second 5 against 6, third 3 + 1 against 1
    spend = against_base.spend(OTHER, BASE)
    assert spend["ordered"].tolist() == pytest.approx([26.4, 11.0, 8.8])
    assert spend["difference"].tolist() == pytest.approx([-4.4, -2.2, 6.6])
    shares = against_base.suppliers(OTHER, BASE).set_index("supplier_id")
    assert shares["share"].to_dict() == pytest.approx({"S": 20 / 21, "U": 1 / 21})
    assert shares["base_share"].to_dict() == pytest.approx({"S": 14 / 21, "U": 7 / 21})


def test_costs_and_service_stand_beside_the_base() -> None:
    assert against_base.costs(OTHER, BASE).to_numpy().tolist() == [["purchase", 70, 50, 20], ["total", 70, 50, 20]]
    assert against_base.service(OTHER, BASE).to_numpy().tolist() == [["toys", 0.5, 0.5, 0.0]]


def test_regret_needs_two_plans_that_keep_the_rules() -> None:
    assert against_base.regret(BASE, OTHER) == 20
    assert against_base.regret(BASE, plan(cost=60.0, violations=["a minimum is not met"])) is None
    assert against_base.regret(plan(cost=None), OTHER) is None


def test_what_has_no_plan_has_no_rows() -> None:
    nothing = plan(cost=None)
    ways = ("costs", "service", "spend", "orders", "suppliers")
    for make in (getattr(against_base, way) for way in ways):
        assert make(nothing, BASE).empty
        assert list(make(nothing, BASE).columns) == list(make(OTHER, BASE).columns)
