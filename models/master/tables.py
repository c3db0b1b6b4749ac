"""The tables that a service keeps, derived from the declarations of the dataset: `models.tables`.

Three things differ from a dataset. Terms of suppliers carry the day from which they hold. Amounts that somebody pays,
and quantities that somebody counts, are exact to six decimals. The settings are a table like the others.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from models.columns import TEXT_KINDS, Column, Derived, Kind, Table, day, ident, text, yes_no
from models.tables import DATASET_TABLES, SETTINGS

EVER = dt.date(1, 1, 1)
"""How "always" is stored as the day from which terms hold."""
DATED = frozenset({"suppliers", "offers", "price_breaks", "lanes"})
VALID_FROM, WITHDRAWN = "valid_from", "withdrawn"
EXACT: dict[str, frozenset[str]] = {
    "suppliers": frozenset({"min_order_value"}),
    "offers": frozenset({"unit_price"}),
    "price_breaks": frozenset({"unit_price"}),
    "stock": frozenset({"on_hand", "reserved", "on_hold"}),
    "inbound": frozenset({"units"}),
    "budgets": frozenset({"amount"}),
}
"""What the ledger pays or counts; all other numbers are parameters of the model."""

SETTINGS_TABLE = Table(
    "settings",
    "The settings of live runs, those of `plan.yaml`: one row each; a setting without a row has its default. "
    "`currency` is that of all money of the organisation.",
    key=("key",),
    columns=(ident("key", "the setting, one of " + ", ".join(column.name for column in SETTINGS)),
             text("value", "its value", empty="the default")),
)  # fmt: skip


class Stored(StrEnum):
    """As what a column is stored; the same on every database."""

    TEXT = "text"
    FLOAT = "float"  # binary64, the bits that were read
    WHOLE = "whole"  # 64 bits
    MILLIONTHS = "millionths"  # whole, of a unit of money or of an item
    DAY = "day"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class MasterTable:
    """One table as it is kept: `declared` is that of the dataset, with the columns of dated terms where it has them."""

    declared: Table
    exact: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Its name, that of the dataset's table."""
        return self.declared.name

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row within an organisation."""
        return self.declared.key

    @property
    def dated(self) -> bool:
        """Whether its rows hold from days on."""
        return VALID_FROM in self.declared.key

    @property
    def stored(self) -> dict[str, Stored]:
        """As what each column is stored."""
        return {column.name: self._stored(column) for column in self.declared.columns}

    def nullable(self, column: Column) -> bool:
        """Whether nothing may be stored: an empty cell whose meaning is found when a problem is made."""
        return column.name not in self.key and (column.may_be_empty or isinstance(column.default, Derived))

    def _stored(self, column: Column) -> Stored:
        if column.name in self.exact:
            return Stored.MILLIONTHS
        if column.kind in TEXT_KINDS:
            return Stored.TEXT
        kinds = {Kind.WHOLE: Stored.WHOLE, Kind.DAY: Stored.DAY, Kind.YES_NO: Stored.YES_NO}
        return kinds.get(column.kind, Stored.FLOAT)


def _kept(declared: Table) -> MasterTable:
    if declared.name in DATED:
        columns = (
            *declared.columns,
            day(VALID_FROM, "the row holds from this day on, until the next one of the same key", empty="always"),
            yes_no(WITHDRAWN, "from `valid_from` on there is no such row", default=False),
        )
        declared = replace(declared, columns=columns, key=(*declared.key, VALID_FROM))
    return MasterTable(declared, EXACT.get(declared.name, frozenset()))


MASTER_TABLES = tuple(_kept(declared) for declared in (SETTINGS_TABLE, *DATASET_TABLES))
"""Every table, the settings first, then in the order of the dataset's reference page."""
_BY_NAME = {kept.name: kept for kept in MASTER_TABLES}


def master_table(name: str) -> MasterTable:
    """One table. Raises KeyError where there is none of the name."""
    return _BY_NAME[name]
