"""Programs small enough to solve by hand, which every backend must solve alike."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Label, Linear, MixedIntegerProgram


def knapsack() -> MixedIntegerProgram:
    """At least 7.5 units from cases of 2 (cost 3) and of 5 (cost 7): 4 x 2 for 12, before 2 x 2 + 1 x 5 for 13.

    Its relaxation is 7.5 / 5 x 7 = 10.5.
    """
    linear = Linear()
    items = Label(["A", "B"], np.array([0, 1]))
    q = linear.add_columns("q", 2, upper=10.0, integer=True, labels=(items,))
    need = linear.add_rows("demand", 1, lower=7.5)
    linear.add_entries(need.indices[[0, 0]], q.indices, np.array([2.0, 5.0]))
    linear.add_cost("purchase", q.indices, np.array([3.0, 7.0]))
    return linear.freeze()


def order_with_fixed_cost() -> MixedIntegerProgram:
    """Serve 2.5 units from a case of 4 (cost 6, order cost 5) or lose them at 4 each: 10 lost, 11 ordered.

    So nothing is ordered and the cost is 10; the relaxation orders 2.5 / 4 of a case: 0.625 x 11 = 6.875.
    """
    linear = Linear()
    q = linear.add_columns("q", 1, upper=1.0, integer=True)
    y = linear.add_columns("y", 1, upper=1.0, integer=True)
    served = linear.add_columns("F", 1)
    lost = linear.add_columns("L", 1, upper=2.5)
    rows = linear.add_rows("demand", 1, lower=2.5, upper=2.5)
    linear.add_entries(rows.indices[[0, 0]], np.array([served.start, lost.start]), 1.0)
    rows = linear.add_rows("stock_balance", 1, upper=0.0)
    linear.add_entries(rows.indices[[0, 0]], np.array([served.start, q.start]), np.array([1.0, -4.0]))
    rows = linear.add_rows("order_lines", 1, upper=0.0)
    linear.add_entries(rows.indices[[0, 0]], np.array([q.start, y.start]), np.array([1.0, -1.0]))
    linear.add_cost("purchase", q.indices, 6.0)
    linear.add_cost("ordering", y.indices, 5.0)
    linear.add_cost("shortage", lost.indices, 4.0)
    return linear.freeze()


def infeasible(*, integer: bool = True) -> MixedIntegerProgram:
    """At most one case, at least two."""
    linear = Linear()
    q = linear.add_columns("q", 2, upper=1.0, integer=integer)
    rows = linear.add_rows("demand", 1, lower=3.0)
    linear.add_entries(rows.indices[[0, 0]], q.indices, 1.0)
    linear.add_cost("purchase", q.indices, 1.0)
    return linear.freeze()


def unbounded(*, integer: bool = True) -> MixedIntegerProgram:
    """Every case sold back earns 1 and nothing limits it."""
    linear = Linear()
    q = linear.add_columns("q", 2, integer=integer)
    rows = linear.add_rows("demand", 1, lower=-5.0, upper=5.0)
    linear.add_entries(rows.indices[[0, 0]], q.indices, np.array([1.0, -1.0]))
    linear.add_cost("purchase", q.indices, -1.0)
    return linear.freeze()


def lot_sizing(periods: int = 8, items: int = 4, *, seed: int = 0) -> MixedIntegerProgram:
    """Capacitated lot sizing with set-ups, cases of 3, stock and lost sales: small, but not solved at the root."""
    rng = np.random.default_rng(seed)
    n = items * periods
    linear = Linear()
    words = (
        Label([f"item {k}" for k in range(items)], np.repeat(np.arange(items), periods)),
        Label([f"2024-01-{d + 1:02d}" for d in range(periods)], np.tile(np.arange(periods), items)),
    )
    q = linear.add_columns("q", n, upper=40.0, integer=True, labels=words)
    u = linear.add_columns("u", n, upper=1.0, integer=True, labels=words)
    stock = linear.add_columns("I", n, labels=words)
    demand = rng.integers(0, 30, n).astype(float)
    lost = linear.add_columns("L", n, upper=demand, labels=words)
    balance = linear.add_rows("stock_balance", n, lower=demand, upper=demand, labels=words)
    linear.add_entries(balance.indices, q.indices, 3.0)
    linear.add_entries(balance.indices, lost.indices, 1.0)
    linear.add_entries(balance.indices, stock.indices, -1.0)
    later = np.flatnonzero(words[1].positions > 0)
    linear.add_entries(balance.indices[later], stock.indices[later - 1], 1.0)
    link = linear.add_rows("order_lines", n, upper=0.0, labels=words)
    linear.add_entries(link.indices, q.indices, 1.0)
    linear.add_entries(link.indices, u.indices, -40.0)
    weeks = Label(words[1].ids, np.arange(periods))
    capacity = linear.add_rows("purchase_orders", periods, upper=25.0, labels=(weeks,))
    linear.add_entries(capacity.indices[words[1].positions], q.indices, 1.0)
    linear.add_entries(capacity.indices[words[1].positions], u.indices, 2.5)
    linear.add_cost("ordering", u.indices, rng.integers(20, 80, n).astype(float))
    linear.add_cost("carrying", stock.indices, 0.75)
    linear.add_cost("shortage", lost.indices, 9.5)
    linear.add_cost("purchase", q.indices, rng.integers(5, 9, n) / 4)
    return linear.freeze()
