from typing import Literal

ReadRowOfBudgetsResponse200BasisType1 = Literal["order", "payment"]

READ_ROW_OF_BUDGETS_RESPONSE_200_BASIS_TYPE_1_VALUES: set[ReadRowOfBudgetsResponse200BasisType1] = {
    "order",
    "payment",
}


def check_read_row_of_budgets_response_200_basis_type_1(value: str) -> ReadRowOfBudgetsResponse200BasisType1:
    if value in READ_ROW_OF_BUDGETS_RESPONSE_200_BASIS_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {READ_ROW_OF_BUDGETS_RESPONSE_200_BASIS_TYPE_1_VALUES!r}"
    )
