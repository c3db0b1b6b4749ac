from typing import Literal

ListRowsOfDemandResponse200ItemsItemKindType1 = Literal["baseline", "promotion"]

LIST_ROWS_OF_DEMAND_RESPONSE_200_ITEMS_ITEM_KIND_TYPE_1_VALUES: set[ListRowsOfDemandResponse200ItemsItemKindType1] = {
    "baseline",
    "promotion",
}


def check_list_rows_of_demand_response_200_items_item_kind_type_1(
    value: str,
) -> ListRowsOfDemandResponse200ItemsItemKindType1:
    if value in LIST_ROWS_OF_DEMAND_RESPONSE_200_ITEMS_ITEM_KIND_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_ROWS_OF_DEMAND_RESPONSE_200_ITEMS_ITEM_KIND_TYPE_1_VALUES!r}"
    )
