"""Pools at any multipliers and prices cost no more than the best plan."""

import math
from dataclasses import replace

import numpy as np
import pytest

from models.problem import Problem
from optimizer.instance import Instance, instance_of
from optimizer.linear import Floats
from optimizer.strategies.decomposed.free_service import solve_pools
from optimizer.strategies.decomposed.pooled import Offsets, Pooling, Priced, pooling_of, priced
from optimizer.strategies.decomposed.shared import Shared, shared_of
from tests.oracle.oracle import optimum
from tests.strategies import random_problem

FAST, ALL, BATCH = 30, 300, 10


def drawn(pooling: Pooling, rng: np.random.Generator) -> Offsets:
    """Multipliers around what units cost, some wild."""
    instance = pooling.instance
    cost = instance.item_figure("unit_cost")[instance.stocking.item][:, None]
    rho = cost * rng.choice([0.0, 1.0, 3.0], p=[0.2, 0.6, 0.2]) * rng.uniform(-0.2, 2.0, pooling.carrying.shape)
    streams = instance.streams
    price = streams.shortage_cost[:, None] * rng.uniform(0.0, 1.2, streams.demand.shape)
    split = rng.exponential(size=(instance.serving.use_option.size, rho.shape[1])) if rng.random() < 0.5 else None
    return Offsets(rho, price, split)


def prices_of(limits: Floats, over: Floats, rng: np.random.Generator, scale: float) -> tuple[Floats, float]:
    """Random prices of limits, none where there is no limit, at most ``over``; and what the limits are worth."""
    price = np.where(rng.random(limits.size) < 0.5, rng.uniform(0.0, scale, limits.size), 0.0)
    price = np.where(np.isfinite(limits), np.minimum(price, over), 0.0)
    return price, float((price[price > 0] * limits[price > 0]).sum())


def pooled_bound(problem: Problem, instance: Instance, rng: np.random.Generator) -> float:
    """The Lagrangian bound at random multipliers, prices of storage, receiving and money, and shares of line costs."""
    pooling = pooling_of(instance)
    limits = instance.limits
    nothing = np.zeros(limits.storage.size)
    shared: Shared = replace(
        shared_of(problem, nothing, nothing, nothing), storage=limits.storage.ravel(),
        inbound_m3=limits.inbound_m3.ravel(), inbound_units=limits.inbound_units.ravel(),
    )  # fmt: skip
    storage, worth = prices_of(shared.storage, shared.storage_over, rng, 2.0)
    no_limit = np.full(shared.storage.size, np.inf)
    inbound_m3, more = prices_of(shared.inbound_m3, no_limit, rng, 2.0)
    inbound_units, most = prices_of(shared.inbound_units, no_limit, rng, 1.0)
    money, spent = prices_of(shared.amount, shared.budget_over, rng, 0.5)
    found = priced(pooling, drawn(pooling, rng), storage, inbound_m3, inbound_units)
    choices, lines = pooling.choices, pooling.lines
    paid = shared.matches.T @ money
    cost = choices.weight * (choices.gross + choices.rate) + paid[choices.purse] * choices.gross + found.choice_cost
    cost += inbound_m3[choices.landing] * choices.m3 + inbound_units[choices.landing] * choices.units
    once = instance.calendar.weights[lines.period] * (lines.cost + lines.gross) + paid[lines.purse] * lines.gross
    unfavoured = np.minimum(once, 0.0).sum()
    share = rng.exponential(size=cost.size)
    total = np.bincount(choices.line, share, once.size)
    fixed = np.maximum(once, 0.0)[choices.line] * share / total[choices.line]
    value = solved(pooling, found, cost, fixed)
    return value + float(unfavoured) - worth - more - most - spent


def solved(pooling: Pooling, found: Priced, cost: Floats, fixed: Floats) -> float:
    count, periods = found.hold.shape
    value, stock = np.zeros(count), np.zeros((count, periods))
    quantity, served = np.zeros(cost.size, np.int64), np.zeros(found.pools.segment_units.size)
    solve_pools(
        found.pools, 0, count, found.hold, pooling.rich, pooling.poor, cost, fixed, value, quantity, stock, served
    )
    return float(value.sum()) + found.constant


def batches() -> list[object]:
    return [
        pytest.param(first, marks=[pytest.mark.slow] if first >= FAST else [], id=f"seeds from {first}")
        for first in range(0, ALL, BATCH)
    ]


@pytest.mark.parametrize("first", batches())
def test_the_bound_never_exceeds_the_optimum(first: int) -> None:
    for seed in range(first, first + BATCH):
        problem = random_problem(seed)
        truth = optimum(problem)
        if math.isinf(truth):
            continue
        instance, rng = instance_of(problem), np.random.default_rng(seed)
        for _ in range(6):
            bound = pooled_bound(problem, instance, rng)
            assert bound <= truth + 1e-6 * max(1.0, abs(truth)), f"seed {seed}"
