from typing import Literal

ListRowsOfSuppliersResponse200ItemsItemStatusType1 = Literal["active", "blocked"]

LIST_ROWS_OF_SUPPLIERS_RESPONSE_200_ITEMS_ITEM_STATUS_TYPE_1_VALUES: set[
    ListRowsOfSuppliersResponse200ItemsItemStatusType1
] = {
    "active",
    "blocked",
}


def check_list_rows_of_suppliers_response_200_items_item_status_type_1(
    value: str,
) -> ListRowsOfSuppliersResponse200ItemsItemStatusType1:
    if value in LIST_ROWS_OF_SUPPLIERS_RESPONSE_200_ITEMS_ITEM_STATUS_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_ROWS_OF_SUPPLIERS_RESPONSE_200_ITEMS_ITEM_STATUS_TYPE_1_VALUES!r}"
    )
