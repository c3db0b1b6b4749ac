"""Figures side by side, each by hand."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from models.plan import Plan
from scenarios.compare import figures
from scenarios.compare.figures import Side
from scenarios.evaluate import regret
from tests.builders import build

DAYS = ["2024-01-01", "2024-01-08", "2024-01-15"]


def plan(*rows: tuple[str, str, int, float], cost: float | None = 1.0, **summary: Any) -> Plan:
    """Orders as (supplier, item, period, units) at a price of 2 and a duty of 10 %, an order a supplier and day."""
    days = pd.to_datetime([DAYS[row[2]] for row in rows]).astype("datetime64[s]")
    orders = pd.DataFrame(
        {
            "order_id": [f"{row[0]}-{row[2]}" for row in rows],
            "supplier_id": [row[0] for row in rows],
            "item_id": [row[1] for row in rows],
            "node_id": "N",
            "mode": "standard",
            "order_date": days,
            "payment_date": days,
            "units": [row[3] for row in rows],
            "value": [2 * row[3] for row in rows],
            "duty": [0.2 * row[3] for row in rows],
        }
    )
    return replace(Plan.empty(), orders=orders, summary={"objective": cost} | summary)


def side(name: str, made: Plan, toys: float | None = 0.5) -> Side:
    cost = made.summary["objective"]
    return Side(name, build(), made, {"purchase": cost}, {"overall": 1.0, "by_category": {"toys": toys}, "by_zone": {}})


BASE = plan(("S", "A", 0, 10), ("S", "B", 0, 4), ("U", "A", 1, 6), ("U", "B", 2, 1), cost=50.0)
OTHER = plan(("S", "A", 0, 12), ("S", "B", 1, 5), ("S", "C", 2, 3), ("U", "B", 2, 1), cost=70.0)
SIDES = [side("base", BASE), side("other", OTHER, toys=0.25)]


def other(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["plan"] == "other"].drop(columns="plan").reset_index(drop=True)


def test_costs_and_their_sum_stand_beside_the_first() -> None:
    assert other(figures.costs(SIDES)).to_numpy().tolist() == [["purchase", 70, 50, 20], ["total", 70, 50, 20]]
    assert figures.costs(SIDES).query("plan == 'base'")["difference"].tolist() == [0, 0]


def test_a_term_that_one_plan_lacks_is_nothing_there() -> None:
    more = replace(SIDES[1], costs={"purchase": 70.0, "freight": 5.0})
    table = other(figures.costs([SIDES[0], more])).set_index("term")
    assert table["difference"].to_dict() == {"purchase": 20, "freight": 5, "total": 25}


def test_service_is_told_over_all_by_category_and_by_zone() -> None:
    told = replace(SIDES[1], service={"overall": 0.9, "by_category": {"toys": 0.25}, "by_zone": {"EU": 0.8}})
    rows = other(figures.service([SIDES[0], told]))
    assert rows[["kind", "of", "served"]].to_numpy().tolist() == [
        ["overall", "", 0.9],
        ["category", "toys", 0.25],
        ["zone", "EU", 0.8],
    ]
    assert rows["difference"].iloc[:2].tolist() == pytest.approx([-0.1, -0.25])
    assert rows["base"].isna().tolist() == [False, False, True]  # the first plan has no such zone


def test_spend_and_shares_count_price_and_duty() -> None:
    # 2.2 a unit: first week 12 against 14, second 5 against 6, third 3 + 1 against 1
    spend = other(figures.spend(SIDES))
    assert spend["ordered"].tolist() == spend["due"].tolist() == pytest.approx([26.4, 11.0, 8.8])
    assert spend["difference"].tolist() == pytest.approx([-4.4, -2.2, 6.6])
    shares = other(figures.suppliers(SIDES)).set_index("supplier_id")
    assert shares["share"].to_dict() == pytest.approx({"S": 20 / 21, "U": 1 / 21})
    assert shares["base"].to_dict() == pytest.approx({"S": 14 / 21, "U": 7 / 21})
    assert shares[["orders", "lines"]].to_numpy().tolist() == [[3, 3], [1, 1]]
    assert figures.spent_by_supplier(OTHER) == pytest.approx({"S": 44.0, "U": 2.2})


def test_a_supplier_of_one_plan_has_a_row_in_both() -> None:
    table = figures.suppliers([SIDES[0], side("other", plan(("V", "A", 0, 1)))]).set_index(["plan", "supplier_id"])
    assert table.loc[("other", "S"), "money"] == 0
    assert table.loc[("base", "V"), "share"] == 0
    assert table.loc[("other", "V"), "difference"] == 1


def test_order_lines_are_those_of_all_but_the_first() -> None:
    table = other(figures.changes(SIDES))
    told = {
        (row.item_id, row.supplier_id): (row.change, row.units_before, row.units_after) for row in table.itertuples()
    }
    assert told[("A", "S")] == ("resized", 10, 12)
    assert told[("B", "S")] == ("moved", 4, 5)
    assert {key: value[0] for key, value in told.items()} == {
        ("A", "S"): "resized",
        ("B", "S"): "moved",
        ("C", "S"): "added",
        ("A", "U"): "dropped",
        ("B", "U"): "same",
    }


def test_plans_of_nothing_have_no_supplier_and_no_line() -> None:
    empty = replace(Plan.empty(), summary={"objective": 0.0})
    sides = [side("base", empty), side("other", empty)]
    assert figures.suppliers(sides).empty
    assert figures.changes(sides).empty
    assert figures.spend(sides)["ordered"].sum() == 0


def test_regret_needs_two_plans_that_keep_the_rules() -> None:
    assert regret(BASE, OTHER) == 20
    assert regret(BASE, plan(cost=60.0, violations=["a minimum is not met"])) is None
    assert regret(plan(cost=None), OTHER) is None
