from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.dataset_rows import DatasetRows
    from ..models.warned import Warned


T = TypeVar("T", bound="Dataset")


@_attrs_define
class Dataset:
    """A dataset that was sent, or a snapshot of live data. It is never changed.

    Attributes:
        id (str): SHA-256 of its content: the same for every format and order of rows.
        source (str): `upload` or `live`.
        size (int): Bytes in the form in which it is stored.
        start (datetime.date):
        periods (int):
        bucket (str):
        currency (str):
        rows (DatasetRows): Rows of each table.
        notices (list[Warned]):
        created_at (datetime.datetime):
        created_by (str):
    """

    id: str
    source: str
    size: int
    start: datetime.date
    periods: int
    bucket: str
    currency: str
    rows: DatasetRows
    notices: list[Warned]
    created_at: datetime.datetime
    created_by: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        source = self.source

        size = self.size

        start = self.start.isoformat()

        periods = self.periods

        bucket = self.bucket

        currency = self.currency

        rows = self.rows.to_dict()

        notices = []
        for notices_item_data in self.notices:
            notices_item = notices_item_data.to_dict()
            notices.append(notices_item)

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "source": source,
                "size": size,
                "start": start,
                "periods": periods,
                "bucket": bucket,
                "currency": currency,
                "rows": rows,
                "notices": notices,
                "created_at": created_at,
                "created_by": created_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dataset_rows import DatasetRows  # noqa: PLC0415
        from ..models.warned import Warned  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        source = d.pop("source")

        size = d.pop("size")

        start = datetime.date.fromisoformat(d.pop("start"))

        periods = d.pop("periods")

        bucket = d.pop("bucket")

        currency = d.pop("currency")

        rows = DatasetRows.from_dict(d.pop("rows"))

        notices = []
        _notices = d.pop("notices")
        for notices_item_data in _notices:
            notices_item = Warned.from_dict(notices_item_data)

            notices.append(notices_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        dataset = cls(
            id=id,
            source=source,
            size=size,
            start=start,
            periods=periods,
            bucket=bucket,
            currency=currency,
            rows=rows,
            notices=notices,
            created_at=created_at,
            created_by=created_by,
        )

        return dataset
