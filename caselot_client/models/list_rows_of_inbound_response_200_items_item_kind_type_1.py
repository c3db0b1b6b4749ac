from typing import Literal

ListRowsOfInboundResponse200ItemsItemKindType1 = Literal["purchase", "return", "transfer"]

LIST_ROWS_OF_INBOUND_RESPONSE_200_ITEMS_ITEM_KIND_TYPE_1_VALUES: set[ListRowsOfInboundResponse200ItemsItemKindType1] = {
    "purchase",
    "return",
    "transfer",
}


def check_list_rows_of_inbound_response_200_items_item_kind_type_1(
    value: str,
) -> ListRowsOfInboundResponse200ItemsItemKindType1:
    if value in LIST_ROWS_OF_INBOUND_RESPONSE_200_ITEMS_ITEM_KIND_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_ROWS_OF_INBOUND_RESPONSE_200_ITEMS_ITEM_KIND_TYPE_1_VALUES!r}"
    )
