"""Which terms of suppliers hold on a day: rows with `valid_from` and `withdrawn` become the rows of a dataset."""

import datetime as dt
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from models.master.tables import DATED, VALID_FROM, WITHDRAWN, master_table

SETS = {"price_breaks": ["item_id", "supplier_id"]}
"""Rows that hold together: the price breaks of an offer are those of its latest day, all of them and no others."""
PARENTS = {"offers": ("suppliers",), "lanes": ("suppliers",), "price_breaks": ("suppliers", "offers")}
"""Terms of what does not hold do not hold either."""

Tables = Mapping[str, pa.Table]


def holding(tables: Tables, day: dt.date) -> dict[str, pa.Table]:
    """The tables as they are on a day: of each key the row with the latest `valid_from` that is not after it.

    Withdrawn rows are left out, and terms of suppliers or offers that do not hold. Tables without dates are as given.
    """
    found = {name: _on(name, table, day) if name in DATED else table for name, table in tables.items()}
    for name, parents in PARENTS.items():
        for parent in parents:
            if name in found and parent in found:
                found[name] = _of(name, found[name], found[parent], parent)
    return found


def _on(name: str, table: pa.Table, day: dt.date) -> pa.Table:
    begun = table.filter(pc.less_equal(table.column(VALID_FROM), pa.scalar(day, pa.date32())))
    group = SETS.get(name) or _key(name)
    latest = begun.group_by(group).aggregate([(VALID_FROM, "max")]).rename_columns({f"{VALID_FROM}_max": VALID_FROM})
    held = begun.join(latest, keys=[*group, VALID_FROM], join_type="left semi")
    held = held.filter(pc.invert(held.column(WITHDRAWN)))
    return _sorted(name, held.drop_columns([VALID_FROM, WITHDRAWN]))


def _of(name: str, table: pa.Table, parent: pa.Table, parent_name: str) -> pa.Table:
    keys = _key(parent_name)
    return _sorted(name, table.join(parent.select(keys), keys=keys, join_type="left semi"))


def _key(name: str) -> list[str]:
    return [column for column in master_table(name).key if column != VALID_FROM]


def _sorted(name: str, table: pa.Table) -> pa.Table:
    """A join keeps no order; a problem should not depend on it."""
    return table.sort_by([(column, "ascending") for column in _key(name)])
