from typing import Literal

ListOrdersStateType0 = Literal["approved", "cancelled", "closed", "draft", "issued", "pending_approval", "rejected"]

LIST_ORDERS_STATE_TYPE_0_VALUES: set[ListOrdersStateType0] = {
    "approved",
    "cancelled",
    "closed",
    "draft",
    "issued",
    "pending_approval",
    "rejected",
}


def check_list_orders_state_type_0(value: str) -> ListOrdersStateType0:
    if value in LIST_ORDERS_STATE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_ORDERS_STATE_TYPE_0_VALUES!r}")
