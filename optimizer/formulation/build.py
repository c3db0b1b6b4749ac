"""The table of contents of the model: its rules, its costs, and how they become one program."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from optimizer.formulation.constraints import (
    budgets,
    cover,
    demand,
    freight,
    nodes,
    order_lines,
    purchase_orders,
    safety,
    sourcing,
    stock_balance,
    terminal,
)
from optimizer.formulation.objective import (
    budget_overrun,
    capacity_overrun,
    carrying,
    duty,
    fulfilment,
    ordering,
    purchase,
    shortage,
    storage_overflow,
    terminal_credit,
    transfer,
)
from optimizer.formulation.objective import freight as freight_cost
from optimizer.formulation.objective import safety as safety_cost
from optimizer.formulation.variables import Columns, add_variables
from optimizer.instance import Instance
from optimizer.linear import Linear, MixedIntegerProgram

FAMILIES: tuple[ModuleType, ...] = (
    stock_balance,
    demand,
    order_lines,
    purchase_orders,
    sourcing,
    freight,
    nodes,
    budgets,
    cover,
    safety,
    terminal,
)
"""The constraint families, in the order of docs/reference/mathematics.md; no family depends on another."""

TERMS: tuple[ModuleType, ...] = (
    purchase,
    duty,
    ordering,
    freight_cost,
    transfer,
    fulfilment,
    carrying,
    capacity_overrun,
    storage_overflow,
    shortage,
    safety_cost,
    budget_overrun,
    terminal_credit,
)
"""The terms of the objective, in the order in which a plan reports them."""


def build(instance: Instance, families: Sequence[ModuleType] = FAMILIES) -> tuple[MixedIntegerProgram, Columns]:
    """Write the instance down as a program; ``columns`` says what each of its columns decides.

    ``families`` may leave rules out (a relaxation) or come in any order (the same program, rows in that order).
    """
    linear = Linear()
    columns = add_variables(linear, instance)
    for family in families:
        if family.applies(instance):
            family.add(linear, columns, instance)
    for term in TERMS:
        term.add(linear, columns, instance)
    return linear.freeze(), columns
