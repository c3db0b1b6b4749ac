"""Lot-sizing cuts: what orders can serve in a stretch of periods, for the share to which they are paid for.

For a pair p = (i,n) and periods k..l, with D[a,l] the most that demand from a to l can take from p:

    units used in k..l  <=  I[p,k-1] + inbound and transfers of k..l + sum over orders c arriving in k..l of
                            the smaller of  x[c]  and  min(D[arrival of c, l], most x[c]) · (the binary that opens c)

An order that is not open brings nothing; an open one serves at most D before l passes, and no more than it can hold.
Choosing the smaller of the two for every order gives the (l,S) inequality that a relaxation violates most (Barany, Van
Roy and Wolsey, 1984, here for lost sales, stock between periods and several suppliers). Adding the violated ones lifts
the bound from "a tenth of an order costs a tenth of its fixed cost" towards the truth.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from optimizer.backends.highs import Relaxation
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.indexing import expand, join, totals
from optimizer.linear import Block, Bools, Floats, Ints, MixedIntegerProgram

NAME = "lot_sizing_cut"
MOST_ROUNDS = 25
ENOUGH = 0.01
"""A round that lifts the bound by less than this share of it is the last."""
SLIVER = 1e-3
"""Cases below this are a relaxation's dust."""
WORTHWHILE = 0.25
"""Cuts that lift the bound by less than this share of it are dropped from the program: where fixed costs are not what
matters, they stand in the way of the solver's own cuts (40 generated items: root bound 55.3k with, 60.2k without)."""
VIOLATED = 1e-4
"""Share of the used units by which a cut must be violated."""


@dataclass(frozen=True)
class Tightened:
    """The program with the cuts that bind, its relaxation's values (columns,) and bound; None where time ran out."""

    program: MixedIntegerProgram
    values: Floats | None
    bound: float | None

    def wanted(self, columns: Columns) -> Bools:
        """(cases,) the relaxation orders at least a sliver of a case; nothing is where it has not been solved."""
        if self.values is None:
            return np.zeros(columns.q.size, dtype=np.bool_)
        return np.asarray(self.values[columns.q.indices] > SLIVER)


@dataclass(frozen=True)
class Pieces:
    """What cuts are made of: cases with a binary or without, uses, moves; and D as prefix sums (P, T + 1)."""

    case_pair: Ints
    case_units: Floats
    case_most: Floats
    opener_owner: Ints
    opener_column: Ints
    use_pair: Ints
    use_period: Ints
    use_column: Ints
    use_units: Floats
    lost_before: Floats
    late_before: Floats


def tighten(
    program: MixedIntegerProgram,
    columns: Columns,
    instance: Instance,
    deadlines: tuple[float, float],
    stop: Callable[[], bool] | None = None,
) -> Tightened:
    """Solve the relaxation, add the cuts it violates, and repeat while that pays; keep cuts that bind and matter.

    ``deadlines`` are moments of ``time.monotonic``: for the relaxation, for the cuts.
    """
    relaxation = Relaxation(program)
    values = relaxation.run(deadlines[0] - time.monotonic(), stop)
    if values is None:
        return Tightened(program, None, None)
    pieces = pieces_of(columns, instance)
    rows: list[sparse.csr_array] = []
    limits: list[Floats] = []
    best, bound = values, relaxation.objective
    plain = bound
    for _ in range(MOST_ROUNDS):
        stretches = violated(columns, instance, pieces, values)
        if not stretches[0].size or time.monotonic() > deadlines[1]:
            break
        matrix, upper = cut_rows(columns, instance, pieces, values, stretches)
        relaxation.add_rows(matrix, upper)
        rows.append(matrix)
        limits.append(upper)
        again = relaxation.run(deadlines[1] - time.monotonic(), stop)
        if again is None:
            break
        lifted = relaxation.objective - bound
        best, values, bound = again, again, relaxation.objective
        if lifted < ENOUGH * max(abs(bound), 1.0):
            break
    if bound - plain >= WORTHWHILE * abs(plain):
        program = _with_cuts(program, rows, limits, best)
    return Tightened(program, best, bound)


def pieces_of(columns: Columns, instance: Instance) -> Pieces:
    """What cuts of the instance's model are made of."""
    ordering, stocking, serving, streams = (
        instance.ordering, instance.stocking, instance.serving, instance.streams,
    )  # fmt: skip
    service, use = join(columns.served_option, serving.use_option, max(serving.stream.size, 1))
    opener_owner, opener_column = openers_of(columns, instance)
    periods = instance.calendar.periods
    # A stream takes from a pair at most its demand times the largest number of units any option draws from it.
    key = serving.stream[serving.use_option] * max(stocking.pair_count, 1) + serving.use_pair
    keys, where = np.unique(key, return_inverse=True)
    most = np.zeros(keys.size)
    np.maximum.at(most, where, serving.use_units)
    stream, pair = np.divmod(keys, max(stocking.pair_count, 1))
    before = {}
    for name, chosen in (("lost", ~streams.backorder[stream]), ("late", streams.backorder[stream])):
        taken = np.zeros((stocking.pair_count, periods + 1))
        np.add.at(taken[:, 1:], pair[chosen], streams.demand[stream[chosen]] * most[chosen, None])
        before[name] = np.cumsum(taken, axis=1)
    return Pieces(
        case_pair=stocking.pair_of[ordering.item, ordering.node],
        case_units=ordering.case_pack,
        case_most=instance.most_cases * ordering.case_pack,
        opener_owner=opener_owner,
        opener_column=opener_column,
        use_pair=serving.use_pair[use],
        use_period=columns.served_period[service],
        use_column=columns.served.start + service,
        use_units=serving.use_units[use],
        lost_before=before["lost"],
        late_before=before["late"],
    )


def openers_of(columns: Columns, instance: Instance) -> tuple[Ints, Ints]:
    """(case, column) of the binaries that open each case: its line's, else its order's, else its shipment's."""
    ordering, lines = instance.ordering, columns.lines
    case = np.arange(ordering.case_count)
    by_line = lines.needs_open[ordering.line]
    opened = case[by_line]
    first = lines.open_of
    line = ordering.line[opened]
    owner, rank = expand(first[line + 1] - first[line])
    order = ordering.line_order[ordering.line]
    by_order = case[~by_line & (order >= 0)]
    switch = np.where(columns.w_of >= 0, columns.w_of, columns.g_of)
    by_shipment = case[~by_line & (order < 0) & (ordering.case_shipment >= 0)]
    return (
        np.concatenate([opened[owner], by_order, by_shipment]),
        np.concatenate(
            [
                columns.u.start + first[line[owner]] + rank,
                columns.y.start + order[by_order],
                switch[ordering.case_shipment[by_shipment]] if switch.size else np.empty(0, np.int64),
            ]
        ),
    )


def _open_share(pieces: Pieces, values: Floats, cases: int) -> Floats:
    """(cases,) how far each case is paid for; infinite where nothing has to be opened."""
    share = totals(pieces.opener_owner, values[pieces.opener_column], cases)
    opened = np.zeros(cases, dtype=np.bool_)
    opened[pieces.opener_owner] = True
    return np.where(opened, share, np.inf)


def _takes(pieces: Pieces, pair: Ints, first: Ints, last: Ints) -> Floats:
    """D[first, last] of the pairs: demand of those periods, and all backlog that may have gathered."""
    lost = pieces.lost_before[pair, last + 1] - pieces.lost_before[pair, first]
    return np.asarray(lost + pieces.late_before[pair, last + 1])


def violated(columns: Columns, instance: Instance, pieces: Pieces, values: Floats) -> tuple[Ints, Ints, Ints]:
    """(pair, k, l) of the most violated stretch for every pair and last period l."""
    ordering, stocking = instance.ordering, instance.stocking
    shape = stocking.inbound.shape
    periods = shape[1]
    share = _open_share(pieces, values, ordering.case_count)
    units = values[columns.q.indices] * pieces.case_units

    def spread(pair: Ints, period: Ints, amounts: Floats) -> Floats:
        return totals(pair * periods + period, amounts, stocking.pair_count * periods).reshape(shape)

    used = spread(pieces.use_pair, pieces.use_period, values[pieces.use_column] * pieces.use_units)
    arrival = columns.move_period + stocking.transfer_lag[columns.move_row]
    given = stocking.inbound + spread(columns.move_to, arrival, values[columns.move.indices])
    before = np.hstack([stocking.opening[:, None], values[columns.stock.indices].reshape(shape)[:, :-1]])
    found: list[tuple[Ints, Ints, Ints]] = []
    for last in range(periods):
        early = ordering.arrival <= last
        pair, period = pieces.case_pair[early], ordering.arrival[early]
        most = np.minimum(_takes(pieces, pair, period, np.full(pair.size, last)), pieces.case_most[early])
        brought = spread(pair, period, np.minimum(units[early], most * np.minimum(share[early], 1e9)))
        short = np.cumsum((used - given - brought)[:, last::-1], axis=1)[:, ::-1] - before[:, : last + 1]
        first = np.argmax(short, axis=1)
        worst = short[np.arange(first.size), first]
        size = np.maximum(1.0, used[:, : last + 1].sum(axis=1))
        hit = np.flatnonzero(worst > VIOLATED * size)
        found.append((hit, first[hit], np.full(hit.size, last)))
    pairs, firsts, lasts = (np.concatenate([f[k] for f in found]) for k in range(3))
    return pairs, firsts, lasts


def cut_rows(
    columns: Columns, instance: Instance, pieces: Pieces, values: Floats, stretches: tuple[Ints, Ints, Ints]
) -> tuple[sparse.csr_array, Floats]:
    """The cuts of the stretches (pair, k, l) as rows (cuts, columns) and their upper limits."""
    pair, first, last = stretches
    ordering, stocking = instance.ordering, instance.stocking
    entries: list[tuple[Ints, Ints, Floats]] = []

    def within(member_pair: Ints, member_period: Ints) -> tuple[Ints, Ints]:
        cut, member = join(pair, member_pair, stocking.pair_count)
        inside = (member_period[member] >= first[cut]) & (member_period[member] <= last[cut])
        return cut[inside], member[inside]

    cut, use = within(pieces.use_pair, pieces.use_period)
    entries.append((cut, pieces.use_column[use], pieces.use_units[use]))
    arrival = columns.move_period + stocking.transfer_lag[columns.move_row]
    cut, move = within(columns.move_to, arrival)
    entries.append((cut, columns.move.start + move, np.full(move.size, -1.0)))
    later = np.flatnonzero(first > 0)
    stock = columns.stock_at(pair[later], first[later] - 1, instance.calendar.periods)
    entries.append((later, stock, np.full(later.size, -1.0)))

    cut, case = within(pieces.case_pair, ordering.arrival)
    share = _open_share(pieces, values, ordering.case_count)[case]
    takes = np.minimum(_takes(pieces, pair[cut], ordering.arrival[case], last[cut]), pieces.case_most[case])
    units = values[columns.q.indices][case] * pieces.case_units[case]
    by_units = units <= takes * np.minimum(share, 1e9)
    entries.append((cut[by_units], columns.q.start + case[by_units], -pieces.case_units[case[by_units]]))
    at, opener = join(case[~by_units], pieces.opener_owner, ordering.case_count)
    entries.append((cut[~by_units][at], pieces.opener_column[opener], -takes[~by_units][at]))

    row, column, value = (np.concatenate([e[k] for e in entries]) for k in range(3))
    matrix = sparse.csr_array((value, (row, column)), shape=(pair.size, values.size))
    coming = np.hstack([np.zeros((stocking.pair_count, 1)), np.cumsum(stocking.inbound, axis=1)])
    upper = coming[pair, last + 1] - coming[pair, first] + np.where(first == 0, stocking.opening[pair], 0.0)
    return matrix, upper


def _with_cuts(
    program: MixedIntegerProgram, rows: list[sparse.csr_array], limits: list[Floats], values: Floats
) -> MixedIntegerProgram:
    """The program with the cuts that bind at ``values``; the others have done their work."""
    if not rows:
        return program
    matrix, upper = sparse.csr_array(sparse.vstack(rows, format="csr")), np.concatenate(limits)
    binding = np.flatnonzero(matrix @ values > upper - 1e-6 * np.maximum(1.0, np.abs(upper)))
    kept, upper = sparse.csr_array(matrix[binding]), upper[binding]
    return replace(
        program,
        matrix=sparse.csr_array(sparse.vstack([program.matrix, kept], format="csr")),
        row_lower=np.concatenate([program.row_lower, np.full(upper.size, -np.inf)]),
        row_upper=np.concatenate([program.row_upper, upper]),
        rows=(*program.rows, Block(NAME, program.row_count, upper.size)),
        added=program.added | {NAME},
    )
