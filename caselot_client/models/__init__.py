"""Contains all the data models used in inputs/outputs"""

from .audit_entry import AuditEntry
from .dataset import Dataset
from .dataset_rows import DatasetRows
from .decision import Decision
from .decision_decision import DecisionDecision
from .difference import Difference
from .fault_schema import FaultSchema
from .feed import Feed
from .feed_item import FeedItem
from .feed_item_event import FeedItemEvent
from .feed_order import FeedOrder
from .feed_order_incoterm_type_0 import FeedOrderIncotermType0
from .feed_order_state import FeedOrderState
from .healthz_response_healthz import HealthzResponseHealthz
from .history import History
from .item_standing import ItemStanding
from .item_standing_change import ItemStandingChange
from .key import Key
from .limit import Limit
from .limit_change import LimitChange
from .limit_change_supplier_statuses_item import LimitChangeSupplierStatusesItem
from .line import Line
from .list_orders_state_type_0 import ListOrdersStateType0
from .list_runs_state_type_0 import ListRunsStateType0
from .made_key import MadeKey
from .me import Me
from .money_amount import MoneyAmount
from .new_key import NewKey
from .new_key_roles_type_0_item import NewKeyRolesType0Item
from .new_limit import NewLimit
from .new_limit_supplier_statuses_item import NewLimitSupplierStatusesItem
from .new_line import NewLine
from .new_order import NewOrder
from .new_order_incoterm_type_0 import NewOrderIncotermType0
from .new_rule import NewRule
from .new_run import NewRun
from .new_user import NewUser
from .new_user_kind import NewUserKind
from .new_user_roles_item import NewUserRolesItem
from .optional_reason import OptionalReason
from .order import Order
from .order_acknowledgement import OrderAcknowledgement
from .order_billing import OrderBilling
from .order_change import OrderChange
from .order_change_incoterm_type_0 import OrderChangeIncotermType0
from .order_incoterm_type_0 import OrderIncotermType0
from .order_receipt import OrderReceipt
from .order_state import OrderState
from .order_summary import OrderSummary
from .order_summary_billing import OrderSummaryBilling
from .order_summary_receipt import OrderSummaryReceipt
from .order_summary_state import OrderSummaryState
from .page_audit_entry import PageAuditEntry
from .page_dataset import PageDataset
from .page_key import PageKey
from .page_limit import PageLimit
from .page_order_summary import PageOrderSummary
from .page_rule import PageRule
from .page_run import PageRun
from .page_user import PageUser
from .peg import Peg
from .problem import Problem
from .progress import Progress
from .read_dataset_table_response_200 import ReadDatasetTableResponse200
from .read_dataset_table_response_200_items_item import (
    ReadDatasetTableResponse200ItemsItem,
)
from .readyz_response_readyz import ReadyzResponseReadyz
from .reason import Reason
from .rule import Rule
from .run import Run
from .run_options import RunOptions
from .run_options_backend import RunOptionsBackend
from .run_options_strategy import RunOptionsStrategy
from .run_state import RunState
from .supplier_standing import SupplierStanding
from .supplier_standing_change import SupplierStandingChange
from .supplier_standing_change_status import SupplierStandingChangeStatus
from .user import User
from .user_change import UserChange
from .user_change_roles_type_0_item import UserChangeRolesType0Item
from .version import Version
from .version_incoterm_type_0 import VersionIncotermType0
from .version_summary import VersionSummary
from .warned import Warned

__all__ = (
    "AuditEntry",
    "Dataset",
    "DatasetRows",
    "Decision",
    "DecisionDecision",
    "Difference",
    "FaultSchema",
    "Feed",
    "FeedItem",
    "FeedItemEvent",
    "FeedOrder",
    "FeedOrderIncotermType0",
    "FeedOrderState",
    "HealthzResponseHealthz",
    "History",
    "ItemStanding",
    "ItemStandingChange",
    "Key",
    "Limit",
    "LimitChange",
    "LimitChangeSupplierStatusesItem",
    "Line",
    "ListOrdersStateType0",
    "ListRunsStateType0",
    "MadeKey",
    "Me",
    "MoneyAmount",
    "NewKey",
    "NewKeyRolesType0Item",
    "NewLimit",
    "NewLimitSupplierStatusesItem",
    "NewLine",
    "NewOrder",
    "NewOrderIncotermType0",
    "NewRule",
    "NewRun",
    "NewUser",
    "NewUserKind",
    "NewUserRolesItem",
    "OptionalReason",
    "Order",
    "OrderAcknowledgement",
    "OrderBilling",
    "OrderChange",
    "OrderChangeIncotermType0",
    "OrderIncotermType0",
    "OrderReceipt",
    "OrderState",
    "OrderSummary",
    "OrderSummaryBilling",
    "OrderSummaryReceipt",
    "OrderSummaryState",
    "PageAuditEntry",
    "PageDataset",
    "PageKey",
    "PageLimit",
    "PageOrderSummary",
    "PageRule",
    "PageRun",
    "PageUser",
    "Peg",
    "Problem",
    "Progress",
    "ReadDatasetTableResponse200",
    "ReadDatasetTableResponse200ItemsItem",
    "ReadyzResponseReadyz",
    "Reason",
    "Rule",
    "Run",
    "RunOptions",
    "RunOptionsBackend",
    "RunOptionsStrategy",
    "RunState",
    "SupplierStanding",
    "SupplierStandingChange",
    "SupplierStandingChangeStatus",
    "User",
    "UserChange",
    "UserChangeRolesType0Item",
    "Version",
    "VersionIncotermType0",
    "VersionSummary",
    "Warned",
)
