"""The declarations are whole: whatever is declared is documented, and derived from once."""

import dataclasses
import inspect

import pytest

from models import reference
from models.checks import dataset, defaults, kits, lanes, notices, offers, references, rows
from models.columns import MAX_MONEY, MAX_QUANTITY, NUMBER_KINDS, TEXT_KINDS, Column, Derived, Kind, Table
from models.plan import Plan
from models.problem import Problem
from models.settings import Settings
from models.tables import DATASET_TABLES, PLAN_TABLES, SETTINGS, table

TABLES = [*DATASET_TABLES, *PLAN_TABLES]
COLUMNS = [(each.name, column) for each in TABLES for column in each.columns] + [("plan", each) for each in SETTINGS]


def test_the_reference_page_is_what_the_declarations_say() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run `python -m models.reference`"


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=lambda value: getattr(value, "name", value))
def test_every_column_is_documented_and_bounded(name: str, column: Column) -> None:
    assert column.meaning, name
    assert column.unit, name
    assert column.required + (column.default is not None) + bool(column.empty) == 1, "what does an empty cell mean?"
    assert (column.kind is Kind.CHOICE) == bool(column.choices)
    if column.kind in NUMBER_KINDS and (name, column) not in [(t.name, c) for t in PLAN_TABLES for c in t.columns]:
        assert column.low is not None
        assert column.high is not None
        assert column.high <= (MAX_MONEY if column.kind is Kind.MONEY else MAX_QUANTITY)
    if column.references:
        parent, _, theirs = column.references.partition(".")
        assert theirs in table(parent).key


@pytest.mark.parametrize("declared", TABLES, ids=lambda declared: declared.name)
def test_every_table_has_a_meaning_and_a_key_of_its_own_columns(declared: Table) -> None:
    assert declared.meaning.endswith(".")
    assert declared.key
    for name in declared.key:
        column = declared.column(name)
        assert column.required or column.kind in TEXT_KINDS, "a key is never empty"


def test_problem_plan_and_settings_hold_what_is_declared() -> None:
    assert [each.name for each in dataclasses.fields(Settings)] == [column.name for column in SETTINGS]
    names = [each.name for each in dataclasses.fields(Problem)]
    assert names == ["settings", *(each.name for each in DATASET_TABLES), "notices", "sha256"]
    beside = ["summary", "multipliers"]
    assert [each.name for each in dataclasses.fields(Plan)] == [*(each.name for each in PLAN_TABLES), *beside]


def test_every_derived_default_has_its_rule() -> None:
    derived = {(t.name, c.name) for t in DATASET_TABLES for c in t.columns if isinstance(c.default, Derived)}
    assert derived == set(defaults.RULES)


def test_every_rule_is_registered_and_told() -> None:
    written = {
        function
        for module in (references, rows, offers, lanes, kits)
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and list(inspect.signature(function).parameters) == ["data"]
        and not function.__name__.startswith("_")
    }
    assert written == set(dataset.RULES)
    assert all(rule.__doc__ for rule in [*dataset.RULES, *notices.NOTICES])
