from typing import Any

import pytest

from models.faults import Notice
from tests.builders import build, day


def notices(**given: Any) -> dict[str, Notice]:
    return {notice.rule: notice for notice in build(**given).notices}


def test_a_quiet_dataset() -> None:
    assert notices(demand=[1], offers=[{"unit_price": 100.0}]) == {}


def test_demand_outside_the_horizon_counts_rows_and_units() -> None:
    rows = [{"date": day(period), "units": units} for period, units in ((-1, 2), (0, 1), (2, 1), (3, 40.5))]
    notice = notices(demand=rows)["demand-outside-horizon"]
    assert notice.count == 2
    assert notice.sentence == ("2 rows of demand (42.5 units) outside the horizon, 2024-01-01 to 2024-01-21: dropped")
    assert notice.examples == (
        "row 5: A, N, 2024-01-22, 40.5 units",
        "row 2: A, N, 2023-12-25, 2 units",
    )
    assert len(build(demand=rows).demand) == 4  # whoever plans leaves them out
    inside = [{"date": day(0), "units": 1}, {"date": day(2, offset=6), "units": 1}]
    assert "demand-outside-horizon" not in notices(demand=inside)


def test_inbound_after_the_first_day_of_the_last_period_is_received_by_none() -> None:
    arrivals = [{"reference": str(offset), "arrival_date": day(2, offset=offset), "units": 3} for offset in (-90, 0, 1)]
    notice = notices(demand=[1], inbound=arrivals)["inbound-after-horizon"]
    assert (notice.count, notice.examples) == (1, ("row 4: 1, A, N, 2024-01-16, 3 units",))


def test_items_that_nobody_sells_most_wanted_first() -> None:
    given: dict[str, Any] = {"items": ["A", "B", "C", "K"], "offers": [{}], "demand": {"A": [1], "C": [5], "K": [1]}}
    notice = notices(**given, kits=[{"kit_id": "K", "component_id": "A"}])["item-without-offer"]
    assert (notice.count, notice.examples) == (2, ("C", "B"))  # a kit is not bought


@pytest.mark.parametrize(
    "asked",
    [
        {"demand": {"B": [0, 0, 1]}},
        {"demand": {"A": [1]}, "substitutes": [{"item_id": "A", "substitute_id": "B"}]},
        {"demand": {"K": [1]}, "kits": [{"kit_id": "K", "component_id": "L"}, {"kit_id": "L", "component_id": "B"}]},
        {"demand": {"A": [1]}, "stock": [{"item_id": "B", "on_hand": 1, "reserved": 2}]},
        {
            "demand": {"A": [1]},
            "kits": [{"kit_id": "K", "component_id": "B"}],
            "substitutes": [{"item_id": "A", "substitute_id": "K"}],
        },
    ],
    ids=["itself", "substitute", "kit of kits", "negative stock", "kit as substitute"],
)
def test_suppliers_whose_items_somebody_asks_for(asked: dict[str, Any]) -> None:
    given: dict[str, Any] = {"items": ["A", "B", "K", "L"], "suppliers": ["S", "T"]}
    offers = [{"item_id": "A"}, {"item_id": "B", "supplier_id": "T"}]
    assert (
        "T" not in notices(**given, offers=offers, **asked).get("supplier-without-demand", Notice("", "", 0)).examples
    )
    quiet = notices(**given, offers=offers, demand={"A": [1]}, stock=[{"item_id": "B", "on_hand": 0}])
    assert quiet["supplier-without-demand"].examples == ("T",)


def test_a_blocked_supplier_and_demand_outside_the_horizon() -> None:
    blocked = [{"supplier_id": "S", "status": "blocked"}]
    assert "supplier-without-demand" not in notices(suppliers=blocked)
    late = [{"date": day(9), "units": 1}]
    assert notices(demand=late)["supplier-without-demand"].sentence == (
        "1 active supplier selling nothing that is asked for within the horizon"
    )


def test_a_lost_sale_that_costs_less_than_buying() -> None:
    # 8 x 1.25 = 10
    offer = {"unit_price": 8.0, "duty_rate": 0.25}
    cheap: dict[str, Any] = {"items": [{"shortage_cost": 9.0}], "demand": [1]}
    notice = notices(**cheap, offers=[offer])["price-above-lost-sale"]
    assert (notice.count, notice.examples) == (1, ("A: 9 < 10",))
    rule = "price-above-lost-sale"
    assert rule not in notices(items=[{"shortage_cost": 10.0}], offers=[offer], demand=[1])
    assert rule not in notices(**cheap, offers=[offer], shortage_mode="backorder")
    assert rule not in notices(**cheap, offers=[offer], price_breaks=[{"min_units": 50, "unit_price": 7.0}])


def test_price_breaks_above_max_units() -> None:
    breaks = [{"min_units": 10, "unit_price": 1.0}, {"min_units": 11, "unit_price": 0.5}]
    notice = notices(demand=[1], offers=[{"max_units": 10}], price_breaks=breaks)["break-out-of-reach"]
    assert (notice.count, notice.examples) == (1, ("A, S: 11 > 10",))
