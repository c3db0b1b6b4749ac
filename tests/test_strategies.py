"""The random problems are valid, repeatable, solvable by the reference, and cover every feature."""

import math
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings

from models.problem import Problem
from models.tables import DATASET_TABLES, SETTINGS
from tests.oracle.oracle import optimum
from tests.strategies import problems, random_problem

NEVER_DRAWN = {"name", "lead_time_sd_days", "country_of_origin", "lot_tracked", "currency", "start"}


@pytest.fixture(scope="module")
def drawn() -> list[Problem]:
    return [random_problem(seed) for seed in range(150)]


def test_a_seed_is_a_problem() -> None:
    assert random_problem(5).sha256 == random_problem(5).sha256 != random_problem(6).sha256


def test_every_column_and_setting_varies(drawn: list[Problem]) -> None:
    values: dict[str, set[str]] = {setting.name: set() for setting in SETTINGS}
    for table in DATASET_TABLES:
        values |= {f"{table.name}.{column.name}": set() for column in table.columns}
    for problem in drawn:
        for setting in SETTINGS:
            values[setting.name].add(str(getattr(problem.settings, setting.name)))
        for name, frame in problem.tables().items():
            for column in frame:
                values[f"{name}.{column}"] |= set(frame[column].astype(str))
    constant = {name for name, found in values.items() if len(found) < 2}
    assert {name.split(".")[-1] for name in constant} <= NEVER_DRAWN


def test_every_table_is_common(drawn: list[Problem]) -> None:
    filled = Counter(name for problem in drawn for name, frame in problem.tables().items() if len(frame))
    assert {table.name for table in DATASET_TABLES if filled[table.name] < 0.15 * len(drawn)} == set()


def test_problems_are_tiny(drawn: list[Problem]) -> None:
    assert all(len(p.items) <= 5 and len(p.nodes) <= 2 and p.settings.periods <= 5 for p in drawn)


@pytest.mark.parametrize("seed", range(8))
def test_ordering_nothing_is_possible_so_there_is_an_optimum(seed: int) -> None:
    assert math.isfinite(optimum(random_problem(seed)))


@given(problem=problems())
@settings(max_examples=20, deadline=None)
def test_hypothesis_draws_valid_problems(problem: Problem) -> None:
    assert isinstance(problem.demand, pd.DataFrame)
    assert 1 <= len(problem.suppliers) <= 3
