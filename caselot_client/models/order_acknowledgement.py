from typing import Literal

OrderAcknowledgement = Literal["as_ordered", "changed", "none", "partial"]

ORDER_ACKNOWLEDGEMENT_VALUES: set[OrderAcknowledgement] = {
    "as_ordered",
    "changed",
    "none",
    "partial",
}


def check_order_acknowledgement(value: str) -> OrderAcknowledgement:
    if value in ORDER_ACKNOWLEDGEMENT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_ACKNOWLEDGEMENT_VALUES!r}")
