"""Demand streams, what they cost, and the mean demand."""

from typing import Any

import pytest

from optimizer.instance import Instance, instance_of
from tests.builders import build, day


def instance(**given: Any) -> Instance:
    return instance_of(build(**given))


def test_rows_of_one_stream_and_period_add_up() -> None:
    rows = [
        {"units": 2},
        {"units": 3, "date": day(0, offset=6)},
        {"units": 4, "date": day(1)},
        {"units": 5, "kind": "promotion"},
    ]
    assert instance(demand=rows).streams.demand.tolist() == [[10, 4, 0]]


def test_channels_are_streams_of_their_own() -> None:
    rows = [{"units": 2}, {"units": 3, "channel": "web"}]
    assert sorted(instance(demand=rows).streams.demand[:, 0].tolist()) == [2, 3]


def test_demand_outside_the_horizon_is_dropped() -> None:
    rows = [
        {"units": 2, "date": day(-1, offset=6)},
        {"units": 3, "date": day(3)},
        {"units": 4, "date": day(2, offset=6)},
    ]
    assert instance(demand=rows).streams.demand.tolist() == [[0, 0, 4]]


def test_a_negative_stock_is_a_stream_of_its_node_in_the_first_period() -> None:
    found = instance(stock=-3, demand=[2])
    assert found.streams.is_open.tolist().count(True) == 1
    assert found.streams.demand[found.streams.is_open].tolist() == [[3, 0, 0]]
    assert found.stocking.opening.tolist() == [0]


@pytest.mark.parametrize(
    ("given", "mean"),
    [
        ({"demand": [3, 6]}, 3),
        ({"demand": [{"units": 3}, {"units": 9, "kind": "promotion"}]}, 1),
        ({"demand": [3], "stock": -9}, 1),
        ({"demand": [{"units": 3}, {"units": 99, "date": day(5)}]}, 1),
        ({"demand": [{"units": 3}, {"units": 3, "channel": "web"}]}, 2),
    ],
)
def test_the_mean_is_of_the_baseline_within_the_horizon(given: dict[str, Any], mean: float) -> None:
    # Three periods; neither promotions nor what is owed.
    assert instance(**given).streams.mean_demand.tolist() == [mean]


def test_kits_of_kits_are_multiplied_out() -> None:
    # A box is 2 packs of 3 A, and one A besides: 7 A. Of 3 boxes in 3 periods that is a mean of 7.
    found = instance(
        items=["A", "pack", "box"],
        offers=[{}],
        kits=[
            {"kit_id": "pack", "component_id": "A", "units": 3},
            {"kit_id": "box", "component_id": "pack", "units": 2},
            {"kit_id": "box", "component_id": "A"},
        ],
        demand={"box": [3]},
    )
    assert found.recipes.toarray()[2].tolist() == [7, 0, 0]
    assert found.streams.mean_demand.tolist() == [7, 0, 0]
    assert found.streams.own_and_kit_demand[0].tolist() == [21, 0, 0]
