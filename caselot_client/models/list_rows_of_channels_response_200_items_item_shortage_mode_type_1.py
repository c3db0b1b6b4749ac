from typing import Literal

ListRowsOfChannelsResponse200ItemsItemShortageModeType1 = Literal["backorder", "lost"]

LIST_ROWS_OF_CHANNELS_RESPONSE_200_ITEMS_ITEM_SHORTAGE_MODE_TYPE_1_VALUES: set[
    ListRowsOfChannelsResponse200ItemsItemShortageModeType1
] = {
    "backorder",
    "lost",
}


def check_list_rows_of_channels_response_200_items_item_shortage_mode_type_1(
    value: str,
) -> ListRowsOfChannelsResponse200ItemsItemShortageModeType1:
    if value in LIST_ROWS_OF_CHANNELS_RESPONSE_200_ITEMS_ITEM_SHORTAGE_MODE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_ROWS_OF_CHANNELS_RESPONSE_200_ITEMS_ITEM_SHORTAGE_MODE_TYPE_1_VALUES!r}"
    )
