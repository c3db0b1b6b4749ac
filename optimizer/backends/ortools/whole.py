"""A program in whole numbers: rows multiplied until every coefficient is whole, costs scaled, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from models.faults import CallError
from optimizer.linear import Block, Bools, Floats, MixedIntegerProgram

DIGITS = 9  # a row's coefficients may have so many decimals
COST_SLACK = 1e-9  # relative to the largest cost a plan could have
LARGEST = 2.0**53  # beyond it a float no longer tells two whole numbers apart


@dataclass(frozen=True)
class WholeProgram:
    """``program`` has whole data and the same plans; its costs are the money times ``cost_factor``, rounded.

    The rounding moves no plan's cost by more than ``cost_slack`` (money), so a bound of it, scaled back, less
    ``cost_slack`` is a bound of the money. ``largest``: the greatest limit of any column.
    """

    program: MixedIntegerProgram
    cost_factor: float
    cost_slack: float
    largest: float


def in_whole_numbers(program: MixedIntegerProgram) -> WholeProgram:
    """``program`` (n columns, m rows) in whole numbers; CallError, with the first column or row, where it has none."""
    lower, upper = np.ceil(program.lower - 1e-9), np.floor(program.upper + 1e-9)
    _refuse(program.columns, ~program.integer, "need not be whole")
    _refuse(program.columns, ~(np.isfinite(lower) & np.isfinite(upper)), "has no limit")
    largest = np.maximum(np.abs(lower), np.abs(upper))
    factor, cost, slack = _whole_costs(program.cost, largest)
    matrix, row_lower, row_upper = _whole_rows(program, largest)
    scaled = replace(
        program,
        cost=cost,
        lower=lower,
        upper=upper,
        matrix=matrix,
        row_lower=row_lower,
        row_upper=row_upper,
        offset=program.offset * factor,
        term_costs={},
    )
    return WholeProgram(scaled, factor, slack, float(largest.max(initial=1.0)))


def _whole_costs(cost: Floats, largest: Floats) -> tuple[float, Floats, float]:
    """A factor, the costs (n) times it, rounded, and what the rounding can move a plan's cost by (money)."""
    size = float(np.abs(cost) @ largest)
    factor, whole, slack = 1.0, np.rint(cost), float("inf")
    for digits in range(DIGITS + 1):
        scale = 10.0**digits
        if digits > 0 and size * scale >= LARGEST:
            break
        factor, whole = scale, np.rint(cost * scale)
        slack = float(np.abs(cost - whole / scale) @ largest)
        if slack <= COST_SLACK * max(1.0, size):
            break
    if size * factor >= LARGEST:
        _refuse_because("its costs are too large")
    return factor, whole, slack


def _whole_rows(program: MixedIntegerProgram, largest: Floats) -> tuple[sparse.csr_array, Floats, Floats]:
    """Every row times the least power of ten that makes its coefficients whole; limits move to the next whole sum."""
    data = program.matrix.data
    row = np.repeat(np.arange(program.row_count), np.diff(program.matrix.indptr))
    scale = np.full(program.row_count, np.nan)
    for digits in range(DIGITS, -1, -1):
        power = 10.0**digits
        fractions = np.bincount(row, np.rint(data * power) / power != data, program.row_count)
        scale[fractions == 0] = power
    _refuse(program.rows, np.isnan(scale), f"has coefficients of more than {DIGITS} decimals")
    matrix = sparse.csr_array(
        (np.rint(data * scale[row]), program.matrix.indices, program.matrix.indptr), shape=program.matrix.shape
    )
    _refuse(program.rows, abs(matrix) @ largest >= LARGEST, "is too large")
    row_lower = np.ceil(program.row_lower * scale - 1e-9 * np.maximum(1.0, np.abs(program.row_lower)))
    row_upper = np.floor(program.row_upper * scale + 1e-9 * np.maximum(1.0, np.abs(program.row_upper)))
    return matrix, row_lower, row_upper


def _refuse(blocks: tuple[Block, ...], faulty: Bools, reason: str) -> None:
    if not faulty.any():
        return
    first = int(np.argmax(faulty))
    block = next(block for block in blocks if block.start <= first < block.start + block.size)
    more = f" (and {int(faulty.sum()) - 1:,} more)" if faulty.sum() > 1 else ""
    _refuse_because(f"{block.names()[first - block.start]}{more} {reason}")


def _refuse_because(reason: str) -> None:
    msg = f"cp-sat plans in whole numbers only, and {reason}: choose highs or scip"
    raise CallError(msg)
