"""Days and periods of a problem, as a report needs them."""

import pandas as pd

from models.problem import Settings


def period_of(dates: "pd.Series[pd.Timestamp]", settings: Settings) -> "pd.Series[int]":
    """The period that contains each date: below 0 before the horizon, T and above behind it."""
    days = (dates - pd.Timestamp(settings.start)).dt.days
    return (days // settings.bucket_days).astype("int64")


def first_day(period: int, settings: Settings) -> pd.Timestamp:
    """The day on which a period begins."""
    return pd.Timestamp(settings.start) + pd.Timedelta(days=int(period) * settings.bucket_days)


def first_days(settings: Settings) -> pd.DatetimeIndex:
    """The first day of every period."""
    return pd.DatetimeIndex([first_day(period, settings) for period in range(settings.periods)])
