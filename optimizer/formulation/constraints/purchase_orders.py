"""Purchase orders: minima of an order and the supplier's capacity in a period.

For every supplier s and period t:

    u[i,s,t] <= y[s,t]
    sum over i of price paid[i,s,t]      >= min_order_value · y[s,t]        (without duty)
    sum over i of x[i,s,t]               >= min_order_units · y[s,t]
    sum over i of unit_kg[i] · x[i,s,t]  >= min_order_kg · y[s,t]
    sum over i of unit_m3[i] · x[i,s,t]  >= min_order_m3 · y[s,t]
    sum over i of (capacity_per_unit · x[i,s,t] + capacity_per_line · u[i,s,t]) <= capacity[s] + Z[s,t]

    Z[s,t] = 0 where the supplier has no capacity_overrun_cost

In a planner's words: whatever is bought from a supplier on one day is one purchase order. It must be worth the
supplier's while in money, units, weight and volume, and it must fit into what the supplier can make for one order day,
its set-ups included; more than that is overtime, where overtime can be bought, and impossible where it cannot.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.tolerance import above, below, money_below
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.indexing import join
from optimizer.linear import Floats, Ints, Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "purchase_orders"


def applies(instance: Instance) -> bool:
    """Whether an order costs or demands something, or a supplier's capacity is limited."""
    return bool(instance.ordering.order_supplier.size) or bool(instance.problem.suppliers["capacity"].notna().any())


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Lines need their order, orders reach their minima, a period's lines fit the supplier's capacity."""
    _add_lines(linear, columns, instance)
    for measure in ("value", "units", "kg", "m3"):
        _add_minimum(linear, columns, instance, measure)
    _add_capacity(linear, columns, instance)


def _order_labels(instance: Instance, supplier: Ints, period: Ints) -> tuple[Label, ...]:
    return Label(instance.ids("suppliers", "supplier_id"), supplier), Label(instance.calendar.names, period)


def _add_lines(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Sum of a line's u <= y; where the line has no u of its own, q <= most y."""
    ordering, lines = instance.ordering, columns.lines
    opened = np.flatnonzero(lines.needs_open & (ordering.line_order >= 0))
    order = ordering.line_order[opened]
    labels = _order_labels(instance, ordering.order_supplier[order], ordering.order_period[order])
    item = Label(instance.ids("items", "item_id"), ordering.line_item[opened])
    rows = linear.add_rows(f"{NAME}_line", opened.size, upper=0.0, labels=(item, *labels)).indices
    at, binary = join(opened, lines.open_line, max(ordering.line_count, 1))
    linear.add_entries(rows[at], columns.u.start + binary, 1.0)
    linear.add_entries(rows, columns.y.start + order, -1.0)

    plain = np.flatnonzero((~lines.needs_open & (ordering.line_order >= 0))[ordering.line])
    order = ordering.line_order[ordering.line[plain]]
    labels = _order_labels(instance, ordering.order_supplier[order], ordering.order_period[order])
    item = Label(instance.ids("items", "item_id"), ordering.item[plain])
    node = Label(instance.ids("nodes", "node_id"), ordering.node[plain])
    mode = Label(instance.ids("lanes", "mode"), ordering.lane[plain])
    rows = linear.add_rows(f"{NAME}_case", plain.size, upper=0.0, labels=(item, *labels, node, mode)).indices
    linear.add_entries(rows, columns.q.start + plain, 1.0)
    linear.add_entries(rows, columns.y.start + order, -instance.most_cases[plain])


def _add_minimum(linear: Linear, columns: Columns, instance: Instance, measure: str) -> None:
    """What the order holds, in the measure, >= the supplier's minimum x y."""
    ordering = instance.ordering
    least = instance.problem.suppliers[f"min_order_{measure}"].to_numpy(np.float64)[ordering.order_supplier]
    bound = np.flatnonzero(least > 0)
    if not bound.size:
        return
    labels = _order_labels(instance, ordering.order_supplier[bound], ordering.order_period[bound])
    rows = linear.add_rows(f"{NAME}_min_{measure}", bound.size, lower=0.0, labels=labels).indices
    linear.add_entries(rows, columns.y.start + bound, -least[bound])
    row_of = np.full(ordering.order_supplier.size, -1, dtype=np.int64)
    row_of[bound] = np.arange(bound.size)
    line, column, amount = _amounts(columns, instance, measure)
    at = np.where(ordering.line_order[line] >= 0, row_of[ordering.line_order[line]], -1)
    held = at >= 0
    linear.add_entries(rows[at[held]], column[held], amount[held])


def _amounts(columns: Columns, instance: Instance, measure: str) -> tuple[Ints, Ints, Floats]:
    """(line, column, amount per unit of the column) of what every line adds to its order."""
    ordering = instance.ordering
    if measure == "value":
        spending = columns.spending
        return spending.line, spending.column, spending.value
    each = 1.0 if measure == "units" else instance.item_figure(f"unit_{measure}")[ordering.item]
    return ordering.line, columns.q.indices, ordering.case_pack * each


def _add_capacity(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Sum of capacity_per_unit x + capacity_per_line u <= capacity (y) + Z for every supplier and order period."""
    ordering, lines, problem = instance.ordering, columns.lines, instance.problem
    periods = instance.calendar.periods
    capacity = problem.suppliers["capacity"].to_numpy(np.float64)
    line_key = ordering.line_supplier * periods + ordering.line_period
    keys = np.unique(line_key[~np.isnan(capacity[ordering.line_supplier])])
    if not keys.size:
        return
    labels = _order_labels(instance, keys // periods, keys % periods)
    limit = capacity[keys // periods]
    rows = linear.add_rows(f"{NAME}_capacity", keys.size, upper=limit, labels=labels).indices
    row_of = np.full(len(problem.suppliers) * periods, -1, dtype=np.int64)
    row_of[keys] = rows

    row = row_of[line_key[ordering.line]]
    held = row >= 0
    each = problem.offers["capacity_per_unit"].to_numpy(np.float64)[ordering.offer] * ordering.case_pack
    linear.add_entries(row[held], columns.q.indices[held], each[held])
    row = row_of[line_key[lines.open_line]]
    held = row >= 0
    set_up = problem.offers["capacity_per_line"].to_numpy(np.float64)[ordering.line_offer[lines.open_line]]
    linear.add_entries(row[held], columns.u.indices[held], set_up[held])
    linear.add_entries(row_of[columns.capacity_key], columns.capacity_over.indices, -1.0)


def violations(facts: Facts) -> list[Violation]:
    """Order ids that are not one supplier and one day; orders below the supplier's minima or beyond capacity."""
    return [*_mixed_orders(facts), *_split_orders(facts), *_small_orders(facts), *_beyond_capacity(facts)]


def _mixed_orders(facts: Facts) -> list[Violation]:
    pairs = facts.orders.table[["order_id", "supplier_id", "order_date"]].drop_duplicates()
    return complaints(
        NAME,
        pairs[pairs["order_id"].duplicated()],
        "order {order_id}",
        "supplier_id",
        "one supplier and one order date",
        "Order {order_id} is also placed with supplier {supplier_id} on {order_date}; "
        "one order is one supplier and one day.",
    )


def _split_orders(facts: Facts) -> list[Violation]:
    pairs = facts.orders.table[["order_id", "supplier_id", "order_date"]].drop_duplicates()
    first = pairs.drop_duplicates(["supplier_id", "order_date"]).rename(columns={"order_id": "first_id"})
    again = pairs[pairs.duplicated(["supplier_id", "order_date"])].merge(first, on=["supplier_id", "order_date"])
    return complaints(
        NAME,
        again[again["order_id"] != again["first_id"]],
        "order {order_id}",
        "order_id",
        "first_id",
        "Order {order_id} goes to supplier {supplier_id} on {order_date}, as order {first_id} does: that is one order.",
    )


def _small_orders(facts: Facts) -> list[Violation]:
    orders = facts.orders.purchase_orders
    found: list[Violation] = []
    for measure, minimum, unit, short in (
        ("paid", "min_order_value", "in value", money_below),
        ("quantity", "min_order_units", "units", below),
        ("kg", "min_order_kg", "kg", below),
        ("m3", "min_order_m3", "m3", below),
    ):
        found += complaints(
            NAME,
            orders[short(orders[measure], orders[minimum])],
            "order {order_id}",
            measure,
            minimum,
            f"Order {{order_id}} of {{order_date}} to supplier {{supplier_id}} is {{{measure}}} {unit}; "
            f"its least is {{{minimum}}}.",
        )
    return found


def _beyond_capacity(facts: Facts) -> list[Violation]:
    orders = facts.orders.purchase_orders
    hard = orders["capacity_overrun_cost"].isna().to_numpy()
    return complaints(
        NAME,
        orders[hard & above(orders["load"], orders["capacity"])],
        "order {order_id}",
        "load",
        "capacity",
        "Order {order_id} of {order_date} takes {load} of the capacity of supplier {supplier_id}, which is {capacity}.",
    )
