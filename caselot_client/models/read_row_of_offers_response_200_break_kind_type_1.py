from typing import Literal

ReadRowOfOffersResponse200BreakKindType1 = Literal["all_units", "incremental"]

READ_ROW_OF_OFFERS_RESPONSE_200_BREAK_KIND_TYPE_1_VALUES: set[ReadRowOfOffersResponse200BreakKindType1] = {
    "all_units",
    "incremental",
}


def check_read_row_of_offers_response_200_break_kind_type_1(value: str) -> ReadRowOfOffersResponse200BreakKindType1:
    if value in READ_ROW_OF_OFFERS_RESPONSE_200_BREAK_KIND_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {READ_ROW_OF_OFFERS_RESPONSE_200_BREAK_KIND_TYPE_1_VALUES!r}"
    )
