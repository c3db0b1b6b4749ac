"""A problem in chunks of items."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.problem import Problem
from optimizer.formulation.build import build as model_of
from optimizer.instance import instance_of
from optimizer.strategies.decomposed.chunks import ITEM_OF, chunks_of, groups_of
from tests.builders import build
from tests.strategies import random_problem


def names(problem: Problem, size: int, **given: Any) -> list[str]:
    """The items of each chunk, one string a chunk."""
    return ["".join(chunk.items["item_id"]) for chunk in chunks_of(problem, size, **given)]


@pytest.mark.parametrize(
    ("size", "chunks"), [(1, ["A", "B", "C", "D", "E"]), (2, ["AB", "CD", "E"]), (5, ["ABCDE"]), (9, ["ABCDE"])]
)
def test_items_that_nothing_connects_are_cut_in_their_order(size: int, chunks: list[str]) -> None:
    assert names(build(items=[*"ABCDE"]), size) == chunks


def test_kits_and_substitutes_stay_together_whatever_their_number() -> None:
    # C is made of E, B stands in for C: those three are one; A and D are alone.
    problem = build(
        items=[*"ABCDE"],
        offers=[{"item_id": "A"}],
        kits=[{"kit_id": "C", "component_id": "E"}],
        substitutes=[{"item_id": "C", "substitute_id": "B"}],
    )
    assert groups_of(problem).tolist() == [0, 1, 1, 3, 1]
    assert names(problem, 1) == ["A", "BCE", "D"]
    assert names(problem, 2) == ["ABCE", "D"]
    kept = np.array([False, True, True, True, True])
    assert names(problem, 1, only=kept) == ["BCE", "D"]


def test_a_chunk_shares_what_is_no_items_own() -> None:
    problem = build(items=["A", "B"], demand={"A": [1], "B": [2]}, budgets=[{"amount": 5}])
    chunk = chunks_of(problem, 1)[1]
    assert chunk.demand["units"].tolist() == [2]
    assert chunk.suppliers is problem.suppliers
    assert chunk.budgets is problem.budgets
    assert chunk.settings is problem.settings
    assert chunks_of(problem, 1)[-1].items["item_id"].tolist() == ["B"]


@pytest.mark.parametrize("seed", range(12))
def test_every_row_is_in_one_chunk_and_keeps_its_order(seed: int) -> None:
    problem = random_problem(seed)
    chunks = chunks_of(problem, 1)
    for name in ITEM_OF:
        whole = getattr(problem, name)
        found = pd.concat([getattr(chunk, name) for chunk in chunks])
        assert found.dtypes.tolist() == whole.dtypes.tolist()
        assert sorted(map(str, found.to_numpy().tolist())) == sorted(map(str, whole.to_numpy().tolist()))
        for chunk in chunks:
            own = getattr(chunk, name)
            assert own.index.equals(pd.RangeIndex(len(own)))
            mine = whole[whole[ITEM_OF[name]].isin(chunk.items["item_id"])]
            assert own.to_numpy().tolist() == mine.to_numpy().tolist() or own.isna().any(axis=None)


@pytest.mark.parametrize("seed", range(12))
def test_a_chunk_has_the_columns_of_the_whole(seed: int) -> None:
    problem = random_problem(seed)
    whole = instance_of(problem)
    parts = [instance_of(chunk) for chunk in chunks_of(problem, 1)]
    assert sum(part.ordering.case_count for part in parts) == whole.ordering.case_count
    assert sum(part.streams.demand.sum() for part in parts) == pytest.approx(whole.streams.demand.sum())
    assert sum(part.stocking.pair_count for part in parts) == whole.stocking.pair_count
    columns = model_of(whole)[1]
    own = [model_of(part)[1] for part in parts]
    for block in ("served", "lost", "backlog", "move", "shortfall"):
        assert sum(getattr(each, block).size for each in own) == getattr(columns, block).size
