"""Datasets, plans and explanations as files: folders of CSV or Parquet files, or a workbook."""

from models.files.datasets import read_problem, write_dataset
from models.files.explanations import rows_of, write_explanation
from models.files.formats import FORMATS, Format
from models.files.multipliers import read_multipliers
from models.files.plans import read_plan, write_plan
from models.files.reports import write_report

__all__ = [
    "FORMATS",
    "Format",
    "read_multipliers",
    "read_plan",
    "read_problem",
    "rows_of",
    "write_dataset",
    "write_explanation",
    "write_plan",
    "write_report",
]
