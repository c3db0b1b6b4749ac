from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    """The caller as the service knows them.

    Attributes:
        user_id (str):
        name (str):
        kind (str):
        organisation_id (str):
        roles (list[str]):
        permissions (list[str]): What the caller may do with this key.
        key_id (None | str):
    """

    user_id: str
    name: str
    kind: str
    organisation_id: str
    roles: list[str]
    permissions: list[str]
    key_id: None | str

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        name = self.name

        kind = self.kind

        organisation_id = self.organisation_id

        roles = self.roles

        permissions = self.permissions

        key_id: None | str
        key_id = self.key_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "user_id": user_id,
                "name": name,
                "kind": kind,
                "organisation_id": organisation_id,
                "roles": roles,
                "permissions": permissions,
                "key_id": key_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_id = d.pop("user_id")

        name = d.pop("name")

        kind = d.pop("kind")

        organisation_id = d.pop("organisation_id")

        roles = cast(list[str], d.pop("roles"))

        permissions = cast(list[str], d.pop("permissions"))

        def _parse_key_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        key_id = _parse_key_id(d.pop("key_id"))

        me = cls(
            user_id=user_id,
            name=name,
            kind=kind,
            organisation_id=organisation_id,
            roles=roles,
            permissions=permissions,
            key_id=key_id,
        )

        return me
