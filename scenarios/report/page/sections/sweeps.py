"""What came of sweeps, random draws and kept orders: curves and tables over many scenarios."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from scenarios.report.page.parts import Chart, Section, Series, Table
from scenarios.report.page.sections.comparison import TONES
from scenarios.report.sweeps import Curve
from scenarios.report.words import money, share, units

Row = Mapping[str, Any]


def curve(found: Curve, currency: str, place: int) -> Section:
    """Cost and service over the parameter; over the money of the budgets where it changes them."""
    axis = f"budgets in all ({currency})" if found.of_budgets else found.parameter
    values = found.wide("cost").index
    budgets = found.points.groupby("value")["budget"].first()
    labels = [f"{budgets[value]:,.0f}" if found.of_budgets else f"{value:g}" for value in values]
    charts: list[Chart | Table] = []
    for figure, title, value_axis, unit in (
        ("cost", "Cost", f"cost ({currency})", "money"),
        ("served", "Served in time", "share of the units demanded", "share"),
    ):
        wide = found.wide(figure)
        series = [
            Series(str(line) or title.lower(), [_figure(one) for one in wide[line]], TONES[number % len(TONES)], "line")
            for number, line in enumerate(wide.columns)
        ]
        about = f"A line over {axis}: {title.lower()}."
        charts.append(Chart(f"{title} over {axis}", about, labels, series, axis, value_axis, unit=unit))  # type: ignore[arg-type]
    rows = [
        (f"{row['value']:g}", str(row["line"]), money(row["budget"]), money(row["cost"]), share(row["served"]))
        for row in found.points.sort_values(["line", "value"]).to_dict("records")
    ]
    headings = (found.parameter, "others", f"budgets ({currency})", f"cost ({currency})", "served in time")
    table = Table(f"{found.entry} over {found.parameter}", headings, rows, (0, 2, 3, 4))
    return Section(f"curve-{place}", f"{found.entry}: cost and service over {axis}", [], [*charts, table])


def kept(pairs: Sequence[tuple[str, Row, Row]], currency: str) -> Section:
    """What keeping the base plan's orders costs beside planning anew; ``pairs``: scenario, re-plan, kept orders."""
    names = [name for name, _, _ in pairs]
    bars = [
        Series("planned anew", [_figure(new["cost"]) for _, new, _ in pairs], "c1"),
        Series("base plan's orders kept", [_figure(old["cost"]) for _, _, old in pairs], "c2"),
    ]
    chart = Chart(
        "Planned anew and with the base plan's orders",
        "Two bars a scenario: what it costs when it is planned anew, and when the base plan's orders are kept.",
        names,
        bars,
        "scenario",
        f"cost ({currency})",
        horizontal=True,
        unit="money",
    )
    rows = [
        (
            name,
            money(new["cost"]),
            money(old["cost"]),
            money(new["regret"]),
            share(new["fill_rate"]),
            share(old["fill_rate"]),
            units(old["violations"]),
        )
        for name, new, old in pairs
    ]
    headings = (
        "scenario",
        f"planned anew ({currency})",
        f"orders kept ({currency})",
        f"regret ({currency})",
        "served, anew",
        "served, kept",
        "rules broken by kept orders",
    )
    notes = ["Regret is what keeping the orders costs more; it is not told where kept orders break a rule."]
    return Section(
        "regret", "Planned anew or orders kept", notes, [chart, Table("Regret", headings, rows, range(1, 7))]
    )


def spreads(table: pd.DataFrame, currency: str) -> Section:
    """How cost and service spread over random draws."""
    rows = [
        (
            str(row["entry"]),
            units(row["draws"]),
            *(money(row[f"cost_{way}"]) for way in ("mean", "min", "max")),
            *(share(row[f"served_{way}"]) for way in ("mean", "min", "max")),
        )
        for row in table.to_dict("records")
    ]
    headings = ("scenario", "draws", *(f"{way} cost ({currency})" for way in ("mean", "least", "most")))
    headings += tuple(f"{way} served in time" for way in ("mean", "least", "most"))
    return Section("draws", "Random draws", [], [Table("Over all draws", headings, rows, range(1, 8))])


def _figure(value: Any) -> float | None:  # noqa: ANN401 - a figure of a row, which may be missing
    return None if value is None or pd.isna(value) else float(value)
