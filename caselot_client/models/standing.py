from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.standing_status import StandingStatus, check_standing_status

if TYPE_CHECKING:
    from ..models.expected import Expected
    from ..models.slip import Slip


T = TypeVar("T", bound="Standing")


@_attrs_define
class Standing:
    """What counts of all answers to the issued version: the latest one to each line.

    Attributes:
        order_version (int | None):
        status (StandingStatus):
        slips (list[Slip]):
        expected (list[Expected]):
    """

    order_version: int | None
    status: StandingStatus
    slips: list[Slip]
    expected: list[Expected]

    def to_dict(self) -> dict[str, Any]:
        order_version: int | None
        order_version = self.order_version

        status: str = self.status

        slips = []
        for slips_item_data in self.slips:
            slips_item = slips_item_data.to_dict()
            slips.append(slips_item)

        expected = []
        for expected_item_data in self.expected:
            expected_item = expected_item_data.to_dict()
            expected.append(expected_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "order_version": order_version,
                "status": status,
                "slips": slips,
                "expected": expected,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.expected import Expected  # noqa: PLC0415
        from ..models.slip import Slip  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_order_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        order_version = _parse_order_version(d.pop("order_version"))

        status = check_standing_status(d.pop("status"))

        slips = []
        _slips = d.pop("slips")
        for slips_item_data in _slips:
            slips_item = Slip.from_dict(slips_item_data)

            slips.append(slips_item)

        expected = []
        _expected = d.pop("expected")
        for expected_item_data in _expected:
            expected_item = Expected.from_dict(expected_item_data)

            expected.append(expected_item)

        standing = cls(
            order_version=order_version,
            status=status,
            slips=slips,
            expected=expected,
        )

        return standing
