from typing import Literal

ReadRowOfDemandResponse200KindType1 = Literal["baseline", "promotion"]

READ_ROW_OF_DEMAND_RESPONSE_200_KIND_TYPE_1_VALUES: set[ReadRowOfDemandResponse200KindType1] = {
    "baseline",
    "promotion",
}


def check_read_row_of_demand_response_200_kind_type_1(value: str) -> ReadRowOfDemandResponse200KindType1:
    if value in READ_ROW_OF_DEMAND_RESPONSE_200_KIND_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {READ_ROW_OF_DEMAND_RESPONSE_200_KIND_TYPE_1_VALUES!r}"
    )
