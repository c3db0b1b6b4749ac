"""The plot: size against seconds, gap and memory, one line a tool."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.scale.rows import Row

PANELS = (("seconds", "seconds, whole process", 1.0), ("gap", "gap, %", 100.0), ("peak_mb", "peak memory, MB", 1.0))
MARKERS = "osD^v"


def draw(rows: Sequence[Row], file: Path, title: str) -> None:
    """Write the plot as SVG: full marks are plans, hollow ones plans that order nothing; without a plan, no mark.

    The same rows give the same file.
    """
    mpl.rcParams["svg.hashsalt"] = "caselot"
    figure = Figure(figsize=(12, 4), layout="constrained")
    panels = figure.subplots(1, len(PANELS))
    tools = list(dict.fromkeys(row.tool for row in rows))
    for axes, (name, label, factor) in zip(panels, PANELS, strict=True):
        for tool, marker in zip(tools, MARKERS * len(tools), strict=False):
            _line(axes, [row for row in rows if row.tool == tool], name, factor, tool, marker)
        axes.set(xscale="log", yscale="log", xlabel="items", ylabel=label)
        axes.grid(visible=True, which="major", alpha=0.3)
    panels[0].legend(frameon=False)
    figure.suptitle(title)
    stage = file.with_name(f".{file.name}.tmp")
    figure.savefig(stage, format="svg", metadata={"Date": None})
    stage.replace(file)


def _line(axes: Any, rows: Sequence[Row], name: str, factor: float, tool: str, marker: str) -> None:  # noqa: ANN401 - matplotlib is untyped
    found = [row for row in rows if getattr(row, name) and (name != "gap" or row.outcome in {"plan", "orders nothing"})]
    found.sort(key=lambda row: row.items)
    sizes, figures = [row.items for row in found], [factor * getattr(row, name) for row in found]
    (line,) = axes.plot(sizes, figures, marker=marker, label=tool)
    for row, figure in zip(found, figures, strict=True):
        if row.outcome != "plan":
            axes.plot([row.items], [figure], marker=marker, color=line.get_color(), markerfacecolor="white")
