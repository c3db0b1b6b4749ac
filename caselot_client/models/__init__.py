"""Contains all the data models used in inputs/outputs"""

from .acknowledgement import Acknowledgement
from .acknowledgement_source import AcknowledgementSource
from .acknowledgements import Acknowledgements
from .alternative import Alternative
from .alternative_instead import AlternativeInstead
from .audit_entry import AuditEntry
from .cost_difference import CostDifference
from .dataset import Dataset
from .dataset_rows import DatasetRows
from .decision import Decision
from .decision_decision import DecisionDecision
from .delivery import Delivery
from .delivery_state import DeliveryState
from .difference import Difference
from .download_plan_table_filters import DownloadPlanTableFilters
from .download_plan_table_response_200 import DownloadPlanTableResponse200
from .download_plan_table_response_200_items_item import (
    DownloadPlanTableResponse200ItemsItem,
)
from .expected import Expected
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
from .line_answer import LineAnswer
from .line_change import LineChange
from .line_change_change import LineChangeChange
from .line_explanation import LineExplanation
from .line_explanation_exactness_type_0 import LineExplanationExactnessType0
from .line_explanation_pegging_item import LineExplanationPeggingItem
from .line_explanation_shortages_item import LineExplanationShortagesItem
from .line_explanation_sizes_item import LineExplanationSizesItem
from .list_deliveries_state_type_0 import ListDeliveriesStateType0
from .list_orders_state_type_0 import ListOrdersStateType0
from .list_plans_status_type_0 import ListPlansStatusType0
from .list_rows_of_budgets_response_200 import ListRowsOfBudgetsResponse200
from .list_rows_of_budgets_response_200_items_item import (
    ListRowsOfBudgetsResponse200ItemsItem,
)
from .list_rows_of_budgets_response_200_items_item_basis_type_1 import (
    ListRowsOfBudgetsResponse200ItemsItemBasisType1,
)
from .list_rows_of_channels_response_200 import ListRowsOfChannelsResponse200
from .list_rows_of_channels_response_200_items_item import (
    ListRowsOfChannelsResponse200ItemsItem,
)
from .list_rows_of_channels_response_200_items_item_shortage_mode_type_1 import (
    ListRowsOfChannelsResponse200ItemsItemShortageModeType1,
)
from .list_rows_of_demand_response_200 import ListRowsOfDemandResponse200
from .list_rows_of_demand_response_200_items_item import (
    ListRowsOfDemandResponse200ItemsItem,
)
from .list_rows_of_demand_response_200_items_item_kind_type_1 import (
    ListRowsOfDemandResponse200ItemsItemKindType1,
)
from .list_rows_of_fulfilment_response_200 import ListRowsOfFulfilmentResponse200
from .list_rows_of_fulfilment_response_200_items_item import (
    ListRowsOfFulfilmentResponse200ItemsItem,
)
from .list_rows_of_inbound_response_200 import ListRowsOfInboundResponse200
from .list_rows_of_inbound_response_200_items_item import (
    ListRowsOfInboundResponse200ItemsItem,
)
from .list_rows_of_inbound_response_200_items_item_kind_type_1 import (
    ListRowsOfInboundResponse200ItemsItemKindType1,
)
from .list_rows_of_items_response_200 import ListRowsOfItemsResponse200
from .list_rows_of_items_response_200_items_item import (
    ListRowsOfItemsResponse200ItemsItem,
)
from .list_rows_of_items_response_200_items_item_shortage_mode_type_1 import (
    ListRowsOfItemsResponse200ItemsItemShortageModeType1,
)
from .list_rows_of_kits_response_200 import ListRowsOfKitsResponse200
from .list_rows_of_kits_response_200_items_item import (
    ListRowsOfKitsResponse200ItemsItem,
)
from .list_rows_of_lanes_response_200 import ListRowsOfLanesResponse200
from .list_rows_of_lanes_response_200_items_item import (
    ListRowsOfLanesResponse200ItemsItem,
)
from .list_rows_of_nodes_response_200 import ListRowsOfNodesResponse200
from .list_rows_of_nodes_response_200_items_item import (
    ListRowsOfNodesResponse200ItemsItem,
)
from .list_rows_of_offers_response_200 import ListRowsOfOffersResponse200
from .list_rows_of_offers_response_200_items_item import (
    ListRowsOfOffersResponse200ItemsItem,
)
from .list_rows_of_offers_response_200_items_item_break_kind_type_1 import (
    ListRowsOfOffersResponse200ItemsItemBreakKindType1,
)
from .list_rows_of_price_breaks_response_200 import ListRowsOfPriceBreaksResponse200
from .list_rows_of_price_breaks_response_200_items_item import (
    ListRowsOfPriceBreaksResponse200ItemsItem,
)
from .list_rows_of_safety_stock_response_200 import ListRowsOfSafetyStockResponse200
from .list_rows_of_safety_stock_response_200_items_item import (
    ListRowsOfSafetyStockResponse200ItemsItem,
)
from .list_rows_of_settings_response_200 import ListRowsOfSettingsResponse200
from .list_rows_of_settings_response_200_items_item import (
    ListRowsOfSettingsResponse200ItemsItem,
)
from .list_rows_of_stock_response_200 import ListRowsOfStockResponse200
from .list_rows_of_stock_response_200_items_item import (
    ListRowsOfStockResponse200ItemsItem,
)
from .list_rows_of_substitutes_response_200 import ListRowsOfSubstitutesResponse200
from .list_rows_of_substitutes_response_200_items_item import (
    ListRowsOfSubstitutesResponse200ItemsItem,
)
from .list_rows_of_suppliers_response_200 import ListRowsOfSuppliersResponse200
from .list_rows_of_suppliers_response_200_items_item import (
    ListRowsOfSuppliersResponse200ItemsItem,
)
from .list_rows_of_suppliers_response_200_items_item_status_type_1 import (
    ListRowsOfSuppliersResponse200ItemsItemStatusType1,
)
from .list_rows_of_transfers_response_200 import ListRowsOfTransfersResponse200
from .list_rows_of_transfers_response_200_items_item import (
    ListRowsOfTransfersResponse200ItemsItem,
)
from .list_runs_state_type_0 import ListRunsStateType0
from .made_key import MadeKey
from .made_webhook import MadeWebhook
from .master_change import MasterChange
from .master_effect import MasterEffect
from .master_entry import MasterEntry
from .master_entry_after_type_0 import MasterEntryAfterType0
from .master_entry_before_type_0 import MasterEntryBeforeType0
from .master_entry_key import MasterEntryKey
from .master_entry_what import MasterEntryWhat
from .me import Me
from .money_amount import MoneyAmount
from .new_acknowledgement import NewAcknowledgement
from .new_key import NewKey
from .new_key_roles_type_0_item import NewKeyRolesType0Item
from .new_limit import NewLimit
from .new_limit_supplier_statuses_item import NewLimitSupplierStatusesItem
from .new_line import NewLine
from .new_line_answer import NewLineAnswer
from .new_order import NewOrder
from .new_order_incoterm_type_0 import NewOrderIncotermType0
from .new_part import NewPart
from .new_part_answer import NewPartAnswer
from .new_rule import NewRule
from .new_run import NewRun
from .new_user import NewUser
from .new_user_kind import NewUserKind
from .new_user_roles_item import NewUserRolesItem
from .new_webhook import NewWebhook
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
from .page_acknowledgement import PageAcknowledgement
from .page_audit_entry import PageAuditEntry
from .page_dataset import PageDataset
from .page_delivery import PageDelivery
from .page_key import PageKey
from .page_limit import PageLimit
from .page_line_change import PageLineChange
from .page_master_change import PageMasterChange
from .page_master_entry import PageMasterEntry
from .page_order_summary import PageOrderSummary
from .page_plan_line import PagePlanLine
from .page_plan_summary import PagePlanSummary
from .page_rule import PageRule
from .page_run import PageRun
from .page_user import PageUser
from .page_webhook import PageWebhook
from .part import Part
from .part_answer import PartAnswer
from .part_code import PartCode
from .peg import Peg
from .plan_comparison import PlanComparison
from .plan_comparison_counts import PlanComparisonCounts
from .plan_detail import PlanDetail
from .plan_detail_status import PlanDetailStatus
from .plan_detail_summary import PlanDetailSummary
from .plan_detail_tables import PlanDetailTables
from .plan_line import PlanLine
from .plan_summary import PlanSummary
from .plan_summary_status import PlanSummaryStatus
from .problem import Problem
from .progress import Progress
from .read_dataset_table_response_200 import ReadDatasetTableResponse200
from .read_dataset_table_response_200_items_item import (
    ReadDatasetTableResponse200ItemsItem,
)
from .read_plan_table_filters import ReadPlanTableFilters
from .read_plan_table_response_200 import ReadPlanTableResponse200
from .read_plan_table_response_200_items_item import ReadPlanTableResponse200ItemsItem
from .read_row_of_budgets_response_200 import ReadRowOfBudgetsResponse200
from .read_row_of_budgets_response_200_basis_type_1 import (
    ReadRowOfBudgetsResponse200BasisType1,
)
from .read_row_of_channels_response_200 import ReadRowOfChannelsResponse200
from .read_row_of_channels_response_200_shortage_mode_type_1 import (
    ReadRowOfChannelsResponse200ShortageModeType1,
)
from .read_row_of_demand_response_200 import ReadRowOfDemandResponse200
from .read_row_of_demand_response_200_kind_type_1 import (
    ReadRowOfDemandResponse200KindType1,
)
from .read_row_of_fulfilment_response_200 import ReadRowOfFulfilmentResponse200
from .read_row_of_inbound_response_200 import ReadRowOfInboundResponse200
from .read_row_of_inbound_response_200_kind_type_1 import (
    ReadRowOfInboundResponse200KindType1,
)
from .read_row_of_items_response_200 import ReadRowOfItemsResponse200
from .read_row_of_items_response_200_shortage_mode_type_1 import (
    ReadRowOfItemsResponse200ShortageModeType1,
)
from .read_row_of_kits_response_200 import ReadRowOfKitsResponse200
from .read_row_of_lanes_response_200 import ReadRowOfLanesResponse200
from .read_row_of_nodes_response_200 import ReadRowOfNodesResponse200
from .read_row_of_offers_response_200 import ReadRowOfOffersResponse200
from .read_row_of_offers_response_200_break_kind_type_1 import (
    ReadRowOfOffersResponse200BreakKindType1,
)
from .read_row_of_price_breaks_response_200 import ReadRowOfPriceBreaksResponse200
from .read_row_of_safety_stock_response_200 import ReadRowOfSafetyStockResponse200
from .read_row_of_settings_response_200 import ReadRowOfSettingsResponse200
from .read_row_of_stock_response_200 import ReadRowOfStockResponse200
from .read_row_of_substitutes_response_200 import ReadRowOfSubstitutesResponse200
from .read_row_of_suppliers_response_200 import ReadRowOfSuppliersResponse200
from .read_row_of_suppliers_response_200_status_type_1 import (
    ReadRowOfSuppliersResponse200StatusType1,
)
from .read_row_of_transfers_response_200 import ReadRowOfTransfersResponse200
from .readyz_response_readyz import ReadyzResponseReadyz
from .reason import Reason
from .release import Release
from .release_despite_item import ReleaseDespiteItem
from .release_warning import ReleaseWarning
from .released import Released
from .released_before import ReleasedBefore
from .released_order import ReleasedOrder
from .rule import Rule
from .run import Run
from .run_options import RunOptions
from .run_options_backend import RunOptionsBackend
from .run_options_strategy import RunOptionsStrategy
from .run_state import RunState
from .service_difference import ServiceDifference
from .service_difference_kind import ServiceDifferenceKind
from .slip import Slip
from .slip_kind import SlipKind
from .spend_difference import SpendDifference
from .standing import Standing
from .standing_status import StandingStatus
from .supplier_difference import SupplierDifference
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
from .webhook import Webhook
from .webhook_change import WebhookChange

__all__ = (
    "Acknowledgement",
    "Acknowledgements",
    "AcknowledgementSource",
    "Alternative",
    "AlternativeInstead",
    "AuditEntry",
    "CostDifference",
    "Dataset",
    "DatasetRows",
    "Decision",
    "DecisionDecision",
    "Delivery",
    "DeliveryState",
    "Difference",
    "DownloadPlanTableFilters",
    "DownloadPlanTableResponse200",
    "DownloadPlanTableResponse200ItemsItem",
    "Expected",
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
    "LineAnswer",
    "LineChange",
    "LineChangeChange",
    "LineExplanation",
    "LineExplanationExactnessType0",
    "LineExplanationPeggingItem",
    "LineExplanationShortagesItem",
    "LineExplanationSizesItem",
    "ListDeliveriesStateType0",
    "ListOrdersStateType0",
    "ListPlansStatusType0",
    "ListRowsOfBudgetsResponse200",
    "ListRowsOfBudgetsResponse200ItemsItem",
    "ListRowsOfBudgetsResponse200ItemsItemBasisType1",
    "ListRowsOfChannelsResponse200",
    "ListRowsOfChannelsResponse200ItemsItem",
    "ListRowsOfChannelsResponse200ItemsItemShortageModeType1",
    "ListRowsOfDemandResponse200",
    "ListRowsOfDemandResponse200ItemsItem",
    "ListRowsOfDemandResponse200ItemsItemKindType1",
    "ListRowsOfFulfilmentResponse200",
    "ListRowsOfFulfilmentResponse200ItemsItem",
    "ListRowsOfInboundResponse200",
    "ListRowsOfInboundResponse200ItemsItem",
    "ListRowsOfInboundResponse200ItemsItemKindType1",
    "ListRowsOfItemsResponse200",
    "ListRowsOfItemsResponse200ItemsItem",
    "ListRowsOfItemsResponse200ItemsItemShortageModeType1",
    "ListRowsOfKitsResponse200",
    "ListRowsOfKitsResponse200ItemsItem",
    "ListRowsOfLanesResponse200",
    "ListRowsOfLanesResponse200ItemsItem",
    "ListRowsOfNodesResponse200",
    "ListRowsOfNodesResponse200ItemsItem",
    "ListRowsOfOffersResponse200",
    "ListRowsOfOffersResponse200ItemsItem",
    "ListRowsOfOffersResponse200ItemsItemBreakKindType1",
    "ListRowsOfPriceBreaksResponse200",
    "ListRowsOfPriceBreaksResponse200ItemsItem",
    "ListRowsOfSafetyStockResponse200",
    "ListRowsOfSafetyStockResponse200ItemsItem",
    "ListRowsOfSettingsResponse200",
    "ListRowsOfSettingsResponse200ItemsItem",
    "ListRowsOfStockResponse200",
    "ListRowsOfStockResponse200ItemsItem",
    "ListRowsOfSubstitutesResponse200",
    "ListRowsOfSubstitutesResponse200ItemsItem",
    "ListRowsOfSuppliersResponse200",
    "ListRowsOfSuppliersResponse200ItemsItem",
    "ListRowsOfSuppliersResponse200ItemsItemStatusType1",
    "ListRowsOfTransfersResponse200",
    "ListRowsOfTransfersResponse200ItemsItem",
    "ListRunsStateType0",
    "MadeKey",
    "MadeWebhook",
    "MasterChange",
    "MasterEffect",
    "MasterEntry",
    "MasterEntryAfterType0",
    "MasterEntryBeforeType0",
    "MasterEntryKey",
    "MasterEntryWhat",
    "Me",
    "MoneyAmount",
    "NewAcknowledgement",
    "NewKey",
    "NewKeyRolesType0Item",
    "NewLimit",
    "NewLimitSupplierStatusesItem",
    "NewLine",
    "NewLineAnswer",
    "NewOrder",
    "NewOrderIncotermType0",
    "NewPart",
    "NewPartAnswer",
    "NewRule",
    "NewRun",
    "NewUser",
    "NewUserKind",
    "NewUserRolesItem",
    "NewWebhook",
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
    "PageAcknowledgement",
    "PageAuditEntry",
    "PageDataset",
    "PageDelivery",
    "PageKey",
    "PageLimit",
    "PageLineChange",
    "PageMasterChange",
    "PageMasterEntry",
    "PageOrderSummary",
    "PagePlanLine",
    "PagePlanSummary",
    "PageRule",
    "PageRun",
    "PageUser",
    "PageWebhook",
    "Part",
    "PartAnswer",
    "PartCode",
    "Peg",
    "PlanComparison",
    "PlanComparisonCounts",
    "PlanDetail",
    "PlanDetailStatus",
    "PlanDetailSummary",
    "PlanDetailTables",
    "PlanLine",
    "PlanSummary",
    "PlanSummaryStatus",
    "Problem",
    "Progress",
    "ReadDatasetTableResponse200",
    "ReadDatasetTableResponse200ItemsItem",
    "ReadPlanTableFilters",
    "ReadPlanTableResponse200",
    "ReadPlanTableResponse200ItemsItem",
    "ReadRowOfBudgetsResponse200",
    "ReadRowOfBudgetsResponse200BasisType1",
    "ReadRowOfChannelsResponse200",
    "ReadRowOfChannelsResponse200ShortageModeType1",
    "ReadRowOfDemandResponse200",
    "ReadRowOfDemandResponse200KindType1",
    "ReadRowOfFulfilmentResponse200",
    "ReadRowOfInboundResponse200",
    "ReadRowOfInboundResponse200KindType1",
    "ReadRowOfItemsResponse200",
    "ReadRowOfItemsResponse200ShortageModeType1",
    "ReadRowOfKitsResponse200",
    "ReadRowOfLanesResponse200",
    "ReadRowOfNodesResponse200",
    "ReadRowOfOffersResponse200",
    "ReadRowOfOffersResponse200BreakKindType1",
    "ReadRowOfPriceBreaksResponse200",
    "ReadRowOfSafetyStockResponse200",
    "ReadRowOfSettingsResponse200",
    "ReadRowOfStockResponse200",
    "ReadRowOfSubstitutesResponse200",
    "ReadRowOfSuppliersResponse200",
    "ReadRowOfSuppliersResponse200StatusType1",
    "ReadRowOfTransfersResponse200",
    "ReadyzResponseReadyz",
    "Reason",
    "Release",
    "Released",
    "ReleasedBefore",
    "ReleaseDespiteItem",
    "ReleasedOrder",
    "ReleaseWarning",
    "Rule",
    "Run",
    "RunOptions",
    "RunOptionsBackend",
    "RunOptionsStrategy",
    "RunState",
    "ServiceDifference",
    "ServiceDifferenceKind",
    "Slip",
    "SlipKind",
    "SpendDifference",
    "Standing",
    "StandingStatus",
    "SupplierDifference",
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
    "Webhook",
    "WebhookChange",
)
