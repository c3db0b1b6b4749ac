from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """A user.

    Attributes:
        id (str):
        kind (str):
        name (str):
        roles (list[str]):
        subject (None | str):
        disabled_at (datetime.datetime | None):
        person_id (None | str): Users with the same one are one person; null for a person alone.
        version (int):
        created_at (datetime.datetime):
        created_by (str):
    """

    id: str
    kind: str
    name: str
    roles: list[str]
    subject: None | str
    disabled_at: datetime.datetime | None
    person_id: None | str
    version: int
    created_at: datetime.datetime
    created_by: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind

        name = self.name

        roles = self.roles

        subject: None | str
        subject = self.subject

        disabled_at: None | str
        if isinstance(self.disabled_at, datetime.datetime):
            disabled_at = self.disabled_at.isoformat()
        else:
            disabled_at = self.disabled_at

        person_id: None | str
        person_id = self.person_id

        version = self.version

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "name": name,
                "roles": roles,
                "subject": subject,
                "disabled_at": disabled_at,
                "person_id": person_id,
                "version": version,
                "created_at": created_at,
                "created_by": created_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        name = d.pop("name")

        roles = cast(list[str], d.pop("roles"))

        def _parse_subject(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        subject = _parse_subject(d.pop("subject"))

        def _parse_disabled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disabled_at_type_0 = datetime.datetime.fromisoformat(data)

                return disabled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        disabled_at = _parse_disabled_at(d.pop("disabled_at"))

        def _parse_person_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person_id = _parse_person_id(d.pop("person_id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        user = cls(
            id=id,
            kind=kind,
            name=name,
            roles=roles,
            subject=subject,
            disabled_at=disabled_at,
            person_id=person_id,
            version=version,
            created_at=created_at,
            created_by=created_by,
        )

        return user
