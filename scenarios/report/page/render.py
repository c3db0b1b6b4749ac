"""From a page to one HTML file: the adapter to the template engine and to the chart library."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scenarios.report.page.parts import Chart, Page

HERE = Path(__file__).parent
LIBRARY = HERE.parent / "vendor" / "echarts.min.js"

SHORT, LONG = 24, 40
"""Characters of a cell: up to SHORT (two days and a word) it is not broken, from LONG on it is a sentence."""

ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What could end or begin an element, as JSON spells it too."""


def render(page: Page) -> str:
    """The page as HTML that asks for nothing from anywhere: styles, scripts and figures are in it."""
    template = _environment().get_template("page.html.j2")
    return template.render(
        page=page,
        style=_own("page.css"),
        script=_own("page.js"),
        library=Markup(LIBRARY.read_text(encoding="utf-8")),  # noqa: S704 - a file of ours, pinned by its sum
        charts=embedded({name: _figures(chart) for name, chart in _charts(page)}),
    )


def embedded(value: Any) -> Markup:  # noqa: ANN401 - whatever JSON can hold
    """JSON by the book that may stand in a script element: no text in it can end the element."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    for mark, spelt in ESCAPES.items():
        text = text.replace(mark, spelt)
    return Markup(text)  # noqa: S704 - nothing that HTML knows is left in it


def chart_id(section: int, block: int) -> str:
    """The id of a chart's element, by its place on the page."""
    return f"chart-{section}-{block}"


def _figures(chart: Chart) -> dict[str, Any]:
    """The chart as JSON can hold it: what is no number (of a plan made by hand) leaves a gap."""
    figures = {**asdict(chart), "height": chart.height}
    for series in figures["series"]:
        series["data"] = [float(one) if one is not None and math.isfinite(one) else None for one in series["data"]]
    return figures


def width(text: str) -> str:
    """The style of a cell: ids and days stay on a line, sentences get room for a few words on each."""
    return "short" if len(text) <= SHORT else "long" if len(text) >= LONG else ""


def _charts(page: Page) -> Iterator[tuple[str, Chart]]:
    for place, section in enumerate(page.sections, start=1):
        for number, block in enumerate(section.blocks, start=1):
            if isinstance(block, Chart):
                yield chart_id(place, number), block


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["chart_id"] = chart_id
    environment.globals["width"] = width
    return environment


def _own(name: str) -> Markup:
    return Markup((HERE / name).read_text(encoding="utf-8"))  # noqa: S704 - a file of ours
