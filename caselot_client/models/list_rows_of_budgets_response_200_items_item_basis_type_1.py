from typing import Literal

ListRowsOfBudgetsResponse200ItemsItemBasisType1 = Literal["order", "payment"]

LIST_ROWS_OF_BUDGETS_RESPONSE_200_ITEMS_ITEM_BASIS_TYPE_1_VALUES: set[
    ListRowsOfBudgetsResponse200ItemsItemBasisType1
] = {
    "order",
    "payment",
}


def check_list_rows_of_budgets_response_200_items_item_basis_type_1(
    value: str,
) -> ListRowsOfBudgetsResponse200ItemsItemBasisType1:
    if value in LIST_ROWS_OF_BUDGETS_RESPONSE_200_ITEMS_ITEM_BASIS_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_ROWS_OF_BUDGETS_RESPONSE_200_ITEMS_ITEM_BASIS_TYPE_1_VALUES!r}"
    )
