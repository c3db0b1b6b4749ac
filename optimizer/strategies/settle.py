"""From a solver's answer to exact decisions: whole cases and containers, nothing switched on that moves nothing.

A solver works with tolerances: 11.9999997 cases, an order paid for to 0.9999998. Here the cases are rounded, every
other whole decision is derived from them (an order is open because something is on it, containers because something
is in them), and what is continuous is solved again around those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.containers import containers_needed
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints, MixedIntegerProgram
from optimizer.strategies.closed_form import closed


@dataclass(frozen=True)
class Settled:
    """Exact column values (columns,), their cost, and what a unit more of each row would save (rows,)."""

    values: Floats
    cost: float


def settle(
    program: MixedIntegerProgram, columns: Columns, instance: Instance, cases: Floats, seconds: float
) -> Settled | None:
    """The best plan that orders exactly these ``cases`` (one figure per case column, rounded here).

    None where they break a rule (no tier takes the line, a hard limit) or time runs out.
    """
    fixed = whole_decisions(columns, instance, np.round(cases))
    if fixed is None:
        return None
    position, value = fixed
    lower, upper = program.lower.copy(), program.upper.copy()
    # A case more than the bound is legal where the planner's own plan asks for it; the bound is no rule.
    lower[position], upper[position] = value, value
    whole = program.integer.copy()  # a planner's own rules may have whole decisions of their own
    whole[position] = False
    held = replace(program, lower=lower, upper=upper, integer=whole)
    answer = highs.solve(held, Limits(time_limit=seconds))
    if answer.values is None or answer.bound is None:
        return None
    answer.values[position] = value
    values = closed(program, columns, instance, answer.values)
    return Settled(values, program.objective_of(values))


def whole_decisions(columns: Columns, instance: Instance, cases: Floats) -> tuple[Ints, Floats] | None:
    """(position, value) of every whole column that follows from the cases; None where no tier takes a line."""
    ordering, lines = instance.ordering, columns.lines
    total = totals(ordering.line, cases, ordering.line_count)
    opened = _open_tiers(instance, columns, total)
    if opened is None:
        return None
    ordered = np.zeros(ordering.order_supplier.size, dtype=np.bool_)
    active = (total > 0) & (ordering.line_order >= 0)
    ordered[ordering.line_order[active]] = True
    goods = _shipped(instance, cases)
    containers = np.maximum(containers_needed(instance, cases), 1.0) * goods
    parts = [
        (columns.q.indices, cases),
        (columns.u.indices, opened.astype(np.float64)),
        (columns.y.indices, ordered.astype(np.float64)),
    ]
    for column_of, value in ((columns.w_of, goods.astype(np.float64)), (columns.g_of, containers)):
        there = np.flatnonzero(column_of >= 0)
        parts.append((column_of[there], value[there]))
    closed = lines.split_open[~opened[lines.split_open]]
    at = np.searchsorted(lines.split_open, closed)
    parts.append((columns.x.start + at, np.zeros(at.size)))
    return np.concatenate([p for p, _ in parts]), np.concatenate([v for _, v in parts])


def _open_tiers(instance: Instance, columns: Columns, total: Floats) -> Bools | None:
    """(binaries,) the first tier that takes each line's total; None where a line has none."""
    lines = columns.lines
    size = total[lines.open_line]
    fits = (size >= lines.open_low) & (size <= lines.open_high) & (size > 0)
    first = np.zeros(fits.size, dtype=np.bool_)
    hits = np.flatnonzero(fits)
    _, head = np.unique(lines.open_line[hits], return_index=True)
    first[hits[head]] = True
    served = np.zeros(instance.ordering.line_count, dtype=np.bool_)
    served[lines.open_line[first]] = True
    wanting = lines.needs_open & (total > 0)
    return None if bool((wanting & ~served).any()) else first


def _shipped(instance: Instance, cases: Floats) -> Bools:
    """(shipments,) something travels on it."""
    ordering = instance.ordering
    carried = ordering.case_shipment >= 0
    units = totals(ordering.case_shipment[carried], cases[carried], ordering.shipment_lane.size)
    return np.asarray(units > 0)
