"""A case to report on: a plan beside its dataset, and what was found about it."""

from dataclasses import dataclass

from models.plan import Plan
from models.problem import Problem
from optimizer.verdict import Verdict
from optimizer.verify import verify


@dataclass(frozen=True)
class Told:
    """One plan as a report tells it.

    Attributes:
        name: what it is called among others.
        problem: the dataset that it is for.
        plan: its tables and its summary, which may be missing.
        verdict: rules, costs and service as recomputed from the tables; the report shows these figures alone.
        story: a sentence of the planner's on what this case is about.
    """

    name: str
    problem: Problem
    plan: Plan
    verdict: Verdict
    story: str = ""

    @property
    def currency(self) -> str:
        """The one currency of its money."""
        return self.problem.settings.currency

    @property
    def period(self) -> str:
        """What a period is called."""
        return self.problem.settings.bucket

    @property
    def when(self) -> str:
        """The name of an axis of periods."""
        return "day" if self.period == "day" else f"{self.period} that begins on"

    @property
    def discounted(self) -> bool:
        """Whether the terms of cost weigh later money less than the tables do."""
        return self.problem.settings.discount_rate != 0

    @property
    def edited(self) -> bool:
        """Whether the summary tells other costs than the tables come to, or none."""
        told = self.plan.summary.get("objective")
        return told is None or abs(float(told) - self.verdict.objective) > 1e-6 * max(1.0, abs(self.verdict.objective))

    @property
    def foreign(self) -> bool:
        """Whether the summary names another version of the dataset."""
        return self.plan.summary.get("dataset_sha256") not in (None, self.problem.sha256)

    @property
    def bound(self) -> float | None:
        """Money below which no plan of this dataset can cost; None where none is proven for it."""
        bound = self.plan.summary.get("bound")
        return None if bound is None or self.foreign else float(bound)

    @property
    def gap(self) -> float | None:
        """(objective - bound) / max(|objective|, 1e-9) of the recomputed objective; None without a bound."""
        if self.bound is None:
            return None
        return (self.verdict.objective - self.bound) / max(abs(self.verdict.objective), 1e-9)


def tell(problem: Problem, plan: Plan, name: str = "plan", story: str = "") -> Told:
    """The case of a plan, verified."""
    return Told(name, problem, plan, verify(problem, plan), story)
