from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.release_despite_item import ReleaseDespiteItem, check_release_despite_item
from ..types import UNSET, Unset

T = TypeVar("T", bound="Release")


@_attrs_define
class Release:
    """What of a plan becomes draft orders.

    Attributes:
        lines (list[str] | None | Unset): Ids of lines; all of the plan where left out.
        submit (bool | Unset): Submit the drafts for approval at once. Only a rule that an approver has set approves by
            itself. Default: False.
        despite (list[ReleaseDespiteItem] | Unset): What would have the release refused and was looked at.
    """

    lines: list[str] | None | Unset = UNSET
    submit: bool | Unset = False
    despite: list[ReleaseDespiteItem] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        lines: list[str] | None | Unset
        if isinstance(self.lines, Unset):
            lines = UNSET
        elif isinstance(self.lines, list):
            lines = self.lines

        else:
            lines = self.lines

        submit = self.submit

        despite: list[str] | Unset = UNSET
        if not isinstance(self.despite, Unset):
            despite = []
            for despite_item_data in self.despite:
                despite_item: str = despite_item_data
                despite.append(despite_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if lines is not UNSET:
            field_dict["lines"] = lines
        if submit is not UNSET:
            field_dict["submit"] = submit
        if despite is not UNSET:
            field_dict["despite"] = despite

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_lines(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                lines_type_0 = cast(list[str], data)

                return lines_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        lines = _parse_lines(d.pop("lines", UNSET))

        submit = d.pop("submit", UNSET)

        _despite = d.pop("despite", UNSET)
        despite: list[ReleaseDespiteItem] | Unset = UNSET
        if _despite is not UNSET:
            despite = []
            for despite_item_data in _despite:
                despite_item = check_release_despite_item(despite_item_data)

                despite.append(despite_item)

        release = cls(
            lines=lines,
            submit=submit,
            despite=despite,
        )

        return release
