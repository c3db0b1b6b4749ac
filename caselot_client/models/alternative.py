from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alternative_instead import AlternativeInstead, check_alternative_instead

T = TypeVar("T", bound="Alternative")


@_attrs_define
class Alternative:
    """What would be best without a line.

    Attributes:
        instead (AlternativeInstead): Nothing, more of one shipment, of several; `no plan` where none can do without the
            line.
        by_supplier_id (None | str): The way that gains most units; empty or null for nothing.
        by_node_id (None | str):
        by_mode (None | str):
        by_order_date (datetime.date | None):
        by_units (float | None):
        lacks (str): What the order would lack of its minima; empty for nothing.
    """

    instead: AlternativeInstead
    by_supplier_id: None | str
    by_node_id: None | str
    by_mode: None | str
    by_order_date: datetime.date | None
    by_units: float | None
    lacks: str

    def to_dict(self) -> dict[str, Any]:
        instead: str = self.instead

        by_supplier_id: None | str
        by_supplier_id = self.by_supplier_id

        by_node_id: None | str
        by_node_id = self.by_node_id

        by_mode: None | str
        by_mode = self.by_mode

        by_order_date: None | str
        if isinstance(self.by_order_date, datetime.date):
            by_order_date = self.by_order_date.isoformat()
        else:
            by_order_date = self.by_order_date

        by_units: float | None
        by_units = self.by_units

        lacks = self.lacks

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "instead": instead,
                "by_supplier_id": by_supplier_id,
                "by_node_id": by_node_id,
                "by_mode": by_mode,
                "by_order_date": by_order_date,
                "by_units": by_units,
                "lacks": lacks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        instead = check_alternative_instead(d.pop("instead"))

        def _parse_by_supplier_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        by_supplier_id = _parse_by_supplier_id(d.pop("by_supplier_id"))

        def _parse_by_node_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        by_node_id = _parse_by_node_id(d.pop("by_node_id"))

        def _parse_by_mode(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        by_mode = _parse_by_mode(d.pop("by_mode"))

        def _parse_by_order_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                by_order_date_type_0 = datetime.date.fromisoformat(data)

                return by_order_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        by_order_date = _parse_by_order_date(d.pop("by_order_date"))

        def _parse_by_units(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        by_units = _parse_by_units(d.pop("by_units"))

        lacks = d.pop("lacks")

        alternative = cls(
            instead=instead,
            by_supplier_id=by_supplier_id,
            by_node_id=by_node_id,
            by_mode=by_mode,
            by_order_date=by_order_date,
            by_units=by_units,
            lacks=lacks,
        )

        return alternative
