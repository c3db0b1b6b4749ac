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


def scenarios_page(cases: Sequence[Told], title: str = "Scenarios") -> Page:
    """The cases compared to the first, then costs, spend, service and making of each. Raises ValueError without a case.

    The cases share currency and horizon, as the scenarios of one dataset do; their names may be any texts.
    """
    if not cases:
        raise ValueError("expected at least one case, found none")
    settings = cases[0].problem.settings
    best = min(cases, key=lambda case: case.verdict.objective)
    tiles = [
        Tile("Cases", f"{len(cases):,}", f"compared to {cases[0].name}"),
        Tile(f"Cost of {cases[0].name} ({settings.currency})", money(cases[0].verdict.objective)),
        Tile(f"Least cost ({settings.currency})", money(best.verdict.objective), best.name),
        Tile("Served in time", share(cases[0].verdict.service.get("overall")), cases[0].name),
    ]
    return Page(
        title,
        f"{many(settings.periods, settings.bucket)} from {settings.start}, money in {settings.currency}",
        tiles,
        [overview(cases), terms(cases), purchases(cases), *_each(cases)],
        [f"{case.name}: {warning}" for case in cases for warning in warnings(case)],
    )


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
