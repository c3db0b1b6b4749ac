from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.read_row_of_demand_response_200_kind_type_1 import (
    ReadRowOfDemandResponse200KindType1,
    check_read_row_of_demand_response_200_kind_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadRowOfDemandResponse200")


@_attrs_define
class ReadRowOfDemandResponse200:
    """What customers are expected to ask for, in the period that contains the date; outside the horizon it is dropped with
    a warning. The table must be there, but may hold no row.

        Attributes:
            item_id (str): what is asked for; text that is not blank, of at most 64 characters
            zone_id (str): where; a zone of fulfilment, or a node where that table is absent; text that is not blank, of at
                most 64 characters
            date (datetime.date): when; a day as YYYY-MM-DD
            units (float | str): how much (units); a finite number from 0 to 1,000,000,000
            channel (None | str | Unset): the way of selling; `open` is reserved; text that is not blank, of at most 64
                characters
            kind (None | ReadRowOfDemandResponse200KindType1 | Unset): promotions count in cover, not in mean demand;
                baseline or promotion
    """

    item_id: str
    zone_id: str
    date: datetime.date
    units: float | str
    channel: None | str | Unset = UNSET
    kind: None | ReadRowOfDemandResponse200KindType1 | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        zone_id = self.zone_id

        date = self.date.isoformat()

        units: float | str
        units = self.units

        channel: None | str | Unset
        if isinstance(self.channel, Unset):
            channel = UNSET
        else:
            channel = self.channel

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
                "item_id": item_id,
                "zone_id": zone_id,
                "date": date,
                "units": units,
            }
        )
        if channel is not UNSET:
            field_dict["channel"] = channel
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = d.pop("item_id")

        zone_id = d.pop("zone_id")

        date = datetime.date.fromisoformat(d.pop("date"))

        def _parse_units(data: object) -> float | str:
            return cast(float | str, data)

        units = _parse_units(d.pop("units"))

        def _parse_channel(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        channel = _parse_channel(d.pop("channel", UNSET))

        def _parse_kind(data: object) -> None | ReadRowOfDemandResponse200KindType1 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_1 = check_read_row_of_demand_response_200_kind_type_1(data)

                return kind_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReadRowOfDemandResponse200KindType1 | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        read_row_of_demand_response_200 = cls(
            item_id=item_id,
            zone_id=zone_id,
            date=date,
            units=units,
            channel=channel,
            kind=kind,
        )

        return read_row_of_demand_response_200
