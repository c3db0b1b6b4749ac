"""The settings of a plan: what `plan.yaml` says, checked and with every default filled in."""

import datetime as dt
from dataclasses import dataclass

DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one problem, in the words of the dataset (meaning and bounds: `models.tables.SETTINGS`)."""

    start: dt.date
    periods: int
    bucket: str = "week"
    currency: str = "USD"
    carrying_rate: float = 0.24
    shortage_mode: str = "lost"
    terminal_cover_periods: float = 4.0
    terminal_value: float = 1.0
    salvage_value: float = 0.0
    discount_rate: float = 0.0
    frozen_periods: int = 0

    @property
    def bucket_days(self) -> int:
        """Days of a period: 1 or 7."""
        return 1 if self.bucket == "day" else 7

    @property
    def periods_per_year(self) -> float:
        """365 days or 365/7 weeks."""
        return DAYS_PER_YEAR / self.bucket_days

    @property
    def end(self) -> dt.date:
        """The first day after the horizon."""
        return self.start + dt.timedelta(days=self.periods * self.bucket_days)

    @property
    def last_start(self) -> dt.date:
        """The first day of the last period."""
        return self.start + dt.timedelta(days=(self.periods - 1) * self.bucket_days)
