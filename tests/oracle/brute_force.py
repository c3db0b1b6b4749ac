"""Every plan of one item, one supplier, one lane and one node, tried one by one: no solver at all.

For problems with whole figures, so that some best plan serves whole units. Knows order lines, breaks of both kinds,
order costs and minima, freight with minimum charges and containers, order cycles, lead times, hard budgets by order
date, lost sales and backlog, carrying, safety stock and the terminal credit; of anything else a problem must be free.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from models.problem import Problem, Settings


def cheapest(problem: Problem, most_cases: int) -> float:
    """Lowest objective over all orders of 0 to `most_cases` cases in every period."""
    supplier, lane = problem.suppliers.iloc[0], problem.lanes.iloc[0]
    periods = problem.settings.periods
    lead = -(-int(lane["lead_time_days"]) // problem.settings.bucket_days)
    allowed = [
        t % supplier["order_every_periods"] == 0 and t + lead < periods and t >= problem.settings.frozen_periods
        for t in range(periods)
    ]
    pack = int(problem.offers.iloc[0]["case_pack"])
    cost = {cases: cost_of_order(problem, cases * pack) for cases in range(most_cases + 1)}
    best, service = math.inf, Service.of(problem)
    for cases in itertools.product(*([k for k in cost if cost[k] is not None] if may else [0] for may in allowed)):
        ordered = [number * pack for number in cases]
        if over_budget(problem, ordered):
            continue
        paid = sum((cost[number] or 0.0) * weight(problem, t) for t, number in enumerate(cases))
        arriving = [0] * lead + ordered[: periods - lead]
        best = min(best, paid + min(service.ways(arriving, 0, service.opening, 0)))
    return best


def weight(problem: Problem, t: int) -> float:
    """Discount factor of period t."""
    return float((1 + problem.settings.discount_rate) ** (-t * problem.settings.bucket_days / 365))


def price_paid(problem: Problem, units: int) -> float:
    """Price of a line without duty."""
    offer = problem.offers.iloc[0]
    steps = [(0, offer["unit_price"])]
    steps += sorted(zip(problem.price_breaks["min_units"], problem.price_breaks["unit_price"], strict=True))
    if offer["break_kind"] == "all_units":
        return float(units * [price for least, price in steps if units >= least][-1])
    ends = [least for least, _ in steps[1:]] + [math.inf]
    return float(sum(price * max(0, min(units, end) - least) for (least, price), end in zip(steps, ends, strict=True)))


def cost_of_order(problem: Problem, units: int) -> float | None:
    """Undiscounted money of ordering so many units; None where the order is not allowed."""
    if not units:
        return 0.0
    offer, supplier, lane = problem.offers.iloc[0], problem.suppliers.iloc[0], problem.lanes.iloc[0]
    item, price = problem.items.iloc[0], price_paid(problem, units)
    m3, kg = units * item["unit_m3"], units * item["unit_kg"]
    if units < offer["moq_units"] or units > offer["max_units"]:  # NaN: no limit
        return None
    for had, least in ((price, "value"), (units, "units"), (kg, "kg"), (m3, "m3")):
        if had < supplier[f"min_order_{least}"] - 1e-9:
            return None
    boxes = max((math.ceil(load / size - 1e-9) for load, size in
                 ((m3, lane["container_m3"]), (kg, lane["container_kg"])) if size > 0), default=None)  # fmt: skip
    containers = 0 if boxes is None else max(1, boxes)
    if containers > lane["max_containers"]:
        return None
    variable = units * lane["cost_per_unit"] + m3 * lane["cost_per_m3"] + kg * lane["cost_per_kg"]
    freight = max(variable, lane["min_charge"]) + lane["shipment_cost"] + containers * lane["container_cost"]
    return float(price * (1 + offer["duty_rate"]) + supplier["order_cost"] + offer["line_cost"] + freight)


def over_budget(problem: Problem, ordered: Sequence[int]) -> bool:
    """Whether some budget, all of them hard and by order date, is exceeded."""
    starts = problem.starts
    for budget in problem.budgets.to_dict("records"):
        inside = [
            units
            for day, units in zip(starts, ordered, strict=True)
            if budget["first_date"].date() <= day <= budget["last_date"].date()
        ]
        duty = 1 + problem.offers.iloc[0]["duty_rate"]
        if sum(price_paid(problem, units) * duty for units in inside) > budget["amount"] + 1e-9:
            return True
    return False


@dataclass(frozen=True)
class Service:
    """Serving the demand from what arrives: every way of serving whole units."""

    item: dict[str, Any]
    wanted: list[int]
    opening: int
    safety: float
    settings: Settings
    weights: list[float]

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The figures of the one item."""
        settings, wanted = problem.settings, [0] * problem.settings.periods
        for row in problem.demand.to_dict("records"):
            wanted[(row["date"].date() - settings.start).days // settings.bucket_days] += int(row["units"])
        item = {str(column): value for column, value in problem.items.iloc[0].items()}
        opening, safety = int(problem.stock["on_hand"].sum()), float(problem.safety_stock["units"].sum())
        return cls(item, wanted, opening, safety, settings, [weight(problem, t) for t in range(settings.periods + 1)])

    def ways(self, arriving: Sequence[int], t: int, stock: int, backlog: int) -> Iterator[float]:
        """Discounted cost from period t on, for every number of units served in it."""
        if t == len(self.wanted):
            yield self.worth_at_the_end(stock, backlog)
            return
        there, asked = stock + arriving[t], backlog + self.wanted[t]
        for served in range(min(there, asked) + 1):
            left, missing = there - served, asked - served
            now = left * self.item["carrying_cost"] + missing * self.item["shortage_cost"]
            now += max(0.0, self.safety - left) * self.item["safety_cost"]
            waiting = missing if self.item["shortage_mode"] == "backorder" else 0
            yield now * self.weights[t] + min(self.ways(arriving, t + 1, left, waiting))

    def worth_at_the_end(self, stock: int, backlog: int) -> float:
        """What is still owed, less the credit for closing stock."""
        mean = sum(self.wanted) / len(self.wanted)
        credited = min(stock, self.settings.terminal_cover_periods * mean)
        worth = self.settings.terminal_value * credited + self.settings.salvage_value * (stock - credited)
        return float((backlog - worth) * self.item["unit_cost"] * self.weights[-1])
