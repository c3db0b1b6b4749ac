"""Freight: a shipment's containers and its variable charge.

For every lane a = (s,n,m) and period t, x[i,a,t] = case_pack · q[i,a,t]:

    x[i,a,t] > 0 only where w[a,t] = 1
    sum over i of unit_m3[i] · x[i,a,t] <= container_m3 · g[a,t]        where container_m3 is given
    sum over i of unit_kg[i] · x[i,a,t] <= container_kg · g[a,t]        where container_kg is given
    w[a,t] <= g[a,t] <= max_containers · w[a,t]                         on container lanes
    f[a,t] >= sum over i of (cost_per_unit + cost_per_m3 · unit_m3[i] + cost_per_kg · unit_kg[i]) · x[i,a,t]
    f[a,t] >= min_charge · w[a,t]

In a planner's words: what one order sends to one node by one mode is one shipment. On a container lane it travels in
whole containers, at least one, no more than the lane allows, filled neither beyond their volume nor beyond their
weight. The carrier charges by unit, volume and weight, and never less than its minimum.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.facts import Facts
from optimizer.facts.tolerance import Bools, above, differs, money_differs, whole
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Ints, Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "freight"


def applies(instance: Instance) -> bool:
    """Whether some shipment has a charge or a container of its own."""
    return instance.ordering.shipment_lane.size > 0


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Goods need their shipment, containers hold the load, the charge covers rates and minimum."""
    ordering = instance.ordering
    carried = np.flatnonzero(ordering.case_shipment >= 0)
    shipment = ordering.case_shipment[carried]
    # A shipment without a switch of its own is switched by its containers: at least one, or nothing moves.
    switch = np.where(columns.w_of >= 0, columns.w_of, columns.g_of)
    rows = linear.add_rows(f"{NAME}_goods", carried.size, upper=0.0, labels=_case_labels(instance, carried)).indices
    linear.add_entries(rows, columns.q.start + carried, 1.0)
    linear.add_entries(rows, switch[shipment], -instance.most_cases[carried])
    for measure in ("m3", "kg"):
        _add_load(linear, columns, instance, carried, measure)
    _add_counts(linear, columns, instance)
    _add_charges(linear, columns, instance, carried)


def _case_labels(instance: Instance, case: Ints) -> tuple[Label, ...]:
    item = Label(instance.ids("items", "item_id"), instance.ordering.item[case])
    return (item, *_labels(instance, instance.ordering.case_shipment[case]))


def _labels(instance: Instance, shipment: Ints) -> tuple[Label, ...]:
    ordering = instance.ordering
    lane = ordering.shipment_lane[shipment]
    return (
        Label(instance.ids("suppliers", "supplier_id"), ordering.lane_supplier[lane]),
        Label(instance.ids("nodes", "node_id"), ordering.lane_node[lane]),
        Label(instance.ids("lanes", "mode"), lane),
        Label(instance.calendar.names, ordering.shipment_period[shipment]),
    )


def _add_load(linear: Linear, columns: Columns, instance: Instance, carried: Ints, measure: str) -> None:
    """m3 (kg) of the shipment <= what its containers hold, in containers."""
    ordering = instance.ordering
    size = instance.problem.lanes[f"container_{measure}"].to_numpy(np.float64)[ordering.shipment_lane]
    boxed = np.flatnonzero((columns.g_of >= 0) & ~np.isnan(size))
    if not boxed.size:
        return
    rows = linear.add_rows(f"{NAME}_{measure}", boxed.size, upper=0.0, labels=_labels(instance, boxed)).indices
    row_of = np.full(size.size, -1, dtype=np.int64)
    row_of[boxed] = rows
    linear.add_entries(rows, columns.g_of[boxed], -1.0)
    row = row_of[ordering.case_shipment[carried]]
    held = carried[row >= 0]
    each = instance.item_figure(f"unit_{measure}")[ordering.item[held]] * ordering.case_pack[held]
    linear.add_entries(row[row >= 0], columns.q.start + held, each / size[ordering.case_shipment[held]])


def _add_counts(linear: Linear, columns: Columns, instance: Instance) -> None:
    """W <= g <= max_containers w, where a shipment has both."""
    both = np.flatnonzero((columns.w_of >= 0) & (columns.g_of >= 0))
    labels = _labels(instance, both)
    at_least = linear.add_rows(f"{NAME}_one_container", both.size, lower=0.0, labels=labels).indices
    linear.add_entries(at_least, columns.g_of[both], 1.0)
    linear.add_entries(at_least, columns.w_of[both], -1.0)
    limit = instance.problem.lanes["max_containers"].to_numpy(np.float64)[instance.ordering.shipment_lane]
    limited = both[~np.isnan(limit[both])]
    rows = linear.add_rows(f"{NAME}_max_containers", limited.size, upper=0.0, labels=_labels(instance, limited)).indices
    linear.add_entries(rows, columns.g_of[limited], 1.0)
    linear.add_entries(rows, columns.w_of[limited], -limit[limited])


def _add_charges(linear: Linear, columns: Columns, instance: Instance, carried: Ints) -> None:
    """F >= variable charges; f >= min_charge w."""
    ordering = instance.ordering
    charged = np.flatnonzero(columns.f_of >= 0)
    rows = linear.add_rows(f"{NAME}_rates", charged.size, lower=0.0, labels=_labels(instance, charged)).indices
    row_of = np.full(columns.f_of.size, -1, dtype=np.int64)
    row_of[charged] = rows
    linear.add_entries(rows, columns.f_of[charged], 1.0)
    row = row_of[ordering.case_shipment[carried]]
    held = carried[row >= 0]
    rate = ordering.freight_rate[held] * ordering.case_pack[held]
    linear.add_entries(row[row >= 0], columns.q.start + held, -rate)
    least = instance.problem.lanes["min_charge"].to_numpy(np.float64)[ordering.shipment_lane[charged]]
    rows = linear.add_rows(f"{NAME}_min_charge", charged.size, lower=0.0, labels=_labels(instance, charged)).indices
    linear.add_entries(rows, columns.f_of[charged], 1.0)
    linear.add_entries(rows, columns.w_of[charged], -least)


WHERE = "order {order_id}, node {node_id}, mode {mode}"
SHIPMENT = "The shipment of order {order_id} to node {node_id} by {mode}"


def violations(facts: Facts) -> list[Violation]:
    """Loads without a shipment and the reverse; containers that are broken, too few or too many; wrong figures."""
    return [*_unpaired(facts), *_containers(facts), *_wrong_account(facts)]


def _unpaired(facts: Facts) -> list[Violation]:
    rows, empty = facts.shipments.rows, facts.shipments.empty
    return [
        *complaints(
            NAME, rows[~rows["told"]], WHERE, "quantity", "a row of shipments", f"{SHIPMENT} is not in the plan."
        ),
        *complaints(
            NAME, empty, WHERE, "units", "goods of an order", f"{SHIPMENT} carries nothing of what is ordered."
        ),
    ]


def _containers(facts: Facts) -> list[Violation]:
    rows = facts.shipments.rows[facts.shipments.rows["told"]]
    rows = rows.assign(told_containers=rows["containers_told"].fillna(0.0))
    loose, boxed = rows[~rows["boxed"]], rows[rows["boxed"]]
    number = boxed["told_containers"]
    room = boxed.assign(room_m3=boxed["container_m3"] * number, room_kg=boxed["container_kg"] * number)
    return [
        *complaints(
            NAME,
            loose[loose["told_containers"] != 0],
            WHERE,
            "told_containers",
            "none",
            f"{SHIPMENT} has {{told_containers}} containers, but there are none on that lane.",
        ),
        *complaints(
            NAME,
            boxed[~(whole(boxed["told_containers"]) & (boxed["told_containers"] >= 1))],
            WHERE,
            "told_containers",
            "a whole number of containers, 1 or more",
            f"{SHIPMENT} has {{told_containers}} containers; it takes whole ones, at least 1.",
        ),
        *complaints(
            NAME,
            boxed[boxed["told_containers"] > boxed["max_containers"]],
            WHERE,
            "told_containers",
            "max_containers",
            f"{SHIPMENT} has {{told_containers}} containers; the lane takes {{max_containers}} at most.",
        ),
        *complaints(
            NAME,
            room[above(room["m3"], room["room_m3"])],
            WHERE,
            "m3",
            "room_m3",
            f"{SHIPMENT} is {{m3}} m3; its {{told_containers}} containers hold {{room_m3}}.",
        ),
        *complaints(
            NAME,
            room[above(room["kg"], room["room_kg"])],
            WHERE,
            "kg",
            "room_kg",
            f"{SHIPMENT} weighs {{kg}} kg; its {{told_containers}} containers carry {{room_kg}}.",
        ),
    ]


def _wrong_account(facts: Facts) -> list[Violation]:
    rows = facts.shipments.rows[facts.shipments.rows["told"]]
    found: list[Violation] = []
    for told, due, noun, wrong in (
        ("units_told", "quantity", "units", differs),
        ("m3_told", "m3", "m3", differs),
        ("kg_told", "kg", "kg", differs),
        ("freight_told", "freight_due", "of freight", money_differs),
        ("fill_told", "fill_due", "as its fill", _other_fill),
    ):
        sentence = f"{SHIPMENT} says {{{told}}} {noun}; it is {{{due}}}."
        found += complaints(NAME, rows[wrong(rows[told], rows[due])], WHERE, told, due, sentence)
    for told, due, noun in (
        ("order_date_told", "order_date", "was ordered"),
        ("arrival_date_told", "due", "arrives"),
    ):
        sentence = f"{SHIPMENT} says that it {noun} on {{{told}}}; by its lines that is {{{due}}}."
        found += complaints(NAME, rows[rows[told] != rows[due]], WHERE, told, due, sentence)
    return found


def _other_fill(told: pd.Series, due: pd.Series) -> Bools:
    """Tell where the fill is another; nothing is told where there are no containers."""
    return differs(told, due) & ~(told.isna() & due.isna()).to_numpy()
