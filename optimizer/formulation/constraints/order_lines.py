"""Order lines: minimum, maximum and price tier of what is ordered of one item from one supplier on one day.

For every offer o = (i,s) and period t, x = case_pack · (sum over lanes a of s of q[i,a,t]):

    moq_units · u[i,s,t] <= x <= max_units · u[i,s,t]

with price tiers k = 0..K from b[k] units on, b[0] = 0, one binary u[i,s,t,k] each, u[i,s,t] = sum over k of u[i,s,t,k]:

    all_units:    b[k] · u[k] <= x[k] <= (b[k+1] - 1) · u[k]         x = sum over k of x[k]
                  price paid = sum over k of p[k] · x[k]
    incremental:  x = sum over k of x[k], tier k opened only when tiers 0..k-1 are full
                  price paid = sum over k of p[k] · x[k],  0 <= x[k] <= b[k+1] - b[k]

In a planner's words: a line is one item of one purchase order, over all the nodes it goes to and all modes it travels
by. It comes in whole cases, is no smaller than the supplier's minimum per line and no larger than the maximum. Its size
sets its price: either the price of its tier holds for every unit of it, or each tier's price holds for
the units within it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.tolerance import above, below, differs, money_differs, whole
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.indexing import expand, join, totals
from optimizer.linear import Floats, Ints, Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "order_lines"


def applies(instance: Instance) -> bool:
    """Whether anything can be ordered."""
    return instance.ordering.case_count > 0


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Tie the cases of a line to its binaries; quantities are in cases, so that limits are whole numbers.

    Lines of one tier: low u <= sum of q <= high u. Lines of several: sum of q = sum of x[k], each x[k] within its own
    tier, at most one tier open. On lines that go several ways each q <= most u besides, which the sum does not imply.
    """
    ordering, lines = instance.ordering, columns.lines
    _add_single(linear, columns, instance)
    _add_split(linear, columns, instance)
    ways = np.bincount(ordering.line, minlength=ordering.line_count)

    several = np.flatnonzero(lines.needs_open[ordering.line] & (ways > 1)[ordering.line])
    rows = _rows(linear, instance, ordering.line[several], "way", _way_labels(instance, several), upper=0.0)
    linear.add_entries(rows, columns.q.start + several, 1.0)
    owner, binary = _binaries_of(columns, ordering.line[several])
    linear.add_entries(rows[owner], columns.u.start + binary, -instance.most_cases[several[owner]])

    free = np.flatnonzero(lines.possible & ~lines.needs_open & (ways > 1))
    most = totals(ordering.line, instance.most_cases, ordering.line_count)
    free = free[lines.most[free] < most[free]]
    rows = _rows(linear, instance, free, "most", upper=lines.most[free])
    _add_cases(linear, columns, instance, rows, free, 1.0)


def _add_single(linear: Linear, columns: Columns, instance: Instance) -> None:
    lines = columns.lines
    single = np.flatnonzero(~lines.is_split[lines.open_line])
    line = lines.open_line[single]
    for word, bound, low in (("least", lines.open_low[single], True), ("most", lines.open_high[single], False)):
        rows = _rows(linear, instance, line, word, **_side(low=low))
        _add_cases(linear, columns, instance, rows, line, 1.0)
        linear.add_entries(rows, columns.u.start + single, -bound)


def _add_split(linear: Linear, columns: Columns, instance: Instance) -> None:
    lines = columns.lines
    split = np.flatnonzero(lines.is_split & lines.needs_open)
    if not split.size:
        return
    tier_line = lines.open_line[lines.split_open]
    rows = _rows(linear, instance, split, "sum", lower=0.0, upper=0.0)
    _add_cases(linear, columns, instance, rows, split, 1.0)
    at = np.searchsorted(split, tier_line)
    linear.add_entries(rows[at], columns.x.indices, -1.0)
    u = columns.u.start + lines.split_open
    for word, bound, low in (
        ("tier_least", lines.open_low[lines.split_open], True),
        ("tier_most", lines.open_high[lines.split_open], False),
    ):
        tier = lines.open_tier[lines.split_open]
        label = Label([str(k) for k in range(int(tier.max()) + 1)], tier)
        tier_rows = _rows(linear, instance, tier_line, word, (label,), **_side(low=low))
        linear.add_entries(tier_rows, columns.x.indices, 1.0)
        linear.add_entries(tier_rows, u, -bound)
    one = _rows(linear, instance, split, "one_tier", upper=1.0)
    linear.add_entries(one[at], u, 1.0)


def _side(*, low: bool) -> dict[str, Any]:
    """Limits of a row that must be at least 0, or at most 0."""
    return {"lower": 0.0} if low else {"upper": 0.0}


def _way_labels(instance: Instance, case: Ints) -> tuple[Label, ...]:
    """Node and mode by which each case column travels."""
    ordering = instance.ordering
    node = Label(instance.ids("nodes", "node_id"), ordering.node[case])
    return node, Label(instance.ids("lanes", "mode"), ordering.lane[case])


def _rows(
    linear: Linear,
    instance: Instance,
    line: Ints,
    word: str,
    more: tuple[Label, ...] = (),
    **limits: float | Floats,
) -> Ints:
    ordering = instance.ordering
    labels = (
        Label(instance.ids("items", "item_id"), ordering.line_item[line]),
        Label(instance.ids("suppliers", "supplier_id"), ordering.line_supplier[line]),
        Label(instance.calendar.names, ordering.line_period[line]),
        *more,
    )
    return linear.add_rows(f"{NAME}_{word}", line.size, labels=labels, **limits).indices


def _add_cases(linear: Linear, columns: Columns, instance: Instance, rows: Ints, line: Ints, value: float) -> None:
    """Put the cases of each line (all its lanes) into its row."""
    at, case = join(line, instance.ordering.line, max(instance.ordering.line_count, 1))
    linear.add_entries(rows[at], columns.q.start + case, value)


def _binaries_of(columns: Columns, line: Ints) -> tuple[Ints, Ints]:
    """(position in ``line``, binary) of every binary of the lines."""
    first = columns.lines.open_of
    owner, rank = expand(first[line + 1] - first[line])
    return owner, first[line[owner]] + rank


def violations(facts: Facts) -> list[Violation]:
    """Broken cases, lines below the minimum or above the maximum, and rows not billed at their line's price."""
    return [*_broken_cases(facts), *_wrong_sizes(facts), *_wrong_bills(facts)]


def _broken_cases(facts: Facts) -> list[Violation]:
    rows = facts.orders.rows
    packed = rows[rows["has_offer"]]
    where = "order {order_id}, item {item_id}, node {node_id}, mode {mode}"
    return [
        *complaints(
            NAME,
            rows[~(whole(rows["cases"]) & (rows["cases"] > 0))],
            where,
            "cases",
            "a whole number of cases, 1 or more",
            "Order {order_id} asks for {cases} cases of item {item_id} to node {node_id}; "
            "only whole cases, 1 or more, are sold.",
        ),
        *complaints(
            NAME,
            packed[differs(packed["units"], packed["quantity"])],
            where,
            "units",
            "quantity",
            "Order {order_id} says {units} units of item {item_id} to node {node_id}, but {cases} cases of {case_pack} "
            "are {quantity}.",
        ),
    ]


def _wrong_sizes(facts: Facts) -> list[Violation]:
    lines = facts.orders.lines
    where = "order {order_id}, item {item_id}"
    line = "Order {order_id} of {order_date} to supplier {supplier_id} has {quantity} units of item {item_id} in all"
    return [
        *complaints(
            NAME,
            lines[below(lines["quantity"], lines["moq_units"])],
            where,
            "quantity",
            "moq_units",
            f"{line}; the least of a line is {{moq_units}}.",
        ),
        *complaints(
            NAME,
            lines[above(lines["quantity"], lines["max_units"])],
            where,
            "quantity",
            "max_units",
            f"{line}; the most of a line is {{max_units}}.",
        ),
    ]


def _wrong_bills(facts: Facts) -> list[Violation]:
    rows = facts.orders.row_figures
    where = "order {order_id}, item {item_id}, node {node_id}, mode {mode}"
    row = "Order {order_id}, item {item_id} to node {node_id}"
    return [
        *complaints(
            NAME,
            rows[differs(rows["unit_price"], rows["price"])],
            where,
            "unit_price",
            "price",
            f"{row} says a unit price of {{unit_price}}; at the size of the whole line it is {{price}}.",
        ),
        *complaints(
            NAME,
            rows[money_differs(rows["value"], rows["value_due"])],
            where,
            "value",
            "value_due",
            f"{row} says a value of {{value}}; {{quantity}} units at {{price}} are {{value_due}}.",
        ),
        *complaints(
            NAME,
            rows[money_differs(rows["duty"], rows["duty_due"])],
            where,
            "duty",
            "duty_due",
            f"{row} says a duty of {{duty}}; {{duty_rate}} of the price paid is {{duty_due}}.",
        ),
    ]
