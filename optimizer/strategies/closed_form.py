"""What follows from orders, transfers and service, computed rather than taken from a solver.

A linear program's answer holds to tolerances: credit a little below the stock it is for, lost units a little above
what is missing. Stock, shortfalls, shortages, overruns, freight and credit all follow from cases, transfers and units
served; here they are put at exactly what follows, so that the plan costs what its tables say.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from optimizer.extract.flows import flows_of
from optimizer.formulation.variables import Columns, credit_items
from optimizer.instance import Instance
from optimizer.instance.indexing import totals
from optimizer.linear import Block, Floats, Ints, MixedIntegerProgram


def closed(program: MixedIntegerProgram, columns: Columns, instance: Instance, values: Floats) -> Floats:
    """The column values with everything that follows from q, u, x, y, w, g, X and F put at what follows."""
    exact = values.copy()
    cases, moved, served = (values[block.indices] for block in (columns.q, columns.move, columns.served))
    flows = flows_of(instance, columns, np.round(cases), moved, served)
    exact[columns.move.indices], exact[columns.served.indices] = flows.moved, flows.served
    exact[columns.stock.indices] = flows.closing.ravel()
    guarded = columns.shortfall_pair
    below = instance.stocking.safety[guarded, None] - flows.closing[guarded]
    exact[columns.shortfall.indices] = np.maximum(below, 0.0).ravel()
    exact[columns.want_column] = _missing(columns, instance, flows.served)
    _put_credit(exact, columns, instance, flows.closing[:, -1])
    for block in (columns.capacity_over, columns.storage_over, columns.budget_over):
        _put_overruns(exact, program, block)
    _put_charges(exact, program, columns.f)
    return exact


def _missing(columns: Columns, instance: Instance, served: Floats) -> Floats:
    """(wants,) lost units of the period, or the backlog so far; a stream's rows stand together, in order of time."""
    streams, stream = instance.streams, columns.want_stream
    short = streams.demand[stream, columns.want_period] - totals(columns.served_want, served, stream.size)
    running = np.cumsum(np.where(streams.backorder[stream], short, 0.0))
    head = np.searchsorted(stream, stream)
    before = np.where(head > 0, running[np.maximum(head - 1, 0)], 0.0)
    return np.maximum(np.where(streams.backorder[stream], running - before, short), 0.0)


def _put_credit(exact: Floats, columns: Columns, instance: Instance, closing: Floats) -> None:
    items, settings = credit_items(instance), instance.problem.settings
    if not items.size:
        return
    left = totals(np.searchsorted(items, instance.stocking.item), closing, items.size)
    most = settings.terminal_cover_periods * instance.streams.mean_demand[items]
    exact[columns.credited.indices] = np.minimum(left, most)
    if columns.salvaged.size:
        exact[columns.salvaged.indices] = np.maximum(left - most, 0.0)


def _put_overruns(exact: Floats, program: MixedIntegerProgram, block: Block) -> None:
    """Each overrun stands in one row, ``activity - overrun <= limit``: it is what the activity exceeds the limit by."""
    row, column = _entries(program, block)
    exact[column] = 0.0
    activity = program.matrix[row] @ exact
    exact[column] = np.maximum(activity - program.row_upper[row], 0.0)


def _put_charges(exact: Floats, program: MixedIntegerProgram, block: Block) -> None:
    """Each charge stands in rows ``charge - what it must cover >= 0``: it is the largest of what it must cover."""
    row, column = _entries(program, block)
    exact[block.indices] = 0.0
    owed = -(program.matrix[row] @ exact)
    np.maximum.at(exact, column, owed)


def _entries(program: MixedIntegerProgram, block: Block) -> tuple[Ints, Ints]:
    """(row, column) of the block's entries in the model's own rows; a planner's rules and cuts come after those."""
    part = sparse.coo_array(program.matrix[:, block.start : block.start + block.size])
    own = part.row < program.own_rows
    return part.row[own].astype(np.int64), block.start + part.col[own].astype(np.int64)
