from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.supplier_standing_change_status import (
    SupplierStandingChangeStatus,
    check_supplier_standing_change_status,
)

T = TypeVar("T", bound="SupplierStandingChange")


@_attrs_define
class SupplierStandingChange:
    """What is said about a supplier. Who says it keeps the supplier's data from then on.

    Attributes:
        status (SupplierStandingChangeStatus):
    """

    status: SupplierStandingChangeStatus

    def to_dict(self) -> dict[str, Any]:
        status: str = self.status

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = check_supplier_standing_change_status(d.pop("status"))

        supplier_standing_change = cls(
            status=status,
        )

        return supplier_standing_change
