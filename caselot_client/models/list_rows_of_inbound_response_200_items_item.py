from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.list_rows_of_inbound_response_200_items_item_kind_type_1 import (
    ListRowsOfInboundResponse200ItemsItemKindType1,
    check_list_rows_of_inbound_response_200_items_item_kind_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ListRowsOfInboundResponse200ItemsItem")


@_attrs_define
class ListRowsOfInboundResponse200ItemsItem:
    """What is bought already and not yet received, and returns expected. Received in the first period that starts on or
    after `arrival_date`, overdue rows in the first period; one after the last period is dropped with a warning.

        Attributes:
            reference (str): the document that promises it; text that is not blank, of at most 64 characters
            item_id (str): what; text that is not blank, of at most 64 characters
            node_id (str): where to; text that is not blank, of at most 64 characters
            arrival_date (datetime.date): when; a day as YYYY-MM-DD
            units (float | str): how much (units); a finite number from 0 to 1,000,000,000
            supplier_id (None | str | Unset): who from; text that is not blank, of at most 64 characters
            kind (ListRowsOfInboundResponse200ItemsItemKindType1 | None | Unset): why it comes; purchase, transfer or return
    """

    reference: str
    item_id: str
    node_id: str
    arrival_date: datetime.date
    units: float | str
    supplier_id: None | str | Unset = UNSET
    kind: ListRowsOfInboundResponse200ItemsItemKindType1 | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        reference = self.reference

        item_id = self.item_id

        node_id = self.node_id

        arrival_date = self.arrival_date.isoformat()

        units: float | str
        units = self.units

        supplier_id: None | str | Unset
        if isinstance(self.supplier_id, Unset):
            supplier_id = UNSET
        else:
            supplier_id = self.supplier_id

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, str):
            kind = self.kind
        else:
            kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reference": reference,
                "item_id": item_id,
                "node_id": node_id,
                "arrival_date": arrival_date,
                "units": units,
            }
        )
        if supplier_id is not UNSET:
            field_dict["supplier_id"] = supplier_id
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reference = d.pop("reference")

        item_id = d.pop("item_id")

        node_id = d.pop("node_id")

        arrival_date = datetime.date.fromisoformat(d.pop("arrival_date"))

        def _parse_units(data: object) -> float | str:
            return cast(float | str, data)

        units = _parse_units(d.pop("units"))

        def _parse_supplier_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        supplier_id = _parse_supplier_id(d.pop("supplier_id", UNSET))

        def _parse_kind(data: object) -> ListRowsOfInboundResponse200ItemsItemKindType1 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_1 = check_list_rows_of_inbound_response_200_items_item_kind_type_1(data)

                return kind_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ListRowsOfInboundResponse200ItemsItemKindType1 | None | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        list_rows_of_inbound_response_200_items_item = cls(
            reference=reference,
            item_id=item_id,
            node_id=node_id,
            arrival_date=arrival_date,
            units=units,
            supplier_id=supplier_id,
            kind=kind,
        )

        return list_rows_of_inbound_response_200_items_item
