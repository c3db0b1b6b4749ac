from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Webhook")


@_attrs_define
class Webhook:
    """An address that is told what happens.

    Attributes:
        id (str):
        url (str):
        kinds (list[str]):
        description (str):
        active (bool):
        version (int):
        created_at (datetime.datetime):
        created_by (str):
    """

    id: str
    url: str
    kinds: list[str]
    description: str
    active: bool
    version: int
    created_at: datetime.datetime
    created_by: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        url = self.url

        kinds = self.kinds

        description = self.description

        active = self.active

        version = self.version

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "url": url,
                "kinds": kinds,
                "description": description,
                "active": active,
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

        url = d.pop("url")

        kinds = cast(list[str], d.pop("kinds"))

        description = d.pop("description")

        active = d.pop("active")

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        webhook = cls(
            id=id,
            url=url,
            kinds=kinds,
            description=description,
            active=active,
            version=version,
            created_at=created_at,
            created_by=created_by,
        )

        return webhook
