"""What items of a plan cost beyond their bounds, at the prices of the bound."""

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from models.problem import Problem
from optimizer.generate import GenerateOptions, generate
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.hands.threads import Threads
from optimizer.strategies.decomposed.regret import dearest, regrets
from optimizer.strategies.decomposed.search import Search
from tests.optimizer.strategies.decomposed.plain import ascent_of


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(Threads(1))
    yield made
    made.close()


def test_an_item_that_does_what_its_bound_does_has_no_regret_and_no_item_has_less(crew: Crew) -> None:
    problem = Problem.from_tables(*generate(GenerateOptions(items=40, suppliers=6, seed=2)))
    ascent = ascent_of(problem, crew)
    for _ in range(30):
        ascent.step()
    exact = ascent.exact(40)
    ascent.gather()
    with closing(Search(ascent)) as search:
        search.build([each.quantity for each in exact])
        regret = np.concatenate(regrets(search, ascent.bounds))
        solved, bounds = (np.concatenate([getattr(e, name) for e in exact]) for name in ("solved", "bounds"))
        # money; what an item may save is far above this
        assert (regret > -1e-4).all()
        closed = solved - bounds < 1e-6 * np.maximum(1.0, np.abs(bounds))
        assert closed.sum() > 30
        assert regret[closed].max() < 1.0
        # nothing is bought any more: whoever bought before has regret now
        search.clear()
        search.build([np.zeros_like(each.quantity) for each in exact])
        assert sum(float(each.sum()) for each in regrets(search, ascent.bounds)) > 1000.0


def test_the_dearest_items_have_the_share_of_all_regret_that_is_asked_for() -> None:
    # 10 in all; 5 and 3 are the four fifths
    chosen = dearest([np.array([5.0, 0.0, 3.0]), np.array([1.0, 1.0])], 0.8, 9)
    assert [each.tolist() for each in chosen] == [[0, 2], []]
    # the dearest first
    assert [each.tolist() for each in dearest([np.array([1.0, 9.0])], 1.0, 9)] == [[1, 0]]
    # and no more than so many
    assert [each.tolist() for each in dearest([np.array([1.0, 9.0])], 1.0, 1)] == [[1]]


def test_without_regret_no_item_is_dear() -> None:
    assert [each.tolist() for each in dearest([np.zeros(3), np.array([-1.0])], 0.9, 9)] == [[], []]
