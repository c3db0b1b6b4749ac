from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.user_change_roles_type_0_item import (
    UserChangeRolesType0Item,
    check_user_change_roles_type_0_item,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="UserChange")


@_attrs_define
class UserChange:
    """What changes of a user; what is left out stays.

    Attributes:
        roles (list[UserChangeRolesType0Item] | None | Unset):
        disabled (bool | None | Unset): A disabled user's keys and tokens are refused.
        same_person_as (None | str | Unset): Another user of the same person; the user's own id where they are one
            alone.
    """

    roles: list[UserChangeRolesType0Item] | None | Unset = UNSET
    disabled: bool | None | Unset = UNSET
    same_person_as: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        roles: list[str] | None | Unset
        if isinstance(self.roles, Unset):
            roles = UNSET
        elif isinstance(self.roles, list):
            roles = []
            for roles_type_0_item_data in self.roles:
                roles_type_0_item: str = roles_type_0_item_data
                roles.append(roles_type_0_item)

        else:
            roles = self.roles

        disabled: bool | None | Unset
        if isinstance(self.disabled, Unset):
            disabled = UNSET
        else:
            disabled = self.disabled

        same_person_as: None | str | Unset
        if isinstance(self.same_person_as, Unset):
            same_person_as = UNSET
        else:
            same_person_as = self.same_person_as

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if roles is not UNSET:
            field_dict["roles"] = roles
        if disabled is not UNSET:
            field_dict["disabled"] = disabled
        if same_person_as is not UNSET:
            field_dict["same_person_as"] = same_person_as

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_roles(data: object) -> list[UserChangeRolesType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                roles_type_0 = []
                _roles_type_0 = data
                for roles_type_0_item_data in _roles_type_0:
                    roles_type_0_item = check_user_change_roles_type_0_item(roles_type_0_item_data)

                    roles_type_0.append(roles_type_0_item)

                return roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UserChangeRolesType0Item] | None | Unset, data)

        roles = _parse_roles(d.pop("roles", UNSET))

        def _parse_disabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        disabled = _parse_disabled(d.pop("disabled", UNSET))

        def _parse_same_person_as(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        same_person_as = _parse_same_person_as(d.pop("same_person_as", UNSET))

        user_change = cls(
            roles=roles,
            disabled=disabled,
            same_person_as=same_person_as,
        )

        return user_change
