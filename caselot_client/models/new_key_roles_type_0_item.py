from typing import Literal

NewKeyRolesType0Item = Literal[
    "accounts_payable", "admin", "approver", "buyer", "integration", "planner", "receiver", "viewer"
]

NEW_KEY_ROLES_TYPE_0_ITEM_VALUES: set[NewKeyRolesType0Item] = {
    "accounts_payable",
    "admin",
    "approver",
    "buyer",
    "integration",
    "planner",
    "receiver",
    "viewer",
}


def check_new_key_roles_type_0_item(value: str) -> NewKeyRolesType0Item:
    if value in NEW_KEY_ROLES_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_KEY_ROLES_TYPE_0_ITEM_VALUES!r}")
