"""One lot: the programme against the same problem as a mixed-integer program."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.by_stock import serve_best
from optimizer.strategies.decomposed.lot_sizing import solve_lot
from optimizer.strategies.decomposed.lots import Lots, grains_of
from optimizer.strategies.decomposed.taming import tamed


@dataclass(frozen=True)
class Lot:
    """One lot problem with its prices."""

    lots: Lots
    hold: Floats
    rich: float
    poor: float
    cost: Floats
    fixed: Floats


def drawn(rng: np.random.Generator, *, whole: bool = True, backorder: bool = False, calm: bool = False) -> Lot:
    """Four periods, up to four choices of two packs; ``calm``: nothing makes it worth turning anybody away."""
    periods, choices = 4, int(rng.integers(1, 5))
    count = rng.integers(1, 3, periods)
    units = rng.integers(0, 6, count.sum()) * (1.0 if whole else 0.7)
    segments = [np.sort(rng.choice([2.0, 5.0, 9.0], n)) for n in count]
    if calm:
        segments = [np.full(n, 6.0) for n in count]
    first = np.append(0, np.cumsum(count))
    base = int(rng.choice([1, 2]))
    packs = rng.integers(1, 4, choices)
    base *= int(np.gcd.reduce(packs))
    packs //= int(np.gcd.reduce(packs))
    low = rng.integers(1, 4, choices)
    credited = 0.0 if calm else float(rng.integers(0, 6))
    rich = 0.0 if calm else float(rng.choice([0.0, 0.8, 4.0]))
    lots = Lots(
        opening=np.array([float(rng.integers(0, 8)) * (1.0 if whole else 0.9)]),
        inbound=rng.choice([0.0, 0.0, 3.0], (1, periods)), demand=np.add.reduceat(units, first[:-1])[None],
        segment_first=np.zeros(periods + 1, np.int64) if backorder else first,
        segment_units=np.zeros(0) if backorder else units,
        segment_cost=np.zeros(0) if backorder else np.concatenate(segments),
        backorder=np.array([backorder]), wait=rng.uniform(0.2, 3.0, (1, periods)) * backorder,
        owed=rng.uniform(0.0, 6.0, 1) * backorder, safety=np.array([0.0 if calm else float(rng.integers(0, 4))]),
        guard=rng.choice([0.0, 0.1, 1.5], (1, periods)), credited=np.array([credited]), base=np.array([float(base)]),
        grain=np.zeros(1), choice_first=np.array([0, choices]),
        arrival=np.sort(rng.integers(0, periods, choices)).astype(np.int32), packs=packs.astype(np.int32),
        low=low.astype(np.int32), high=(low + rng.choice([0, 1, 40], choices)).astype(np.int32),
    )  # fmt: skip
    cost = rng.uniform(1.0, 4.0, choices) * packs * base
    return Lot(
        lots._replace(grain=grains_of(lots)), rng.choice([0.0, 0.1, 1.0], periods) + 0.01 * calm, rich,
        float(rng.choice([0.0, 0.5])) * (rich > 0.5), cost, rng.choice([0.0, 3.0, 8.0], choices),
    )  # fmt: skip


def optimum(lot: Lot, cases: Ints | None = None) -> float:
    """Least cost as a mixed-integer program, for given cases where there are any."""
    lots, periods, choices = lot.lots, lot.lots.demand.shape[1], lot.cost.size
    segments, backorder = lots.segment_units.size, bool(lots.backorder[0])
    sizes = [choices, choices, periods, periods, periods if backorder else segments, 2]
    q, u, stock, below, short, credit = np.split(np.arange(sum(sizes)), np.cumsum(sizes)[:-1])
    width = sum(sizes)
    money, upper, rows = np.zeros(width), np.full(width, np.inf), []
    money[q], money[u], money[stock], money[below] = lot.cost, lot.fixed, lot.hold, lots.guard[0]
    money[credit] = -lot.rich, -lot.poor
    upper[u], upper[credit[0]] = 1.0, lots.credited[0]
    if backorder:
        money[short] = lots.wait[0]
        money[short[-1]] += lots.owed[0]
    else:
        money[short], upper[short] = lots.segment_cost, lots.segment_units

    def row(low: float, high: float, **terms: Any) -> None:
        made = np.zeros(width)
        for at, value in terms.values():
            made[at] += value
        rows.append((made, low, high))

    for t in range(periods):
        come = lots.inbound[0, t] - lots.demand[0, t] + (lots.opening[0] if t == 0 else 0.0)
        now = np.flatnonzero(lots.arrival == t)
        terms: dict[str, Any] = {"stock": (stock[t], 1.0), "buy": (q[now], -lots.packs[now] * lots.base[0])}
        if t:
            terms["kept"] = (stock[t - 1], -1.0)
        if backorder:
            terms |= {"owed": (short[t], -1.0)} | ({"owing": (short[t - 1], 1.0)} if t else {})
        else:
            terms["lost"] = (short[lots.segment_first[t] : lots.segment_first[t + 1]], -1.0)
        row(come, come, **terms)
        row(lots.safety[0], np.inf, below=(below[t], 1.0), stock=(stock[t], 1.0))
    row(0.0, 0.0, credit=(credit, 1.0), stock=(stock[-1], -1.0))
    for k in range(choices):
        row(0.0, np.inf, q=(q[k], 1.0), u=(u[k], -float(max(lots.low[k], 1))))
        row(-np.inf, 0.0, q=(q[k], 1.0), u=(u[k], -float(lots.high[k])))
    lower = np.zeros(width)
    if cases is not None:
        lower[q], upper[q] = cases, cases
    whole = np.zeros(width)
    whole[q], whole[u] = 1, 1
    matrix, least, most = (np.array(part) for part in zip(*rows, strict=True))
    found = milp(
        money, integrality=whole, bounds=Bounds(lower, upper), constraints=LinearConstraint(matrix, least, most),
        options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    assert found.success
    if cases is None:  # the solver takes 1e-6 of a case for whole: what whole cases cost is asked again
        return optimum(lot, np.round(found.x[q]).astype(np.int64))
    return float(found.fun)


def solved(lot: Lot) -> tuple[float, Ints, Floats]:
    quantity, stock = np.zeros(lot.cost.size, np.int64), np.zeros(lot.hold.size)
    value = solve_lot(lot.lots, 0, lot.hold, lot.rich, lot.poor, lot.cost, lot.fixed, quantity, stock)
    return value, quantity, stock


def money_of(lot: Lot, quantity: Ints, stock: Floats) -> float:
    """What cases and closing stock (negative: backlog) cost."""
    lots, have = lot.lots, float(lot.lots.opening[0])
    money = float(lot.cost @ quantity + lot.fixed @ (quantity > 0))
    for t, closing in enumerate(stock):
        now = lots.arrival == t
        have += lots.inbound[0, t] + float(lots.packs[now] @ quantity[now]) * lots.base[0]
        lost = lots.demand[0, t] - (have - closing)
        money += lot.hold[t] * max(closing, 0.0) + lots.guard[0, t] * max(lots.safety[0] - max(closing, 0.0), 0.0)
        if lots.backorder[0]:
            assert abs(lost) < 1e-9
            money += lots.wait[0, t] * max(-closing, 0.0)
        else:
            for k in range(lots.segment_first[t], lots.segment_first[t + 1]):
                part = min(lost, lots.segment_units[k])
                money, lost = money + part * lots.segment_cost[k], lost - part
        have = closing
    kept = min(max(stock[-1], 0.0), lots.credited[0])
    owed = lots.owed[0] * max(-stock[-1], 0.0)
    return float(money + owed - lot.rich * kept - lot.poor * (max(stock[-1], 0.0) - kept))


@pytest.mark.parametrize("first", range(0, 150, 50))
def test_whole_units_are_planned_best(first: int) -> None:
    for seed in range(first, first + 50):
        lot = drawn(np.random.default_rng(seed))
        assert lot.lots.grain[0] >= 1
        value, quantity, stock = solved(lot)
        truth = optimum(lot)
        # safety and credit count in whole grains, in favour of the bound
        coarse = lot.lots.grain[0] > 1
        assert value == pytest.approx(truth, abs=1e-7) or (coarse and value < truth), seed
        if not coarse:
            assert money_of(lot, quantity, stock) == pytest.approx(value, abs=1e-7), seed


@pytest.mark.parametrize("backorder", [False, True])
def test_where_nobody_is_worth_turning_away_fractions_are_planned_best(*, backorder: bool) -> None:
    for seed in range(60):
        lot = drawn(np.random.default_rng(seed), whole=False, backorder=backorder, calm=True)
        value, quantity, stock = solved(lot)
        assert value == pytest.approx(optimum(lot), abs=1e-7), seed
        assert money_of(lot, quantity, stock) == pytest.approx(value, abs=1e-7), seed


@pytest.mark.parametrize("backorder", [False, True])
def test_tamed_costs_prove_a_bound_where_turning_away_pays(*, backorder: bool) -> None:
    too_dear = 0
    for seed in range(100):
        lot = drawn(np.random.default_rng(seed), whole=False, backorder=backorder)
        lot.lots.grain[0] = 0.0
        truth = optimum(lot)
        lots, rich, money = tamed(lot.lots, lot.hold[None], np.array([lot.rich]), np.array([lot.poor]))
        calm = Lot(lots, lot.hold, float(rich[0]), lot.poor, lot.cost, lot.fixed)
        value, quantity, stock = solved(calm)
        assert value + money <= truth + 1e-7, seed
        assert money_of(calm, quantity, stock) == pytest.approx(value, abs=1e-7), seed
        too_dear += solved(lot)[0] > truth + 1e-7
    assert too_dear > 0  # without taming some values are no bounds


def test_given_cases_are_served_best() -> None:
    for seed in range(60):
        lot = drawn(np.random.default_rng(seed))
        lots = lot.lots
        if lots.grain[0] != 1:
            continue
        quantity = lots.low.copy()
        arrivals = np.bincount(lots.arrival, quantity * lots.packs * lots.base[0], lot.hold.size)
        stock = np.zeros(lot.hold.size)
        serve_best(lots, 0, arrivals, lot.hold, lot.rich, lot.poor, stock)
        assert money_of(lot, quantity, stock) == pytest.approx(optimum(lot, quantity), abs=1e-7), seed
