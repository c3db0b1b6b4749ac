from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.acknowledgement_source import (
    AcknowledgementSource,
    check_acknowledgement_source,
)

if TYPE_CHECKING:
    from ..models.line_answer import LineAnswer
    from ..models.slip import Slip


T = TypeVar("T", bound="Acknowledgement")


@_attrs_define
class Acknowledgement:
    """A supplier's answer, and how it differs from the version that it answers.

    Attributes:
        id (str):
        order_id (str):
        order_number (str):
        order_version (int):
        reference (str):
        source (AcknowledgementSource):
        created_at (datetime.datetime):
        created_by (str):
        lines (list[LineAnswer]):
        slips (list[Slip]):
    """

    id: str
    order_id: str
    order_number: str
    order_version: int
    reference: str
    source: AcknowledgementSource
    created_at: datetime.datetime
    created_by: str
    lines: list[LineAnswer]
    slips: list[Slip]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        order_id = self.order_id

        order_number = self.order_number

        order_version = self.order_version

        reference = self.reference

        source: str = self.source

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        slips = []
        for slips_item_data in self.slips:
            slips_item = slips_item_data.to_dict()
            slips.append(slips_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "order_id": order_id,
                "order_number": order_number,
                "order_version": order_version,
                "reference": reference,
                "source": source,
                "created_at": created_at,
                "created_by": created_by,
                "lines": lines,
                "slips": slips,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.line_answer import LineAnswer  # noqa: PLC0415
        from ..models.slip import Slip  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        order_id = d.pop("order_id")

        order_number = d.pop("order_number")

        order_version = d.pop("order_version")

        reference = d.pop("reference")

        source = check_acknowledgement_source(d.pop("source"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = LineAnswer.from_dict(lines_item_data)

            lines.append(lines_item)

        slips = []
        _slips = d.pop("slips")
        for slips_item_data in _slips:
            slips_item = Slip.from_dict(slips_item_data)

            slips.append(slips_item)

        acknowledgement = cls(
            id=id,
            order_id=order_id,
            order_number=order_number,
            order_version=order_version,
            reference=reference,
            source=source,
            created_at=created_at,
            created_by=created_by,
            lines=lines,
            slips=slips,
        )

        return acknowledgement
