"""From a policy to the plan it makes, with the service and the costs of any other plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.faults import Notice
from models.problem import Problem
from optimizer.linear import Floats
from optimizer.strategies.baseline.parameters import Policy
from optimizer.strategies.baseline.simulate import simulate
from optimizer.strategies.baseline.stocks import Stocks, stocks_of
from optimizer.strategies.decomposed.assemble import Assembled, assemble, decide
from optimizer.strategies.decomposed.chunks import Chunks, chunks_of
from optimizer.strategies.decomposed.strategy import part_size


@dataclass(frozen=True)
class Planner:
    """A problem ready for policies to be tried on it."""

    problem: Problem
    stocks: Stocks
    chunks: Chunks

    @classmethod
    def of(cls, problem: Problem) -> Planner:
        """Choose routes and homes, once for all policies and parameters."""
        return cls(problem, stocks_of(problem), chunks_of(problem, part_size(len(problem.items))))

    def cost(self, policy: Policy, parameters: Mapping[str, float]) -> float:
        """What the policy's plan costs in all (discounted money), its goods served and moved in the cheapest way."""
        decided = decide(self.problem, self.chunks, self._cases(policy, parameters))
        if decided is None:
            raise ArithmeticError(f"the orders of policy {policy.name} break a limit of stock")
        return decided.cost

    def assembled(self, policy: Policy, parameters: Mapping[str, float]) -> Assembled:
        """The policy's plan."""
        made = assemble(self.problem, self.chunks, self._cases(policy, parameters))
        if made is None:
            raise ArithmeticError(f"the orders of policy {policy.name} break a limit of stock")
        return made

    def _cases(self, policy: Policy, parameters: Mapping[str, float]) -> list[Floats]:
        """Whole cases of every chunk's case columns, which stand in the order of the whole problem's."""
        cases = simulate(self.stocks, policy, parameters)
        chunk = self.chunks.number[self.stocks.ordering.item]
        return [cases[chunk == k] for k in range(len(self.chunks))]

    def notices(self) -> list[Notice]:
        """What no policy orders for, as warnings: items that several suppliers must share."""
        items = self.problem.items["item_id"][self.stocks.undivided()]
        if not len(items):
            return []
        sentence = (
            "Items whose sourcing shares let no single supplier have all of them are not ordered by a baseline: each "
            "stock is bought from one supplier"
        )
        return [Notice("baseline-shares", sentence, len(items), tuple(items.head(3)))]
