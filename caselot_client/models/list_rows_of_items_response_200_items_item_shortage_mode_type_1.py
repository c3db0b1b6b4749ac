from typing import Literal

ListRowsOfItemsResponse200ItemsItemShortageModeType1 = Literal["backorder", "lost"]

LIST_ROWS_OF_ITEMS_RESPONSE_200_ITEMS_ITEM_SHORTAGE_MODE_TYPE_1_VALUES: set[
    ListRowsOfItemsResponse200ItemsItemShortageModeType1
] = {
    "backorder",
    "lost",
}


def check_list_rows_of_items_response_200_items_item_shortage_mode_type_1(
    value: str,
) -> ListRowsOfItemsResponse200ItemsItemShortageModeType1:
    if value in LIST_ROWS_OF_ITEMS_RESPONSE_200_ITEMS_ITEM_SHORTAGE_MODE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_ROWS_OF_ITEMS_RESPONSE_200_ITEMS_ITEM_SHORTAGE_MODE_TYPE_1_VALUES!r}"
    )
