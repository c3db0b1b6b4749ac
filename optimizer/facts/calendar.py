"""The calendar of a plan: periods, the days between them, and what money of a period weighs today."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.problem import Settings
from optimizer.facts.tolerance import Floats, Ints

NO_PERIOD = -1
FAR = 1e6  # days: dates further away than that are no dates of a calendar


@dataclass(frozen=True)
class Calendar:
    """Periods 0..T-1 of `bucket_days` days each; days are counted from the first day of period 0."""

    start: dt.date
    periods: int
    bucket_days: int
    discount_rate: float

    @classmethod
    def of(cls, settings: Settings) -> "Calendar":
        """Return the calendar that the settings of a problem describe."""
        return cls(settings.start, settings.periods, settings.bucket_days, settings.discount_rate)

    @cached_property
    def starts(self) -> npt.NDArray[np.datetime64]:
        """First day of each period, T of them."""
        return np.datetime64(self.start, "s") + np.arange(self.periods) * np.timedelta64(self.bucket_days * 86400, "s")

    @cached_property
    def weights(self) -> Floats:
        """(1+r)^-(t x bucket days / 365) for t = 0..T; the last is that of the end of the horizon."""
        years = np.arange(self.periods + 1) * self.bucket_days / 365.0
        weights: Floats = np.power(1.0 + self.discount_rate, -years)
        return weights

    def days(self, dates: pd.Series) -> Floats:
        """Days from the start to each date, negative before it; NaN where there is no date. Each is worked out once."""
        codes, met = pd.factorize(dates)
        since = (pd.Series(met) - pd.Timestamp(self.start)) / pd.Timedelta(days=1)
        return np.append(since.to_numpy(dtype=np.float64, na_value=np.nan), np.nan)[codes]

    def periods_begun(self, dates: pd.Series) -> Ints:
        """Period that starts on each date exactly, -1 where none does."""
        codes, met = pd.factorize(dates)
        return np.append(self.starting(self.days(pd.Series(met))), NO_PERIOD)[codes]

    def date(self, days: Floats) -> pd.Series:
        """Dates that lie `days` after the start; none where it is NaN."""
        known = np.abs(days) < FAR
        seconds = np.where(known, np.where(known, days, 0.0) * 86400, np.iinfo(np.int64).min)
        return pd.Series(np.datetime64(self.start, "s") + seconds.astype("timedelta64[s]"))

    def containing(self, days: Floats) -> Ints:
        """Period that contains each day, -1 outside the horizon."""
        return self._within(np.floor(days / self.bucket_days))

    def receiving(self, days: Floats) -> Ints:
        """First period that starts on or after each day, 0 for overdue goods, -1 after the last period."""
        return self._within(np.maximum(np.ceil(days / self.bucket_days), 0.0))

    def starting(self, days: Floats) -> Ints:
        """Period that starts on each day exactly, -1 where none does."""
        return np.where(np.mod(days, self.bucket_days) == 0, self.containing(days), NO_PERIOD)

    def _within(self, periods: Floats) -> Ints:
        inside = (periods >= 0) & (periods < self.periods)  # NaN is not
        return np.where(inside, periods, NO_PERIOD).astype(np.int64)
