"""Named columns and rows in sparse arrays: how a formulation is written down before a backend reads it.

A formulation adds whole blocks of columns and rows at once; no Python object stands for a single variable or
constraint. ``Linear`` collects blocks; ``Linear.freeze`` turns them into a ``MixedIntegerProgram``:

    minimise    cost . x + offset
    subject to  row_lower <= matrix x <= row_upper,   lower <= x <= upper,   x whole where ``integer``

Names ("q", item, lane, period) are kept as index arrays into tables of ids and are only spelled out when somebody
reads the model: a golden file, an export, an infeasibility.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.signedinteger]
"""Whole numbers, of 64 bits but for tables of which a large catalogue has millions of rows."""
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Label:
    """One index of a block's names: ``ids[positions[k]]`` is the word that element k carries."""

    ids: npt.NDArray[np.str_] | Sequence[str]
    positions: Ints


@dataclass(frozen=True)
class Block:
    """A run of columns or rows that were added together: ``start .. start + size - 1``."""

    name: str
    start: int
    size: int
    labels: tuple[Label, ...] = ()

    @property
    def indices(self) -> Ints:
        """The positions of the block's elements in the program, in the order they were added."""
        return np.arange(self.start, self.start + self.size, dtype=np.int64)

    def names(self) -> list[str]:
        """Every element's name, such as ``q[A,S,N,road,2024-01-01]``; for people, built on demand."""
        if not self.labels:
            return [self.name] if self.size == 1 else [f"{self.name}[{k}]" for k in range(self.size)]
        words = [np.asarray(label.ids, dtype=object)[label.positions] for label in self.labels]
        return [f"{self.name}[{','.join(map(str, row))}]" for row in zip(*words, strict=True)]


@dataclass(frozen=True)
class MixedIntegerProgram:
    """The frozen arrays a backend solves; n columns, m rows, money in the objective."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Bools
    row_lower: Floats
    row_upper: Floats
    matrix: sparse.csr_array
    columns: tuple[Block, ...]
    rows: tuple[Block, ...]
    term_costs: dict[str, tuple[Ints, Floats]] = field(default_factory=dict)
    offset: float = 0.0
    added: frozenset[str] = frozenset()
    """Names of row blocks that came after the model: cuts, a planner's own rules."""

    @property
    def own_rows(self) -> int:
        """How many rows are the model's own; they come first."""
        return next((block.start for block in self.rows if block.name in self.added), self.row_count)

    @property
    def column_count(self) -> int:
        """How many decisions there are."""
        return self.cost.size

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self.row_lower.size

    def column_names(self) -> list[str]:
        """Every column's name, for people."""
        return [name for block in self.columns for name in block.names()]

    def row_names(self) -> list[str]:
        """Every row's name, for people."""
        return [name for block in self.rows for name in block.names()]

    def objective_of(self, values: Floats) -> float:
        """Money that ``values`` (n) cost."""
        return float(self.cost @ values) + self.offset

    def costs_of(self, values: Floats) -> dict[str, float]:
        """What ``values`` (n) cost, by objective term; the terms add up to the objective."""
        return {term: float(cost @ values[columns]) for term, (columns, cost) in self.term_costs.items()}

    def worst_violation(self, values: Floats) -> float:
        """How far ``values`` (n) miss a row or bound, each relative to max(1, |limit|); 0 when feasible."""
        activity = self.matrix @ values
        worst = 0.0
        for found, low, high in ((activity, self.row_lower, self.row_upper), (values, self.lower, self.upper)):
            if not found.size:
                continue
            for limit, sign in ((low, 1.0), (high, -1.0)):
                there = np.isfinite(limit)
                missed = sign * (limit[there] - found[there]) / np.maximum(1.0, np.abs(limit[there]))
                worst = max(worst, float(missed.max(initial=0.0)))
        return worst


class Linear:
    """Collects blocks of columns, rows, matrix entries and costs; ``freeze`` makes the program."""

    def __init__(self) -> None:
        self._columns: list[Block] = []
        self._rows: list[Block] = []
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._integer: list[Bools] = []
        self._row_lower: list[Floats] = []
        self._row_upper: list[Floats] = []
        self._entry_rows: list[Ints] = []
        self._entry_columns: list[Ints] = []
        self._entry_values: list[Floats] = []
        self._costs: dict[str, list[tuple[Ints, Floats]]] = {}
        self._column_count = 0
        self._row_count = 0

    def add_columns(
        self,
        name: str,
        size: int,
        *,
        lower: float | Floats = 0.0,
        upper: float | Floats = np.inf,
        integer: bool = False,
        labels: tuple[Label, ...] = (),
    ) -> Block:
        """Add ``size`` columns named after a symbol of the model; scalars hold for all of them."""
        block = Block(name, self._column_count, size, labels)
        self._columns.append(block)
        self._lower.append(_filled(lower, size))
        self._upper.append(_filled(upper, size))
        self._integer.append(np.full(size, integer))
        self._column_count += size
        return block

    def add_rows(
        self,
        name: str,
        size: int,
        *,
        lower: float | Floats = -np.inf,
        upper: float | Floats = np.inf,
        labels: tuple[Label, ...] = (),
    ) -> Block:
        """Add ``size`` rows named after their constraint family; entries follow with ``add_entries``."""
        block = Block(name, self._row_count, size, labels)
        self._rows.append(block)
        self._row_lower.append(_filled(lower, size))
        self._row_upper.append(_filled(upper, size))
        self._row_count += size
        return block

    def add_entries(self, rows: Ints, columns: Ints, values: float | Floats) -> None:
        """Put ``values`` at (rows, columns); all three of one length, or one value for all. Equal places add up."""
        self._entry_rows.append(rows)
        self._entry_columns.append(columns)
        self._entry_values.append(_filled(values, rows.size))

    def add_cost(self, term: str, columns: Ints, values: float | Floats) -> None:
        """Charge ``values`` (money per unit of the column) under an objective term's name; charges add up."""
        self._costs.setdefault(term, []).append((columns, _filled(values, columns.size)))

    def freeze(self) -> MixedIntegerProgram:
        """The program as arrays: compressed rows, costs summed over terms."""
        shape = (self._row_count, self._column_count)
        # 32-bit positions: half the memory to move, and what solvers take.
        places = _joined(self._entry_rows, np.int32), _joined(self._entry_columns, np.int32)
        entries = (_joined(self._entry_values, np.float64), places)
        matrix = sparse.csr_array(sparse.coo_array(entries, shape=shape))
        matrix.eliminate_zeros()
        cost = np.zeros(self._column_count)
        term_costs = {}
        for term, charges in self._costs.items():
            columns = _joined([c for c, _ in charges])
            values = _joined([v for _, v in charges], np.float64)
            cost += np.bincount(columns, weights=values, minlength=self._column_count)
            term_costs[term] = (columns, values)
        return MixedIntegerProgram(
            cost=cost,
            lower=_joined(self._lower, np.float64),
            upper=_joined(self._upper, np.float64),
            integer=_joined(self._integer, np.bool_),
            row_lower=_joined(self._row_lower, np.float64),
            row_upper=_joined(self._row_upper, np.float64),
            matrix=matrix,
            columns=tuple(self._columns),
            rows=tuple(self._rows),
            term_costs=term_costs,
        )


def _filled(value: float | Floats, size: int) -> Floats:
    return np.broadcast_to(np.asarray(value, dtype=np.float64), (size,))


def _joined(parts: list, dtype: npt.DTypeLike = np.int64) -> npt.NDArray:  # type: ignore[type-arg]
    return np.concatenate(parts, dtype=dtype, casting="unsafe") if parts else np.empty(0, dtype)
