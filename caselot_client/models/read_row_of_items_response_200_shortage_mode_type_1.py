from typing import Literal

ReadRowOfItemsResponse200ShortageModeType1 = Literal["backorder", "lost"]

READ_ROW_OF_ITEMS_RESPONSE_200_SHORTAGE_MODE_TYPE_1_VALUES: set[ReadRowOfItemsResponse200ShortageModeType1] = {
    "backorder",
    "lost",
}


def check_read_row_of_items_response_200_shortage_mode_type_1(value: str) -> ReadRowOfItemsResponse200ShortageModeType1:
    if value in READ_ROW_OF_ITEMS_RESPONSE_200_SHORTAGE_MODE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {READ_ROW_OF_ITEMS_RESPONSE_200_SHORTAGE_MODE_TYPE_1_VALUES!r}"
    )
