"""Stock balance: what comes and goes adds up, and the projection tells it."""

from typing import Any

import pytest

from optimizer.facts import Facts
from optimizer.formulation.constraints.stock_balance import violations
from optimizer.formulation.objective import carrying
from tests.builders import build
from tests.optimizer.verify.plans import facts, on, plan, told


def _row(period: int, **figures: Any) -> dict[str, Any]:
    return {"date": period, **figures}


def test_stock_goes_on_from_period_to_period() -> None:
    # 5 at the start, 3 served at once: 2 stay in all three weeks.
    problem = build(stock=5, demand=[3])
    served = [{"units": 3}]
    rows = [_row(0, opening=5, served=3, closing=2), *(_row(t, opening=2, closing=2) for t in (1, 2))]
    assert told(violations, problem, plan(fulfilment=served, projection=rows)) == []
    wrong = [*rows[:2], _row(2, opening=2, closing=3)]
    (sentence,) = told(violations, problem, plan(fulfilment=served, projection=wrong))
    assert sentence == "The projection of item A at node N on 2024-01-15 says closing 3 where it is 2."


def test_a_missing_row_says_that_all_is_zero() -> None:
    problem = build(stock=3, demand=[3])
    served = [{"units": 3}]
    first = _row(0, opening=3, served=3)  # closing 0: the later rows are all zero and may be left out
    assert told(violations, problem, plan(fulfilment=served, projection=[first])) == []
    (sentence,) = told(violations, problem, plan(fulfilment=served))
    assert "says opening 0 where it is 3, served 0 where it is 3" in sentence


def test_no_node_ships_what_it_does_not_have() -> None:
    problem = build(stock=2, demand=[3])
    short = _row(0, opening=2, served=3, closing=-1)
    rows = [short, *(_row(t, opening=-1, closing=-1) for t in (1, 2))]
    found = told(violations, problem, plan(fulfilment=[{"units": 3}], projection=rows))
    assert found[0] == (
        "Node N ships more of item A in the period of 2024-01-01 than it has: closing stock is -1."
    )
    assert len(found) == 3


def test_reserved_and_held_stock_is_not_there() -> None:
    # 10 - 3 - 2 = 5 to plan with.
    problem = build(stock=[{"on_hand": 10, "reserved": 3, "on_hold": 2}], periods=1)
    assert told(violations, problem, plan(projection=[_row(0, opening=5, closing=5)])) == []
    assert len(told(violations, problem, plan(projection=[_row(0, opening=10, closing=10)]))) == 1


def test_negative_stock_opens_at_zero() -> None:
    assert told(violations, build(stock=-4, periods=1), plan()) == []


@pytest.mark.parametrize(
    ("offset", "period"),
    [(-30, 0), (0, 0), (1, 1), (7, 1), (8, 2)],  # overdue: the first; else the first that starts on or after
)
def test_inbound_is_received_in_the_first_period_after_it(offset: int, period: int) -> None:
    problem = build(inbound=[{"arrival_date": on(0, offset), "units": 4}])
    rows = [_row(period, inbound=4, closing=4), *(_row(t, opening=4, closing=4) for t in range(period + 1, 3))]
    assert told(violations, problem, plan(projection=rows)) == []


def test_inbound_after_the_last_period_is_dropped() -> None:
    assert told(violations, build(inbound=[{"arrival_date": on(2, 1), "units": 4}]), plan()) == []


def test_orders_are_received_after_both_lead_times() -> None:
    # 5 + 3 = 8 days: ordered in week 0, received in week 2.
    problem = build(lanes=[{"lead_time_days": 5}], offers=[{"extra_lead_days": 3, "case_pack": 6}])
    order = {"cases": 2, "units": 12, "arrival_date": "2024-01-09"}
    assert told(violations, problem, plan(orders=[order], projection=[_row(2, ordered_in=12, closing=12)])) == []
    early = [_row(1, ordered_in=12, closing=12), _row(2, opening=12, closing=12)]
    assert len(told(violations, problem, plan(orders=[order], projection=early))) == 2


def test_transfers_leave_one_node_and_reach_another() -> None:
    # 4 of 9 leave N in week 0 and reach M a week later.
    problem = build(
        nodes=["N", "M"], stock=9, transfers=[{"from_node": "N", "to_node": "M", "lead_time_days": 7}], periods=2
    )
    move = {"from_node": "N", "to_node": "M", "units": 4, "arrival_date": 1}
    rows = [
        _row(0, opening=9, transferred_out=4, closing=5),
        _row(1, opening=5, closing=5),
        _row(1, node_id="M", transferred_in=4, closing=4),
    ]
    assert told(violations, problem, plan(transfers=[move], projection=rows)) == []
    assert len(told(violations, problem, plan(transfers=[move], projection=rows[:2]))) == 1
    assert len(told(violations, problem, plan(transfers=[{**move, "units": 10}], projection=rows))) >= 1


def test_kits_of_kits_take_their_components() -> None:
    # K = 2 A + 1 J, J = 3 A + 1 B: a K takes 5 A and 1 B; two K take 10 A and 2 B.
    problem = build(
        items=["A", "B", "J", "K"],
        offers=[{}],
        kits=[
            {"kit_id": "K", "component_id": "A", "units": 2},
            {"kit_id": "K", "component_id": "J"},
            {"kit_id": "J", "component_id": "A", "units": 3},
            {"kit_id": "J", "component_id": "B"},
        ],
        stock=[{"on_hand": 10}, {"item_id": "B", "on_hand": 2}],
        demand={"K": [2]},
        periods=1,
    )
    served = [{"item_id": "K", "served_item_id": "K", "units": 2}]
    rows = [_row(0, opening=10, served=10), _row(0, item_id="B", opening=2, served=2)]
    assert told(violations, problem, plan(fulfilment=served, projection=rows)) == []
    three = [{**served[0], "units": 3}]
    assert "closing stock is -5" in told(violations, problem, plan(fulfilment=three, projection=rows))[0]


def test_a_substitute_leaves_its_own_stock() -> None:
    problem = build(
        items=["A", "B"],
        substitutes=[{"item_id": "A", "substitute_id": "B"}],
        stock=[{"item_id": "B", "on_hand": 2}],
        demand=[2],
        periods=1,
    )
    judged = plan(
        fulfilment=[{"served_item_id": "B", "units": 2}], projection=[_row(0, item_id="B", opening=2, served=2)]
    )
    assert told(violations, problem, judged) == []


def test_carrying_costs_closing_stock_of_every_period() -> None:
    # 5 x 0.5 in three weeks, weighed by 1, v and v^2 with v = 1.21^(-7/365).
    problem = build(stock=5, items=[{"carrying_cost": 0.5}], discount_rate=0.21)
    v = 1.21 ** (-7 / 365)
    assert carrying.cost(facts(problem, plan())) == pytest.approx(2.5 * (1 + v + v * v))


def test_goods_under_way_are_in_no_stock() -> None:
    problem = build(lanes=[{"lead_time_days": 14}], items=[{"carrying_cost": 1}])
    judged = plan(orders=[{"cases": 4, "arrival_date": 2}])
    assert carrying.cost(facts(problem, judged)) == 4  # in the third week only


def test_days_are_periods_of_a_day() -> None:
    problem = build(bucket="day", lanes=[{"lead_time_days": 1}])
    judged = Facts(problem, plan(orders=[{"cases": 4, "arrival_date": "2024-01-02"}]))
    assert judged.stock.closing.tolist() == [[0, 4, 4]]
