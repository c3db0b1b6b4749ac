"""What the size of an order row is due to: the need until more arrives, cases, minima, breaks, what is shared.

A row needs what keeps stock at or above its safety until the node's next order arrives; what is then still left of it
is spare. After the last order, stock that is credited at the end of the horizon is no spare either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions, totals
from optimizer.linear import Bools, Floats, Ints

DUST = 1e-6
"""Units below which there is nothing: what a solver's arithmetic leaves behind."""

NEVER = -1
"""The period of a row that covers no demand."""


@dataclass(frozen=True)
class Measures:
    """Of every order row (R,): the periods of the demand it covers first and last, and its units by cause.

    ``need`` + ``closing`` + ``rounding`` + ``moq`` + ``price_break`` + ``spare`` are the units of the row; ``largest``
    tells whether its line is as large as a line may be.
    """

    since: Ints
    until: Ints
    need: Floats
    closing: Floats
    rounding: Floats
    moq: Floats
    price_break: Floats
    spare: Floats
    largest: Bools

    def columns(self) -> dict[str, Ints | Floats | Bools]:
        """The figures by name, as columns beside the rows."""
        return dict(vars(self))


def measured(problem: Problem, orders: pd.DataFrame, projection: pd.DataFrame, credited: Floats) -> Measures:
    """Measure the rows of ``orders`` against the stock of ``projection``; both may be of some items only.

    ``credited`` (items of the problem,): units of closing stock that are credited at the terminal value.
    """
    rows = _Rows.of(problem, orders)
    stock = _Stock.of(problem, rows, projection)
    since, until = _covered(rows, stock)
    left = _left(rows, stock)
    last = rows.next_arrival < 0
    ends = totals(rows.item, np.where(last, left, 0.0), credited.size)
    kept = np.minimum(1.0, np.divide(credited, ends, out=np.ones(ends.size), where=ends > DUST))
    closing = np.where(last, left * kept[rows.item], 0.0)
    need = rows.units - left
    spare = left - closing
    base = need + closing
    cases = np.ceil(np.round(base / rows.pack, 6)) * rows.pack
    rounding = np.clip(cases - base, 0.0, spare)
    spare = spare - rounding
    to_moq, to_break, largest = _line_sizes(problem, rows)
    moq = np.where(to_moq, spare, 0.0)
    price_break = np.where(to_break & ~to_moq, spare, 0.0)
    return Measures(since, until, need, closing, rounding, moq, price_break, spare - moq - price_break, largest)


@dataclass(frozen=True)
class _Rows:
    """Order rows as positions: ``offer``, ``line`` (item, supplier, day), ``pair`` among those that occur."""

    item: Ints
    offer: Ints
    line: Ints
    pair: Ints
    pairs: Ints
    arrival: Ints
    units: Floats
    pack: Floats
    next_arrival: Ints

    @classmethod
    def of(cls, problem: Problem, orders: pd.DataFrame) -> _Rows:
        calendar = Calendar.of(problem.settings)
        item = positions(pd.Index(problem.items["item_id"]), orders["item_id"])
        supplier = positions(pd.Index(problem.suppliers["supplier_id"]), orders["supplier_id"])
        node = positions(pd.Index(problem.nodes["node_id"]), orders["node_id"])
        offer = _offers(problem, item, supplier)
        _, line = np.unique(np.stack([item, supplier, calendar.days_from_start(orders["order_date"])]), axis=1,
                            return_inverse=True)  # fmt: skip
        pairs, pair = np.unique(item * len(problem.nodes) + node, return_inverse=True)
        arrival = np.clip(calendar.first_period_from(orders["arrival_date"]), 0, calendar.periods - 1)
        pack = np.append(problem.offers["case_pack"].to_numpy(np.float64), 1.0)[offer]
        units = orders["units"].to_numpy(np.float64)
        following = _next_arrivals(pair, arrival, pairs.size, calendar.periods)
        return cls(item, offer, line.ravel(), pair, pairs, arrival, units, pack, following)


def _offers(problem: Problem, item: Ints, supplier: Ints) -> Ints:
    """The offer of each row; -1 where nobody makes it."""
    offers, count = problem.offers, max(len(problem.suppliers), 1)
    known = positions(pd.Index(problem.items["item_id"]), offers["item_id"]) * count
    known = known + positions(pd.Index(problem.suppliers["supplier_id"]), offers["supplier_id"])
    return pd.Index(known).get_indexer(pd.Index(item * count + supplier)).astype(np.int64)


def _next_arrivals(pair: Ints, arrival: Ints, pairs: int, periods: int) -> Ints:
    """The next period in which an order arrives at the pair; -1 after the last."""
    there = np.zeros((pairs, periods + 1), np.bool_)
    there[pair, arrival] = True
    later = np.where(there, np.arange(periods + 1), periods)[:, ::-1]
    coming = np.minimum.accumulate(later, axis=1)[:, ::-1]
    found = coming[pair, arrival + 1]
    return np.where(found < periods, found, NEVER)


@dataclass(frozen=True)
class _Stock:
    """(pairs that orders go to, T) units: ``other`` supply, ``ordered``, ``used``, ``closing`` above the safety."""

    other: Floats
    ordered: Floats
    used: Floats
    free: Floats

    @classmethod
    def of(cls, problem: Problem, rows: _Rows, projection: pd.DataFrame) -> _Stock:
        calendar = Calendar.of(problem.settings)
        key = positions(pd.Index(problem.items["item_id"]), projection["item_id"]) * len(problem.nodes)
        key = key + positions(pd.Index(problem.nodes["node_id"]), projection["node_id"])
        period = calendar.period_of(projection["date"])
        pair = pd.Index(rows.pairs).get_indexer(pd.Index(key))
        kept = np.flatnonzero((pair >= 0) & (period >= 0) & (period < calendar.periods))
        shape = (rows.pairs.size, calendar.periods)
        cell = pair[kept] * calendar.periods + period[kept]

        def dense(*names: str) -> Floats:
            units = sum((projection[name].to_numpy(np.float64)[kept] for name in names), np.zeros(kept.size))
            return totals(cell, units, shape[0] * shape[1]).reshape(shape)

        other = dense("inbound", "transferred_in")
        other[:, 0] += dense("opening")[:, 0]
        free = np.maximum(dense("closing") - dense("safety_stock"), 0.0)
        return cls(other, dense("ordered_in"), dense("served", "transferred_out"), free)


def _covered(rows: _Rows, stock: _Stock) -> tuple[Ints, Ints]:
    """First and last period whose use each row's units cover, first in, first out; NEVER where they cover none."""
    before = np.cumsum(stock.other + stock.ordered, axis=1) - stock.ordered
    begin = before[rows.pair, rows.arrival] + _within(rows)
    used = np.cumsum(stock.used, axis=1)[rows.pair]
    since = (used <= begin[:, None] + DUST).sum(axis=1)
    until = (used < (begin + rows.units)[:, None] - DUST).sum(axis=1)
    periods = stock.used.shape[1]
    last = periods - 1 - np.argmax(stock.used[:, ::-1] > 0, axis=1)
    until = np.minimum(until, last[rows.pair])
    return np.where(since < periods, since, NEVER), np.where(since < periods, until, NEVER)


def _within(rows: _Rows) -> Floats:
    """Units of the rows above each that arrive at the same pair in the same period."""
    cell = pd.Series(rows.pair * (int(rows.arrival.max(initial=0)) + 1) + rows.arrival)
    return pd.Series(rows.units).groupby(cell).cumsum().to_numpy(np.float64) - rows.units


def _left(rows: _Rows, stock: _Stock) -> Floats:
    """Units of each row that no use before the next arrival asked for, rows that arrive together sharing."""
    periods = stock.free.shape[1]
    cell = rows.pair * periods + rows.arrival
    cells, where = np.unique(cell, return_inverse=True)
    pair = cells // periods
    # between one arrival and the next of the pair, or its last period: the least stock above the safety
    cut = np.unique(np.concatenate([cells, np.arange(stock.free.shape[0]) * periods]))
    least = np.minimum.reduceat(stock.free.ravel(), cut) if cut.size else np.zeros(0)
    spare = least[np.searchsorted(cut, cells)] if pair.size else np.zeros(0)
    arriving = totals(where, rows.units, cells.size)
    share = np.divide(np.minimum(spare, arriving), arriving, out=np.zeros(cells.size), where=arriving > 0)
    return rows.units * share[where]


def _line_sizes(problem: Problem, rows: _Rows) -> tuple[Bools, Bools, Bools]:
    """(R,) whether the row's whole line is as small as its supplier allows, at a price break, as large as allowed."""
    size = totals(rows.line, rows.units, int(rows.line.max(initial=-1)) + 1)[rows.line]
    figures: Mapping[str, Floats] = {
        name: np.append(problem.offers[name].to_numpy(np.float64), np.nan)[rows.offer]
        for name in ("moq_units", "max_units")
    }
    pack = rows.pack
    moq = np.ceil(figures["moq_units"] / pack - 1e-9) * pack
    most = np.floor(figures["max_units"] / pack + 1e-9) * pack
    breaks = problem.price_breaks
    item = positions(pd.Index(problem.items["item_id"]), breaks["item_id"])
    supplier = positions(pd.Index(problem.suppliers["supplier_id"]), breaks["supplier_id"])
    offer = _offers(problem, item, supplier)
    packs = np.append(problem.offers["case_pack"].to_numpy(np.float64), 1.0)[offer]
    at = np.ceil(breaks["min_units"].to_numpy(np.float64) / packs - 1e-9) * packs
    known = pd.MultiIndex.from_arrays([offer, at]).unique()
    at_break = np.asarray(pd.MultiIndex.from_arrays([rows.offer, size]).isin(known))
    return (moq > pack) & (size == moq), at_break, size == most
