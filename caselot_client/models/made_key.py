from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="MadeKey")


@_attrs_define
class MadeKey:
    """A key that was just made: the only answer that ever shows it.

    Attributes:
        id (str):
        user_id (str):
        name (str):
        prefix (str):
        roles (list[str]):
        scopes (list[str] | None):
        expires_at (datetime.datetime | None):
        revoked_at (datetime.datetime | None):
        revoked_by (None | str):
        last_used_at (datetime.datetime | None):
        created_at (datetime.datetime):
        created_by (str):
        key (str):
    """

    id: str
    user_id: str
    name: str
    prefix: str
    roles: list[str]
    scopes: list[str] | None
    expires_at: datetime.datetime | None
    revoked_at: datetime.datetime | None
    revoked_by: None | str
    last_used_at: datetime.datetime | None
    created_at: datetime.datetime
    created_by: str
    key: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        user_id = self.user_id

        name = self.name

        prefix = self.prefix

        roles = self.roles

        scopes: list[str] | None
        if isinstance(self.scopes, list):
            scopes = self.scopes

        else:
            scopes = self.scopes

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        revoked_by: None | str
        revoked_by = self.revoked_by

        last_used_at: None | str
        if isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        key = self.key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "user_id": user_id,
                "name": name,
                "prefix": prefix,
                "roles": roles,
                "scopes": scopes,
                "expires_at": expires_at,
                "revoked_at": revoked_at,
                "revoked_by": revoked_by,
                "last_used_at": last_used_at,
                "created_at": created_at,
                "created_by": created_by,
                "key": key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        user_id = d.pop("user_id")

        name = d.pop("name")

        prefix = d.pop("prefix")

        roles = cast(list[str], d.pop("roles"))

        def _parse_scopes(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                scopes_type_0 = cast(list[str], data)

                return scopes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        scopes = _parse_scopes(d.pop("scopes"))

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        expires_at = _parse_expires_at(d.pop("expires_at"))

        def _parse_revoked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                revoked_at_type_0 = datetime.datetime.fromisoformat(data)

                return revoked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        revoked_at = _parse_revoked_at(d.pop("revoked_at"))

        def _parse_revoked_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        revoked_by = _parse_revoked_by(d.pop("revoked_by"))

        def _parse_last_used_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_used_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_used_at = _parse_last_used_at(d.pop("last_used_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        key = d.pop("key")

        made_key = cls(
            id=id,
            user_id=user_id,
            name=name,
            prefix=prefix,
            roles=roles,
            scopes=scopes,
            expires_at=expires_at,
            revoked_at=revoked_at,
            revoked_by=revoked_by,
            last_used_at=last_used_at,
            created_at=created_at,
            created_by=created_by,
            key=key,
        )

        return made_key
