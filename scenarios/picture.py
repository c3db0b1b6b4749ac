"""The page of a set of scenarios: its cases beside the base plan, regret, curves of sweeps, spreads of draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.plan import Plan
from models.problem import Problem
from scenarios.evaluate import BASE, BASE_PLAN, RE_PLAN, exists
from scenarios.report.page.parts import Page, Section
from scenarios.report.page.scenarios import COMPARED, scenarios_page
from scenarios.report.page.sections.sweeps import Row, curve, kept, spreads
from scenarios.report.sweeps import curves_of, spreads_of
from scenarios.report.told import Told, tell
from scenarios.results import Comparison
from scenarios.runner import Job
from scenarios.schema import Scenario


class Album:
    """What is shown of each scenario: its new plan, else the kept orders; gathered scenario by scenario."""

    def __init__(self, problem: Problem, base: Plan) -> None:
        self.cases: list[Told] = [tell(problem, base, BASE, "the dataset as it is")]
        self.scenarios: list[Scenario] = []
        self.notes: list[str] = []

    def add(self, job: Job, plans: Mapping[str, Plan], problem: Problem) -> None:
        """One finished scenario; ``problem`` is its dataset. Beyond what a page compares, figures alone are kept."""
        scenario = job.scenario
        self.scenarios.append(scenario)
        what = RE_PLAN if RE_PLAN in plans else BASE_PLAN
        plan = plans[what]
        if not exists(plan):
            reasons = plan.summary.get("reasons") or ["no plan was found in the time allowed"]
            self.notes.append(f"{scenario.name} has no plan: {reasons[0]}")
        elif len(self.cases) <= COMPARED:  # one more than is shown, so that the page says that there are more
            self.cases.append(tell(problem, plan, scenario.name, scenario.story))

    def page(self, title: str, story: str, comparison: Comparison) -> Page:
        """The page of all that was added."""
        currency = self.cases[0].currency
        rows: dict[str, dict[str, Row]] = {}
        for row in comparison.rows:
            rows.setdefault(str(row["scenario"]), {})[str(row["evaluation"])] = row
        shown = {name: found.get(RE_PLAN, found.get(BASE_PLAN)) for name, found in rows.items() if name != BASE}
        known = {name: row for name, row in shown.items() if row is not None}
        return scenarios_page(self.cases, title, story, self._between(rows, known, currency), self.notes)

    def _between(
        self, rows: Mapping[str, Mapping[str, Row]], known: Mapping[str, Row], currency: str
    ) -> Sequence[Section]:
        found: list[Section] = []
        pairs = [(name, each[RE_PLAN], each[BASE_PLAN]) for name, each in rows.items() if len(each) > 1]
        if pairs:
            found.append(kept(pairs[:COMPARED], currency))
        curves = curves_of(self.scenarios, known)
        found += [curve(each, currency, place) for place, each in enumerate(curves, start=1)]
        spread = spreads_of(self.scenarios, known)
        return [*found, spreads(spread, currency)] if len(spread) else found
