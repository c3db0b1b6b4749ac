"""Size against seconds, gap and peak memory, beside other solvers: to the terminal, scale.csv and scale.svg.

    python -m benchmarks.scale [--sizes 50,200] [--time-limits 5,20] [--tools caselot,highs] [--append]

Every measurement is a whole process: reading, planning, verifying and writing. All tools get the same instance and the
same time limit. A run that was stopped goes on with --append. The long run: `--sizes 1000000 --append`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scale.growth import FROM, UPTO, fitted
from benchmarks.scale.measure import COMMANDS, ROOT, Task, generate, measure, not_tried, run_child
from benchmarks.scale.rows import Row, put, read_rows, write_rows

SIZES = (50, 200, 1_000, 10_000, 100_000)

LIMITS = {50: 5.0, 200: 20.0, 1_000: 20.0, 10_000: 120.0, 100_000: 900.0, 1_000_000: 10_800.0}
"""Seconds by size; a size between two of them gets those of the larger."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, write each row as it is known, draw the plot at the end."""
    given = parser().parse_args(arguments)
    earlier = read_rows(given.csv) if given.append else []
    rows = list(earlier)
    tasks = tasks_of(given)
    if any(task.tool == "caselot" for task in outstanding(tasks, rows)):
        run_child(("-m", "optimizer.strategies.decomposed"), at_most=1800.0, memory_limit=given.memory_limit)
    print(heading(), flush=True)
    for size in dict.fromkeys(task.items for task in tasks):
        todo = outstanding([task for task in tasks if task.items == size], rows)
        with tempfile.TemporaryDirectory(prefix="scale-") as parent:
            dataset = Path(parent) / "dataset"
            for task in todo:
                if task.tool != "caselot" and task.items > given.limit_of_others:
                    row = not_tried(task, f"one model of more than {given.limit_of_others} items")
                else:
                    if not dataset.exists():
                        generate(task, dataset)
                    row = measure(task, dataset)
                rows = put(rows, row)
                write_rows(given.csv, rows)
                print(line_of(row), flush=True)
    return conclude(rows, given.svg)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--sizes", type=_whole_numbers, default=SIZES, help="items, such as 50,200")
    made.add_argument("--time-limits", type=_numbers, help="seconds, one for each of the sizes")
    made.add_argument("--tools", type=_tools, default=tuple(COMMANDS), help=", ".join(COMMANDS))
    made.add_argument("--limit-of-others", type=int, default=1_000, help="items beyond which only caselot is tried")
    made.add_argument("--gap", type=float, default=1e-6, help="the gap at which every tool may stop")
    made.add_argument("--suppliers", type=int, default=12)
    made.add_argument("--seed", type=int, default=1, help="of the instance")
    made.add_argument("--memory-limit", type=float, default=16.0, help="GiB that a process may address")
    made.add_argument("--append", action="store_true", help="keep the rows there are and measure what is missing")
    made.add_argument("--csv", type=Path, default=ROOT / "benchmarks" / "scale.csv")
    made.add_argument("--svg", type=Path, default=ROOT / "benchmarks" / "scale.svg")
    return made


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(word) for word in text.split(","))


def _whole_numbers(text: str) -> tuple[int, ...]:
    return tuple(int(word.replace("_", "")) for word in text.split(","))


def _tools(text: str) -> tuple[str, ...]:
    tools = tuple(text.split(","))
    unknown = [tool for tool in tools if tool not in COMMANDS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; known are {', '.join(COMMANDS)}")
    return tools


def tasks_of(given: argparse.Namespace) -> list[Task]:
    """Every size with every tool, sizes rising. Raises SystemExit where the limits do not match the sizes."""
    limits = given.time_limits or tuple(map(limit_of, given.sizes))
    if len(limits) != len(given.sizes):
        raise SystemExit(f"{len(limits)} time limits for {len(given.sizes)} sizes; one for each is expected")
    return [
        Task(items, given.suppliers, given.seed, tool, limit, given.gap, given.memory_limit)
        for items, limit in sorted(zip(given.sizes, limits, strict=True))
        for tool in given.tools
    ]


def limit_of(items: int) -> float:
    """Seconds for a size by default."""
    return next((seconds for size, seconds in LIMITS.items() if items <= size), max(LIMITS.values()))


def outstanding(tasks: Sequence[Task], rows: Sequence[Row]) -> list[Task]:
    """The tasks of which there is no row yet, or one that says it was not tried."""
    done = {row.key for row in rows if row.outcome != "not tried"}
    return [t for t in tasks if (t.items, t.suppliers, t.seed, t.tool, t.time_limit, t.gap_asked) not in done]


def heading() -> str:
    """The first two lines of the table that goes to the terminal."""
    return "| items | tool | limit | outcome | gap | seconds | MB |\n| ---: | --- | ---: | --- | ---: | ---: | ---: |"


def line_of(row: Row) -> str:
    """A row of it."""
    gap = "" if row.gap is None else f"{100 * row.gap:.2f} %"
    seconds = "" if row.seconds is None else f"{row.seconds:,.1f}"
    memory = "" if row.peak_mb is None else f"{row.peak_mb:,.0f}"
    outcome = f"{row.outcome}: {row.note}" if row.note else row.outcome
    return f"| {row.items:,} | {row.tool} | {row.time_limit:g} s | {outcome} | {gap} | {seconds} | {memory} |"


def conclude(rows: Sequence[Row], svg: Path) -> int:
    """Print the exponent, draw the plot."""
    found, limited = fitted(rows)
    growth = "too few sizes for a growth exponent"
    if found is not None:
        growth = f"seconds grow with items^{found:.2f} from {FROM:,} to {UPTO:,}"
    print(f"\n{growth}")
    if limited:
        sizes = ", ".join(f"{size:,}" for size in limited)
        print(f"(the time limit ended the search at {sizes} items: there the seconds tell of the limit)")
    try:
        from benchmarks.scale.chart import draw  # noqa: PLC0415 - large: see measure.run_child
    except ImportError:
        print("no plot: matplotlib is missing (the extra `bench` brings it)")
        return 0
    draw(rows, svg, growth)
    return 0


if __name__ == "__main__":
    sys.exit(main())
