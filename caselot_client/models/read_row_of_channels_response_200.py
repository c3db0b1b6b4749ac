from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.read_row_of_channels_response_200_shortage_mode_type_1 import (
    ReadRowOfChannelsResponse200ShortageModeType1,
    check_read_row_of_channels_response_200_shortage_mode_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadRowOfChannelsResponse200")


@_attrs_define
class ReadRowOfChannelsResponse200:
    """Ways of selling that differ in what a shortage does. Without this table any channel name is accepted, with the
    defaults; with it a channel of the demand must stand here, `default` and `open` aside.

        Attributes:
            channel (str): the channel; `open` is the one of negative stock; text that is not blank, of at most 64
                characters
            shortage_mode (None | ReadRowOfChannelsResponse200ShortageModeType1 | Unset): what unserved demand does; lost or
                backorder
            shortage_factor (float | None | str | Unset): multiplies the item's `shortage_cost` (factor); a finite number
                from 0 to 1,000,000,000
    """

    channel: str
    shortage_mode: None | ReadRowOfChannelsResponse200ShortageModeType1 | Unset = UNSET
    shortage_factor: float | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        channel = self.channel

        shortage_mode: None | str | Unset
        if isinstance(self.shortage_mode, Unset):
            shortage_mode = UNSET
        elif isinstance(self.shortage_mode, str):
            shortage_mode = self.shortage_mode
        else:
            shortage_mode = self.shortage_mode

        shortage_factor: float | None | str | Unset
        if isinstance(self.shortage_factor, Unset):
            shortage_factor = UNSET
        else:
            shortage_factor = self.shortage_factor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "channel": channel,
            }
        )
        if shortage_mode is not UNSET:
            field_dict["shortage_mode"] = shortage_mode
        if shortage_factor is not UNSET:
            field_dict["shortage_factor"] = shortage_factor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        channel = d.pop("channel")

        def _parse_shortage_mode(data: object) -> None | ReadRowOfChannelsResponse200ShortageModeType1 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                shortage_mode_type_1 = check_read_row_of_channels_response_200_shortage_mode_type_1(data)

                return shortage_mode_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReadRowOfChannelsResponse200ShortageModeType1 | Unset, data)

        shortage_mode = _parse_shortage_mode(d.pop("shortage_mode", UNSET))

        def _parse_shortage_factor(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        shortage_factor = _parse_shortage_factor(d.pop("shortage_factor", UNSET))

        read_row_of_channels_response_200 = cls(
            channel=channel,
            shortage_mode=shortage_mode,
            shortage_factor=shortage_factor,
        )

        return read_row_of_channels_response_200
