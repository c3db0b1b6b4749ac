"""Reads and checks four million rows of demand: seconds and peak memory of the reading process.

    python -m benchmarks.read_demand [--rows 4000000] [--format parquet]

The bar for Parquet is 10 s and 2 GB. The dataset is made in a temporary folder by one process and read by another, so
that the peak is the reader's own; its Python with numpy, pandas and pyarrow loaded is part of it.
"""

import argparse
import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from models.files import read_problem, write_dataset

START = dt.date(2024, 1, 1)
WEEKS, NODES = 13, 4


def make(folder: str, rows: int, kind: str) -> None:
    """A dataset of `rows` rows of demand: items x nodes x weeks, with units of 0.5 to 5000."""
    rng = np.random.default_rng(7)
    count = -(-rows // (WEEKS * NODES))
    items = np.array([f"item-{number:07d}" for number in range(count)])
    nodes = np.array([f"node-{number}" for number in range(NODES)])
    dates = np.datetime64(START, "s") + np.arange(WEEKS) * np.timedelta64(7, "D")
    demand = pd.DataFrame(
        {
            "item_id": np.repeat(items, WEEKS * NODES)[:rows],
            "zone_id": np.tile(np.repeat(nodes, WEEKS), count)[:rows],
            "date": np.tile(dates, count * NODES)[:rows],
            "units": np.round(rng.lognormal(3, 1.5, rows), 2),
            "channel": np.where(rng.random(rows) < 0.3, "web", ""),
            "kind": np.where(rng.random(rows) < 0.01, "promotion", "baseline"),
        }
    ).sample(frac=1.0, random_state=7)
    tables = {
        "items": pd.DataFrame({"item_id": items, "unit_cost": 4.0, "shortage_cost": 9.0}),
        "suppliers": pd.DataFrame({"supplier_id": ["S"]}),
        "nodes": pd.DataFrame({"node_id": nodes}),
        "offers": pd.DataFrame({"item_id": items, "supplier_id": "S", "unit_price": 4.0}),
        "lanes": pd.DataFrame({"supplier_id": "S", "node_id": nodes, "lead_time_days": 14}),
        "demand": demand.reset_index(drop=True),
    }
    write_dataset({"start": START, "periods": WEEKS}, tables, folder, "csv" if kind == "csv" else "parquet")


def read(folder: str, rows: int) -> None:
    """Reads the dataset and prints what it took."""
    before, worked = time.perf_counter(), time.process_time()
    problem = read_problem(folder)
    seconds, worked = time.perf_counter() - before, time.process_time() - worked
    assert len(problem.demand) == rows
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows:,} rows of demand: {seconds:.1f} s ({worked:.1f} s of CPU), {peak:,.0f} MB at the peak")


def main() -> None:
    """Makes in one process, reads in another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=4_000_000)
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--step", choices=("make", "read"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step == "make":
        make(given.folder, given.rows, given.format)
    elif given.step == "read":
        read(given.folder, given.rows)
    else:
        with tempfile.TemporaryDirectory() as parent:
            folder = str(Path(parent) / "dataset")
            for step in ("make", "read"):
                call = [sys.executable, "-m", "benchmarks.read_demand", "--rows", str(given.rows)]
                call += ["--format", given.format, "--step", step, "--folder", folder]
                subprocess.run(call, check=True)


if __name__ == "__main__":
    main()
