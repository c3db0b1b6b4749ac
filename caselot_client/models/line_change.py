from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.line_change_change import LineChangeChange, check_line_change_change

T = TypeVar("T", bound="LineChange")


@_attrs_define
class LineChange:
    """A line of the first plan and what became of it in the other.

    Attributes:
        change (LineChangeChange):
        supplier_id (str):
        item_id (str):
        node_id (str):
        mode (str):
        date_before (datetime.date | None):
        date_after (datetime.date | None):
        units_before (float | None):
        units_after (float | None):
        money_before (float | None):
        money_after (float | None):
    """

    change: LineChangeChange
    supplier_id: str
    item_id: str
    node_id: str
    mode: str
    date_before: datetime.date | None
    date_after: datetime.date | None
    units_before: float | None
    units_after: float | None
    money_before: float | None
    money_after: float | None

    def to_dict(self) -> dict[str, Any]:
        change: str = self.change

        supplier_id = self.supplier_id

        item_id = self.item_id

        node_id = self.node_id

        mode = self.mode

        date_before: None | str
        if isinstance(self.date_before, datetime.date):
            date_before = self.date_before.isoformat()
        else:
            date_before = self.date_before

        date_after: None | str
        if isinstance(self.date_after, datetime.date):
            date_after = self.date_after.isoformat()
        else:
            date_after = self.date_after

        units_before: float | None
        units_before = self.units_before

        units_after: float | None
        units_after = self.units_after

        money_before: float | None
        money_before = self.money_before

        money_after: float | None
        money_after = self.money_after

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "change": change,
                "supplier_id": supplier_id,
                "item_id": item_id,
                "node_id": node_id,
                "mode": mode,
                "date_before": date_before,
                "date_after": date_after,
                "units_before": units_before,
                "units_after": units_after,
                "money_before": money_before,
                "money_after": money_after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        change = check_line_change_change(d.pop("change"))

        supplier_id = d.pop("supplier_id")

        item_id = d.pop("item_id")

        node_id = d.pop("node_id")

        mode = d.pop("mode")

        def _parse_date_before(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_before_type_0 = datetime.date.fromisoformat(data)

                return date_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        date_before = _parse_date_before(d.pop("date_before"))

        def _parse_date_after(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_after_type_0 = datetime.date.fromisoformat(data)

                return date_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        date_after = _parse_date_after(d.pop("date_after"))

        def _parse_units_before(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        units_before = _parse_units_before(d.pop("units_before"))

        def _parse_units_after(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        units_after = _parse_units_after(d.pop("units_after"))

        def _parse_money_before(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        money_before = _parse_money_before(d.pop("money_before"))

        def _parse_money_after(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        money_after = _parse_money_after(d.pop("money_after"))

        line_change = cls(
            change=change,
            supplier_id=supplier_id,
            item_id=item_id,
            node_id=node_id,
            mode=mode,
            date_before=date_before,
            date_after=date_after,
            units_before=units_before,
            units_after=units_after,
            money_before=money_before,
            money_after=money_after,
        )

        return line_change
