"""Typical money per unit of what is shared: means over all choices that use it, added up part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from optimizer.instance.indexing import totals
from optimizer.linear import Floats
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.prices import Scales
from optimizer.strategies.decomposed.shared import Shared

MEANS = {
    "load": ("order", "load"),
    "landed_m3": ("landing", "m3"),
    "landed_units": ("landing", "units"),
    "shipped_m3": ("shipment", "m3"),
    "shipped_kg": ("shipment", "kg"),
}
"""What the choices' money is compared with: where it counts, and which of their amounts."""


@dataclass(frozen=True)
class Tally:
    """By name of ``MEANS``, over positions: ``money`` the choices' gross prices and ``units`` their amounts, summed.

    ``room`` (4, orders): the least of what choices can lose per value, unit, kg and m3 before they pay for themselves.
    """

    money: dict[str, Floats]
    units: dict[str, Floats]
    room: Floats

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            {name: self.money[name] + other.money[name] for name in MEANS},
            {name: self.units[name] + other.units[name] for name in MEANS},
            np.minimum(self.room, other.room),
        )


def tally_of(part: Part, shared: Shared) -> Tally:
    """Count a part's choices."""
    sizes = {"order": shared.order_cost.size, "shipment": shared.shipment_cost.size, "landing": shared.storage.size}
    choices = part.choices
    money, units = {}, {}
    for name, (key, amount) in MEANS.items():
        position = getattr(choices, key)
        money[name] = totals(position, choices.gross, sizes[key])
        units[name] = totals(position, getattr(choices, amount), sizes[key])
    room = np.full((4, sizes["order"]), np.inf)
    spare = choices.weight * choices.gross - part.poor[choices.lot] * choices.units
    for m, amounts in enumerate((choices.value, choices.units, choices.kg, choices.m3)):
        there = amounts > 0
        np.minimum.at(room[m], choices.order[there], np.maximum(spare[there], 0.0) / amounts[there])
    return Tally(money, units, room)


def all_tallied(tallies: Iterable[Tally]) -> Tally:
    """All of them together, in their order."""
    return reduce(lambda one, other: one + other, tallies)


def scales_of(tally: Tally, shared: Shared) -> Scales:
    """The size of a step of every price, from the tally of all choices."""
    mean = {
        name: np.divide(tally.money[name], units, out=np.zeros(units.size), where=units > 0)
        for name, units in tally.units.items()
    }
    asked = np.maximum((shared.least > 0).sum(axis=0), 1)
    stored = np.where(np.isfinite(shared.storage_over), 0.3 * shared.storage_over, 0.02 * mean["landed_m3"])
    box = np.where(shared.box_cost > 0, shared.box_cost, 0.0)
    sized_m3, sized_kg = np.isfinite(shared.box_m3), np.isfinite(shared.box_kg)
    least_m3, least_kg = 0.05 * mean["shipped_m3"], 0.05 * mean["shipped_kg"]
    return Scales(
        capacity=mean["load"], m3=mean["landed_m3"], units=mean["landed_units"], stored=stored,
        box_m3=np.where(sized_m3, np.maximum(box / np.where(sized_m3, shared.box_m3, 1.0), least_m3), 0.0),
        box_kg=np.where(sized_kg, np.maximum(box / np.where(sized_kg, shared.box_kg, 1.0), least_kg), 0.0),
        most_minimum=np.where(np.isfinite(tally.room), 0.6 * tally.room / asked, 0.0),
    )  # fmt: skip
