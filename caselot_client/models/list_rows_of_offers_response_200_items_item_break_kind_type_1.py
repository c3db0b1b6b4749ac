from typing import Literal

ListRowsOfOffersResponse200ItemsItemBreakKindType1 = Literal["all_units", "incremental"]

LIST_ROWS_OF_OFFERS_RESPONSE_200_ITEMS_ITEM_BREAK_KIND_TYPE_1_VALUES: set[
    ListRowsOfOffersResponse200ItemsItemBreakKindType1
] = {
    "all_units",
    "incremental",
}


def check_list_rows_of_offers_response_200_items_item_break_kind_type_1(
    value: str,
) -> ListRowsOfOffersResponse200ItemsItemBreakKindType1:
    if value in LIST_ROWS_OF_OFFERS_RESPONSE_200_ITEMS_ITEM_BREAK_KIND_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_ROWS_OF_OFFERS_RESPONSE_200_ITEMS_ITEM_BREAK_KIND_TYPE_1_VALUES!r}"
    )
