from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.delivery_state import DeliveryState, check_delivery_state

T = TypeVar("T", bound="Delivery")


@_attrs_define
class Delivery:
    """An event on its way. A dead one holds back later events of its document until it is replayed or skipped.

    Attributes:
        id (str):
        event_id (str):
        document_id (str):
        position (int | None):
        state (DeliveryState):
        attempts (int):
        next_at (datetime.datetime):
        last_status (int | None):
        last_error (str):
        delivered_at (datetime.datetime | None):
    """

    id: str
    event_id: str
    document_id: str
    position: int | None
    state: DeliveryState
    attempts: int
    next_at: datetime.datetime
    last_status: int | None
    last_error: str
    delivered_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        event_id = self.event_id

        document_id = self.document_id

        position: int | None
        position = self.position

        state: str = self.state

        attempts = self.attempts

        next_at = self.next_at.isoformat()

        last_status: int | None
        last_status = self.last_status

        last_error = self.last_error

        delivered_at: None | str
        if isinstance(self.delivered_at, datetime.datetime):
            delivered_at = self.delivered_at.isoformat()
        else:
            delivered_at = self.delivered_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "event_id": event_id,
                "document_id": document_id,
                "position": position,
                "state": state,
                "attempts": attempts,
                "next_at": next_at,
                "last_status": last_status,
                "last_error": last_error,
                "delivered_at": delivered_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        event_id = d.pop("event_id")

        document_id = d.pop("document_id")

        def _parse_position(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        position = _parse_position(d.pop("position"))

        state = check_delivery_state(d.pop("state"))

        attempts = d.pop("attempts")

        next_at = datetime.datetime.fromisoformat(d.pop("next_at"))

        def _parse_last_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        last_status = _parse_last_status(d.pop("last_status"))

        last_error = d.pop("last_error")

        def _parse_delivered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivered_at_type_0 = datetime.datetime.fromisoformat(data)

                return delivered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        delivered_at = _parse_delivered_at(d.pop("delivered_at"))

        delivery = cls(
            id=id,
            event_id=event_id,
            document_id=document_id,
            position=position,
            state=state,
            attempts=attempts,
            next_at=next_at,
            last_status=last_status,
            last_error=last_error,
            delivered_at=delivered_at,
        )

        return delivery
