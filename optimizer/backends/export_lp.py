"""The program in LP format, as CPLEX defined it and HiGHS, SCIP, Gurobi, GLPK, CBC and Xpress read it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.backends.export_text import figure, figures, offset_name
from optimizer.backends.names import file_names
from optimizer.linear import Block, Bools, MixedIntegerProgram

WIDEST = 200
"""Characters a line; readers take 510 and more."""


def lp_lines(program: MixedIntegerProgram, digits: int | None = None) -> Iterator[str]:
    """The file, piece by piece. Rows stand under a comment with their family's name, in the program's order.

    A row with two different limits is written as two, ``.low`` and ``.high``: readers differ about ranges.
    """
    columns = file_names(program.columns)
    yield f"\\ {program.column_count} columns, {program.row_count} rows\n"
    yield "minimize\n"
    charged = np.flatnonzero(program.cost)
    terms = _terms(figures(program.cost[charged], digits), [columns[k] for k in charged])
    if program.offset:
        terms.append(_signed(figure(program.offset, digits)) + offset_name(columns))
    yield from _wrapped(" cost:", terms or [f"0 {columns[0]}" if columns else "0"])
    yield "subject to\n"
    yield from _rows(program, columns, digits)
    yield from _bounds(program, columns, digits)
    yield from _whole("general", columns, program.integer & ~_is_binary(program))
    yield from _whole("binary", columns, program.integer & _is_binary(program))
    yield "end\n"


def _rows(program: MixedIntegerProgram, columns: list[str], digits: int | None) -> Iterator[str]:
    names = file_names(program.rows)
    for block in program.rows:
        if block.size:
            yield f"\\ {block.name}\n"
            yield from _block(program, block, names, columns, digits)


def _block(
    program: MixedIntegerProgram, block: Block, names: list[str], columns: list[str], digits: int | None
) -> Iterator[str]:
    first, last = program.matrix.indptr[block.start], program.matrix.indptr[block.start + block.size]
    used = program.matrix.indices[first:last].tolist()
    terms = _terms(figures(program.matrix.data[first:last], digits), [columns[k] for k in used])
    ends = (program.matrix.indptr[block.start : block.start + block.size + 1] - first).tolist()
    rows = slice(block.start, block.start + block.size)
    low, high = program.row_lower[rows], program.row_upper[rows]
    low_words, high_words = figures(low, digits), figures(high, digits)
    equal = (low == high).tolist()
    has_low, has_high = np.isfinite(low).tolist(), np.isfinite(high).tolist()
    for k in range(block.size):
        name = names[block.start + k]
        row = terms[ends[k] : ends[k + 1]] or [f"0 {columns[0]}" if columns else "0"]
        if equal[k]:
            yield from _wrapped(f" {name}:", [*row, f"= {low_words[k]}"])
            continue
        ranged = has_low[k] and has_high[k]
        if has_low[k]:
            yield from _wrapped(f" {name}.low:" if ranged else f" {name}:", [*row, f">= {low_words[k]}"])
        if has_high[k]:
            yield from _wrapped(f" {name}.high:" if ranged else f" {name}:", [*row, f"<= {high_words[k]}"])


def _bounds(program: MixedIntegerProgram, columns: list[str], digits: int | None) -> Iterator[str]:
    yield "bounds\n"
    low, high = figures(program.lower, digits), figures(program.upper, digits)
    fixed = (program.lower == program.upper).tolist()
    unusual = (program.lower != 0) | (np.isfinite(program.upper) & ~(program.integer & _is_binary(program)))
    for k in np.flatnonzero(unusual).tolist():
        if fixed[k]:
            yield f" {columns[k]} = {low[k]}\n"
        elif low[k] == "-inf" and high[k] == "inf":
            yield f" {columns[k]} free\n"
        elif high[k] == "inf":
            yield f" {columns[k]} >= {low[k]}\n"
        else:
            yield f" {low[k]} <= {columns[k]} <= {high[k]}\n"
    if program.offset:
        yield f" {offset_name(columns)} = 1\n"


def _whole(heading: str, columns: list[str], chosen: Bools) -> Iterator[str]:
    if chosen.any():
        yield f"{heading}\n"
        yield from _wrapped("", [columns[k] for k in np.flatnonzero(chosen).tolist()])


def _is_binary(program: MixedIntegerProgram) -> Bools:
    binary: Bools = (program.lower == 0) & (program.upper == 1)
    return binary


def _terms(coefficients: list[str], names: list[str]) -> list[str]:
    signed = {word: _signed(word) for word in set(coefficients)}
    return [f"{signed[word]}{name}" for word, name in zip(coefficients, names, strict=True)]


def _signed(word: str) -> str:
    """``- 4.5 `` for ``-4.5``, ``+ `` for ``1``."""
    sign, size = ("-", word[1:]) if word.startswith("-") else ("+", word)
    return f"{sign} " if size == "1" else f"{sign} {size} "


def _wrapped(head: str, words: list[str]) -> Iterator[str]:
    """``head`` and ``words`` on as many lines as it takes."""
    line = head
    for word in words:
        if len(line) + len(word) >= WIDEST and line.strip():
            yield line + "\n"
            line = " "
        line += " " + word
    yield line + "\n"
