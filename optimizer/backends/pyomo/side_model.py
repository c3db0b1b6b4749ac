"""What a planner's side constraints are written with: sums of decisions in the field's words."""

from __future__ import annotations

import sys
from collections import Counter

import numpy as np
import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn

from models.faults import CallError
from models.problem import Problem
from optimizer.backends.pyomo.columns import PyomoColumns, PyomoObject
from optimizer.backends.pyomo.words import Choice, Words, agrees
from optimizer.linear import Floats, MixedIntegerProgram


class SideModel:
    """The formulation as a planner's file sees it.

    Each method sums the decisions that agree with all that is said: ``cases(item="A", period=["2024-01-01"])``. What
    is not said is summed over. An index takes one id, several, or a rule (``item=lambda id: id.startswith("X")``); a
    period is named by its first day. The sums are Pyomo expressions: they can be added, multiplied by numbers and
    compared with ``<=``, ``>=`` and ``==``; ``require`` makes a comparison a rule of the plan.

    ``pyomo`` is the Pyomo model underneath, for variables and constraints of one's own; ``problem`` holds the
    dataset's tables (pandas), with every default filled in.
    """

    def __init__(self, program: MixedIntegerProgram, problem: Problem | None = None) -> None:
        self.columns = PyomoColumns(program)
        self.pyomo = self.columns.model
        self.asked: dict[int, tuple[str, int]] = {}
        """Name of a constraint and the line of the planner's file that asked for it, by ``id``; Pyomo quotes names."""
        self._counts: Counter[str] = Counter()
        self._words = Words(program)
        self._program = program
        self._problem = problem

    @property
    def problem(self) -> Problem:
        """The dataset's tables; CallError where the program stands alone."""
        if self._problem is None:
            msg = "the dataset is not at hand here"
            raise CallError(msg)
        return self._problem

    @property
    def items(self) -> list[str]:
        """Ids of all items, in the dataset's order."""
        return self._words.ids("item")

    @property
    def suppliers(self) -> list[str]:
        """Ids of all suppliers, in the dataset's order."""
        return self._words.ids("supplier")

    @property
    def nodes(self) -> list[str]:
        """Ids of all nodes, in the dataset's order."""
        return self._words.ids("node")

    @property
    def modes(self) -> list[str]:
        """Ids of all modes, in the dataset's order."""
        return self._words.ids("mode")

    @property
    def zones(self) -> list[str]:
        """Ids of all zones, in the dataset's order."""
        return self._words.ids("zone")

    @property
    def periods(self) -> list[str]:
        """First days of the periods, such as ``2024-01-01``."""
        return self._words.ids("period")

    def cases(
        self,
        *,
        item: Choice = None,
        supplier: Choice = None,
        node: Choice = None,
        mode: Choice = None,
        period: Choice = None,
    ) -> PyomoObject:
        """Cases ordered; ``period`` is that of the order."""
        return self._sum("q", item=item, supplier=supplier, node=node, mode=mode, period=period)

    def units(
        self,
        *,
        item: Choice = None,
        supplier: Choice = None,
        node: Choice = None,
        mode: Choice = None,
        period: Choice = None,
    ) -> PyomoObject:
        """Units ordered: cases times the offer's case pack."""
        columns = self._words.columns(
            "q", {"item": item, "supplier": supplier, "node": node, "mode": mode, "period": period}
        )
        return self.columns.expression(columns, self._case_packs()[columns])

    def containers(
        self, *, supplier: Choice = None, node: Choice = None, mode: Choice = None, period: Choice = None
    ) -> PyomoObject:
        """Containers shipped; ``period`` is that of the order. CallError for lanes whose containers nobody counts."""
        if self._problem is not None:
            self._refuse_uncounted_containers({"supplier_id": supplier, "node_id": node, "mode": mode})
        return self._sum("g", supplier=supplier, node=node, mode=mode, period=period)

    def stock(self, *, item: Choice = None, node: Choice = None, period: Choice = None) -> PyomoObject:
        """Units in stock at the end of a period."""
        return self._sum("I", item=item, node=node, period=period)

    def transferred(
        self, *, item: Choice = None, from_node: Choice = None, to_node: Choice = None, period: Choice = None
    ) -> PyomoObject:
        """Units sent from node to node; ``period`` is that in which they leave."""
        return self._sum("X", item=item, from_node=from_node, to_node=to_node, period=period)

    def served(
        self,
        *,
        item: Choice = None,
        zone: Choice = None,
        channel: Choice = None,
        served_item: Choice = None,
        node: Choice = None,
        period: Choice = None,
    ) -> PyomoObject:
        """Units of demand served, from a node, with the item itself or a substitute (``served_item``)."""
        return self._sum("F", item=item, zone=zone, channel=channel, served_item=served_item, node=node, period=period)

    def lost(
        self, *, item: Choice = None, zone: Choice = None, channel: Choice = None, period: Choice = None
    ) -> PyomoObject:
        """Units of demand lost."""
        return self._sum("L", item=item, zone=zone, channel=channel, period=period)

    def backlog(
        self, *, item: Choice = None, zone: Choice = None, channel: Choice = None, period: Choice = None
    ) -> PyomoObject:
        """Units of demand still owed at the end of a period."""
        return self._sum("B", item=item, zone=zone, channel=channel, period=period)

    def cost(self, term: str, **choices: Choice) -> PyomoObject:
        """Money of one objective term ("purchase", "freight", ...), discounted as the objective is.

        Choices narrow it to the decisions that carry all the indices asked for.
        """
        if term not in self._program.term_costs:
            known = ", ".join(self._program.term_costs) or "none"
            msg = f"no decision is charged under '{term}' here; the terms are {known}"
            raise CallError(msg)
        columns, charges = self._program.term_costs[term]
        kept = self._words.of_columns(columns, choices)
        return self.columns.expression(columns[kept], charges[kept])

    def used(self, name: str, whole: PyomoObject) -> PyomoObject:
        """1 where the sum ``whole`` (of cases or containers) is at least 1, else 0: to count lines or suppliers."""
        parts = _countable(whole)
        if parts is None:
            msg = f"used('{name}'): only sums of cases or of containers can be counted"
            raise CallError(msg)
        switch = pyo.Var(domain=pyo.Binary)
        self.pyomo.add_component(self._free_name(f"used {name}"), switch)
        # A row for each decision: one limit for the whole sum would be so wide that a millionth of the switch meets it.
        for variable in parts:
            self._add(f"used {name}: on", variable <= variable.ub * switch)
        self._add(f"used {name}: off", whole >= switch)
        return switch

    def require(self, name: str, rule: PyomoObject) -> None:
        """Make a comparison a rule of the plan; ``name`` is what explanations and exported models call it."""
        if rule is False:
            msg = f"'{name}' compares numbers that no plan changes, and it does not hold"
            raise CallError(msg)
        if rule is True:
            return
        if not hasattr(rule, "is_relational") and not isinstance(rule, tuple):
            msg = f"'{name}' is no comparison (<=, >= or ==) of sums"
            raise CallError(msg)
        self._add(name, rule)

    def _add(self, name: str, rule: PyomoObject) -> None:
        free = self._free_name(name)
        constraint = pyo.Constraint(expr=rule)
        self.pyomo.add_component(free, constraint)
        self.asked[id(constraint)] = (free, _caller_line())

    def _free_name(self, name: str) -> str:
        self._counts[name] += 1
        free = name if self._counts[name] == 1 else f"{name} {self._counts[name]}"
        return free if self.pyomo.component(free) is None else self._free_name(name)

    def _sum(self, letter: str, **choices: Choice) -> PyomoObject:
        columns = self._words.columns(letter, choices)
        return self.columns.expression(columns, np.ones(columns.size))

    def _refuse_uncounted_containers(self, choices: dict[str, Choice]) -> None:
        """Containers without a price and a limit are no decision of the model: a sum of them would be silently 0."""
        lanes = self.problem.lanes
        boxed = lanes["container_m3"].notna() | lanes["container_kg"].notna()
        for lane in lanes[boxed & ~(lanes["container_cost"] > 0) & lanes["max_containers"].isna()].to_dict("records"):
            if all(agrees(choice, str(lane[column])) for column, choice in choices.items()):
                where = f"{lane['supplier_id']}, {lane['node_id']}, {lane['mode']}"
                msg = f"containers of the lane {where} are not counted: give it a container_cost or max_containers"
                raise CallError(msg)

    def _case_packs(self) -> Floats:
        """(n,) units in a case of each column of cases."""
        offers = self.problem.offers
        packs = offers.set_index(["item_id", "supplier_id"])["case_pack"].astype(float)
        each = np.zeros(self._program.column_count)
        for block in self._program.columns:
            if block.name == "q":
                item, supplier = (np.asarray(label.ids, dtype=object)[label.positions] for label in block.labels[:2])
                each[block.indices] = packs.reindex([item, supplier]).to_numpy()
        return each


def _countable(whole: PyomoObject) -> list[PyomoObject] | None:
    """The variables of a sum of whole, limited decisions with whole positive weights; None where it is no such sum."""
    if isinstance(whole, int | float):
        return [] if whole == 0 else None
    parts = generate_standard_repn(whole)
    counts = parts.is_linear() and parts.constant == 0
    counts = counts and all(weight >= 1 and float(weight).is_integer() for weight in parts.linear_coefs)
    counts = counts and all(v.is_integer() and v.lb is not None and v.lb >= 0 for v in parts.linear_vars)
    return list(parts.linear_vars) if counts and all(v.ub is not None for v in parts.linear_vars) else None


def _caller_line() -> int:
    """The line outside this module that called it."""
    frame = sys._getframe(1)  # noqa: SLF001 - the standard way to a caller's line
    while frame.f_back is not None and frame.f_globals.get("__name__") == __name__:
        frame = frame.f_back
    return frame.f_lineno
