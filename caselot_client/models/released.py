from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.release_warning import ReleaseWarning
    from ..models.released_before import ReleasedBefore
    from ..models.released_order import ReleasedOrder


T = TypeVar("T", bound="Released")


@_attrs_define
class Released:
    """What a release did.

    Attributes:
        plan_id (str):
        orders (list[ReleasedOrder]):
        lines (int): Lines that were released now, each once.
        before_count (int): Lines asked for that had been released before; they were left alone.
        before (list[ReleasedBefore]): The first thousand of them, and where they went.
        warnings (list[ReleaseWarning]):
    """

    plan_id: str
    orders: list[ReleasedOrder]
    lines: int
    before_count: int
    before: list[ReleasedBefore]
    warnings: list[ReleaseWarning]

    def to_dict(self) -> dict[str, Any]:
        plan_id = self.plan_id

        orders = []
        for orders_item_data in self.orders:
            orders_item = orders_item_data.to_dict()
            orders.append(orders_item)

        lines = self.lines

        before_count = self.before_count

        before = []
        for before_item_data in self.before:
            before_item = before_item_data.to_dict()
            before.append(before_item)

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "plan_id": plan_id,
                "orders": orders,
                "lines": lines,
                "before_count": before_count,
                "before": before,
                "warnings": warnings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.release_warning import ReleaseWarning  # noqa: PLC0415
        from ..models.released_before import ReleasedBefore  # noqa: PLC0415
        from ..models.released_order import ReleasedOrder  # noqa: PLC0415

        d = dict(src_dict)
        plan_id = d.pop("plan_id")

        orders = []
        _orders = d.pop("orders")
        for orders_item_data in _orders:
            orders_item = ReleasedOrder.from_dict(orders_item_data)

            orders.append(orders_item)

        lines = d.pop("lines")

        before_count = d.pop("before_count")

        before = []
        _before = d.pop("before")
        for before_item_data in _before:
            before_item = ReleasedBefore.from_dict(before_item_data)

            before.append(before_item)

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = ReleaseWarning.from_dict(warnings_item_data)

            warnings.append(warnings_item)

        released = cls(
            plan_id=plan_id,
            orders=orders,
            lines=lines,
            before_count=before_count,
            before=before,
            warnings=warnings,
        )

        return released
