"""A problem: everything a planner hands in, checked, typed and with every default filled in."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from models.checks.dataset import Checked, check_dataset, new_report
from models.checks.raw import cell_text, from_frame
from models.checks.settings import Entry
from models.faults import Notice
from models.settings import Settings

__all__ = ["Problem", "Settings"]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Settings and one frame per table of the dataset; nothing in it is changed after it is made.

    Each frame has all declared columns in their order and a RangeIndex in the order of the file, absent tables have no
    row. Texts are `str` ("" for none), numbers float64 (NaN for "none given"), whole numbers with a definite default
    int64, days datetime64[s] (NaT for "none given"). Demand and inbound outside the horizon are still there; `notices`
    count them.
    """

    settings: Settings
    items: pd.DataFrame
    suppliers: pd.DataFrame
    nodes: pd.DataFrame
    offers: pd.DataFrame
    price_breaks: pd.DataFrame
    lanes: pd.DataFrame
    transfers: pd.DataFrame
    fulfilment: pd.DataFrame
    channels: pd.DataFrame
    kits: pd.DataFrame
    substitutes: pd.DataFrame
    demand: pd.DataFrame
    stock: pd.DataFrame
    inbound: pd.DataFrame
    safety_stock: pd.DataFrame
    budgets: pd.DataFrame
    notices: tuple[Notice, ...] = ()
    sha256: str = ""

    @classmethod
    def from_tables(cls, settings: Mapping[str, Any] | Settings, tables: Mapping[str, pd.DataFrame]) -> Self:
        """The problem that settings and frames describe; columns and optional tables may be left out.

        The rows of a frame are numbered as if it were a sheet. Raises DatasetError with every fault.
        """
        given = dataclasses.asdict(settings) if isinstance(settings, Settings) else settings
        entries = [Entry(str(key), cell_text(value)) for key, value in given.items()]
        raw = {name: from_frame(name, frame) for name, frame in tables.items()}
        return cls.from_checked(check_dataset("plan", entries, raw, new_report()))

    @classmethod
    def from_checked(cls, checked: Checked) -> Self:
        """The problem of tables that have been checked."""
        return cls(checked.settings, **checked.frames, notices=checked.notices, sha256=checked.sha256)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name, in the order of the reference page."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)[1:-2]}

    @property
    def starts(self) -> tuple[dt.date, ...]:
        """The first day of each period."""
        step = dt.timedelta(days=self.settings.bucket_days)
        return tuple(self.settings.start + period * step for period in range(self.settings.periods))
