"""From column values to a plan: the tables of docs/reference/dataset.md, in the planner's words."""

from optimizer.extract.extract import extract

__all__ = ["extract"]
