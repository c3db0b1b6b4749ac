"""What is wrong with a body, without a word of Python or pydantic in it."""

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError, model_validator

import api.schemas
from api.fault_words import WORDS, fault_of
from api.schemas.kinds import Body, DecimalText, Identifier

WRONG: tuple[Any, ...] = (
    None, True, -1, 1.5, 10**30, float("inf"), "", "x", "a" * 3000, "2026-13-01", [], [None], ["x"], {}, {"a": 1},
    {"amount": 1, "currency": "x"},
)  # fmt: skip
PYTHON = ("Input should", "valid", "instance", "dictionary", "function-", "None", "True", "Decimal", "class ")


class Inner(Body):
    """What a row holds."""

    units: int
    price: DecimalText

    @model_validator(mode="wrap")
    @classmethod
    def _wrapped(cls, value: Any, handler: Any) -> Any:
        return handler(value)


class Outer(Body):
    """What is sent."""

    rows: list[Inner | Identifier]


def complaints(model: type[BaseModel], sent: Any) -> list[Any]:
    try:
        model.model_validate(sent)
    except ValidationError as error:
        return [entry | {"loc": ("body", *entry["loc"])} for entry in error.errors()]
    return []


def bodies() -> list[type[BaseModel]]:
    modules = [import_module(f"api.schemas.{module.name}") for module in pkgutil.iter_modules(api.schemas.__path__)]
    found = {each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)}
    return [each for each in found if issubclass(each, Body)]


def test_no_complaint_about_any_body_is_in_the_words_of_python() -> None:
    seen = set()
    for model in bodies():
        for wrong in WRONG:
            for sent in (wrong, *({name: wrong} for name in model.model_fields)):
                for entry in complaints(model, sent):
                    fault = fault_of(entry)
                    assert entry["type"] in WORDS, f"{model.__name__}: {entry['type']} is told without details"
                    assert not any(word in fault.expected or word in fault.column for word in PYTHON), fault
                    assert fault.value not in {"None", "True"}, fault
                    seen.add(entry["type"])
    assert len(seen) > 15


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ([{"units": "3", "price": "1"}], ("rows", 1, "units", "3", "a whole number")),
        ([{"units": None, "price": "1"}], ("rows", 1, "units", "null", "a whole number")),
        ([{"units": 3, "price": 1.5}], ("rows", 1, "price", "1.5", WORDS["is_instance_of"])),
        ({"a": True}, ("body", None, "rows", '{"a": true}', "a list")),
    ],
)
def test_field_value_and_what_was_expected_are_named(sent: Any, told: tuple[Any, ...]) -> None:
    fault = fault_of(complaints(Outer, {"rows": sent})[0])
    assert (fault.table, fault.row, fault.column, fault.value, fault.expected) == told


def test_a_field_keeps_its_name_whatever_it_is() -> None:
    (fault,) = [fault_of(each) for each in complaints(Outer, {"rows": [], "a[b]": 1})]
    assert (fault.column, fault.value, fault.expected) == ("a[b]", "1", "no such field")
