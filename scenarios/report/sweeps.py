"""Scenarios that came from one entry of a file: curves over a parameter, spreads over random draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from scenarios.schema import Scenario

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Curve:
    """Cost and service over a parameter of a sweep.

    ``points`` has a row a scenario: `value` of the parameter, `line` (the other parameters in words, "" for none),
    `cost`, `served` (share in time), and `budget`, the sum of the dataset's budgets; NaN where there is no plan.
    """

    entry: str
    parameter: str
    points: pd.DataFrame

    @property
    def of_budgets(self) -> bool:
        """Whether every value of the parameter comes to budgets of its own."""
        budgets = self.points.groupby("value")["budget"].agg(["min", "max"])
        own = bool(budgets["min"].notna().all() and (budgets["max"] - budgets["min"] <= 1e-9 * budgets["max"]).all())
        return own and budgets["min"].nunique() == len(budgets)

    def wide(self, figure: str) -> pd.DataFrame:
        """One of the figures: a row a value, rising, a column a line."""
        return self.points.pivot_table(
            index="value", columns="line", values=figure, dropna=False, sort=False
        ).sort_index()


def curves_of(scenarios: Sequence[Scenario], rows: Mapping[str, Row]) -> list[Curve]:
    """A curve for each sweep with a parameter of two or more numbers; the last such parameter is the one it is over.

    ``rows`` by scenario: cost, fill_rate, budget of the plan that is shown of it.
    """
    curves = []
    for entry, members in _entries(scenarios).items():
        names = [name for name in members[0].parameters if _numbers([each.parameters[name] for each in members])]
        if not names or members[0].draw is not None:
            continue
        over = names[-1]
        points = [
            {
                "value": float(each.parameters[over]),
                "line": ", ".join(f"{name} {value}" for name, value in each.parameters.items() if name != over),
                "cost": rows[each.name]["cost"],
                "served": rows[each.name]["fill_rate"],
                "budget": rows[each.name]["budget"],
            }
            for each in members
            if each.name in rows
        ]
        table = pd.DataFrame(points, columns=["value", "line", "cost", "served", "budget"])
        table = table.astype(dict.fromkeys(["cost", "served", "budget"], "float64"))
        if len(table["value"].unique()) > 1:
            curves.append(Curve(entry, over, table))
    return curves


def spreads_of(scenarios: Sequence[Scenario], rows: Mapping[str, Row]) -> pd.DataFrame:
    """A row an entry with random draws: `entry`, `draws`, and mean, least and most of `cost` and of `served`."""
    found = []
    for entry, members in _entries(scenarios).items():
        drawn = [rows[each.name] for each in members if each.draw is not None and each.name in rows]
        if not drawn:
            continue
        table = pd.DataFrame({name: [row[name] for row in drawn] for name in ("cost", "fill_rate")}, dtype="float64")
        figures = {
            f"{name}_{way}": getattr(table[column], way)()
            for name, column in (("cost", "cost"), ("served", "fill_rate"))
            for way in ("mean", "min", "max")
        }
        found.append({"entry": entry, "draws": len(drawn), **figures})
    return pd.DataFrame(found)


def _entries(scenarios: Sequence[Scenario]) -> dict[str, list[Scenario]]:
    entries: dict[str, list[Scenario]] = {}
    for each in scenarios:
        entries.setdefault(each.entry, []).append(each)
    return entries


def _numbers(values: Sequence[Any]) -> bool:
    return (
        all(isinstance(value, int | float) and not isinstance(value, bool) for value in values) and len(set(values)) > 1
    )
