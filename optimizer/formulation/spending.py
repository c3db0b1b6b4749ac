"""What order lines cost to buy, column by column: the price paid per tier, without duty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.formulation.lines import LinePlan
from optimizer.instance import Instance
from optimizer.linear import Block, Floats, Ints


@dataclass(frozen=True)
class Spending:
    """Line value as entries: ``value`` money per unit of ``column`` belongs to ``line``. Parallel arrays."""

    line: Ints
    column: Ints
    value: Floats


def spending_of(instance: Instance, lines: LinePlan, q: Block, u: Block, x: Block) -> Spending:
    """Lines of one tier pay by the case (q); lines of several pay by tier (x cases); fixed parts hang on u."""
    ordering = instance.ordering
    pack = instance.problem.offers["case_pack"].to_numpy(np.float64)[ordering.line_offer]
    by_case = np.flatnonzero(~lines.is_split[ordering.line])
    case_line = ordering.line[by_case]
    split_line = lines.open_line[lines.split_open]
    fixed = np.flatnonzero(lines.open_fixed)
    return Spending(
        line=np.concatenate([case_line, split_line, lines.open_line[fixed]]),
        column=np.concatenate([q.start + by_case, x.indices, u.start + fixed]),
        value=np.concatenate(
            [
                lines.price[case_line] * pack[case_line],
                lines.open_price[lines.split_open] * pack[split_line],
                lines.open_fixed[fixed],
            ]
        ),
    )
