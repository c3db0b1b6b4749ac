from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_user_kind import NewUserKind, check_new_user_kind
from ..models.new_user_roles_item import NewUserRolesItem, check_new_user_roles_item
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewUser")


@_attrs_define
class NewUser:
    """A person or an integration to be.

    Attributes:
        name (str):
        roles (list[NewUserRolesItem]):
        kind (NewUserKind | Unset):  Default: 'person'.
        subject (None | str | Unset): The `sub` of a person's tokens.
        same_person_as (None | str | Unset): Another user of the same person.
    """

    name: str
    roles: list[NewUserRolesItem]
    kind: NewUserKind | Unset = "person"
    subject: None | str | Unset = UNSET
    same_person_as: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        roles = []
        for roles_item_data in self.roles:
            roles_item: str = roles_item_data
            roles.append(roles_item)

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        subject: None | str | Unset
        if isinstance(self.subject, Unset):
            subject = UNSET
        else:
            subject = self.subject

        same_person_as: None | str | Unset
        if isinstance(self.same_person_as, Unset):
            same_person_as = UNSET
        else:
            same_person_as = self.same_person_as

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "roles": roles,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if subject is not UNSET:
            field_dict["subject"] = subject
        if same_person_as is not UNSET:
            field_dict["same_person_as"] = same_person_as

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = check_new_user_roles_item(roles_item_data)

            roles.append(roles_item)

        _kind = d.pop("kind", UNSET)
        kind: NewUserKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_new_user_kind(_kind)

        def _parse_subject(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subject = _parse_subject(d.pop("subject", UNSET))

        def _parse_same_person_as(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        same_person_as = _parse_same_person_as(d.pop("same_person_as", UNSET))

        new_user = cls(
            name=name,
            roles=roles,
            kind=kind,
            subject=subject,
            same_person_as=same_person_as,
        )

        return new_user
