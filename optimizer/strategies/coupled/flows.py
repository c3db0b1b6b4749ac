"""Whom the goods serve and where they go, block by block, where the cases are decided."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.instance import Instance
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.coupled.blocks import Blocks
from optimizer.strategies.coupled.pricing import Multipliers, costs_at, small_of
from optimizer.strategies.coupled.sharing import NO_PLACE
from optimizer.strategies.coupled.solver import Solver
from optimizer.strategies.coupled.standing import switched_on
from optimizer.strategies.settle import whole_decisions


def flowing(
    blocks: Blocks, instance: Instance, cases: Floats, multipliers: Multipliers, solver: Solver, *,
    only: Ints | None = None, before: Floats | None = None,
) -> tuple[Floats, Bools]:
    """(values (columns,), kept (blocks,)): the cheapest service of ``cases``.

    Where a block's own rules forbid its cases, it orders nothing. ``multipliers``: what the room that stock takes is
    worth. ``only`` these blocks are asked, the others stay as ``before`` has them.
    """  # fmt: skip
    fixed, at = decisions(blocks, instance, cases)
    cost = costs_at(blocks, multipliers, np.zeros(blocks.column.size))
    values = np.zeros(blocks.column.size) if before is None else before.copy()
    kept = np.ones(blocks.count, np.bool_)
    for block in np.arange(blocks.count) if only is None else only:
        small = small_of(blocks, int(block), cost)
        columns = slice(blocks.column_first[block], blocks.column_first[block] + blocks.switched[block])
        held = fixed[columns]
        answer = None
        if np.isfinite(at[columns]).all():
            lower, upper = np.where(held, at[columns], small.lower), np.where(held, at[columns], small.upper)
            answer = solver.relaxed(replace(small, lower=lower, upper=upper)).values
        if answer is None:
            kept[block] = False
            lower, upper = np.where(held, 0.0, small.lower), np.where(held, 0.0, small.upper)
            answer = solver.relaxed(replace(small, lower=lower, upper=upper)).values
        if answer is None:
            raise ArithmeticError(f"ordering nothing is no plan of block {block}")
        values[columns] = np.where(held & kept[block], at[columns], answer)
    return switched_on(blocks, values), kept


def decisions(blocks: Blocks, instance: Instance, cases: Floats) -> tuple[Bools, Floats]:
    """(columns,) whether a column follows from ``cases``, and at what; NaN where no price tier takes a line."""
    program, columns = blocks.program, blocks.columns
    fixed, at = np.zeros(program.column_count, np.bool_), np.zeros(program.column_count)
    decided = whole_decisions(columns, instance, cases)
    if decided is None:
        decided = _line_by_line(blocks, instance, cases)
    position, value = decided
    fixed[position], at[position] = True, value
    shared = blocks.column_place != NO_PLACE
    return fixed[blocks.column] & ~shared, np.where(shared, 0.0, at[blocks.column])


def _line_by_line(blocks: Blocks, instance: Instance, cases: Floats) -> tuple[Ints, Floats]:
    """The same where some line has no tier: that line's cases are not a number."""
    ordering, lines = instance.ordering, blocks.columns.lines
    total = np.bincount(ordering.line, cases, ordering.line_count)
    fits = (total[lines.open_line] >= lines.open_low) & (total[lines.open_line] <= lines.open_high)
    served = np.zeros(ordering.line_count, np.bool_)
    served[lines.open_line[fits]] = True
    wrong = lines.needs_open & (total > 0) & ~served
    decided = whole_decisions(blocks.columns, instance, np.where(wrong[ordering.line], 0.0, cases))
    assert decided is not None  # noqa: S101 - every line that is left has a tier
    position, value = decided
    value = value.copy()
    value[: cases.size][wrong[ordering.line]] = np.nan
    return position, value
