"""Periods and days: which period a date belongs to, when goods arrive, what money is worth later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.problem import Settings
from optimizer.linear import Floats, Ints

DAYS_PER_YEAR = 365.0


@dataclass(frozen=True)
class Calendar:
    """The horizon: ``periods`` buckets of ``bucket_days`` days from ``start``."""

    start: np.datetime64
    bucket_days: int
    periods: int
    weights: Floats
    """(T + 1,) discount factor of money in period t; the last is the end of the horizon."""

    @classmethod
    def of(cls, settings: Settings) -> Calendar:
        """The calendar of a plan's settings."""
        days = np.arange(settings.periods + 1) * settings.bucket_days
        weights = (1.0 + settings.discount_rate) ** (-days / DAYS_PER_YEAR)
        start = np.datetime64(settings.start, "D")
        return cls(start, settings.bucket_days, settings.periods, weights)

    @property
    def starts(self) -> npt.NDArray[np.datetime64]:
        """(T,) first day of every period."""
        return self.start + np.arange(self.periods) * np.timedelta64(self.bucket_days, "D")

    @property
    def names(self) -> list[str]:
        """Every period by its first day, as names show it."""
        return [str(day) for day in self.starts]

    def days_from_start(self, dates: pd.Series | npt.NDArray[np.datetime64]) -> Ints:
        """Days between the start and each date, negative before it."""
        return (np.asarray(dates).astype("datetime64[D]") - self.start).astype(np.int64)

    def period_of(self, dates: pd.Series) -> Ints:
        """The period that contains each date; negative or >= T outside the horizon."""
        return np.floor_divide(self.days_from_start(dates), self.bucket_days)

    def first_period_from(self, dates: pd.Series) -> Ints:
        """The first period that starts on or after each date; may be negative or >= T."""
        return self.lag(self.days_from_start(dates))

    def lag(self, days: Ints) -> Ints:
        """Whole periods that cover ``days``, rounded up: what leaves on a period's start is received so much later."""
        return -np.floor_divide(-days, self.bucket_days)
