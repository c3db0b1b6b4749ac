"""Demand streams: who asks for what, when, and what becomes of it when it is not served."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.facts.calendar import Calendar
from optimizer.facts.catalogue import OPEN, Catalogue, by_period
from optimizer.facts.tolerance import Bools, Floats, Ints


def _triple(asked: pd.DataFrame) -> tuple[Ints, Ints, Ints]:
    """Return the numbers of item, zone and channel of each row."""
    item, zone, channel = (asked[name].to_numpy(np.int64) for name in ("item", "zone", "channel"))
    return item, zone, channel


@dataclass(frozen=True)
class Streams:
    """Streams j = (item or kit, zone, channel), numbered in the order of `table`."""

    problem: Problem
    calendar: Calendar
    catalogue: Catalogue

    def _demanded(self) -> pd.DataFrame:
        """Units asked for within the horizon: `item`, `zone`, `channel` (numbers), `period`, `units`, `baseline`."""
        demand, known = self.problem.demand, self.catalogue
        asked = pd.DataFrame(
            {
                "item": known.item(demand["item_id"]).astype(np.int32),
                "zone": known.zone(demand["zone_id"]).astype(np.int32),
                "channel": known.channel(demand["channel"]).astype(np.int32),
                "period": self.calendar.containing(self.calendar.days(demand["date"])).astype(np.int32),
                "units": demand["units"].to_numpy(dtype=np.float64),
                "baseline": (demand["kind"] == "baseline").to_numpy(dtype=np.bool_),
            },
            copy=False,
        )
        inside = asked["period"] >= 0
        return asked if inside.all() else asked[inside]

    def _owed_at_start(self) -> pd.DataFrame:
        """The `open` streams: negative available stock is demand of the first period at its node."""
        stock, known = self.problem.stock, self.catalogue
        available = stock["on_hand"] - stock["reserved"] - stock["on_hold"]
        short = stock[available < 0]
        return pd.DataFrame(
            {
                "item": known.item(short["item_id"]),
                "zone": known.zone(short["node_id"]),
                "channel": known.channels.get_loc(OPEN),
                "period": 0,
                "units": -available[available < 0].to_numpy(dtype=np.float64),
                "baseline": False,
            }
        )

    @cached_property
    def _all(self) -> tuple[pd.DataFrame, int]:
        """All demand of the horizon, that of the `open` streams last, and how many rows are before that."""
        demanded, owed = self._demanded(), self._owed_at_start()
        together = pd.concat([demanded, owed], ignore_index=True) if len(demanded) and len(owed) else None
        return (demanded if len(demanded) else owed) if together is None else together, len(demanded)

    @cached_property
    def asked(self) -> pd.DataFrame:
        """All demand of the horizon, the `open` streams' included, with its number of `stream`."""
        asked, _ = self._all
        return asked.assign(stream=self.number(*_triple(asked)).astype(np.int32))

    @cached_property
    def _codes(self) -> pd.Index:
        return pd.Index(np.unique(self._code(*_triple(self._all[0]))))

    def _code(self, item: Ints, zone: Ints, channel: Ints) -> Ints:
        known = (item >= 0) & (zone >= 0) & (channel >= 0)
        code = (item * len(self.catalogue.zones) + zone) * len(self.catalogue.channels) + channel
        return np.where(known, code, -1)

    def number(self, item: Ints, zone: Ints, channel: Ints) -> Ints:
        """Return the stream of each triple of numbers, -1 where there is none."""
        return self._codes.get_indexer(pd.Index(self._code(item, zone, channel))).astype(np.int64)

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every stream: numbers and ids of item, zone and channel, `backorder`, `late_cost`, `category`.

        `late_cost` is money per unit lost, or per unit owed at the end of a period.
        """
        codes = self._codes.to_numpy(dtype=np.int64)
        channels, zones = len(self.catalogue.channels), len(self.catalogue.zones)
        item = codes // (channels * zones)
        items = self.problem.items.iloc[item].reset_index(drop=True)
        table = pd.DataFrame(
            {
                "item": item,
                "zone": codes // channels % zones,
                "channel_number": codes % channels,
                "item_id": items["item_id"],
                "zone_id": self.catalogue.zones[codes // channels % zones],
                "channel": self.catalogue.channels[codes % channels],
                "category": items["category"],
            }
        )
        declared = self.problem.channels[["channel", "shortage_mode", "shortage_factor"]]
        declared = table[["channel"]].merge(declared, on="channel", how="left")
        of_channel = declared["shortage_mode"].fillna("")
        mode = of_channel.where(of_channel != "", items["shortage_mode"])
        return table.assign(
            backorder=mode == "backorder", late_cost=items["shortage_cost"] * declared["shortage_factor"].fillna(1.0)
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Number of streams and of periods."""
        return len(self._codes), self.calendar.periods

    @cached_property
    def demand(self) -> Floats:
        """Units asked for, by stream and period."""
        stream, period = (self.asked[name].to_numpy(np.int64) for name in ("stream", "period"))
        return by_period(stream, period, self.asked["units"].to_numpy(np.float64), self.shape)

    @cached_property
    def backorder(self) -> Bools:
        """Whether each stream waits for what it was not served."""
        return self.table["backorder"].to_numpy(dtype=np.bool_)

    def _needed(self, *, baseline: bool) -> Floats:
        """Units by item and period, kits multiplied out; with `baseline` of that kind of demand alone."""
        asked = self._all[0].iloc[: self._all[1]]
        units = asked["units"].to_numpy(np.float64)
        if baseline:
            units = np.where(asked["baseline"], units, 0.0)
        row, part, amount = self.catalogue.multiplied_out(asked["item"].to_numpy(np.int64), units)
        shape = (len(self.catalogue.items), self.calendar.periods)
        return by_period(part, asked["period"].to_numpy(np.int64)[row], amount, shape)

    @cached_property
    def needed(self) -> Floats:
        """Own demand and that of kits multiplied out, by item and period: all zones and channels, `open` left out."""
        return self._needed(baseline=False)

    @cached_property
    def mean(self) -> Floats:
        """Mean demand of each item: baseline, kits multiplied out, all zones and channels, per period."""
        mean: Floats = self._needed(baseline=True).sum(axis=1) / self.calendar.periods
        return mean

    @cached_property
    def most_cover(self) -> Floats:
        """Stock that the next `max_cover_periods` need, and a case, by item and period; NaN where there is no limit."""
        items, periods = self.problem.items, self.calendar.periods
        ahead = items["max_cover_periods"].to_numpy(dtype=np.float64)[:, None]
        largest = items["item_id"].map(self.problem.offers.groupby("item_id")["case_pack"].max()).fillna(0.0)
        until = np.zeros((len(items), periods + 1))  # demand before each period, and before the end
        until[:, 1:] = np.cumsum(self.needed, axis=1)
        after = np.arange(1, periods + 1)  # the first period that the closing stock of each period is for
        last = np.minimum(after + np.nan_to_num(ahead), periods).astype(np.int64)
        inside = np.take_along_axis(until, last, axis=1) - until[:, after]
        beyond = np.maximum(0.0, after + ahead - periods) * self.mean[:, None]
        most: Floats = inside + beyond + largest.to_numpy(dtype=np.float64)[:, None]
        return most
