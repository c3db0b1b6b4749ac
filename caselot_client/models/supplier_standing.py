from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="SupplierStanding")


@_attrs_define
class SupplierStanding:
    """The status of a supplier; those in `kept_by` cannot approve its orders.

    Attributes:
        supplier_id (str):
        status (str):
        kept_by (list[str]):
        version (int):
    """

    supplier_id: str
    status: str
    kept_by: list[str]
    version: int

    def to_dict(self) -> dict[str, Any]:
        supplier_id = self.supplier_id

        status = self.status

        kept_by = self.kept_by

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "supplier_id": supplier_id,
                "status": status,
                "kept_by": kept_by,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        supplier_id = d.pop("supplier_id")

        status = d.pop("status")

        kept_by = cast(list[str], d.pop("kept_by"))

        version = d.pop("version")

        supplier_standing = cls(
            supplier_id=supplier_id,
            status=status,
            kept_by=kept_by,
            version=version,
        )

        return supplier_standing
