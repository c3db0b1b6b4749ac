"""The program in free MPS format, the one that every solver reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from optimizer.backends.export_text import figure, figures, is_free_row, offset_name
from optimizer.backends.names import file_names
from optimizer.linear import MixedIntegerProgram

COST = "cost"


def mps_lines(program: MixedIntegerProgram) -> Iterator[str]:
    """The file, piece by piece; figures are exact. Whole columns stand between markers, their limits are explicit."""
    columns, rows = file_names(program.columns), file_names(program.rows, taken=COST)
    yield "NAME caselot FREE\nROWS\n"
    yield f" N {COST}\n"
    kinds = _kinds(program)
    yield from (f" {kind} {name}\n" for kind, name in zip(kinds, rows, strict=True))
    yield "COLUMNS\n"
    yield from _columns(program, columns, rows)
    if program.offset:
        yield f" {offset_name(columns)} {COST} {figure(program.offset)}\n"
    yield "RHS\n"
    limits = np.where(np.isfinite(program.row_lower), program.row_lower, program.row_upper)
    limits = np.where(is_free_row(program), 0.0, limits)
    words = figures(limits)
    yield from (f" RHS {rows[k]} {words[k]}\n" for k in np.flatnonzero(limits).tolist())
    ranged = [k for k, kind in enumerate(kinds) if kind == "G" and np.isfinite(program.row_upper[k])]
    if ranged:
        yield "RANGES\n"
        yield from (f" RANGE {rows[k]} {figure(program.row_upper[k] - program.row_lower[k])}\n" for k in ranged)
    yield "BOUNDS\n"
    yield from _bounds(program, columns)
    if program.offset:
        yield f" FX BOUND {offset_name(columns)} 1\n"
    yield "ENDATA\n"


def _kinds(program: MixedIntegerProgram) -> list[str]:
    kinds = np.where(np.isfinite(program.row_lower), "G", "L")
    kinds = np.where(program.row_lower == program.row_upper, "E", kinds)
    words: list[str] = np.where(is_free_row(program), "N", kinds).tolist()
    return words


def _columns(program: MixedIntegerProgram, columns: list[str], rows: list[str]) -> Iterator[str]:
    by_column = program.matrix.tocsc()
    values, costs = figures(by_column.data), figures(program.cost)
    places, ends = by_column.indices.tolist(), by_column.indptr.tolist()
    charged = (program.cost != 0).tolist()
    for count, (whole, run) in enumerate(groupby(range(len(columns)), key=program.integer.tolist().__getitem__)):
        if whole:
            yield f" MARKER{count} 'MARKER' 'INTORG'\n"
        for k in run:
            name = columns[k]
            entries = [f" {name} {rows[places[e]]} {values[e]}\n" for e in range(ends[k], ends[k + 1])]
            if charged[k] or not entries:  # a column without an entry is declared by its cost
                entries.append(f" {name} {COST} {costs[k]}\n")
            yield "".join(entries)
        if whole:
            yield f" MARKER{count}E 'MARKER' 'INTEND'\n"


def _bounds(program: MixedIntegerProgram, columns: list[str]) -> Iterator[str]:
    low, high = figures(program.lower), figures(program.upper)
    unusual = (program.lower != 0) | np.isfinite(program.upper) | program.integer
    for k in np.flatnonzero(unusual).tolist():
        name = columns[k]
        if low[k] == high[k]:
            yield f" FX BOUND {name} {low[k]}\n"
        elif low[k] == "-inf" and high[k] == "inf":
            yield f" FR BOUND {name}\n"
        else:
            yield f" MI BOUND {name}\n" if low[k] == "-inf" else f" LO BOUND {name} {low[k]}\n"
            yield f" PL BOUND {name}\n" if high[k] == "inf" else f" UP BOUND {name} {high[k]}\n"
