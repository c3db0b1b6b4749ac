"""Demand: served, lost or owed; by whom, from where and with what."""

from typing import Any

import pytest

from optimizer.formulation.constraints.demand import violations
from optimizer.formulation.objective import fulfilment, shortage
from tests.builders import build
from tests.optimizer.verify.plans import Row, facts, plan, told


def _account(period: int = 0, **figures: Any) -> dict[str, Any]:
    return {"date": period, **figures}


def test_what_is_not_served_is_lost() -> None:
    # 5 asked for, 3 served, 2 lost at 100 each.
    problem = build(demand=[5])
    judged = plan(fulfilment=[{"units": 3}], shortage=[_account(demand=5, served=3, lost=2)])
    assert told(violations, problem, judged) == []
    assert shortage.cost(facts(problem, judged)) == 200
    wrong = plan(fulfilment=[{"units": 3}], shortage=[_account(demand=5, served=3, lost=1)])
    (sentence,) = told(violations, problem, wrong)
    assert sentence == (
        "The shortage table says of item A, zone N, channel default on 2024-01-01 lost 1 where it is 2."
    )


def test_nobody_is_served_more_than_was_asked_for() -> None:
    problem = build(demand=[5])
    full = _account(demand=5, served=5)
    assert told(violations, problem, plan(fulfilment=[{"units": 5}], shortage=[full])) == []
    over = plan(fulfilment=[{"units": 6}], shortage=[_account(demand=5, served=6)])
    assert told(violations, problem, over) == [
        "Zone N is served 6 units of item A in channel default on 2024-01-01; asked for and still owed are 5."
    ]


def test_lost_demand_is_not_served_later() -> None:
    problem = build(demand=[5, 1])
    rows = [_account(demand=5, lost=5), _account(1, demand=1, served=2)]
    found = told(violations, problem, plan(fulfilment=[{"date": 1, "units": 2}], shortage=rows))
    assert len(found) == 1


def test_owed_demand_is_served_later() -> None:
    # 5 asked for in week 0, none served: 5 owed; 3 served in week 1: 2 owed to the end.
    # Waiting costs 4 x (5 + 2 + 2) = 36, and the last 2 must be bought at a unit cost of 10: 56.
    problem = build(demand=[5], shortage_mode="backorder", items=[{"shortage_cost": 4, "unit_cost": 10}])
    rows = [_account(demand=5, backlog=5), _account(1, served=3, backlog=2), _account(2, backlog=2)]
    judged = plan(fulfilment=[{"date": 1, "units": 3}], shortage=rows)
    assert told(violations, problem, judged) == []
    assert shortage.cost(facts(problem, judged)) == 56
    assert len(told(violations, problem, plan(fulfilment=[{"date": 1, "units": 3}], shortage=rows[:2]))) == 1
    over = plan(fulfilment=[{"date": 1, "units": 6}], shortage=[rows[0], _account(1, served=6)])
    assert "is served 6 units" in told(violations, problem, over)[0]


def test_what_is_owed_in_the_end_weighs_as_after_the_last_period() -> None:
    # 3 owed through three weeks at 4, and 3 x 10 at the end of the third: weights 1, v, v^2 and v^3.
    waiting = [{"shortage_cost": 4, "unit_cost": 10}]
    problem = build(demand=[3], shortage_mode="backorder", items=waiting, discount_rate=1)
    v = 2 ** (-7 / 365)
    assert shortage.cost(facts(problem, plan())) == pytest.approx(12 * (1 + v + v**2) + 30 * v**3)


def test_a_kit_owed_is_bought_as_its_components() -> None:
    # The kit's own shortage_cost, 7, while it waits; then 2 x 10 for its parts: 27. Its unit_cost of 99 does not count.
    problem = build(
        items=[{"unit_cost": 10}, {"item_id": "K", "shortage_cost": 7, "unit_cost": 99}],
        offers=[{}],
        kits=[{"kit_id": "K", "component_id": "A", "units": 2}],
        demand={"K": [1]},
        shortage_mode="backorder",
        periods=1,
    )
    assert shortage.cost(facts(problem, plan())) == 27


@pytest.mark.parametrize(
    ("settings", "item", "channel", "waits"),
    [
        ("lost", None, None, False),
        ("backorder", None, None, True),
        ("backorder", "lost", None, False),
        ("lost", "backorder", None, True),
        ("lost", "lost", "backorder", True),
        ("backorder", "backorder", "lost", False),
    ],
)
def test_the_mode_is_the_channels_then_the_items_then_the_plans(
    settings: str, item: str | None, channel: str | None, waits: bool
) -> None:
    problem = build(
        demand=[{"units": 1, "channel": "web"}],
        shortage_mode=settings,
        items=[{"shortage_mode": item} if item else {}],
        channels=[{"channel": "web", "shortage_factor": 3} | ({"shortage_mode": channel} if channel else {})],
        periods=2,
    )
    # Lost: 100 x 3 once. Waiting: 100 x 3 at the end of both weeks.
    assert shortage.cost(facts(problem, plan())) == (600 if waits else 300)


def test_channels_are_streams_of_their_own() -> None:
    problem = build(demand=[{"units": 2, "channel": "web"}, {"units": 3, "channel": "shop"}])
    rows = [_account(channel="web", demand=2, served=2), _account(channel="shop", demand=3, lost=3)]
    assert told(violations, problem, plan(fulfilment=[{"channel": "web", "units": 2}], shortage=rows)) == []
    over = plan(fulfilment=[{"channel": "web", "units": 3}], shortage=[{**rows[0], "served": 3}, rows[1]])
    assert len(told(violations, problem, over)) == 1


def test_promotions_and_baseline_are_one_demand() -> None:
    problem = build(demand=[{"units": 2}, {"units": 3, "kind": "promotion", "date": "2024-01-04"}])
    assert told(violations, problem, plan(shortage=[_account(demand=5, lost=5)])) == []


def test_a_zone_is_served_by_the_nodes_that_may() -> None:
    problem = build(
        nodes=["N", "M"], fulfilment=[{"zone_id": "Z", "node_id": "N"}], demand={("A", "Z"): [1]}
    )
    account = _account(zone_id="Z", demand=1, served=1)
    assert told(violations, problem, plan(fulfilment=[{"zone_id": "Z", "units": 1}], shortage=[account])) == []
    (sentence,) = told(
        violations, problem, plan(fulfilment=[{"zone_id": "Z", "node_id": "M", "units": 1}], shortage=[account])
    )
    assert sentence == (
        "1 units of item A are served to zone Z in channel default on 2024-01-01 from node M, which may not serve it."
    )


def test_without_a_table_a_zone_is_its_node() -> None:
    problem = build(nodes=["N", "M"], demand=[1])
    row = {"node_id": "M", "units": 1}
    assert len(told(violations, problem, plan(fulfilment=[row], shortage=[_account(demand=1, served=1)]))) == 1


def test_only_the_item_or_a_substitute_serves() -> None:
    given: dict[str, Any] = {"items": ["A", "B"], "demand": [1]}
    account = _account(demand=1, served=1)
    judged = plan(fulfilment=[{"served_item_id": "B", "units": 1}], shortage=[account])
    assert told(violations, build(**given, substitutes=[{"item_id": "A", "substitute_id": "B"}]), judged) == []
    (sentence,) = told(violations, build(**given, substitutes=[{"item_id": "B", "substitute_id": "A"}]), judged)
    assert sentence == (
        "1 units of item A are served to zone N in channel default on 2024-01-01 with item B, "
        "which is no substitute for it."
    )


def test_nobody_is_served_who_never_asks() -> None:
    (sentence,) = told(violations, build(demand=[1]), plan(fulfilment=[{"channel": "web", "units": 1}], shortage=[
        _account(demand=1, lost=1)
    ]))
    assert "which never asks for it" in sentence
    (sentence,) = told(violations, build(demand=[1]), plan(shortage=[
        _account(demand=1, lost=1), _account(channel="web", demand=1, lost=1)
    ]))
    assert "there is none at all" in sentence


def test_nobody_gives_back() -> None:
    problem = build(nodes=["N", "M"], fulfilment=[{"zone_id": "N", "node_id": n} for n in "NM"], demand=[1])
    rows: list[Row] = [{"units": 3}, {"units": -2, "node_id": "M"}]  # 3 - 2 = 1 is what is asked for
    (sentence,) = told(violations, problem, plan(fulfilment=rows, shortage=[_account(demand=1, served=1)]))
    assert "less than nothing" in sentence


def test_a_debt_is_settled_by_its_own_node() -> None:
    # -4 on hand: 4 owed to zone N, channel `open`, in the first period.
    problem = build(nodes=["N", "M"], fulfilment=[{"zone_id": "N", "node_id": n, "cost_per_unit": 9} for n in "NM"],
                    stock=-4, items=[{"shortage_cost": 2}])
    account = _account(channel="open", demand=4, served=4)
    own = plan(fulfilment=[{"channel": "open", "units": 4}], shortage=[account])
    assert told(violations, problem, own) == []
    assert fulfilment.cost(facts(problem, own)) == 0  # free of the zone's cost
    other = plan(fulfilment=[{"channel": "open", "units": 4, "node_id": "M"}], shortage=[account])
    assert len(told(violations, problem, other)) == 1
    assert shortage.cost(facts(problem, plan())) == 8


def test_serving_costs_by_unit_by_weight_and_by_substitution() -> None:
    # 2 units of K in the place of A: 2 x (1 + 0.5 x 6 kg + 4) = 16; K weighs 3 B of 2 kg, its own 50 kg do not count.
    problem = build(
        items=[{"unit_kg": 9}, {"item_id": "B", "unit_kg": 2}, {"item_id": "K", "unit_kg": 50}],
        offers=[{}],
        kits=[{"kit_id": "K", "component_id": "B", "units": 3}],
        substitutes=[{"item_id": "A", "substitute_id": "K", "cost_per_unit": 4}],
        fulfilment=[{"zone_id": "Z", "node_id": "N", "cost_per_unit": 1, "cost_per_kg": 0.5}],
        demand={("A", "Z"): [2]},
    )
    judged = plan(fulfilment=[{"zone_id": "Z", "served_item_id": "K", "units": 2}])
    assert fulfilment.cost(facts(problem, judged)) == 16
    plain = plan(fulfilment=[{"zone_id": "Z", "units": 2}])
    assert fulfilment.cost(facts(problem, plain)) == 11  # 2 x (1 + 0.5 x 9)


def test_a_debt_settled_with_a_substitute_costs_the_substitution() -> None:
    problem = build(
        items=["A", "B"], substitutes=[{"item_id": "A", "substitute_id": "B", "cost_per_unit": 4}], stock=-1
    )
    judged = plan(fulfilment=[{"channel": "open", "served_item_id": "B", "units": 1}])
    assert fulfilment.cost(facts(problem, judged)) == 4
