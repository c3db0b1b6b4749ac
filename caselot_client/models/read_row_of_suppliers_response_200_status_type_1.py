from typing import Literal

ReadRowOfSuppliersResponse200StatusType1 = Literal["active", "blocked"]

READ_ROW_OF_SUPPLIERS_RESPONSE_200_STATUS_TYPE_1_VALUES: set[ReadRowOfSuppliersResponse200StatusType1] = {
    "active",
    "blocked",
}


def check_read_row_of_suppliers_response_200_status_type_1(value: str) -> ReadRowOfSuppliersResponse200StatusType1:
    if value in READ_ROW_OF_SUPPLIERS_RESPONSE_200_STATUS_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {READ_ROW_OF_SUPPLIERS_RESPONSE_200_STATUS_TYPE_1_VALUES!r}"
    )
