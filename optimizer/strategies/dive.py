"""A first plan from the relaxation: period by period, fractions of orders become orders or nothing.

The relaxation pays a tenth of an order for a tenth of its cost. Going through the periods in order, each fraction is
decided: a line becomes a whole number of cases within its tiers or nothing, a shipment its containers or, where it
would fill less than half of one, nothing, an order tops up to its minima or is dropped. The period is fixed so, the
relaxation solved again, and later periods answer to what was decided. Where a decision leaves no way on, the period's
quantities are rounded down, and at last left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from optimizer.backends.highs import Relaxation
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.containers import containers_needed
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints, MixedIntegerProgram
from optimizer.strategies.settle import whole_decisions

HALF = 0.5


def dive(
    program: MixedIntegerProgram,
    columns: Columns,
    instance: Instance,
    deadline: float,
    stop: Callable[[], bool] | None = None,
) -> list[Floats]:
    """Whole cases (cases,) as decided, to be tried in turn.

    Where time ran out on the way, the first has the periods that were not reached rounded as they stood, untested; the
    second leaves them empty.
    """
    ordering = instance.ordering
    cases = np.zeros(ordering.case_count)
    relaxation = Relaxation(program)
    values = relaxation.run(deadline - time.monotonic(), stop)
    if values is None:
        return []
    period_of = _periods(columns, instance, values.size)
    for period in range(instance.calendar.periods):
        mine = np.flatnonzero(ordering.period == period)
        for decided in _choices(columns, instance, values[columns.q.start + mine], mine):
            trial = cases.copy()
            trial[mine] = decided
            whole = whole_decisions(columns, instance, trial)
            if whole is None:
                continue
            now = period_of[whole[0]] == period
            relaxation.fix(whole[0][now], whole[1][now])
            answer = relaxation.run(deadline - time.monotonic(), stop)
            if answer is not None:
                values, cases = answer, trial
                break
        else:
            return [_rounded(columns, instance, values, cases, period), cases]
    return [cases]


def _rounded(columns: Columns, instance: Instance, values: Floats, cases: Floats, first: int) -> Floats:
    """The cases decided so far, and from period ``first`` on what the relaxation wants, rounded down."""
    full = cases.copy()
    for period in range(first, instance.calendar.periods):
        mine = np.flatnonzero(instance.ordering.period == period)
        full[mine] = _choices(columns, instance, values[columns.q.start + mine], mine)[-2:][0]
    return full


def single_sourced(instance: Instance, cases: Floats) -> Bools:
    """(offers,) offers to dive with: of items tied by shares the one most used that may stand alone, else none.

    Deciding period by period cannot promise the other half of a share; an offer that may have all of the item's units,
    while no other must have some, keeps every share whatever comes later.
    """
    offers, ordering = instance.problem.offers, instance.ordering
    low, high = offers["min_share"].to_numpy(np.float64), offers["max_share"].to_numpy(np.float64)
    item, items = ordering.offer_item, len(instance.problem.items)
    tied = totals(item, ((low > 0) | (high < 1)).astype(np.float64), items) > 0
    alone = (high >= 1) & (totals(item, (low > 0).astype(np.float64), items)[item] - (low > 0) == 0)
    used = totals(ordering.offer, cases * ordering.case_pack, len(offers))
    best = np.lexsort((-used, ~alone, item))
    first = np.ones(best.size, dtype=np.bool_)
    first[1:] = item[best][1:] != item[best][:-1]
    chosen = np.zeros(len(offers), dtype=np.bool_)
    chosen[best[first]] = True
    return np.asarray(~tied[item] | (chosen & alone))


def _periods(columns: Columns, instance: Instance, size: int) -> Ints:
    """(columns,) the period in which each whole column is decided; -1 for the others, tiers (x) following theirs."""
    ordering, lines = instance.ordering, columns.lines
    period = np.full(size, -1, dtype=np.int64)
    period[columns.q.indices] = ordering.period
    period[columns.u.indices] = ordering.line_period[lines.open_line]
    period[columns.y.indices] = ordering.order_period
    for column_of in (columns.w_of, columns.g_of):
        there = np.flatnonzero(column_of >= 0)
        period[column_of[there]] = ordering.shipment_period[there]
    return period


def _choices(columns: Columns, instance: Instance, wanted: Floats, mine: Ints) -> list[Floats]:
    """Whole cases for one period, from what is wanted down to nothing; without repeating a choice."""
    wanted = np.where(wanted < 1e-6, 0.0, wanted)
    nothing = np.zeros(mine.size)
    if not wanted.any():
        return [nothing]
    near = _decided(columns, instance, np.ceil(wanted - HALF), mine, keep=HALF)
    level = _decided(columns, instance, np.ceil(wanted - HALF), mine, keep=0.9)
    less = _decided(columns, instance, np.floor(wanted + 1e-6), mine, keep=1.0)
    return [near, level, less, nothing]


def _decided(columns: Columns, instance: Instance, cases: Floats, mine: Ints, keep: float) -> Floats:
    """Cases that keep to tiers, fill shipments at least by half, and reach the order's minima.

    What is below a minimum is raised to it where it reaches the share ``keep`` of it, else dropped; 1 never raises.
    """
    cases = _within_tiers(columns, instance, cases, mine, keep)
    cases = _worth_shipping(instance, cases, mine)
    cases = _within_tiers(columns, instance, cases, mine, 1.0)
    return _reaching_minima(instance, cases, mine, keep)


def _within_tiers(columns: Columns, instance: Instance, cases: Floats, mine: Ints, keep: float) -> Floats:
    """Lines below their least number of cases are raised to it, on their heaviest lane, or dropped."""
    lines, line = columns.lines, instance.ordering.line[mine]
    count = instance.ordering.line_count
    least = np.ones(count)
    first = lines.open_of[:-1]
    least[lines.needs_open] = lines.open_low[first[lines.needs_open]]
    size = totals(line, cases, count)
    short = (size < least) & (size >= keep * least)
    heaviest = np.zeros(mine.size, dtype=np.bool_)
    order = np.lexsort((cases, line))
    heaviest[order[np.flatnonzero(np.append(line[order][1:] != line[order][:-1], True))]] = True
    raised = cases + np.where(heaviest & short[line], (least - size)[line], 0.0)
    dropped = (size < least) & ~short
    return np.where(dropped[line], 0.0, np.minimum(raised, instance.most_cases[mine]))


def _worth_shipping(instance: Instance, cases: Floats, mine: Ints) -> Floats:
    """Shipments that would not fill half of one container wait for a later period."""
    ordering, lanes = instance.ordering, instance.problem.lanes
    every = np.zeros(ordering.case_count)
    every[mine] = cases
    shipment = ordering.case_shipment[mine]
    carried = np.flatnonzero(ordering.case_shipment >= 0)
    units = every[carried] * ordering.case_pack[carried]
    fill = np.zeros(ordering.shipment_lane.size)
    for name in ("m3", "kg"):
        each = instance.item_figure(f"unit_{name}")[ordering.item[carried]]
        load = totals(ordering.case_shipment[carried], units * each, fill.size)
        size = lanes[f"container_{name}"].to_numpy(np.float64)[ordering.shipment_lane]
        fill = np.fmax(fill, load / size)
    boxed = ordering.has_containers[ordering.shipment_lane] & (containers_needed(instance, every) > 0)
    waits = boxed & (fill < HALF)
    return np.where((shipment >= 0) & waits[shipment], 0.0, cases) if fill.size else cases


def _reaching_minima(instance: Instance, cases: Floats, mine: Ints, keep: float) -> Floats:
    """Orders below a minimum grow in proportion where they reach enough of it, else are dropped."""
    ordering, suppliers = instance.ordering, instance.problem.suppliers
    supplier = ordering.supplier[mine]
    units = cases * ordering.case_pack[mine]
    price = instance.problem.offers["unit_price"].to_numpy(np.float64)[ordering.offer[mine]]
    each = {
        "value": price,
        "units": np.ones(mine.size),
        "kg": instance.item_figure("unit_kg")[ordering.item[mine]],
        "m3": instance.item_figure("unit_m3")[ordering.item[mine]],
    }
    grow = np.ones(len(suppliers))
    for name, figure in each.items():
        least = suppliers[f"min_order_{name}"].to_numpy(np.float64)
        held = totals(supplier, units * figure, len(suppliers))
        grow = np.maximum(grow, np.divide(least, held, out=np.full(held.size, 0.0), where=held > 0))
    factor = np.where(grow * keep <= 1.0 + 1e-9, grow, 0.0)[supplier]
    grown = np.where(factor > 1, np.ceil(cases * factor - 1e-9), cases * factor)
    return np.minimum(grown, instance.most_cases[mine])
