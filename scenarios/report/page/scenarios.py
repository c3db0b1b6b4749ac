"""The page of several plans beside each other."""

from collections.abc import Sequence
from dataclasses import replace

from scenarios.report.page.parts import Page, Section, Tile
from scenarios.report.page.plan import warnings
from scenarios.report.page.sections.comparison import overview, purchases, terms
from scenarios.report.page.sections.costs import costs
from scenarios.report.page.sections.making import making
from scenarios.report.page.sections.service import service
from scenarios.report.page.sections.spend import spend
from scenarios.report.told import Told
from scenarios.report.words import many, money, share

COMPARED = 40
"""Cases that charts compare; more would be no picture any more."""

DETAILED = 12
"""Cases, the first included, with sections of their own, and with a line each in charts of lines."""


def scenarios_page(
    cases: Sequence[Told],
    title: str = "Scenarios",
    story: str = "",
    between: Sequence[Section] = (),
    notes: Sequence[str] = (),
) -> Page:
    """The cases compared to the first, then costs, spend, service and making of each. Raises ValueError without a case.

    The cases share a currency, as the scenarios of one dataset do; their names may be any texts. ``between`` are
    sections that come after the comparison of costs, ``notes`` are shown as warnings, ``story`` under the title. Beyond
    ``COMPARED`` cases only the first are shown, which a warning says.
    """
    if not cases:
        raise ValueError("expected at least one case, found none")
    settings = cases[0].problem.settings
    every, cases = len(cases), cases[:COMPARED]
    best = min(cases, key=lambda case: case.verdict.objective)
    tiles = [
        Tile("Cases", f"{every:,}", f"compared to {cases[0].name}"),
        Tile(f"Cost of {cases[0].name} ({settings.currency})", money(cases[0].verdict.objective)),
        Tile(f"Least cost ({settings.currency})", money(best.verdict.objective), best.name),
        Tile("Served in time", share(cases[0].verdict.service.get("overall")), cases[0].name),
    ]
    return Page(
        title,
        f"{story}{' ' if story else ''}{many(settings.periods, settings.bucket)} from {settings.start}, money in "
        f"{settings.currency}",
        tiles,
        [overview(cases), terms(cases), *between, purchases(cases[:DETAILED]), *_each(cases[:DETAILED])],
        [
            *notes,
            *_left_out(every, len(cases)),
            *(f"{case.name}: {warning}" for case in cases for warning in warnings(case)),
        ],
    )


def _left_out(every: int, shown: int) -> list[str]:
    found = [f"The first {shown} cases are shown; the tables have all."] if every > shown else []
    return [*found, f"The first {DETAILED} cases have sections of their own."] if shown > DETAILED else found


def _each(cases: Sequence[Told]) -> list[Section]:
    """The sections of every case, told apart by its position; the first of them has a link."""
    return [
        replace(
            section,
            slug=f"case-{place}-{section.slug}",
            title=f"{case.name}: {section.title[0].lower()}{section.title[1:]}",
            listed=section.slug == "costs",
        )
        for place, case in enumerate(cases, start=1)
        for section in (costs(case), spend(case), service(case), making(case))
    ]
