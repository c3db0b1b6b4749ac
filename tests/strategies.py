"""Tiny random problems over every feature of a dataset, valid by construction, with small numbers.

`random_problem(seed)` is one of them; `problems()` is the same as a Hypothesis strategy. A problem has 1 to 3 items
(and up to 2 kits), 1 to 3 suppliers, 1 or 2 nodes and 2 to 5 periods, and each feature with a decent chance, so that
the optimum of a whole model can be compared with that of another within seconds.
"""

import datetime as dt
import math
import random
from dataclasses import dataclass
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from models.problem import Problem

Row = dict[str, Any]
START = dt.date(2024, 1, 1)


def random_problem(seed: int) -> Problem:
    """The problem of a seed, the same on every machine and in every process."""
    return Problem.from_tables(*random_dataset(random.Random(seed)))  # noqa: S311 - no secret


def problems() -> st.SearchStrategy[Problem]:
    """Problems that Hypothesis may shrink."""
    return st.randoms(use_true_random=False).map(lambda r: Problem.from_tables(*random_dataset(r)))


def random_dataset(r: random.Random) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """Settings and frames of one dataset, drawn from `r` alone."""
    d = Draft(r, {}, {})
    d.tables["nodes"] = [{"node_id": n} for n in ("N1", "N2")[: r.choice((1, 2))]]
    d.tables["suppliers"] = [{"supplier_id": s} for s in ("S1", "S2", "S3")[: r.choice((1, 2, 2, 3))]]
    d.tables["items"] = [{"item_id": i} for i in ("A", "B", "C")[: r.choice((1, 2, 2, 3))]]
    for draw in (
        draw_settings, draw_items, draw_kits, draw_suppliers, draw_nodes, draw_lanes, draw_offers, draw_shares,
        draw_breaks, draw_transfers, draw_zones, draw_channels, draw_substitutes, draw_demand, draw_stock,
        draw_inbound, draw_safety, draw_budgets, draw_salvage, draw_blocked_lanes,
    ):  # fmt: skip
        draw(d)
    frames = {name: pd.DataFrame(rows) for name, rows in d.tables.items() if rows}
    columns = ["item_id", "zone_id", "date", "units"]
    return d.settings, {"demand": pd.DataFrame(columns=columns, dtype="str"), **frames}


@dataclass
class Draft:
    """A dataset in the making: rows by table, and the words in which the draws below are written."""

    r: random.Random
    settings: dict[str, Any]
    tables: dict[str, list[Row]]

    @property
    def days(self) -> int:
        """Days in a period."""
        return 7 if self.settings["bucket"] == "week" else 1

    def maybe(self, chance: float) -> bool:
        return self.r.random() < chance

    def some(self, row: Row, chance: float, **choices: tuple[Any, ...]) -> None:
        """Give the row each of these columns with a chance of its own."""
        row |= {column: self.r.choice(values) for column, values in choices.items() if self.maybe(chance)}

    def day(self, before: int = 0, after: int = 0) -> dt.date:
        """A day of the horizon, or up to so many periods before or after it; any day of its period."""
        last = (self.settings["periods"] + after) * self.days - 1
        return START + dt.timedelta(self.r.randint(-before * self.days, last))

    def ids(self, table: str) -> list[str]:
        return [row[table[:-1] + "_id"] for row in self.tables[table]]

    def bought(self) -> list[str]:
        """Items that are no kits."""
        kits = {row["kit_id"] for row in self.tables.get("kits", ())}
        return [i for i in self.ids("items") if i not in kits]

    def add(self, table: str, row: Row) -> None:
        self.tables.setdefault(table, []).append(row)


# -- settings and master data -----------------------------------------------------------------------------------------
def draw_settings(d: Draft) -> None:
    d.settings |= {
        "start": START,
        "periods": d.r.choice((2, 3, 4, 4, 5, 5)),
        "bucket": d.r.choice(("week", "week", "day")),
    }
    d.some(
        d.settings, 0.4,
        carrying_rate=(0.0, 1.0, 5.0), shortage_mode=("lost", "backorder"), terminal_cover_periods=(0.0, 1.0, 1.5),
        terminal_value=(0.0, 0.5, 0.9), discount_rate=(0.1, 0.5),
    )  # fmt: skip
    d.some(d.settings, 0.12, frozen_periods=(1, 1, 2))


def draw_items(d: Draft) -> None:
    for row in d.tables["items"]:
        row |= {
            "unit_cost": d.r.choice((1.0, 2.0, 4.0, 5.5)),
            "shortage_cost": d.r.choice((0.5, 6.0, 12.0, 25.0, 50.0)),
        }
        d.some(row, 0.6, unit_m3=(0.1, 0.5, 1.0), unit_kg=(0.5, 1.0, 3.0), category=("x", "y"))
        d.some(row, 0.3, carrying_cost=(0.0, 0.1, 0.5), safety_cost=(0.0, 0.3, 2.0))
        d.some(row, 0.25, shortage_mode=("lost", "backorder"), max_cover_periods=(0, 1, 2, 3))


def draw_kits(d: Draft) -> None:
    """A kit of items, perhaps another that holds it."""
    parts = d.ids("items")
    kits: list[str] = []
    for kit in ("K1", "K2")[: d.r.choice((0, 0, 0, 1, 1, 2))]:
        chosen = d.r.sample(parts, min(len(parts), d.r.choice((1, 2, 2))))
        if kits and d.maybe(0.7):
            chosen[0] = kits[-1]
        d.tables.setdefault("kits", []).extend(
            {"kit_id": kit, "component_id": part, "units": d.r.choice((1, 1, 2, 3))} for part in chosen
        )
        row: Row = {"item_id": kit, "unit_cost": d.r.choice((0.0, 5.0)), "shortage_cost": d.r.choice((5.0, 30.0, 80.0))}
        d.some(row, 0.3, shortage_mode=("lost", "backorder"), category=("x", "y"), unit_kg=(7.0,), unit_m3=(3.0,))
        d.some(row, 0.2, max_cover_periods=(0,))
        d.tables["items"].append(row)
        kits.append(kit)


def draw_suppliers(d: Draft) -> None:
    for row in d.tables["suppliers"]:
        d.some(row, 0.5, order_cost=(1.0, 5.0, 15.0))
        d.some(row, 0.2,
            min_order_value=(5.0, 15.0, 27.5), min_order_units=(3.0, 6.5, 10.0), min_order_kg=(4.0, 10.5),
            min_order_m3=(1.5, 4.0), payment_days=(3, 7, 30),
        )  # fmt: skip
        d.some(row, 0.25, order_every_periods=(2, 2, 3))
        if d.maybe(0.25):
            row["first_order_date"] = START + dt.timedelta(d.r.randint(-3 * d.days, 2 * d.days))
        d.some(row, 0.3, capacity=(4.0, 8.0, 15.0, 30.5), capacity_overrun_cost=(0.1, 1.0, 4.0))
        if d.maybe(0.04):
            row["status"] = "blocked"


def draw_nodes(d: Draft) -> None:
    for row in d.tables["nodes"]:
        d.some(row, 0.3, storage_m3=(2.0, 5.0, 10.0), overflow_cost=(0.1, 1.0, 3.0))
        d.some(row, 0.2, inbound_m3=(2.0, 5.0, 8.5), inbound_units=(4.0, 10.0, 20.0))


def draw_lanes(d: Draft) -> None:
    """Each supplier reaches at least one node; one or two modes a pair."""
    days, lanes = d.days, d.tables.setdefault("lanes", [])
    for s in d.ids("suppliers"):
        nodes = d.ids("nodes")
        for n in nodes if d.maybe(0.75) else [d.r.choice(nodes)]:
            for mode in ("road", "air")[: d.r.choice((1, 2))]:
                lead = d.r.choice((0, 0, 0, days - 1, days, days, days + 1, 2 * days))
                row: Row = {"supplier_id": s, "node_id": n, "mode": mode, "lead_time_days": lead}
                d.some(row, 0.25, cost_per_unit=(0.1, 0.5), cost_per_m3=(1.0, 2.5), cost_per_kg=(0.2, 0.7))
                d.some(row, 0.3, min_charge=(2.0, 6.0), shipment_cost=(1.0, 8.0))
                if d.maybe(0.35):
                    row |= d.r.choice(
                        ({"container_m3": 2.5}, {"container_kg": 8.0}, {"container_m3": 4.0, "container_kg": 10.0})
                    )
                    d.some(row, 0.7, container_cost=(2.0, 6.0, 12.0), max_containers=(1, 2, 3))
                lanes.append(row)


# -- offers -----------------------------------------------------------------------------------------------------------
def draw_offers(d: Draft) -> None:
    offers = d.tables.setdefault("offers", [])
    for i in d.bought():
        if d.maybe(0.07) and offers:  # an item that nobody sells
            continue
        suppliers = d.ids("suppliers")
        for s in d.r.sample(suppliers, min(len(suppliers), d.r.choice((1, 2, 2, 3)))):
            row: Row = {"item_id": i, "supplier_id": s, "unit_price": d.r.choice((0.0, 1.0, 1.0, 2.0, 3.5, 5.0))}
            d.some(row, 0.45, case_pack=(2, 3, 4, 5), moq_units=(2, 5, 7, 10))
            d.some(row, 0.3, line_cost=(1.0, 4.0), duty_rate=(0.05, 0.1, 0.25))
            d.some(row, 0.2, extra_lead_days=(1, d.days), capacity_per_unit=(0.0, 0.5, 2.0))
            d.some(row, 0.2, capacity_per_line=(1.0, 3.0), break_kind=("incremental",))
            d.some(row, 0.12, available_from=(d.day(before=2),), available_to=(d.day(after=2),))
            if d.maybe(0.2):
                pack = row.get("case_pack", 1)
                smallest = max(1, math.ceil(row.get("moq_units", 0) / pack)) * pack
                row["max_units"] = smallest + d.r.choice((0, 1, 4, 10))
            offers.append(row)


def draw_shares(d: Draft) -> None:
    """Least and largest shares that some plan can keep: only on offers that can be ordered, one of them left free."""
    for i in d.bought():
        able = [o for o in d.tables["offers"] if o["item_id"] == i and can_be_ordered(d, o)]
        if len(able) < 2 or not d.maybe(0.5):
            continue
        d.r.shuffle(able)
        if d.maybe(0.6):
            able[0]["min_share"] = d.r.choice((0.1, 0.25, 0.4))
        if d.maybe(0.6):
            able[1]["max_share"] = d.r.choice((0.3, 0.5, 0.75))
            if d.maybe(0.3):
                able[1]["min_share"] = d.r.choice((0.1, 0.2))


def can_be_ordered(d: Draft, offer: Row) -> bool:
    """Whether some order of the offer arrives within the horizon."""
    days, periods = d.days, d.settings["periods"]
    supplier = next(s for s in d.tables["suppliers"] if s["supplier_id"] == offer["supplier_id"])
    leads = [lane["lead_time_days"] for lane in d.tables["lanes"] if lane["supplier_id"] == offer["supplier_id"]]
    lead = -(-(min(leads) + offer.get("extra_lead_days", 0)) // days)
    p0 = -(-(supplier.get("first_order_date", START) - START).days // days)
    every = supplier.get("order_every_periods", 1)
    return supplier.get("status") != "blocked" and any(
        t >= p0
        and (t - p0) % every == 0
        and offer.get("available_from", START)
        <= START + dt.timedelta(t * days)
        <= offer.get("available_to", dt.date.max)
        for t in range(d.settings.get("frozen_periods", 0), periods - lead)
    )


def draw_breaks(d: Draft) -> None:
    """One to three breaks, mostly cheaper; some below the MOQ, some beyond max_units."""
    for offer in d.tables["offers"]:
        if not d.maybe(0.4):
            continue
        price = offer["unit_price"]
        for least in sorted(d.r.sample((1, 2, 4, 6, 7, 10, 15), d.r.choice((1, 1, 2, 3)))):
            price = round(price * d.r.choice((0.6, 0.8, 0.9, 0.9, 1.2)), 3)
            d.tables.setdefault("price_breaks", []).append(
                {"item_id": offer["item_id"], "supplier_id": offer["supplier_id"], "min_units": least,
                 "unit_price": price}
            )  # fmt: skip


def draw_salvage(d: Draft) -> None:
    """A salvage value below which no purchase pays."""
    if not d.maybe(0.25):
        return
    cost = {row["item_id"]: row["unit_cost"] for row in d.tables["items"]}
    offers = {(o["item_id"], o["supplier_id"]): o for o in d.tables["offers"]}
    lowest = d.settings.get("terminal_value", 1.0)
    for row in [*d.tables["offers"], *d.tables.get("price_breaks", ())]:
        offer = offers[row["item_id"], row["supplier_id"]]
        landed = row["unit_price"] * (1 + offer.get("duty_rate", 0.0))
        lowest = min(lowest, landed / cost[row["item_id"]])
    d.settings["salvage_value"] = math.floor(lowest * d.r.choice((0.5, 1.0)) * 1000) / 1000


# -- moving and serving -----------------------------------------------------------------------------------------------
def draw_transfers(d: Draft) -> None:
    if len(d.tables["nodes"]) < 2 or not d.maybe(0.7):
        return
    for pair in (("N1", "N2"), ("N2", "N1"))[: d.r.choice((1, 2))]:
        row: Row = dict(zip(("from_node", "to_node"), pair, strict=True))
        row["lead_time_days"] = d.r.choice((0, 0, 1, d.days, d.days + 1))
        d.some(row, 0.4, cost_per_unit=(0.1, 0.6), cost_per_m3=(0.5,), cost_per_kg=(0.2,))
        d.add("transfers", row)


def draw_zones(d: Draft) -> None:
    """Zones served by one or both nodes, or no table; a zone may bear a node's name."""
    if not d.maybe(0.4):
        return
    nodes = d.ids("nodes")
    for zone in ("Z1", "N1", "Z3")[: d.r.choice((1, 2, 2, 3))]:
        for n in nodes if d.maybe(0.6) else [d.r.choice(nodes)]:
            row: Row = {"zone_id": zone, "node_id": n}
            d.some(row, 0.6, cost_per_unit=(0.2, 1.0), cost_per_kg=(0.1, 0.4))
            d.add("fulfilment", row)


def draw_channels(d: Draft) -> None:
    if not d.maybe(0.35):
        return
    for channel in d.r.sample(("shop", "web", "default", "open"), d.r.choice((2, 3, 4))):
        row: Row = {"channel": channel}
        d.some(row, 0.6, shortage_mode=("lost", "backorder"), shortage_factor=(0.0, 0.5, 2.0))
        d.add("channels", row)


def draw_substitutes(d: Draft) -> None:
    every = d.ids("items")
    pairs = [(a, b) for a in every for b in every if a != b]
    if not pairs or not d.maybe(0.45):
        return
    for a, b in d.r.sample(pairs, min(len(pairs), d.r.choice((1, 2, 3)))):
        row: Row = {"item_id": a, "substitute_id": b}
        d.some(row, 0.6, cost_per_unit=(0.5, 2.0))
        d.add("substitutes", row)


# -- demand and state -------------------------------------------------------------------------------------------------
def draw_demand(d: Draft) -> None:
    """Each product in some zones, channels and periods; some of it promotion, some outside the horizon."""
    zones = sorted({row["zone_id"] for row in d.tables.get("fulfilment", ())}) or d.ids("nodes")
    channels = [row["channel"] for row in d.tables.get("channels", ()) if row["channel"] != "open"]
    found: dict[tuple[Any, ...], Row] = {}
    for product in d.ids("items"):
        for zone in zones:
            if d.maybe(0.25):
                continue
            for channel in d.r.sample(channels, min(len(channels), d.r.choice((1, 1, 2)))) or ["default"]:
                for _ in range(d.r.choice((2, 3, d.settings["periods"]))):
                    row: Row = {
                        "item_id": product, "zone_id": zone, "channel": channel,
                        "date": d.day(*((1, 1) if d.maybe(0.05) else ())),
                        "units": d.r.choice((0, 1, 2, 3, 5, 8, 12, 16, 2.5)),
                        "kind": "promotion" if d.maybe(0.15) else "baseline",
                    }  # fmt: skip
                    found[product, zone, channel, row["date"], row["kind"]] = row
    d.tables["demand"] = list(found.values())


def draw_stock(d: Draft) -> None:
    for i in d.bought():
        for n in d.ids("nodes"):
            if d.maybe(0.5):
                row: Row = {"item_id": i, "node_id": n, "on_hand": d.r.choice((0, 1, 3, 6, 9.5, 20, -3, -6))}
                d.some(row, 0.2, reserved=(1, 3), on_hold=(0.5, 2))
                d.add("stock", row)


def draw_inbound(d: Draft) -> None:
    if not d.maybe(0.5):
        return
    for number in range(d.r.choice((1, 1, 2, 3))):
        row: Row = {
            "reference": f"R{number}", "item_id": d.r.choice(d.bought()), "node_id": d.r.choice(d.ids("nodes")),
            "arrival_date": d.day(*((1, 1) if d.maybe(0.3) else ())),
            "units": d.r.choice((1, 4, 6.5, 12)), "kind": d.r.choice(("purchase", "transfer", "return")),
        }  # fmt: skip
        d.some(row, 0.3, supplier_id=tuple(d.ids("suppliers")))
        d.add("inbound", row)


def draw_safety(d: Draft) -> None:
    for i in d.bought():
        for n in d.ids("nodes"):
            if d.maybe(0.25):
                row: Row = {"item_id": i, "node_id": n, "units": d.r.choice((1, 2, 4.5))}
                d.add("safety_stock", row)


def draw_budgets(d: Draft) -> None:
    if not d.maybe(0.5):
        return
    for number in range(d.r.choice((1, 1, 2, 3))):
        days = sorted(d.day(before=1, after=2) for _ in range(2))
        row: Row = {
            "budget_id": f"B{number}", "first_date": days[0], "last_date": days[1],
            "amount": d.r.choice((0.0, 15.0, 30.0, 60.0, 100.0)), "basis": d.r.choice(("order", "payment")),
        }  # fmt: skip
        d.some(row, 0.4, overrun_cost=(0.05, 0.5, 2.0), category=("x", "y"), supplier_id=("S1",))
        d.add("budgets", row)


def draw_blocked_lanes(d: Draft) -> None:
    """Days on which nothing can be sent, on lanes of suppliers of items without shares, which some plan can keep."""
    offers = d.tables.get("offers", ())
    shared = {offer["item_id"] for offer in offers if {"min_share", "max_share"} & set(offer)}
    promised = {offer["supplier_id"] for offer in offers if offer["item_id"] in shared}
    for lane in d.tables["lanes"]:
        if lane["supplier_id"] not in promised and d.maybe(0.15):
            first, last = sorted((d.day(before=1), d.day(after=1)))
            days = {"blocked_from": first, "blocked_to": last}
            lane.update(d.r.choice((days, {"blocked_from": first}, {"blocked_to": last})))
