"""Why an order row is there, in a sentence: what it covers and what else its size is due to."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.problem import Problem
from optimizer.explain.sizes import DUST, NEVER, Measures, measured
from optimizer.instance import Instance
from optimizer.instance.calendar import Calendar
from optimizer.instance.containers import CONTAINER_TOLERANCE
from optimizer.instance.streams import Streams
from optimizer.linear import Floats, Ints

MEASURE_COLUMNS = tuple(Measures.__dataclass_fields__)
"""The columns of ``Measures`` that stand beside order rows until their sentences are made."""

CAUSES = ("need", "closing", "rounding", "moq", "price_break", "order_minimum", "container_fill", "ahead")
"""What units of a row are due to, in the order of the tables."""


def reasoned(problem: Problem, orders: pd.DataFrame) -> pd.DataFrame:
    """Numbered orders with their reasons, the columns of ``Measures`` beside them used up."""
    return orders.drop(columns=list(MEASURE_COLUMNS)).assign(reason=sentences(problem, orders, causes(problem, orders)))


def causes(problem: Problem, orders: pd.DataFrame) -> pd.DataFrame:
    """(rows,) units by cause, which add up to the row's; ``orders`` have the columns of ``Measures``.

    What a row has to spare meets its order's minima first, then fills containers that are paid for; the rest is bought
    ahead.
    """
    spare = orders["spare"].to_numpy(np.float64)
    minimum = spare * _share_of_minimum(problem, orders)
    rest = spare - minimum
    filled = np.where(_fits_containers(problem, orders, rest), rest, 0.0)
    told = {name: orders[name].to_numpy(np.float64) for name in CAUSES[:5]}
    return pd.DataFrame(told | {"order_minimum": minimum, "container_fill": filled, "ahead": rest - filled})


def _amounts(problem: Problem, orders: pd.DataFrame, units: Floats) -> dict[str, Floats]:
    """Value, units, kg and m3 of so many units of each row."""
    items = problem.items.set_index("item_id")
    each = {name: orders["item_id"].map(items[f"unit_{name}"]).to_numpy(np.float64) for name in ("kg", "m3")}
    price = orders["unit_price"].to_numpy(np.float64)
    return {"value": units * price, "units": units, "kg": units * each["kg"], "m3": units * each["m3"]}


def _share_of_minimum(problem: Problem, orders: pd.DataFrame) -> Floats:
    """(rows,) share of what the rows of an order have to spare without which it would miss one of its minima."""
    suppliers = problem.suppliers.set_index("supplier_id")
    order = pd.factorize(orders["order_id"])[0]
    count = int(order.max(initial=-1)) + 1
    share = np.zeros(count)
    whole = _amounts(problem, orders, orders["units"].to_numpy(np.float64))
    spare = _amounts(problem, orders, orders["spare"].to_numpy(np.float64))
    for name in whole:
        least = np.zeros(count)
        least[order] = orders["supplier_id"].map(suppliers[f"min_order_{name}"]).to_numpy(np.float64)
        total, left = (np.bincount(order, amounts[name], count) for amounts in (whole, spare))
        lacking = np.clip(least - (total - left), 0.0, left)
        asked = np.divide(lacking, left, out=np.zeros(count), where=left > DUST)
        share = np.maximum(share, np.where(least > 0, asked, 0.0))
    return share[order]


def _fits_containers(problem: Problem, orders: pd.DataFrame, units: Floats) -> npt.NDArray[np.bool_]:
    """(rows,) whether a shipment would take as many containers without what its rows have to spare."""
    lane = orders[["supplier_id", "node_id", "mode"]].merge(
        problem.lanes[["supplier_id", "node_id", "mode", "container_m3", "container_kg"]].drop_duplicates(
            ["supplier_id", "node_id", "mode"]
        ),
        how="left",
    )
    shipment = orders.groupby(["order_id", "node_id", "mode"], sort=False, observed=True).ngroup().to_numpy(np.int64)
    count = int(shipment.max(initial=-1)) + 1
    whole = _amounts(problem, orders, orders["units"].to_numpy(np.float64))
    spare = _amounts(problem, orders, units)
    with_it, without = np.zeros(count), np.zeros(count)
    boxed = np.zeros(count, np.bool_)
    for name in ("m3", "kg"):
        size = np.full(count, np.inf)
        known = lane[f"container_{name}"].to_numpy(np.float64)
        size[shipment] = np.where(np.isnan(known), np.inf, known)
        boxed |= np.isfinite(size)
        full, left = (np.bincount(shipment, amounts[name], count) for amounts in (whole, spare))
        with_it = np.maximum(with_it, full / size)
        without = np.maximum(without, (full - left) / size)
    same = np.ceil(with_it - CONTAINER_TOLERANCE) == np.maximum(np.ceil(without - CONTAINER_TOLERANCE), 1.0)
    fits: npt.NDArray[np.bool_] = (boxed & same)[shipment]
    return fits


def sentences(problem: Problem, orders: pd.DataFrame, units: pd.DataFrame) -> npt.NDArray[np.object_]:
    """(rows,) "Covers 2025-09-15 to 2025-10-13 at NODE-01; 4 units to whole cases, 12 to the minimum of a line"."""
    days = [*Calendar.of(problem.settings).names]
    since, until = (orders[name].to_numpy(np.int64) for name in ("since", "until"))
    node, supplier = (orders[name].astype(str).tolist() for name in ("node_id", "supplier_id"))
    parts = [_covers(days, int(a), int(b), n) for a, b, n in zip(since, until, node, strict=True)]
    listed: list[list[str]] = [[] for _ in parts]
    for name, words in _WORDS.items():
        amounts = np.round(units[name].to_numpy(np.float64), 2)
        for row in np.flatnonzero(amounts >= 0.01):
            counted = f"{_units(amounts[row])}{'' if listed[row] else _noun(amounts[row])}"
            listed[row].append(f"{counted} {words.format(supplier=supplier[row])}")
    for row in np.flatnonzero(orders["largest"].to_numpy(np.bool_)):
        listed[row].append("as much as an order line may have")
    return np.array([_joined(part, more) for part, more in zip(parts, listed, strict=True)], dtype=object)


_WORDS = {
    "closing": "for stock after the last period",
    "rounding": "rounded up to whole cases",
    "moq": "to the supplier's minimum per line",
    "price_break": "to the price break",
    "order_minimum": "to the order minimum of {supplier}",
    "container_fill": "to fill containers",
    "ahead": "bought ahead",
}


def _covers(days: list[str], since: int, until: int, node: str) -> str:
    if since == NEVER:
        return f"Covers no demand within the horizon at {node}"
    return f"Covers {days[since]} at {node}" if until <= since else f"Covers {days[since]} to {days[until]} at {node}"


def _units(amount: float) -> str:
    return f"{amount:,.0f}" if abs(amount - round(amount)) < 5e-3 else f"{amount:,.2f}"


def _noun(amount: float) -> str:
    return " unit" if amount == 1 else " units"


def _joined(covers: str, more: Iterable[str]) -> str:
    listed = ", ".join(more)
    return f"{covers}; {listed}" if listed else covers


def with_measures(instance: Instance, orders: pd.DataFrame, projection: pd.DataFrame) -> pd.DataFrame:
    """Rows of the instance's orders with the columns of ``Measures`` beside them, for ``reasoned``."""
    measures = measured(instance.problem, orders, projection, credited_of(instance.problem, instance.streams))
    return orders.assign(**measures.columns())


def credited_of(problem: Problem, streams: Streams) -> Floats:
    """(items,) units of closing stock that are credited at the terminal value."""
    settings = problem.settings
    return settings.terminal_cover_periods * streams.mean_demand * (settings.terminal_value > 0)


def periods_told(first: Ints, last: Ints, problem: Problem) -> pd.DataFrame:
    """First days of the periods, empty where a row covers none."""
    starts = Calendar.of(problem.settings).starts.astype("datetime64[s]")
    never = first == NEVER
    told = {"covers_from": starts[np.maximum(first, 0)], "covers_to": starts[np.maximum(last, 0)]}
    for days in told.values():
        days[never] = np.datetime64("NaT")
    return pd.DataFrame(told)
