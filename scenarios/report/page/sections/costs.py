"""Costs by term."""

from scenarios.report.costs import cost_terms
from scenarios.report.page.parts import Chart, Section, Series, Table
from scenarios.report.told import Told
from scenarios.report.words import money


def costs(told: Told) -> Section:
    """Every term that is not 0, and their sum: the cost of the plan."""
    table = cost_terms(told.verdict.costs)
    currency = f"money ({told.currency})"
    notes = ["Every table and chart of this page adds up to these figures."]
    if told.discounted:
        rate = told.problem.settings.discount_rate
        notes = [f"These terms are discounted at {100 * rate:g} % a year; money elsewhere on this page is not."]
    rows = [(row["term"], money(row["money"])) for row in table.to_dict("records")]
    return Section(
        "costs",
        "Costs by term",
        notes,
        [
            Chart(
                "What makes up the cost",
                f"Bars of {len(table)} terms of cost that add up to {money(told.verdict.objective)} {told.currency}.",
                table["term"].to_list(),
                [Series("cost", table["money"].to_list(), "c1")],
                "term",
                currency,
                horizontal=True,
                labelled=True,
                unit="money",
            ),
            Table("Cost by term", ("term", currency), rows, [1], ("total", money(told.verdict.objective))),
        ],
    )
