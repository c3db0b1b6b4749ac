"""Numbers as a planner reads them: the same on the screen as in a report."""

from scenarios.report.words import many, money, share, units

__all__ = ["many", "money", "share", "units"]
