"""What several commands are told, in the same words."""

import math
from pathlib import Path
from typing import Annotated

import typer

Dataset = Annotated[
    Path, typer.Argument(help="A folder of CSV or Parquet files, or an XLSX workbook.", metavar="DATASET")
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON; nothing else reaches standard output.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what stands at the place of the result.")]
Gap = Annotated[
    float, typer.Option("--gap", help="Stop when the plan is proven to cost at most this share more than the best one.")
]
TimeLimit = Annotated[
    float | None, typer.Option("--time-limit", help="Stop after this many seconds with the best plan so far.")
]


def finite(name: str, value: float, *, above: float | None = None, least: float | None = None) -> float:
    """The number, or a complaint that names the option when it is infinite, none at all, or out of range."""
    if not math.isfinite(value) or (above is not None and value <= above) or (least is not None and value < least):
        wanted = f"above {above:g}" if above is not None else f"of at least {least:g}"
        raise typer.BadParameter(f"{value} is not a number {wanted}.", param_hint=name)
    return value
