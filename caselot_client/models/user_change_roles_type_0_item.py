from typing import Literal

UserChangeRolesType0Item = Literal[
    "accounts_payable", "admin", "approver", "buyer", "integration", "planner", "receiver", "viewer"
]

USER_CHANGE_ROLES_TYPE_0_ITEM_VALUES: set[UserChangeRolesType0Item] = {
    "accounts_payable",
    "admin",
    "approver",
    "buyer",
    "integration",
    "planner",
    "receiver",
    "viewer",
}


def check_user_change_roles_type_0_item(value: str) -> UserChangeRolesType0Item:
    if value in USER_CHANGE_ROLES_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {USER_CHANGE_ROLES_TYPE_0_ITEM_VALUES!r}")
