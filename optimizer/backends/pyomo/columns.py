"""Columns of a program as Pyomo variables, each made when it is first asked for: ``model.q['A', 'S', ...]``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import LinearExpression

from optimizer.linear import Block, Floats, Ints, MixedIntegerProgram

PyomoObject = Any
"""A variable, expression, constraint or solver of Pyomo, which carries no types."""


class PyomoColumns:
    """A ConcreteModel whose variables stand for the program's columns, and the way back from one to the other.

    An object per column costs what the arrays save, so a model with a few side constraints holds only the variables
    that they mention.
    """

    def __init__(self, program: MixedIntegerProgram) -> None:
        self.program = program
        self.model = pyo.ConcreteModel("caselot")
        self.position: dict[int, int] = {}
        """Column of a variable, by the ``id`` of the variable (which ``_made`` keeps alive)."""
        self._made: dict[int, PyomoObject] = {}
        self._words: dict[int, list[list[str]]] = {}
        self._starts = np.array([block.start for block in program.columns], dtype=np.int64)
        for block in program.columns:
            if self.model.component(block.name) is None:
                self.model.add_component(block.name, pyo.Var(pyo.Any, dense=False))

    def variables(self, columns: Iterable[int]) -> list[PyomoObject]:
        """Pyomo's variables of ``columns``."""
        made = self._made
        return [made[k] if k in made else self._make(k) for k in map(int, columns)]

    def expression(self, columns: Ints, weights: Floats, constant: float = 0.0) -> PyomoObject:
        """``weights . columns + constant`` as one linear expression; equal columns add up."""
        distinct, where = np.unique(columns, return_inverse=True)
        summed = np.bincount(where, weights, distinct.size)
        return LinearExpression(
            constant=constant, linear_coefs=summed.tolist(), linear_vars=self.variables(distinct.tolist())
        )

    def made(self) -> Iterable[tuple[int, PyomoObject]]:
        """Column and variable of all that were asked for."""
        return self._made.items()

    def _make(self, column: int) -> PyomoObject:
        number = int(np.searchsorted(self._starts, column, side="right")) - 1
        block = self.program.columns[number]
        component = self.model.component(block.name)
        key = self._key(number, block, column)
        if key in component:
            key = (*key, column) if isinstance(key, tuple) else (key, column)
        variable = component.add(key)
        low, high = float(self.program.lower[column]), float(self.program.upper[column])
        if self.program.integer[column]:
            variable.domain = pyo.Binary if (low, high) == (0.0, 1.0) else pyo.Integers
        variable.setlb(low if np.isfinite(low) else None)
        variable.setub(high if np.isfinite(high) else None)
        self._made[column] = variable
        self.position[id(variable)] = column
        return variable

    def _key(self, number: int, block: Block, column: int) -> PyomoObject:
        if number not in self._words:
            self._words[number] = [
                np.asarray(label.ids, dtype=object)[label.positions].tolist() for label in block.labels
            ]
        words = tuple(column_words[column - block.start] for column_words in self._words[number])
        if not words:
            return column - block.start
        return words if len(words) > 1 else words[0]
