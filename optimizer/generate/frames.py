"""Readable ids and frames from index arrays."""

import datetime as dt

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.generate.randomness import Ints


def numbered(prefix: str, count: int, width: int) -> "pd.Series[str]":
    """`count` ids such as ITEM-00001, as wide as the largest number needs; shape (count,)."""
    digits = max(width, len(str(count)))
    return prefix + "-" + pd.Series(np.arange(1, count + 1)).astype("str").str.zfill(digits)


def pick(labels: "pd.Series[str] | tuple[str, ...]", codes: npt.NDArray[np.integer]) -> "pd.Series[str]":
    """The labels at these positions, without a Python object per row; shape of `codes`."""
    column = pd.Series(labels, dtype="str") if isinstance(labels, tuple) else labels
    return column.take(codes).reset_index(drop=True)


def days_after(start: dt.date, days: npt.NDArray[np.integer]) -> npt.NDArray[np.datetime64]:
    """Dates so many days after `start`; datetime64[s]."""
    dates: npt.NDArray[np.datetime64] = (np.datetime64(start, "D") + days.astype("timedelta64[D]")).astype("M8[s]")
    return dates


def period_starts(start: dt.date, bucket_days: int, periods: Ints) -> npt.NDArray[np.datetime64]:
    """First days of these periods; datetime64[s]."""
    return days_after(start, periods * bucket_days)
