"""The model through caselot: the indexed instance, the families and terms, named blocks, HiGHS."""

from __future__ import annotations

from benchmarks.building import arrays
from benchmarks.building.core import Core, Handed
from models.problem import Problem
from optimizer.formulation.build import build as build_program
from optimizer.instance import instance_of
from optimizer.linear import MixedIntegerProgram


def prepare(core: Core) -> Problem:
    """A checked dataset; reading is measured elsewhere."""
    return core.problem()


def build(problem: Problem) -> MixedIntegerProgram:
    """From the dataset's tables to the program."""
    return build_program(instance_of(problem))[0]


def hand_over(program: MixedIntegerProgram) -> Handed:
    """The arrays as they are, passed to HiGHS as the backend does."""
    return arrays.hand_over(
        arrays.Arrays(
            program.cost,
            program.lower,
            program.upper,
            program.integer.astype("int32"),
            program.row_lower,
            program.row_upper,
            program.matrix,
        )
    )
