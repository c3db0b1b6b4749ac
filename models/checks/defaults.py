"""Defaults that follow from other columns or from the settings; `models.tables` says each rule in words."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from models.checks.cells import Cells
from models.checks.table import CheckedTable
from models.settings import Settings

Values = npt.NDArray[np.generic]


def _carrying_cost(items: CheckedTable, settings: Settings) -> Values:
    unit_cost = items.cells["unit_cost"].array.astype(np.float64)
    return unit_cost * settings.carrying_rate / settings.periods_per_year


def _safety_cost(items: CheckedTable, settings: Settings) -> Values:
    return items.cells["shortage_cost"].array.astype(np.float64) / (2 * settings.periods)


def _shortage_mode(items: CheckedTable, settings: Settings) -> Values:
    return np.full(len(items.rows), settings.shortage_mode, dtype=object)


def _first_order_date(suppliers: CheckedTable, settings: Settings) -> Values:
    return np.full(len(suppliers.rows), np.datetime64(settings.start, "s"))


RULES: dict[tuple[str, str], Callable[[CheckedTable, Settings], Values]] = {
    ("items", "carrying_cost"): _carrying_cost,
    ("items", "safety_cost"): _safety_cost,
    ("items", "shortage_mode"): _shortage_mode,
    ("suppliers", "first_order_date"): _first_order_date,
}


def fill_derived(table: CheckedTable, settings: Settings) -> None:
    """Fills the empty cells of the table's columns whose defaults are derived."""
    for (name, column), rule in RULES.items():
        if name != table.name:
            continue
        cells = table.cells[column]
        if not cells.blank.any():
            continue
        values = rule(table, settings)
        if cells.words is not None:
            table.cells[column] = _filled_words(cells, values)
        else:
            table.cells[column] = replace(cells, array=np.where(cells.blank, values, cells.array))


def _filled_words(cells: Cells, values: Values) -> Cells:
    assert cells.words is not None  # noqa: S101 - the caller has looked
    texts = np.where(cells.blank, values, cells.words[cells.array.astype(np.intp)])
    words, codes = np.unique(texts.astype(object), return_inverse=True)
    return Cells(codes.astype(np.int32), cells.bad, cells.blank, words)
