from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadRowOfSettingsResponse200")


@_attrs_define
class ReadRowOfSettingsResponse200:
    """The settings of live runs, those of `plan.yaml`: one row each; a setting without a row has its default. `currency`
    is that of all money of the organisation.

        Attributes:
            key (str): the setting, one of start, periods, bucket, currency, carrying_rate, shortage_mode,
                terminal_cover_periods, terminal_value, salvage_value, discount_rate, frozen_periods; text that is not blank, of
                at most 64 characters
            value (None | str | Unset): its value; text of at most 32,767 characters
    """

    key: str
    value: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        value: None | str | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        else:
            value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
            }
        )
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        def _parse_value(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        value = _parse_value(d.pop("value", UNSET))

        read_row_of_settings_response_200 = cls(
            key=key,
            value=value,
        )

        return read_row_of_settings_response_200
