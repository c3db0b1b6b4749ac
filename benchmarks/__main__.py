"""Every benchmark in turn: reading, generating, building, and the gap over time; about a quarter of an hour."""

from __future__ import annotations

import subprocess
import sys

SUITE = ("benchmarks.read_demand", "benchmarks.generate", "benchmarks.building", "benchmarks.gaps")

if __name__ == "__main__":
    for module in SUITE:
        print(f"\n## python -m {module}\n", flush=True)
        subprocess.run([sys.executable, "-m", module], check=True)
