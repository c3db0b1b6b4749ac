from typing import Literal

NewUserRolesItem = Literal[
    "accounts_payable", "admin", "approver", "buyer", "integration", "planner", "receiver", "viewer"
]

NEW_USER_ROLES_ITEM_VALUES: set[NewUserRolesItem] = {
    "accounts_payable",
    "admin",
    "approver",
    "buyer",
    "integration",
    "planner",
    "receiver",
    "viewer",
}


def check_new_user_roles_item(value: str) -> NewUserRolesItem:
    if value in NEW_USER_ROLES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_USER_ROLES_ITEM_VALUES!r}")
