"""What an earlier search has learnt is taken up by name, within limits that keep every bound one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.multipliers import NAMES, TIER, Multipliers
from models.problem import Problem
from optimizer.generate import GenerateOptions, generate
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.chunks import Chunks, chunks_of
from optimizer.strategies.decomposed.crew import Crew
from optimizer.strategies.decomposed.hands.threads import Threads
from optimizer.strategies.decomposed.memory import KINDS, kept
from optimizer.strategies.decomposed.recall import Memory
from optimizer.strategies.decomposed.strategy import part_size
from optimizer.verify import verify
from tests.optimizer.planning import plan_of
from tests.optimizer.strategies.decomposed.plain import ascent_of, plain_problem

SIZE = 2


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    made = Crew(Threads(1))
    yield made
    made.close()


def begun(problem: Problem, crew: Crew) -> tuple[Chunks, Ascent]:
    chunks = chunks_of(problem, part_size(len(problem.items)))
    return chunks, Ascent.start(problem, chunks, crew)


def learnt(problem: Problem, crew: Crew, rounds: int = 30) -> tuple[Ascent, Multipliers]:
    chunks, ascent = begun(problem, crew)
    for number in range(rounds):
        ascent.step(pace=0.9**number)
    ascent.gather()
    return ascent, kept(problem, chunks.every(), ascent.parts, ascent.own, ascent.prices)


def generated(**options: Any) -> Problem:
    return Problem.from_tables(*generate(GenerateOptions(**{"items": 60, "suppliers": 5, "periods": 9, **options})))


def test_the_first_round_proves_what_the_last_one_did(crew: Crew) -> None:
    problem = generated(seed=3, breaks=0.3, storage="hard", inbound_limits=True)
    ascent, found = learnt(problem, crew)
    cold, following = ascent.history[0], ascent.step()
    chunks, again = begun(problem, crew)
    Memory(found, problem).take_up(again, chunks.every())
    value = again.step()
    # What the next round of the same search proves, but for weights kept to 8 binary digits.
    assert value == pytest.approx(following, rel=2e-4)
    assert value > cold


def test_items_suppliers_and_days_may_come_and_go(crew: Crew) -> None:
    problem = generated(seed=4)
    gone, item = problem.suppliers["supplier_id"].iloc[0], problem.items["item_id"].iloc[0]

    def without(frame: pd.DataFrame) -> pd.DataFrame:
        kept_rows = frame if "supplier_id" not in frame else frame[frame["supplier_id"] != gone]
        return kept_rows if "item_id" not in kept_rows else kept_rows[kept_rows["item_id"] != item]

    frames = {name: without(frame).iloc[::-1].reset_index(drop=True) for name, frame in problem.tables().items()}
    start = problem.settings.start + pd.Timedelta(days=7).to_pytimedelta()
    changed = Problem.from_tables(replace(problem.settings, start=start), frames)
    for one, other in ((problem, changed), (changed, problem)):
        _, found = learnt(one, crew)
        cold = begun(other, crew)[1].step()
        chunks, warm = begun(other, crew)
        Memory(found, other).take_up(warm, chunks.every())
        warm.gather()
        assert all(np.isfinite(getattr(own, name)).all() for own in warm.own for name in vars(own))
        assert warm.step() > cold


def test_a_new_line_takes_part_like_the_others_of_its_order(crew: Crew) -> None:
    problem = generated(seed=5)
    _, found = learnt(problem, crew)
    chunks, ascent = begun(problem, crew)
    rows = (found.names["kind"] != "line_weight") | (found.names["item_id"] != problem.items["item_id"].iloc[0])
    fewer = Multipliers(found.names[rows.to_numpy()].reset_index(drop=True), found.days, found.figures[rows.to_numpy()])
    Memory(fewer, problem).take_up(ascent, chunks.every())
    ascent.gather()
    lines, weight = ascent.parts[0].lines, ascent.own[0].line_weight
    first = int(np.flatnonzero(lines.item == 0)[0])
    others = (lines.order == lines.order[first]) & (lines.item != 0)
    assert others.any()
    assert weight[first] == pytest.approx(weight[others].mean())


def wild(found: Multipliers, rng: np.random.Generator) -> Multipliers:
    """Any figures at all, beyond every limit too."""
    size = found.figures.shape
    figures = rng.choice([0.0, 1e-30, 1e-3, 0.5, 1.0, 20.0, 1e6, 3e38], size) * rng.uniform(0.1, 1.0, size)
    return replace(found, figures=figures.astype(np.float32))


@pytest.mark.parametrize("seed", range(12))
def test_no_bound_exceeds_the_optimum_whatever_was_kept(seed: int, crew: Crew) -> None:
    problem = plain_problem(seed)
    truth, rng = plan_of(problem).cost, np.random.default_rng(seed)
    chunks = chunks_of(problem, SIZE)
    first = ascent_of(problem, crew, SIZE)
    found = kept(problem, chunks.every(), first.parts, first.own, first.prices)
    for _ in range(6):
        ascent = ascent_of(problem, crew, SIZE)
        Memory(wild(found, rng), problem).take_up(ascent, chunks.every())
        ascent.exact(4)
        for _ in range(2):
            ascent.step()
        assert ascent.bound <= truth + 1e-6 * max(1.0, abs(truth))


def test_names_of_other_data_are_left_out(crew: Crew) -> None:
    problem = generated(seed=6)
    names = pd.DataFrame({name: pd.Series(["nobody"] * len(KINDS), dtype="category") for name in NAMES})
    names["kind"] = pd.Series(KINDS)
    names[TIER] = -1
    days = np.array(["1999-01-01"], dtype="datetime64[D]")
    cold = begun(problem, crew)[1].step()
    chunks, ascent = begun(problem, crew)
    Memory(Multipliers(names, days, np.ones((len(KINDS), 1), np.float32)), problem).take_up(ascent, chunks.every())
    assert ascent.step() == pytest.approx(cold)


def test_a_second_run_needs_a_fraction_of_the_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = generated(seed=7, items=70)
    decomposed = Options(strategy="decomposed", time_limit=600.0)
    rounds: list[float] = []
    step = Ascent.step

    def counted(self: Ascent, *, pace: float | None = None) -> float:
        rounds.append(step(self, pace=pace))
        return rounds[-1]

    monkeypatch.setattr(Ascent, "step", counted)
    first = solve(problem, decomposed)
    cold = len(rounds)
    assert first.plan is not None
    assert first.bound is not None
    demand = problem.demand.copy()
    demand.loc[::100, "units"] += 1.0
    again = solve(replace(problem, demand=demand), decomposed, start=first.plan)
    assert len(rounds) - cold == cold // 5
    assert again.plan is not None
    assert verify(replace(problem, demand=demand), again.plan).violations == ()
    assert again.bound is not None
    assert again.bound == pytest.approx(first.bound, rel=0.01)
