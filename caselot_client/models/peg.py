from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Peg")


@_attrs_define
class Peg:
    """Units of a line by what they cover.

    Attributes:
        covers (str):
        for_item_id (str):
        zone_id (str):
        channel (str):
        date (datetime.date):
        units (str):
    """

    covers: str
    for_item_id: str
    zone_id: str
    channel: str
    date: datetime.date
    units: str

    def to_dict(self) -> dict[str, Any]:
        covers = self.covers

        for_item_id = self.for_item_id

        zone_id = self.zone_id

        channel = self.channel

        date = self.date.isoformat()

        units = self.units

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "covers": covers,
                "for_item_id": for_item_id,
                "zone_id": zone_id,
                "channel": channel,
                "date": date,
                "units": units,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        covers = d.pop("covers")

        for_item_id = d.pop("for_item_id")

        zone_id = d.pop("zone_id")

        channel = d.pop("channel")

        date = datetime.date.fromisoformat(d.pop("date"))

        units = d.pop("units")

        peg = cls(
            covers=covers,
            for_item_id=for_item_id,
            zone_id=zone_id,
            channel=channel,
            date=date,
            units=units,
        )

        return peg
