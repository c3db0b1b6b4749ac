"""From chunks and the cases each orders to one plan and its cost, a chunk at a time, so that memory stays small.

Each chunk's instance is made when it is needed and dropped again. A first visit answers at no price of what nodes
share; only where their limits do not hold together are chunks visited again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.reasons import reasoned, with_measures
from optimizer.extract.flows import (
    flows_of,
    fulfilment_table,
    ordered_in,
    projection_table,
    shortage_table,
    transfers_table,
)
from optimizer.extract.money import budgets_table
from optimizer.extract.orders import numbered, order_rows, shipments_table
from optimizer.extract.service import asked_of, service
from optimizer.extract.stack import Stack
from optimizer.formulation.variables import flowing_of
from optimizer.instance import Instance, instance_of
from optimizer.instance.limits import unavoidable_stock
from optimizer.linear import Floats
from optimizer.memory import give_back
from optimizer.strategies.decomposed.bill import Costs, Ordered, ordered_of, used_of, whole_costs
from optimizer.strategies.decomposed.flow_answers import Answer, answer_of, answered
from optimizer.strategies.decomposed.rooms import best_mixture, rooms_of

ROUNDS = 4
"""Answers asked of each chunk, at most, after the first: later ones gain little."""

SECONDS = 60.0
"""Most time for the linear program of a few items."""


MOST_CASES = 1_200_000
"""Case columns of the instances that are kept for a second visit: some 200 MB. Others are made again."""


@dataclass(frozen=True)
class Decided:
    """What every chunk orders, moves and serves, and the true cost of it by term (discounted money)."""

    cases: Sequence[Floats]
    answers: Sequence[Answer]
    ordered: Ordered
    used: Floats
    costs: Costs

    @property
    def cost(self) -> float:
        """The objective."""
        return sum(self.costs.values())


@dataclass(frozen=True)
class Assembled:
    """A plan whose summary is still empty, its costs by term, which add up to the objective, and its service."""

    plan: Plan
    costs: Costs
    service: dict[str, Any]


def assemble(
    problem: Problem, chunks: Sequence[Problem], cases: Sequence[Floats], budget_prices: Floats | None = None
) -> Assembled | None:
    """The best plan that orders exactly ``cases`` (an array for each chunk, in the order of its case columns).

    ``budget_prices`` (budgets,): what the caller thinks the next unit of money saves; cut to what it can be. None where
    the cases break a limit of stock: a cover, a hard storage, what a node can receive. Other rules are not asked for.
    """
    decided = decide(problem, chunks, cases)
    return None if decided is None else tabled(problem, chunks, decided, budget_prices)


def decide(
    problem: Problem, chunks: Sequence[Problem], cases: Sequence[Floats], *, rounds: int = ROUNDS
) -> Decided | None:
    """The best moves and services for the cases, and the cost of the whole; None as in ``assemble``."""
    categories = pd.Index(problem.items["category"].unique())
    shape = (len(problem.nodes), problem.settings.periods)
    kept, coming, ordered, first = np.zeros(shape), np.zeros((2, *shape)), [], []
    instances = _Instances(chunks)
    for k, own in zip(range(len(chunks)), cases, strict=True):
        instance = instances.of(k)
        answer = answer_of(instance, own, np.zeros((3, *shape)), SECONDS)
        if answer is None:
            return None
        first.append(answer)
        ordered.append(ordered_of(instance, own, categories))
        kept += _by_node(instance, unavoidable_stock(instance.problem, instance.streams, instance.stocking), "unit_m3")
        received = instance.stocking.inbound + ordered_in(instance, own)
        coming += np.stack([_by_node(instance, received, "unit_m3"), _by_node(instance, received)])

    def ask(k: int, prices: Floats) -> Answer | None:
        return answer_of(instances.of(k), cases[k], prices, SECONDS)

    mixed = best_mixture(rooms_of(problem, kept, coming), first, ask, rounds, _steepest(problem))
    if mixed is None:
        return None
    answers = [
        answer if flow is None else answered(instances.of(k), cases[k], *flow)
        for k, (answer, flow) in enumerate(zip(first, mixed, strict=True))
    ]
    whole = sum(ordered[1:], ordered[0])
    used = used_of(problem, whole.spent, categories)
    flow_terms = {term: sum(answer.costs[term] for answer in answers) for term in answers[0].costs}
    stored = np.sum([answer.use[0] for answer in answers], axis=0)
    return Decided(cases, answers, whole, used, whole_costs(problem, whole, flow_terms, stored, used))


class _Instances:
    """The chunks' instances, the first of them made only once."""

    def __init__(self, chunks: Sequence[Problem]) -> None:
        self._chunks = chunks
        self._kept: dict[int, Instance] = {}
        self._room = MOST_CASES

    def of(self, k: int) -> Instance:
        """The instance of a chunk."""
        if k in self._kept:
            return self._kept[k]
        instance = instance_of(self._chunks[k])
        if instance.ordering.case_count <= self._room:
            self._room -= instance.ordering.case_count
            self._kept[k] = instance
        return instance


def _by_node(instance: Instance, units: Floats, each: str | None = None) -> Floats:
    """(nodes, T) units of pairs (P, T), or what they come to by a figure of their items."""
    sums = np.zeros((len(instance.problem.nodes), instance.calendar.periods))
    weight = 1.0 if each is None else instance.item_figure(each)[instance.stocking.item, None]
    np.add.at(sums, instance.stocking.node, units * weight)
    return sums


def _steepest(problem: Problem) -> float:
    """Money per m3 that nobody would pay for room but in need: the dearest shortage of an item of middling size."""
    m3 = problem.items["unit_m3"].to_numpy(np.float64)
    size = float(np.median(m3[m3 > 0])) if (m3 > 0).any() else 1.0
    return max(1.0, float(problem.items["shortage_cost"].max())) * problem.settings.periods / size


def tabled(
    problem: Problem, chunks: Sequence[Problem], decided: Decided, budget_prices: Floats | None = None
) -> Assembled:
    """The tables of what is decided; see ``assemble``."""
    give_back()
    names = ("orders", "transfers", "fulfilment", "projection", "shortage", "asked")
    stacks = {name: Stack(len(chunks)) for name in names}
    for chunk, cases, answer in zip(chunks, decided.cases, decided.answers, strict=True):
        for name, part in _tables(instance_of(chunk), cases, answer).items():
            stacks[name].add(part)
    tables: dict[str, Any] = {name: stack.frame() for name, stack in stacks.items()}
    asked = tables.pop("asked")
    give_back()
    tables["orders"] = orders = reasoned(problem, numbered(problem, tables["orders"]))
    prices = _possible_prices(problem, decided.used, budget_prices)
    plan = Plan(
        shipments=shipments_table(problem, decided.ordered.loads, orders),
        budgets=budgets_table(problem, orders, prices),
        **tables,
    )
    return Assembled(plan, decided.costs, service(asked))


def _tables(instance: Instance, cases: Floats, answer: Answer) -> dict[str, pd.DataFrame]:
    """A chunk's part of every table that has rows of items."""
    flowing = flowing_of(instance)
    flows = flows_of(instance, flowing, cases, answer.moved, answer.served)
    projection = projection_table(instance, flows)
    return {
        "orders": with_measures(instance, order_rows(instance, cases), projection),
        "transfers": transfers_table(instance, flowing, flows),
        "fulfilment": fulfilment_table(instance, flowing, flows),
        "projection": projection,
        "shortage": shortage_table(instance, flowing, flows),
        "asked": asked_of(instance, flowing, flows),
    }


def _possible_prices(problem: Problem, used: Floats, prices: Floats | None) -> Floats:
    """(budgets,) prices that can be: 0 or more, 0 where money is left, at most what an overrun costs."""
    budgets = problem.budgets
    if prices is None:
        return np.zeros(len(budgets))
    most = budgets["overrun_cost"].fillna(np.inf).to_numpy(np.float64)
    amount = budgets["amount"].to_numpy(np.float64)
    left = used < amount - np.maximum(1e-4, 1e-6 * amount)
    return np.where(left, 0.0, np.clip(prices, 0.0, most))
