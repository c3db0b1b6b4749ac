from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fault_schema import FaultSchema


T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """Why something was refused. Some types have further members, such as `allowed`, `current_version`.

    Attributes:
        type_ (str): A stable name of the kind of problem, `urn:caselot:problem:...`.
        title (str):
        status (int):
        detail (str): What happened, in a sentence.
        request_id (str): Finds the request in the log.
        fault_count (int | None | Unset): All faults; `faults` lists a thousand at most.
        faults (list[FaultSchema] | Unset):
    """

    type_: str
    title: str
    status: int
    detail: str
    request_id: str
    fault_count: int | None | Unset = UNSET
    faults: list[FaultSchema] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        request_id = self.request_id

        fault_count: int | None | Unset
        if isinstance(self.fault_count, Unset):
            fault_count = UNSET
        else:
            fault_count = self.fault_count

        faults: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.faults, Unset):
            faults = []
            for faults_item_data in self.faults:
                faults_item = faults_item_data.to_dict()
                faults.append(faults_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
                "request_id": request_id,
            }
        )
        if fault_count is not UNSET:
            field_dict["fault_count"] = fault_count
        if faults is not UNSET:
            field_dict["faults"] = faults

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fault_schema import FaultSchema  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        detail = d.pop("detail")

        request_id = d.pop("request_id")

        def _parse_fault_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        fault_count = _parse_fault_count(d.pop("fault_count", UNSET))

        _faults = d.pop("faults", UNSET)
        faults: list[FaultSchema] | Unset = UNSET
        if _faults is not UNSET:
            faults = []
            for faults_item_data in _faults:
                faults_item = FaultSchema.from_dict(faults_item_data)

                faults.append(faults_item)

        problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            request_id=request_id,
            fault_count=fault_count,
            faults=faults,
        )

        problem.additional_properties = d
        return problem

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
