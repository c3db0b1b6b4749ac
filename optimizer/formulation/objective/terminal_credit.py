"""Terminal credit: what closing stock is still worth (negative).

    - weight[T] · sum over i of unit_cost[i] · (terminal_value · E1[i] + salvage_value · E2[i])

    E1[i] = min(closing stock, terminal_cover_periods · mean demand of i),  E2[i] = closing stock - E1[i]

In a planner's words: goods left at the end will be sold later and are credited, in full as far as the next periods will
want them, at salvage beyond.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns, credit_items
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "terminal_credit"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Credit closing stock of the horizon at the terminal value, beyond its cover at the salvage value."""
    settings = instance.problem.settings
    worth = instance.item_figure("unit_cost")[credit_items(instance)] * instance.calendar.weights[-1]
    linear.add_cost(NAME, columns.credited.indices, -settings.terminal_value * worth)
    if columns.salvaged.size:
        linear.add_cost(NAME, columns.salvaged.indices, -settings.salvage_value * worth)


def cost(facts: Facts) -> float:
    """Discounted worth of the stock after the last period, as a negative sum of money."""
    settings, stock = facts.problem.settings, facts.stock
    left = stock.by_item(np.maximum(0.0, stock.closing))[:, -1]
    wanted = np.minimum(left, settings.terminal_cover_periods * facts.streams.mean)
    worth = settings.terminal_value * wanted + settings.salvage_value * (left - wanted)
    return 0.0 - float(facts.catalogue.unit_cost @ worth * facts.calendar.weights[-1])
