"""What became of a plan's order lines in another plan: the same, resized, moved in time, dropped, or added."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.plan import Plan

PLACE = ["supplier_id", "item_id", "node_id", "mode"]
KINDS = ("same", "resized", "moved", "dropped", "added")


def changes_of(first: Plan, other: Plan) -> pd.DataFrame:
    """One row a line of either plan: ``change``, supplier, item, node, mode, and of each plan date, units and money.

    A line is what one date brings of an item from a supplier to a node by a mode. On the same date in both it is the
    ``same`` or ``resized``. Of what is left, the earliest line of one plan is ``moved`` to the earliest of the other at
    the same place, and so on; the rest is ``dropped`` or ``added``. Money is price and duty.
    """
    before, after = _lines(first), _lines(other)
    both = before.merge(after, how="outer", on=[*PLACE, "date"], suffixes=("_before", "_after"))
    met = both["units_before"].notna() & both["units_after"].notna()
    kept = both[met].rename(columns={"date": "date_before"}).assign(date_after=both.loc[met, "date"])
    resized = (kept["units_before"] - kept["units_after"]).abs() > 1e-9
    kept = kept.assign(change=np.where(resized, "resized", "same"))
    moved = _moved(both[~met])
    columns = [
        "change", *PLACE,
        *(f"{name}_{side}" for name in ("date", "units", "money") for side in ("before", "after")),
    ]  # fmt: skip
    table = pd.concat([each[columns] for each in (kept, moved) if len(each)] or [kept[columns]])
    rank = table["change"].map({kind: number for number, kind in enumerate(KINDS)})
    table = table.assign(rank=rank.astype("int64")).sort_values(["rank", *PLACE, "date_before", "date_after"])
    return table.drop(columns="rank").reset_index(drop=True)


def counted(changes: pd.DataFrame) -> dict[str, int]:
    """How many lines of each kind."""
    counts = changes["change"].value_counts()
    return {kind: int(counts.get(kind, 0)) for kind in KINDS}


def _lines(plan: Plan) -> pd.DataFrame:
    """The lines of a plan by place and ``date``: ``units``, ``money``."""
    orders = plan.orders
    table = pd.DataFrame(
        {
            **{name: orders[name].astype("object") for name in PLACE},  # pandas cannot join two empty columns of str
            "date": orders["order_date"],
            "units": orders["units"].astype("float64"),
            "money": (orders["value"] + orders["duty"]).astype("float64"),
        }
    )
    return table.groupby([*PLACE, "date"], as_index=False, sort=True)[["units", "money"]].sum()


def _moved(apart: pd.DataFrame) -> pd.DataFrame:
    """Lines that stand in one plan only, those of a place paired in the order of their dates."""
    sides = []
    for side in ("before", "after"):
        table = apart.loc[apart[f"units_{side}"].notna(), [*PLACE, "date", f"units_{side}", f"money_{side}"]]
        table = table.sort_values([*PLACE, "date"]).rename(columns={"date": f"date_{side}"})
        sides.append(table.assign(turn=table.groupby(PLACE).cumcount()))
    pairs = sides[0].merge(sides[1], how="outer", on=[*PLACE, "turn"])
    change = np.select(
        [pairs["units_after"].isna(), pairs["units_before"].isna()], ["dropped", "added"], default="moved"
    )
    return pairs.assign(change=change)
