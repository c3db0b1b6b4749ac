from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.tables import DATASET_TABLES, SETTINGS
from optimizer.generate import GenerateOptions, generate
from optimizer.generate.assemble import Tables

ALWAYS = {"items", "suppliers", "nodes", "offers", "lanes", "demand", "stock"}
DEFAULT = ALWAYS | {"inbound", "safety_stock", "budgets"}


def tables_of(**options: object) -> Tables:
    return generate(GenerateOptions(**options))[1]  # type: ignore[arg-type]  # any option by name


@pytest.fixture(scope="module")
def shop() -> Tables:
    return tables_of(items=2000, suppliers=15)


def test_the_same_options_give_the_same_tables() -> None:
    one, two = tables_of(items=50, seed=7), tables_of(items=50, seed=7)
    assert one.keys() == two.keys()
    for name in one:
        pd.testing.assert_frame_equal(one[name], two[name])


def test_another_seed_gives_other_tables() -> None:
    one, two = tables_of(items=50, seed=7), tables_of(items=50, seed=8)
    assert [name for name in one if name != "nodes" and one[name].equals(two[name])] == []


def test_the_tables_of_a_seed_stay_what_they_are() -> None:
    # Figures written down once: another machine, and the next version of this code, has to find them again.
    tables = tables_of(items=40, suppliers=5, seed=1)
    found = {
        "demand rows": len(tables["demand"]),
        "demand units": int(tables["demand"]["units"].sum()),
        "offers": len(tables["offers"]),
        "prices": round(float(tables["offers"]["unit_price"].sum()), 3),
        "budgets": tables["budgets"]["amount"].tolist(),
        "stock": float(tables["stock"]["on_hand"].sum()),
    }
    assert found == {
        "demand rows": 1032,
        "demand units": 10452,
        "offers": 66,
        "prices": 443.912,
        "budgets": [15500.0, 14100.0, 7140.0],
        "stock": 4347.0,
    }


def test_a_switch_leaves_what_others_draw_as_it_was() -> None:
    plain, with_breaks = tables_of(items=50), tables_of(items=50, breaks=0.5, transfers=True)
    for name in DEFAULT - {"offers"}:
        pd.testing.assert_frame_equal(plain[name], with_breaks[name])


def test_a_fifth_of_the_items_sells_most(shop: Tables) -> None:
    by_item = shop["demand"].groupby("item_id")["units"].sum().sort_values(ascending=False)
    assert by_item.iloc[: len(by_item) // 5].sum() / by_item.sum() > 0.6


def test_the_tail_is_intermittent_and_the_head_is_not(shop: Tables) -> None:
    weeks = shop["demand"].groupby("item_id")["date"].nunique()
    units = shop["demand"].groupby("item_id")["units"].sum().reindex(weeks.index)
    slow, fast = weeks[units <= units.quantile(0.2)], weeks[units >= units.quantile(0.8)]
    assert slow.mean() < 7
    assert fast.mean() > 12.5


def test_every_item_sells_whole_units(shop: Tables) -> None:
    assert (shop["demand"]["units"] >= 1).all()
    assert shop["demand"]["units"].dtype == np.int64
    assert set(shop["demand"]["item_id"]) == set(shop["items"]["item_id"])


def test_seasons_differ_by_category(shop: Tables) -> None:
    # From September to November toys rise towards Christmas and the garden goes to sleep.
    rows = shop["demand"][shop["demand"]["kind"] == "baseline"].merge(shop["items"][["item_id", "category"]])
    week = (rows["date"] - rows["date"].min()).dt.days // 7
    early = rows[week < 4].groupby("category")["units"].sum()
    late = rows[week >= 9].groupby("category")["units"].sum()
    assert late["toys"] / early["toys"] > 1.3
    assert late["garden"] / early["garden"] < 0.8


def test_a_week_of_days_has_a_rhythm() -> None:
    demand = tables_of(items=300, bucket="day", periods=56)["demand"]
    by_weekday = demand.groupby(demand["date"].dt.day_of_week)["units"].sum()
    assert by_weekday[5] > 1.4 * by_weekday[0]


def test_promotions_come_on_top(shop: Tables) -> None:
    kinds = shop["demand"].groupby("kind")["units"].sum()
    assert 0.01 < kinds["promotion"] / kinds["baseline"] < 0.1
    assert "kind" not in tables_of(items=20, promotions=False)["demand"]


def test_a_lost_sale_costs_more_than_any_offer(shop: Tables) -> None:
    offers = shop["offers"].merge(shop["items"])
    assert (offers["unit_price"] * (1 + offers["duty_rate"]) < offers["shortage_cost"]).all()


def test_suppliers_are_near_or_overseas_and_their_lanes_differ(shop: Tables) -> None:
    modes = [set(rows["mode"]) for _, rows in shop["lanes"].groupby("supplier_id")]
    overseas = [m for m in modes if "container" in m]
    assert len(overseas) == 6  # 40 % of 15
    assert all("loose" in m for m in overseas)
    assert all("truck" in m for m in modes if m not in overseas)
    lead = shop["lanes"].groupby("mode")["lead_time_days"].median()
    assert lead["parcel"] < lead["truck"] < lead["air"] + 4 < lead["container"] <= lead["loose"]


def test_the_horizon_is_twice_the_longest_lead_time(shop: Tables) -> None:
    extra = shop["offers"].groupby("supplier_id")["extra_lead_days"].max()
    lead = shop["lanes"].groupby("supplier_id")["lead_time_days"].max()
    assert (2 * (lead + extra) <= 13 * 7).all()


def test_items_have_the_asked_number_of_offers_and_every_supplier_sells(shop: Tables) -> None:
    per_item = shop["offers"].groupby("item_id").size()
    assert (per_item.min(), per_item.max()) == (1, 3)
    assert len(per_item) == 2000
    assert per_item.mean() == pytest.approx(1.75, abs=0.05)
    assert set(shop["offers"]["supplier_id"]) == set(shop["suppliers"]["supplier_id"])


def test_budgets_bind_and_leave_something(shop: Tables) -> None:
    # Less than all demand costs at the cheapest offers, yet enough for half of what stock does not cover.
    price = (shop["offers"]["unit_price"] * (1 + shop["offers"]["duty_rate"])).groupby(shop["offers"]["item_id"]).min()
    units = shop["demand"].groupby("item_id")["units"].sum()
    stock = (shop["stock"]["on_hand"] - shop["stock"]["reserved"]).groupby(shop["stock"]["item_id"]).sum()
    missing = (units - stock.reindex(units.index).fillna(0)).clip(lower=0)
    total = shop["budgets"]["amount"].sum()
    assert 0.5 * (missing * price).sum() < total < 0.95 * (missing * price).sum()
    assert total < (units * price).sum()


def test_every_line_fits_its_suppliers_capacity(shop: Tables) -> None:
    lines = shop["offers"].merge(shop["suppliers"]).dropna(subset="capacity")
    assert (lines["moq_units"] + lines["capacity_per_line"] <= lines["capacity"]).all()
    assert shop["suppliers"]["capacity_overrun_cost"].notna().sum() not in (0, shop["suppliers"]["capacity"].count())


def test_stock_is_urgent_here_and_too_much_there(shop: Tables) -> None:
    weekly = shop["demand"].groupby("item_id")["units"].sum() / 13
    weeks = (shop["stock"].groupby("item_id")["on_hand"].sum().reindex(weekly.index).fillna(0)) / weekly
    head = weeks[weekly > 20]
    assert 0.1 < (head < 1).mean() < 0.35
    assert 0.08 < (head > 7).mean() < 0.3


SWITCHES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "transfers": ({"transfers": True}, {"transfers"}),
    "zones": ({"zones": True}, {"fulfilment"}),
    "channels": ({"channels": True}, {"channels"}),
    "kits": ({"kits": 0.1}, {"kits"}),
    "substitutes": ({"substitutes": 0.1}, {"substitutes"}),
    "breaks": ({"breaks": 0.4}, {"price_breaks"}),
}


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_brings_its_table(switch: str) -> None:
    options, more = SWITCHES[switch]
    assert tables_of(items=60, **options).keys() == DEFAULT | more


def test_without_switches_there_is_no_such_table() -> None:
    assert tables_of(items=60).keys() == DEFAULT
    off: dict[str, Any] = {
        "inbound": False,
        "safety_stock": False,
        "budgets": "none",
        "storage": "none",
        "capacities": False,
    }
    tables = tables_of(items=60, **off)
    assert tables.keys() == ALWAYS
    assert list(tables["nodes"]) == ["node_id", "name"]
    assert "capacity" not in tables["suppliers"]


@pytest.mark.parametrize(
    ("options", "table", "column"),
    [
        ({"backorder": 0.2}, "items", "shortage_mode"),
        ({"cover": 0.2}, "items", "max_cover_periods"),
        ({"shares": 0.2}, "offers", "min_share"),
        ({"shares": 0.2}, "offers", "max_units"),
        ({"breaks": 0.2}, "offers", "break_kind"),
        ({"channels": True}, "demand", "channel"),
        ({"inbound_limits": True}, "nodes", "inbound_m3"),
        ({"budgets": "mixed"}, "budgets", "overrun_cost"),
    ],
)
def test_a_switch_brings_its_column(options: dict[str, Any], table: str, column: str) -> None:
    assert column not in tables_of(items=60)[table]
    values = tables_of(items=60, **options)[table][column]
    assert values.notna().any()
    assert len(set(values.astype(str))) > 1


def test_demand_waits_where_asked_and_some_is_owed_already() -> None:
    tables = tables_of(items=200, backorder=0.3)
    assert (tables["items"]["shortage_mode"] == "backorder").sum() == 60
    owing = set(tables["stock"].loc[tables["stock"]["on_hand"] < 0, "item_id"])
    assert owing
    assert owing <= set(tables["items"].loc[tables["items"]["shortage_mode"] == "backorder", "item_id"])


def test_kits_have_demand_and_some_hold_kits() -> None:
    tables = tables_of(items=100, kits=0.2)
    kits = set(tables["kits"]["kit_id"])
    assert len(kits) == 20
    assert kits <= set(tables["items"]["item_id"])
    assert kits <= set(tables["demand"]["item_id"])
    assert kits & set(tables["kits"]["component_id"])
    for name in ("offers", "stock", "inbound", "safety_stock"):
        assert not kits & set(tables[name]["item_id"])


def test_channels_split_the_demand_and_lose_none_of_it() -> None:
    whole, split = tables_of(items=60)["demand"], tables_of(items=60, channels=True)["demand"]
    assert split["units"].sum() == whole["units"].sum()
    assert set(split["channel"]) == {"shop", "web", "wholesale"}
    assert (split["units"] > 0).all()


def test_hard_storage_holds_what_is_there_already() -> None:
    tables = tables_of(items=80, storage="hard", inbound=False)
    volume = tables["stock"].merge(tables["items"])
    there = (volume["on_hand"] * volume["unit_m3"]).groupby(volume["node_id"]).sum()
    assert (tables["nodes"].set_index("node_id")["storage_m3"] > there).all()
    assert "overflow_cost" not in tables["nodes"]


def test_settings_and_columns_are_those_of_the_dataset_reference() -> None:
    everything: dict[str, Any] = {
        "kits": 0.2, "substitutes": 0.2, "breaks": 0.5, "shares": 0.5, "cover": 0.2, "backorder": 0.2, "zones": True,
        "transfers": True, "channels": True, "inbound_limits": True, "budgets": "mixed",
    }  # fmt: skip
    settings, tables = generate(GenerateOptions(items=40, **everything))
    declared = {table.name: {column.name for column in table.columns} for table in DATASET_TABLES}
    assert settings.keys() <= {column.name for column in SETTINGS}
    assert tables.keys() == declared.keys()
    for name, table in tables.items():
        assert set(table) <= declared[name], name
        assert isinstance(table.index, pd.RangeIndex)


def test_twenty_thousand_items_are_a_matter_of_arrays() -> None:
    assert len(tables_of(items=20_000, suppliers=40)["items"]) == 20_000
