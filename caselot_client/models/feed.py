from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.feed_item import FeedItem


T = TypeVar("T", bound="Feed")


@_attrs_define
class Feed:
    """What happened since a cursor, in the order in which it was committed.

    Attributes:
        items (list[FeedItem]):
        cursor (str): Where to go on; the same as before where nothing happened.
        more (bool): Whether there is more already.
    """

    items: list[FeedItem]
    cursor: str
    more: bool

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        cursor = self.cursor

        more = self.more

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "cursor": cursor,
                "more": more,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.feed_item import FeedItem  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = FeedItem.from_dict(items_item_data)

            items.append(items_item)

        cursor = d.pop("cursor")

        more = d.pop("more")

        feed = cls(
            items=items,
            cursor=cursor,
            more=more,
        )

        return feed
