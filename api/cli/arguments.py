"""What several commands are told, in the same words."""

from pathlib import Path
from typing import Annotated, Literal

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
    float, typer.Option("--time-limit", help="Stop after this many seconds with the best plan so far.")
]
FileFormat = Annotated[Literal["csv", "parquet", "xlsx"], typer.Option("--format", help="Kind of files to write.")]
