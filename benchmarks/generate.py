"""Generates datasets to Parquet: seconds and peak memory by number of items.

    python -m benchmarks.generate [--items 100000 1000000] [--suppliers 60] [--nodes 3] [--periods 13]

The bar is a minute for 100,000 items in 3 nodes and 13 weeks, writing included. Each size runs in a process of its
own, so that its peak memory is its own; Python with numpy, pandas, scipy and pyarrow loaded is part of it.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from models.files import write_dataset
from optimizer.generate import GenerateOptions, generate


def measure(options: GenerateOptions) -> None:
    """Generate and write one dataset, and print what it took."""
    began = time.perf_counter()
    settings, tables = generate(options)
    made = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "dataset"
        write_dataset(settings, tables, folder, "parquet")
        total = time.perf_counter() - began
        size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{options.items:>9,} items, {len(tables['demand']):>10,} rows of demand: {made:5.1f} s to generate, "
        f"{total:5.1f} s with {size:,.0f} MB of Parquet, {peak:,.0f} MB at the peak"
    )


def main() -> None:
    """Measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--suppliers", type=int, default=60)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--periods", type=int, default=13)
    given = parser.parse_args()
    if len(given.items) == 1:
        sizes = {"suppliers": given.suppliers, "nodes": given.nodes, "periods": given.periods}
        measure(GenerateOptions(items=given.items[0], **sizes))
        return
    shape = ["--suppliers", str(given.suppliers), "--nodes", str(given.nodes), "--periods", str(given.periods)]
    for items in given.items:
        subprocess.run([sys.executable, "-m", "benchmarks.generate", "--items", str(items), *shape], check=True)


if __name__ == "__main__":
    main()
