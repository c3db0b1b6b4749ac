from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.feed_item_event import FeedItemEvent, check_feed_item_event

if TYPE_CHECKING:
    from ..models.feed_order import FeedOrder


T = TypeVar("T", bound="FeedItem")


@_attrs_define
class FeedItem:
    """One thing that happened to an order.

    Attributes:
        position (int):
        event (FeedItemEvent):
        at (datetime.datetime):
        order (FeedOrder): What an integration is told of an order: the version that the supplier has.
    """

    position: int
    event: FeedItemEvent
    at: datetime.datetime
    order: FeedOrder

    def to_dict(self) -> dict[str, Any]:
        position = self.position

        event: str = self.event

        at = self.at.isoformat()

        order = self.order.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "position": position,
                "event": event,
                "at": at,
                "order": order,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.feed_order import FeedOrder  # noqa: PLC0415

        d = dict(src_dict)
        position = d.pop("position")

        event = check_feed_item_event(d.pop("event"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        order = FeedOrder.from_dict(d.pop("order"))

        feed_item = cls(
            position=position,
            event=event,
            at=at,
            order=order,
        )

        return feed_item
