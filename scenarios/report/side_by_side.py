"""Several plans beside each other: what each costs, and how it differs from the first."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scenarios.report.buying import bought_by
from scenarios.report.spend import spend_by_period
from scenarios.report.told import Told

SIZES = ["cost", "bound", "gap", "in_time", "ordered", "orders", "freight", "lost", "owed"]


def costs_of(cases: Sequence[Told]) -> pd.DataFrame:
    """Money by term: a row a case, a column a term that is not 0 in all of them; a row adds up to its case's cost."""
    table = pd.DataFrame([dict(case.verdict.costs) for case in cases]).fillna(0.0)
    return table.loc[:, (table != 0).any()].rename(columns=lambda term: str(term).replace("_", " "))


def differences(costs: pd.DataFrame) -> pd.DataFrame:
    """By how much each case costs more than the first, by term; the terms that do not differ are left out."""
    table = costs - costs.iloc[0]
    return table.loc[:, (table != 0).any()]


def sizes_of(cases: Sequence[Told]) -> pd.DataFrame:
    """A row a case, the columns SIZES; NaN where a figure is not known.

    Money: `cost`, `bound`, `ordered` (price and duty) and `freight`; shares: `gap` and `in_time`; units: `lost`, and
    `owed` after the last period; `orders` counts purchase orders.
    """
    return pd.DataFrame([_sizes(case) for case in cases], columns=SIZES).astype("float64")


def bought_from(cases: Sequence[Told], key: str) -> pd.DataFrame:
    """Price, duty and freight: a row a supplier or node (`key`), the dearest first, a column a case by its position."""
    columns = {place: bought_by(case.plan, key).set_index(key)["money"] for place, case in enumerate(cases)}
    table = pd.DataFrame(columns).fillna(0.0)
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order]


def ordered_by_period(cases: Sequence[Told]) -> pd.DataFrame:
    """Price and duty by order date: a row a period's first day, a column a case; cases of one horizon."""
    tables = [spend_by_period(case.problem, case.plan).set_index("date")["ordered"] for case in cases]
    return pd.concat(dict(enumerate(tables)), axis=1).fillna(0.0)


def _sizes(case: Told) -> tuple[float, ...]:
    plan = case.plan
    last = plan.shortage.loc[plan.shortage["date"] == pd.Timestamp(case.problem.settings.last_start)]
    overall = case.verdict.service.get("overall")
    return (
        case.verdict.objective,
        np.nan if case.bound is None else case.bound,
        np.nan if case.gap is None else case.gap,
        np.nan if overall is None else float(overall),
        float((plan.orders["value"] + plan.orders["duty"]).sum()),
        float(plan.orders["order_id"].nunique()),
        float(plan.shipments["freight"].sum()),
        float(plan.shortage["lost"].sum()),
        float(last["backlog"].sum()),
    )
