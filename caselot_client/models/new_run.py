from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.run_options import RunOptions


T = TypeVar("T", bound="NewRun")


@_attrs_define
class NewRun:
    """A run to be.

    Attributes:
        dataset_id (str): The id of a dataset, or `live`.
        options (RunOptions | Unset): How to plan, as `caselot plan` takes it.
        edits (list[Any] | Unset): What changes before planning: edits as in a scenario file, in their order.
        start (datetime.date | None | Unset): Of `live`: the first day of the plan; today by default.
        periods (int | None | Unset): Of `live`: instead of the stored setting.
        priority (int | Unset): 9 is planned first. Default: 5.
        tags (list[str] | Unset): Words by which it is found again.
    """

    dataset_id: str
    options: RunOptions | Unset = UNSET
    edits: list[Any] | Unset = UNSET
    start: datetime.date | None | Unset = UNSET
    periods: int | None | Unset = UNSET
    priority: int | Unset = 5
    tags: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        dataset_id = self.dataset_id

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        edits: list[Any] | Unset = UNSET
        if not isinstance(self.edits, Unset):
            edits = self.edits

        start: None | str | Unset
        if isinstance(self.start, Unset):
            start = UNSET
        elif isinstance(self.start, datetime.date):
            start = self.start.isoformat()
        else:
            start = self.start

        periods: int | None | Unset
        if isinstance(self.periods, Unset):
            periods = UNSET
        else:
            periods = self.periods

        priority = self.priority

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "dataset_id": dataset_id,
            }
        )
        if options is not UNSET:
            field_dict["options"] = options
        if edits is not UNSET:
            field_dict["edits"] = edits
        if start is not UNSET:
            field_dict["start"] = start
        if periods is not UNSET:
            field_dict["periods"] = periods
        if priority is not UNSET:
            field_dict["priority"] = priority
        if tags is not UNSET:
            field_dict["tags"] = tags

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.run_options import RunOptions  # noqa: PLC0415

        d = dict(src_dict)
        dataset_id = d.pop("dataset_id")

        _options = d.pop("options", UNSET)
        options: RunOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = RunOptions.from_dict(_options)

        edits = cast(list[Any], d.pop("edits", UNSET))

        def _parse_start(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_type_0 = datetime.date.fromisoformat(data)

                return start_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        start = _parse_start(d.pop("start", UNSET))

        def _parse_periods(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        periods = _parse_periods(d.pop("periods", UNSET))

        priority = d.pop("priority", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        new_run = cls(
            dataset_id=dataset_id,
            options=options,
            edits=edits,
            start=start,
            periods=periods,
            priority=priority,
            tags=tags,
        )

        return new_run
