"""The costs of a plan, term by term."""

from collections.abc import Mapping

import pandas as pd


def cost_terms(costs: Mapping[str, float]) -> pd.DataFrame:
    """One row a term of the objective that is not 0, in its order: `term` in words, `money`. They add up to it."""
    table = pd.DataFrame({"term": list(costs), "money": [float(amount) for amount in costs.values()]})
    table["term"] = table["term"].str.replace("_", " ")
    return table.loc[table["money"] != 0].reset_index(drop=True)
