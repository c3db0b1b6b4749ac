"""The exact program of some items of a plan, what all the others take being taken already.

A purchase order that others are on is sunk: it is open at no cost, and its minima are lower by what they hold (where
the others alone fall short, these items must fill it). Capacity, storage, receiving and money are what others leave; a
container counts what is in it, whosoever it is; a minimum charge is covered by what others pay. So the program's
objective is the cost of the whole plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.formulation.build import build
from optimizer.formulation.constraints import budgets, freight, nodes, purchase_orders
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.instance.containers import CONTAINER_TOLERANCE
from optimizer.instance.indexing import totals
from optimizer.linear import Floats, Ints, MixedIntegerProgram
from optimizer.strategies.closed_form import closed
from optimizer.strategies.decomposed.bill import used_of
from optimizer.strategies.decomposed.standing import Part, Standing, part_of
from optimizer.strategies.decomposed.usage import MEASURES, Usage, costs_of
from optimizer.strategies.settle import Settled, whole_decisions


@dataclass(frozen=True)
class Residual:
    """``program`` decides the ``part``'s items, ``others`` being what all other items take; it costs the whole plan.

    The program's whole decisions of a shipment or an order that others are on are those of the whole.
    """

    part: Part
    others: Usage
    instance: Instance
    program: MixedIntegerProgram
    columns: Columns


def residual(standing: Standing, items: Ints) -> Residual:
    """The exact program of ``items`` (ascending positions, closed under kits and substitutes)."""
    part = part_of(standing, items)
    # A plan may order more of a line than is ever worthwhile; it must stay a plan of the program.
    instance = replace(part.instance, most_cases=np.maximum(part.instance.most_cases, part.cases))
    program, columns = build(instance)
    others = standing.usage - part.usage
    shift = _Shift(standing, part, others, instance, program, columns)
    shift.orders()
    shift.shipments()
    shift.rooms()
    shift.budgets()
    return Residual(part, others, instance, shift.shifted(), columns)


def settled(residual: Residual, cases: Floats, seconds: float) -> Settled | None:
    """The best plan whose items order exactly ``cases`` (rounded here); None where it breaks a rule or takes too long.

    Its cost is the whole plan's.
    """
    fixed = _whole(residual, np.round(cases))
    if fixed is None:
        return None
    position, value = fixed
    program = residual.program
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[position], upper[position] = value, value
    held = replace(program, lower=lower, upper=upper, integer=np.zeros_like(program.integer))
    answer = highs.solve(held, Limits(time_limit=seconds))
    if answer.values is None or answer.bound is None:
        return None
    answer.values[position] = value
    values = closed(program, residual.columns, residual.instance, answer.values)
    return Settled(values, program.objective_of(values))


def exchanged(standing: Standing, residual: Residual, values: Floats) -> Standing:
    """The plan with the items' part as ``values`` (columns,) have it."""
    columns = residual.columns
    cases, moved, served = (values[block.indices] for block in (columns.q, columns.move, columns.served))
    return standing.exchanged(residual.part, np.round(cases), moved, served)


def _whole(residual: Residual, cases: Floats) -> tuple[Ints, Floats] | None:
    """(position, value) of every whole column; what others are on is open, containers hold theirs too."""
    columns, instance = residual.columns, residual.instance
    fixed = whole_decisions(columns, instance, cases)
    if fixed is None:
        return None
    position, value = fixed
    every = np.zeros(residual.program.column_count)
    every[position] = value
    boxed = np.flatnonzero(columns.g_of >= 0)
    every[columns.g_of[boxed]] = np.maximum(_containers(residual, cases)[boxed], every[columns.g_of[boxed]])
    # The lower bound of a whole decision is 1 where others are on it.
    return position, np.maximum(every[position], residual.program.lower[position])


def _containers(residual: Residual, cases: Floats) -> Floats:
    """(shipments,) containers for what these items and the others load."""
    ordering, lanes = residual.instance.ordering, residual.instance.problem.lanes
    lane, period = ordering.shipment_lane, ordering.shipment_period
    carried = np.flatnonzero(ordering.case_shipment >= 0)
    units = cases[carried] * ordering.case_pack[carried]
    needed = np.zeros(lane.size)
    for name in ("m3", "kg"):
        each = residual.instance.item_figure(f"unit_{name}")[ordering.item[carried]]
        load = totals(ordering.case_shipment[carried], units * each, needed.size)
        load += getattr(residual.others.ordered.loads, name)[lane, period]
        needed = np.fmax(needed, np.ceil(load / _sizes(residual.instance, name) - CONTAINER_TOLERANCE))
    return needed


def _sizes(instance: Instance, measure: str) -> Floats:
    """(shipments,) m3 or kg of one container."""
    return instance.problem.lanes[f"container_{measure}"].to_numpy(np.float64)[instance.ordering.shipment_lane]


class _Shift:
    """Takes what others use off a program's limits, open orders and costs, rule by rule."""

    def __init__(
        self,
        standing: Standing,
        part: Part,
        others: Usage,
        instance: Instance,
        program: MixedIntegerProgram,
        columns: Columns,
    ) -> None:
        self.standing, self.part, self.others = standing, part, others
        self.instance, self.program, self.columns = instance, program, columns
        self.cost, self.lower, self.upper = program.cost.copy(), program.lower.copy(), program.upper.copy()
        self.row_lower, self.row_upper = program.row_lower.copy(), program.row_upper.copy()
        self.matrix = program.matrix
        self.rows = {block.name: block for block in program.rows}
        overruns = (columns.capacity_over, columns.storage_over, columns.budget_over)
        self.over_columns = np.concatenate([block.indices for block in overruns])
        self.counted = np.zeros(program.column_count)
        """What columns that count the whole are when these items do nothing: the others' cost has it already."""

    def orders(self) -> None:
        """Orders of others are open at no cost; minima and capacity are what is left of them."""
        ordering, ordered = self.instance.ordering, self.others.ordered
        sunk = ordered.lines[ordering.order_supplier, ordering.order_period] > 0
        self._open(self.columns.y.indices[sunk])
        for measure, held in zip(MEASURES, self.others.held, strict=True):
            row, key = self._rows_of(f"{purchase_orders.NAME}_min_{measure}", 0, 1)
            self.row_lower[row] -= held[key]
        row, key = self._rows_of(f"{purchase_orders.NAME}_capacity", 0, 1)
        self._leave(row, ordered.capacity[key])

    def shipments(self) -> None:
        """Shipments of others are open at no cost; their containers and charges count what all of it needs."""
        ordering, columns, loads = self.instance.ordering, self.columns, self.others.ordered.loads
        lane, period = ordering.shipment_lane, ordering.shipment_period
        sunk = loads.units[lane, period] > 0
        self._open(columns.w_of[sunk & (columns.w_of >= 0)])
        boxed = np.flatnonzero(columns.g_of >= 0)
        taken = np.zeros(lane.size)
        for name in ("m3", "kg"):
            row, key = self._rows_of(f"{freight.NAME}_{name}", 2, 3)
            size = self.instance.problem.lanes[f"container_{name}"].to_numpy(np.float64)
            self.row_upper[row] -= getattr(loads, name)[key] / size[key[0]] - CONTAINER_TOLERANCE
            taken = np.fmax(taken, getattr(loads, name)[lane, period] / _sizes(self.instance, name))
        containers = columns.g_of[boxed]
        needed = np.maximum(np.ceil(taken[boxed] - CONTAINER_TOLERANCE), sunk[boxed])
        limit = self.instance.problem.lanes["max_containers"].to_numpy(np.float64)[lane[boxed]]
        self.lower[containers] = needed
        self.upper[containers] = np.fmin(self.upper[containers] + needed, limit)
        self.counted[containers] = needed
        self._cover_charges()

    def _cover_charges(self) -> None:
        """A shipment's charge is what comes on top of the others'; less of its minimum is missing than without them."""
        ordering, columns = self.instance.ordering, self.columns
        row, key = self._rows_of(f"{freight.NAME}_min_charge", 2, 3)
        charged = np.flatnonzero(columns.f_of >= 0)
        least = self.instance.problem.lanes["min_charge"].to_numpy(np.float64)[ordering.shipment_lane[charged]]
        paid = self.others.ordered.loads.charge[key]
        less = np.minimum(paid, least)
        self.matrix = self.matrix + sparse.csr_array(
            (less, (row, columns.w_of[charged])), shape=self.matrix.shape, dtype=np.float64
        )
        # The others' own cost has a charge of the minimum at least.
        sunk = self.others.ordered.loads.units[key] > 0
        self.counted[columns.f_of[charged]] = np.where(sunk, np.maximum(least - paid, 0.0), 0.0)

    def rooms(self) -> None:
        """Storage and what a node can receive, less what others store and receive."""
        for limit, used, word in zip(
            self.standing.setting.rooms.limit,
            self.others.at_nodes,
            ("storage", "inbound_m3", "inbound_units"),
            strict=True,
        ):
            row, key = self._rows_of(f"{nodes.NAME}_{word}", 0, 1)
            self.row_upper[row] = limit[key]
            self._leave(row, used[key])

    def budgets(self) -> None:
        """Money, less what others spend."""
        row, key = self._rows_of(budgets.NAME, 0)
        setting = self.standing.setting
        self._leave(row, used_of(setting.problem, self.others.ordered.spent, setting.categories)[key])

    def shifted(self) -> MixedIntegerProgram:
        """The program as it now is; its offset makes the objective that of the whole plan."""
        setting = self.standing.setting
        alone = costs_of(setting.problem, self.others, setting.categories)
        row, column = self._overruns()
        self.counted[column] = np.maximum(-self.row_upper[row], 0.0)
        return replace(
            self.program,
            cost=self.cost,
            lower=self.lower,
            upper=self.upper,
            row_lower=self.row_lower,
            row_upper=self.row_upper,
            matrix=sparse.csr_array(self.matrix),
            offset=sum(alone.values()) - float(self.cost @ self.counted),
        )

    def _open(self, columns: Ints) -> None:
        self.lower[columns], self.cost[columns] = 1.0, 0.0

    def _overruns(self) -> tuple[Ints, Ints]:
        """(row, column) of every overrun: each stands in one row."""
        part = sparse.coo_array(self.matrix[:, self.over_columns])
        return part.row.astype(np.int64), self.over_columns[part.col]

    def _leave(self, row: Ints, taken: Floats) -> None:
        """Take what others use off upper limits; others that use a hard one up to its tolerance leave nothing."""
        limit = self.row_upper[row]
        left = limit - taken
        hard = ~np.isin(row, self._overruns()[0])
        dust = hard & (left < 0) & (left >= -2e-6 * np.maximum(1.0, np.abs(limit)))
        self.row_upper[row] = np.where(dust, 0.0, left)

    def _rows_of(self, name: str, *labels: int) -> tuple[Ints, tuple[Ints, ...]]:
        """Rows of a block, and the positions that some of its labels name."""
        block = self.rows.get(name)
        if block is None:
            return np.empty(0, np.int64), tuple(np.empty(0, np.int64) for _ in labels)
        return block.indices, tuple(block.labels[at].positions for at in labels)
