"""Fulfilment: the way to the customer, and what substitution costs on top."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan

SHOP: dict[str, Any] = {"nodes": ["N", "M"], "offers": [{"unit_price": 99}], "demand": [{"zone_id": "Z", "units": 4}]}


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    # A of 2 kg from N: 1 + 0.5 x 2; B of 3 kg instead: 1 + 0.5 x 3 + 4. What N owes itself is free of both.
    golden(
        build(
            periods=1,
            items=[{"unit_kg": 2}, {"item_id": "B", "unit_kg": 3}],
            fulfilment=[{"zone_id": "Z", "node_id": "N", "cost_per_unit": 1, "cost_per_kg": 0.5}],
            substitutes=[{"item_id": "A", "substitute_id": "B", "cost_per_unit": 4}],
            stock=[{"on_hand": -1}, {"item_id": "B", "on_hand": 9}],
            demand=[{"zone_id": "Z", "units": 2}],
        )
    )


@pytest.mark.parametrize(("cost", "node"), [({"cost_per_unit": 2.9}, "N"), ({"cost_per_kg": 1.6}, "M")])
def test_the_nearer_node_serves(cost: dict[str, float], node: str) -> None:
    # M serves at 3 a unit; N by unit or by the weight of 2 kg.
    ways = [{"zone_id": "Z", "node_id": "N", **cost}, {"zone_id": "Z", "node_id": "M", "cost_per_unit": 3}]
    stock = [{"on_hand": 9}, {"node_id": "M", "on_hand": 9}]
    found = plan(fulfilment=ways, stock=stock, items=[{"unit_kg": 2}], **SHOP)
    assert found.costs == {"fulfilment": 4 * min(3, cost.get("cost_per_unit", 3.2))}
    assert found.chosen("F") == {("A", "Z", "default", "A", node, 0): 4}


def test_a_kit_weighs_what_its_components_weigh() -> None:
    # 2 of A at 2 kg, one of B at 3 kg: 7 kg at 0.5, whatever the kit's own row says.
    found = plan(
        items=[{"unit_kg": 2}, {"item_id": "B", "unit_kg": 3}, {"item_id": "K", "unit_kg": 999}],
        kits=[{"kit_id": "K", "component_id": "A", "units": 2}, {"kit_id": "K", "component_id": "B"}],
        fulfilment=[{"zone_id": "Z", "node_id": "N", "cost_per_kg": 0.5}],
        stock=[{"on_hand": 2}, {"item_id": "B", "on_hand": 1}],
        offers=[{"unit_price": 99}],
        demand=[{"item_id": "K", "zone_id": "Z", "units": 1}],
    )
    assert found.costs == {"fulfilment": 3.5}


def test_a_substitute_costs_on_top_at_its_own_weight() -> None:
    # B of 3 kg stands in for A of 2 kg: 4 x (1 + 0.5 x 3 + 4).
    found = plan(
        items=[{"unit_kg": 2}, {"item_id": "B", "unit_kg": 3}],
        fulfilment=[{"zone_id": "Z", "node_id": "N", "cost_per_unit": 1, "cost_per_kg": 0.5}],
        substitutes=[{"item_id": "A", "substitute_id": "B", "cost_per_unit": 4}],
        stock=[{"item_id": "B", "on_hand": 9}],
        **SHOP,
    )
    assert found.costs == {"fulfilment": 26}


def test_it_is_paid_in_the_period_that_is_served() -> None:
    way = [{"zone_id": "Z", "node_id": "N", "cost_per_unit": 2}]
    rows = [{"zone_id": "Z", "units": 4, "date": "2024-01-15"}]
    found = plan(fulfilment=way, stock=9, demand=rows, discount_rate=0.1)
    assert found.costs == {"fulfilment": pytest.approx(8 * 1.1 ** (-14 / 365))}
