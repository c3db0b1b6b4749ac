"""Several plans beside each other; the first is what the others are compared to."""

from collections.abc import Mapping, Sequence

import pandas as pd

from scenarios.report.page.parts import Chart, Section, Series, Table
from scenarios.report.side_by_side import bought_from, costs_of, differences, ordered_by_period, sizes_of
from scenarios.report.told import Told
from scenarios.report.words import money, share, units

BARS = 10
"""Suppliers that a chart compares."""

TONES = tuple(f"c{number}" for number in range(1, 14))
"""Colours that a chart can tell apart, as many as there are terms of cost."""


def overview(cases: Sequence[Told]) -> Section:
    """Each case with its story, cost, difference, gap, service and orders."""
    table = sizes_of(cases)
    first = float(table["cost"].iloc[0])
    rows = [
        (
            case.name,
            case.story,
            money(row["cost"]),
            money(row["cost"] - first),
            share(row["gap"]),
            share(row["in_time"]),
            money(row["ordered"]),
            units(row["orders"]),
            units(row["lost"]),
            units(row["owed"]),
        )
        for case, row in zip(cases, table.to_dict("records"), strict=True)
    ]
    currency = cases[0].currency
    headings = (
        "case",
        "what it is about",
        f"cost ({currency})",
        f"more than {cases[0].name}",
        "gap",
        "served in time",
        f"ordered ({currency})",
        "orders",
        "lost (units)",
        "owed at the end (units)",
    )
    notes = [f"The first, {cases[0].name}, is what the others are compared to."]
    return Section("cases", "The cases", notes, [Table("The cases", headings, rows, range(2, 10))])


def terms(cases: Sequence[Told]) -> Section:
    """Costs by term of every case, and where the differences come from."""
    costs = costs_of(cases)
    names = [case.name for case in cases]
    axis = f"money ({cases[0].currency})"
    piled = Chart(
        "What makes up each cost",
        "A bar a case, made of its terms of cost; credits lie left of zero.",
        names,
        _columns(costs, _tones(cases)),
        "case",
        axis,
        horizontal=True,
        unit="money",
    )
    rows = [(term, *(money(amount) for amount in costs[term])) for term in costs.columns]
    total = ("total", *(money(case.verdict.objective) for case in cases))
    grid = Table(f"Cost by term ({cases[0].currency})", ("term", *names), rows, range(1, len(names) + 1), total)
    blocks: list[Chart | Table] = [piled, grid]
    changed = differences(costs)
    if len(changed.columns):
        blocks.insert(1, _differences(cases, changed, axis))
    return Section("terms", "Costs by term", [], blocks)


def purchases(cases: Sequence[Told]) -> Section:
    """When money is ordered, and from whom."""
    names = [case.name for case in cases]
    axis = f"money ({cases[0].currency})"
    periods = ordered_by_period(cases)
    days = [f"{day:%Y-%m-%d}" for day in periods.index]
    lines = [
        Series(name, periods[place].to_list(), TONES[place % len(TONES)], "line") for place, name in enumerate(names)
    ]
    period = cases[0].period
    when = Chart(
        f"Price and duty ordered by {period}",
        "A line a case: the money ordered.",
        days,
        lines,
        cases[0].when,
        axis,
        unit="money",
    )
    suppliers = bought_from(cases, "supplier_id")
    shown = suppliers.head(BARS)
    bars = [Series(name, shown[place].to_list(), TONES[place % len(TONES)]) for place, name in enumerate(names)]
    some = f" (the first {len(shown)} of {len(suppliers)})" if len(shown) < len(suppliers) else ""
    whom = Chart(
        f"Price, duty and freight by supplier{some}",
        "A group of bars a supplier, a bar a case.",
        [str(name) for name in shown.index],
        bars,
        "supplier",
        axis,
        horizontal=True,
        unit="money",
    )
    headings = (period, *names)
    right = range(1, len(headings))
    return Section(
        "purchases",
        "Spend and suppliers",
        [],
        [
            when,
            Table(f"Ordered by {period} ({cases[0].currency})", headings, _rows(periods, days), right, _sums(periods)),
            whom,
            Table(
                f"Price, duty and freight by supplier ({cases[0].currency})",
                ("supplier", *names),
                _rows(suppliers, [str(name) for name in suppliers.index]),
                right,
                _sums(suppliers),
            ),
        ],
    )


def _tones(cases: Sequence[Told]) -> dict[str, str]:
    """The colour of each term: the same in every chart, whatever terms it shows."""
    terms_known = dict.fromkeys(term.replace("_", " ") for case in cases for term in case.verdict.costs)
    return {term: TONES[place % len(TONES)] for place, term in enumerate(terms_known)}


def _columns(costs: pd.DataFrame, tones: Mapping[str, str]) -> list[Series]:
    return [Series(str(term), costs[term].to_list(), tones[str(term)], stack="money") for term in costs.columns]


def _differences(cases: Sequence[Told], changed: pd.DataFrame, axis: str) -> Chart:
    return Chart(
        f"By how much the others cost more than {cases[0].name}",
        "A bar a case, made of what its terms cost more (right of zero) and less (left of zero).",
        [case.name for case in cases[1:]],
        _columns(changed.iloc[1:], _tones(cases)),
        "case",
        axis,
        horizontal=True,
        unit="money",
    )


def _rows(table: pd.DataFrame, names: Sequence[str]) -> list[tuple[str, ...]]:
    return [
        (name, *(money(amount) for amount in row)) for name, row in zip(names, table.to_numpy().tolist(), strict=True)
    ]


def _sums(table: pd.DataFrame) -> tuple[str, ...]:
    return ("total", *(money(amount) for amount in table.sum()))
