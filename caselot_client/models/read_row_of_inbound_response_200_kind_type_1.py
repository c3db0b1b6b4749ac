from typing import Literal

ReadRowOfInboundResponse200KindType1 = Literal["purchase", "return", "transfer"]

READ_ROW_OF_INBOUND_RESPONSE_200_KIND_TYPE_1_VALUES: set[ReadRowOfInboundResponse200KindType1] = {
    "purchase",
    "return",
    "transfer",
}


def check_read_row_of_inbound_response_200_kind_type_1(value: str) -> ReadRowOfInboundResponse200KindType1:
    if value in READ_ROW_OF_INBOUND_RESPONSE_200_KIND_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {READ_ROW_OF_INBOUND_RESPONSE_200_KIND_TYPE_1_VALUES!r}"
    )
