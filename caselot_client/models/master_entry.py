from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.master_entry_what import MasterEntryWhat, check_master_entry_what

if TYPE_CHECKING:
    from ..models.master_entry_after_type_0 import MasterEntryAfterType0
    from ..models.master_entry_before_type_0 import MasterEntryBeforeType0
    from ..models.master_entry_key import MasterEntryKey


T = TypeVar("T", bound="MasterEntry")


@_attrs_define
class MasterEntry:
    """What a change did to one row.

    Attributes:
        change (int):
        action (str):
        at (datetime.datetime):
        user_id (str):
        user_name (str):
        request_id (str):
        what (MasterEntryWhat):
        key (MasterEntryKey):
        before (MasterEntryBeforeType0 | None):
        after (MasterEntryAfterType0 | None):
    """

    change: int
    action: str
    at: datetime.datetime
    user_id: str
    user_name: str
    request_id: str
    what: MasterEntryWhat
    key: MasterEntryKey
    before: MasterEntryBeforeType0 | None
    after: MasterEntryAfterType0 | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.master_entry_after_type_0 import MasterEntryAfterType0  # noqa: PLC0415
        from ..models.master_entry_before_type_0 import MasterEntryBeforeType0  # noqa: PLC0415

        change = self.change

        action = self.action

        at = self.at.isoformat()

        user_id = self.user_id

        user_name = self.user_name

        request_id = self.request_id

        what: str = self.what

        key = self.key.to_dict()

        before: dict[str, Any] | None
        if isinstance(self.before, MasterEntryBeforeType0):
            before = self.before.to_dict()
        else:
            before = self.before

        after: dict[str, Any] | None
        if isinstance(self.after, MasterEntryAfterType0):
            after = self.after.to_dict()
        else:
            after = self.after

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "change": change,
                "action": action,
                "at": at,
                "user_id": user_id,
                "user_name": user_name,
                "request_id": request_id,
                "what": what,
                "key": key,
                "before": before,
                "after": after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.master_entry_after_type_0 import MasterEntryAfterType0  # noqa: PLC0415
        from ..models.master_entry_before_type_0 import MasterEntryBeforeType0  # noqa: PLC0415
        from ..models.master_entry_key import MasterEntryKey  # noqa: PLC0415

        d = dict(src_dict)
        change = d.pop("change")

        action = d.pop("action")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        user_id = d.pop("user_id")

        user_name = d.pop("user_name")

        request_id = d.pop("request_id")

        what = check_master_entry_what(d.pop("what"))

        key = MasterEntryKey.from_dict(d.pop("key"))

        def _parse_before(data: object) -> MasterEntryBeforeType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                before_type_0 = MasterEntryBeforeType0.from_dict(data)

                return before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MasterEntryBeforeType0 | None, data)

        before = _parse_before(d.pop("before"))

        def _parse_after(data: object) -> MasterEntryAfterType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                after_type_0 = MasterEntryAfterType0.from_dict(data)

                return after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MasterEntryAfterType0 | None, data)

        after = _parse_after(d.pop("after"))

        master_entry = cls(
            change=change,
            action=action,
            at=at,
            user_id=user_id,
            user_name=user_name,
            request_id=request_id,
            what=what,
            key=key,
            before=before,
            after=after,
        )

        return master_entry
