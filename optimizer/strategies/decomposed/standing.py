"""A whole plan, item by item, beside what all of it takes of what items share; some items' part can be exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.formulation.variables import Flowing, flowing_of
from optimizer.instance import Instance, instance_of
from optimizer.instance.indexing import expand, positions
from optimizer.instance.limits import unavoidable_stock
from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.bill import Costs
from optimizer.strategies.decomposed.chunks import ITEM_OF, Chunks
from optimizer.strategies.decomposed.flow_answers import Answer
from optimizer.strategies.decomposed.rooms import Rooms, rooms_of
from optimizer.strategies.decomposed.usage import Usage, costs_of, usage_of


class Cutter:
    """Cuts the problem of some items out of a whole one, in time that grows with the items rather than the whole."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        ids = pd.Index(problem.items["item_id"])
        self._rows: dict[str, tuple[Ints, Ints]] = {}
        for name, column in ITEM_OF.items():
            if len(frame := getattr(problem, name)):
                item = positions(ids, frame[column])
                order = np.argsort(item, kind="stable")
                self._rows[name] = order, np.searchsorted(item[order], np.arange(len(ids) + 1))

    def cut(self, items: Ints) -> Problem:
        """The problem of ``items`` (ascending positions), every table's rows in their order."""
        frames: dict[str, Any] = {}
        for name, (order, first) in self._rows.items():
            owner, rank = expand(first[items + 1] - first[items])
            rows = np.sort(order[first[items][owner] + rank])
            frames[name] = getattr(self.problem, name).take(rows).reset_index(drop=True)
        return replace(self.problem, **frames)


@dataclass(frozen=True)
class ByItem:
    """Figures of cases, moves or services; those of item i stand at ``first[i] : first[i + 1]``, in their order.

    That order is the same in every problem that has the item, whatever other items it has.
    """

    first: Ints
    values: Floats

    @classmethod
    def of(cls, item: Ints, values: Floats, items: int) -> ByItem:
        """Figures of elements whose items are ``item`` (elements,)."""
        return cls(np.searchsorted(np.sort(item), np.arange(items + 1)), values[np.argsort(item, kind="stable")])

    def at(self, item: Ints) -> Floats:
        """Figures of all elements of some items, in the order in which a problem has them."""
        return self.values[self._places(item)]

    def put(self, item: Ints, values: Floats) -> ByItem:
        """The same with other figures at those elements."""
        changed = self.values.copy()
        changed[self._places(item)] = values
        return ByItem(self.first, changed)

    def _places(self, item: Ints) -> Ints:
        order = np.argsort(item, kind="stable")
        ranked = item[order]
        place = np.empty(item.size, dtype=np.int64)
        place[order] = self.first[ranked] + np.arange(item.size) - np.searchsorted(ranked, ranked)
        return place


@dataclass(frozen=True)
class Setting:
    """What does not change while a plan does: the problem, how to cut it, its categories, its limits of nodes."""

    problem: Problem
    cutter: Cutter
    categories: pd.Index
    rooms: Rooms
    """m3 in stock; m3 and units that orders and transfers may bring beside what is bought already."""


@dataclass(frozen=True)
class Standing:
    """A plan: cases, units moved and units served by item, what they take together, and the cost by term."""

    setting: Setting
    cases: ByItem
    moved: ByItem
    served: ByItem
    usage: Usage
    costs: Costs

    @property
    def cost(self) -> float:
        """The objective (discounted money)."""
        return sum(self.costs.values())

    def exchanged(self, part: Part, cases: Floats, moved: Floats, served: Floats) -> Standing:
        """The plan with another part for the same items."""
        usage = self.usage - part.usage + part.taken(self.setting, cases, moved, served)
        return replace(
            self,
            cases=self.cases.put(part.case_item, cases),
            moved=self.moved.put(part.move_item, moved),
            served=self.served.put(part.service_item, served),
            usage=usage,
            costs=costs_of(self.setting.problem, usage, self.setting.categories),
        )


@dataclass(frozen=True)
class Part:
    """Some items' part of a plan: their own instance, their decisions, what those take, and whose each element is."""

    items: Ints
    instance: Instance
    flowing: Flowing
    case_item: Ints
    move_item: Ints
    service_item: Ints
    cases: Floats
    moved: Floats
    served: Floats
    usage: Usage

    def taken(self, setting: Setting, cases: Floats, moved: Floats, served: Floats) -> Usage:
        """What other decisions of the same items take."""
        return usage_of(self.instance, self.flowing, cases, moved, served, setting.categories)


def part_of(standing: Standing, items: Ints) -> Part:
    """The part of ``items`` (ascending positions), closed under kits and substitutes."""
    instance = instance_of(standing.setting.cutter.cut(items))
    flowing = flowing_of(instance)
    owners = [items[local] for local in _owners(instance, flowing)]
    cases, moved, served = (
        figures.at(owner)
        for figures, owner in zip((standing.cases, standing.moved, standing.served), owners, strict=True)
    )
    usage = usage_of(instance, flowing, cases, moved, served, standing.setting.categories)
    return Part(items, instance, flowing, *owners, cases, moved, served, usage)


def _owners(instance: Instance, flowing: Flowing) -> tuple[Ints, Ints, Ints]:
    """Item of every case column, move and service."""
    asking = instance.streams.item[flowing.want_stream[flowing.served_want]]
    return instance.ordering.item, instance.stocking.item[flowing.move_from], asking


def standing_of(problem: Problem, chunks: Chunks, cases: Sequence[Floats], answers: Sequence[Answer]) -> Standing:
    """The plan that chunks order, move and serve."""
    categories = pd.Index(problem.items["category"].unique())
    shape = (len(problem.nodes), problem.settings.periods)
    kept, coming = np.zeros(shape), np.zeros((2, *shape))
    usages, parts = [], []
    for number, (chunk, own, answer) in enumerate(zip(chunks, cases, answers, strict=True)):
        instance = instance_of(chunk)
        stocking = instance.stocking
        flowing = flowing_of(instance)
        m3 = instance.item_figure("unit_m3")[stocking.item, None]
        np.add.at(kept, stocking.node, m3 * unavoidable_stock(chunk, instance.streams, stocking))
        np.add.at(coming[0], stocking.node, m3 * stocking.inbound)
        np.add.at(coming[1], stocking.node, stocking.inbound)
        usages.append(usage_of(instance, flowing, own, answer.moved, answer.served, categories))
        whose = [chunks.items(number)[local] for local in _owners(instance, flowing)]
        parts.append((whose, (own, answer.moved, answer.served)))
    usage = sum(usages[1:], usages[0])
    count = len(problem.items)
    decided = [
        ByItem.of(np.concatenate([p[0][k] for p in parts]), np.concatenate([p[1][k] for p in parts]), count)
        for k in range(3)
    ]
    setting = Setting(problem, Cutter(problem), categories, rooms_of(problem, kept, coming))
    return Standing(setting, *decided, usage, costs_of(problem, usage, categories))
