"""Every table, column and setting, declared once: reading, checks, defaults, hash and reference page derive from here.

The order of tables and columns is that of the reference page (`docs/reference/dataset.md`). It is one long file because
it is one thing: the public interface of the product.
"""

from models.columns import (
    MAX_DAYS,
    MAX_QUANTITY,
    MAX_RATE,
    Column,
    Derived,
    Kind,
    Table,
    above_zero,
    choice,
    day,
    ident,
    money,
    number,
    text,
    whole,
    yes_no,
)

MAX_PERIODS = 104
OPEN_CHANNEL = "open"  # the channel of demand that negative stock makes
DEFAULT_CHANNEL = "default"
DEFAULT_MODE = "standard"

SETTINGS = (
    day("start", "first day of the first period"),
    whole("periods", "periods", "number of periods T", low=1, high=MAX_PERIODS),
    choice("bucket", "length of a period: a day, or a week of 7 days", "day", "week", default="week"),
    Column("currency", Kind.TEXT, "the currency of all money, as ISO 4217 writes it", default="USD", unit="text"),
    number(
        "carrying_rate", "per year", "cost of carrying stock, as a share of `unit_cost`", default=0.24, high=MAX_RATE
    ),
    choice(
        "shortage_mode",
        "what unserved demand does: the sale is gone (`lost`) or served later (`backorder`)",
        "lost",
        "backorder",
        default="lost",
    ),
    number(
        "terminal_cover_periods",
        "periods",
        "closing stock is worth `terminal_value` up to this many periods of the item's mean demand",
        default=4.0,
    ),
    number("terminal_value", "share", "share of `unit_cost` credited for that stock; 0: none", default=1.0, high=1.0),
    number(
        "salvage_value",
        "share",
        "share of `unit_cost` credited for closing stock beyond it; at most `terminal_value`, and `salvage_value` x "
        "`unit_cost` at most the lowest price plus duty of every offer of the item, price breaks included",
        default=0.0,
        high=1.0,
    ),
    number(
        "discount_rate", "per year", "what a year's delay takes off the weight of a cost", default=0.0, high=MAX_RATE
    ),
    whole(
        "frozen_periods",
        "periods",
        "no order may be placed in the first so many periods (transfers may)",
        default=0,
        high=MAX_PERIODS,
    ),
)

ITEMS = Table(
    "items",
    "What is bought, stocked and asked for; kits have a row here too.",
    key=("item_id",),
    required=True,
    columns=(
        ident("item_id", "the item"),
        text("name", "what people call it"),
        text("category", "group of items, for budgets and for service figures"),
        money("unit_cost", "money per unit", "standard landed cost; values stock"),
        number("unit_m3", "m3 per unit", "volume", default=0.0),
        number("unit_kg", "kg per unit", "weight", default=0.0),
        money(
            "carrying_cost",
            "money per unit and period",
            "cost of carrying stock",
            default=Derived("`unit_cost` x `carrying_rate` / periods per year"),
        ),
        money(
            "shortage_cost",
            "money per unit lost, or per unit and period backordered",
            "what a unit that is not served costs: the revenue forgone and the goodwill, not the margin",
        ),
        choice(
            "shortage_mode",
            "what unserved demand of the item does",
            "lost",
            "backorder",
            default=Derived("the plan's `shortage_mode`"),
        ),
        money(
            "safety_cost",
            "money per unit and period",
            "cost of stock below safety stock",
            default=Derived("`shortage_cost` / (2 T)"),
        ),
        whole(
            "max_cover_periods",
            "periods",
            "closing stock is at most the demand of so many next periods and one case",
            empty="no limit",
        ),
        text("country_of_origin", "where it is made"),
        yes_no("lot_tracked", "whether its lots are tracked", default=False),
    ),
)

SUPPLIERS = Table(
    "suppliers",
    "Who sells, and the terms of an order to them.",
    key=("supplier_id",),
    required=True,
    columns=(
        ident("supplier_id", "the supplier"),
        text("name", "what people call them"),
        money("order_cost", "money per purchase order", "cost of placing an order", default=0.0),
        money("min_order_value", "money", "least price, without duty, of an order", default=0.0),
        number("min_order_units", "units", "least units of an order", default=0.0),
        number("min_order_kg", "kg", "least weight of an order", default=0.0),
        number("min_order_m3", "m3", "least volume of an order", default=0.0),
        whole("order_every_periods", "periods", "orders are placed every so many periods", default=1, low=1),
        day(
            "first_order_date",
            "the order cycle counts from the first period that starts on or after it",
            default=Derived("`start`"),
        ),
        number(
            "capacity",
            "capacity units per order period",
            "what the supplier can make: the sum of `capacity_per_unit` and `capacity_per_line` of its lines",
            empty="no limit",
        ),
        money(
            "capacity_overrun_cost",
            "money per capacity unit",
            "cost of capacity above it (overtime); ignored without `capacity`",
            empty="`capacity` is a hard limit",
        ),
        whole("payment_days", "days", "payment falls due so long after the order date", default=0, high=MAX_DAYS),
        choice("status", "whether orders may be placed", "active", "blocked", default="active"),
    ),
)

NODES = Table(
    "nodes",
    "Where stock lies.",
    key=("node_id",),
    required=True,
    columns=(
        ident("node_id", "the node"),
        text("name", "what people call it"),
        number("storage_m3", "m3", "room for closing stock", empty="no limit"),
        money(
            "overflow_cost",
            "money per m3 and period",
            "cost of stock above `storage_m3`; ignored without it",
            empty="`storage_m3` is a hard limit",
        ),
        number("inbound_m3", "m3 per period", "most that can be received", empty="no limit"),
        number("inbound_units", "units per period", "most that can be received", empty="no limit"),
    ),
)

OFFERS = Table(
    "offers",
    "Who sells what, and the terms of an order line.",
    key=("item_id", "supplier_id"),
    required=True,
    columns=(
        ident("item_id", "what is sold", references="items.item_id"),
        ident("supplier_id", "who sells it", references="suppliers.supplier_id"),
        money("unit_price", "money per unit", "price below the first price break"),
        whole("case_pack", "units per case", "units are ordered in whole cases", default=1, low=1),
        whole("moq_units", "units per order line", "least units of an order line", default=0),
        whole("max_units", "units per order line", "most units of an order line", empty="no limit"),
        money("line_cost", "money per order line", "cost of an order line", default=0.0),
        number("duty_rate", "share of the price paid", "import duty", default=0.0, high=MAX_RATE),
        whole("extra_lead_days", "days", "on top of the lane's lead time", default=0, high=MAX_DAYS),
        number("min_share", "share", "least share of the item's units ordered by this plan", default=0.0, high=1.0),
        number("max_share", "share", "most share of the item's units ordered by this plan", default=1.0, high=1.0),
        choice(
            "break_kind",
            "whether a price break holds for all units of a line or for those above it",
            "all_units",
            "incremental",
            default="all_units",
        ),
        day("available_from", "first order date", empty="no limit"),
        day("available_to", "last order date; before `available_from`: no order exists", empty="no limit"),
        number("capacity_per_unit", "capacity units per unit", "use of the supplier's capacity", default=1.0),
        number(
            "capacity_per_line",
            "capacity units per order line",
            "use of the supplier's capacity by setting up",
            default=0.0,
        ),
    ),
)

PRICE_BREAKS = Table(
    "price_breaks",
    "Other prices for larger order lines; a later price may be higher.",
    key=("item_id", "supplier_id", "min_units"),
    columns=(
        ident("item_id", "what is sold", references="offers.item_id"),
        ident("supplier_id", "who sells it", references="offers.supplier_id"),
        whole("min_units", "units per order line", "the price holds from here (`all_units`) or above (`incremental`)"),
        money("unit_price", "money per unit", "the price"),
    ),
)

LANES = Table(
    "lanes",
    "How goods move from a supplier to a node.",
    key=("supplier_id", "node_id", "mode"),
    required=True,
    columns=(
        ident("supplier_id", "where goods leave", references="suppliers.supplier_id"),
        ident("node_id", "where they arrive", references="nodes.node_id"),
        ident("mode", "the way they travel", default=DEFAULT_MODE),
        whole("lead_time_days", "days", "from order date to arrival", high=MAX_DAYS),
        number(
            "lead_time_sd_days", "days", "its standard deviation; not used by the model", default=0.0, high=MAX_DAYS
        ),
        money("cost_per_unit", "money per unit", "variable freight", default=0.0),
        money("cost_per_m3", "money per m3", "variable freight", default=0.0),
        money("cost_per_kg", "money per kg", "variable freight", default=0.0),
        money("min_charge", "money per shipment", "least sum of the three variable charges of a shipment", default=0.0),
        money("shipment_cost", "money per shipment", "cost of a shipment", default=0.0),
        above_zero(
            number("container_m3", "m3 per container", "goods travel in whole containers of this volume", empty="none")
        ),
        above_zero(
            number("container_kg", "kg per container", "goods travel in whole containers of this weight", empty="none")
        ),
        money("container_cost", "money per container", "on top of the other charges", default=0.0),
        whole("max_containers", "containers per shipment", "most containers of a shipment", empty="no limit"),
        day(
            "blocked_from",
            "first order date on which nothing can be sent; empty beside `blocked_to`: from the start",
            empty="never, or from the start",
        ),
        day(
            "blocked_to",
            "last such order date; empty beside `blocked_from`: to the end",
            empty="never, or to the end",
        ),
    ),
)

TRANSFERS = Table(
    "transfers",
    "How goods move between nodes.",
    key=("from_node", "to_node"),
    columns=(
        ident("from_node", "where goods leave", references="nodes.node_id"),
        ident("to_node", "where they arrive", references="nodes.node_id"),
        whole("lead_time_days", "days", "from leaving to arrival", high=MAX_DAYS),
        money("cost_per_unit", "money per unit", "cost of moving", default=0.0),
        money("cost_per_m3", "money per m3", "cost of moving", default=0.0),
        money("cost_per_kg", "money per kg", "cost of moving", default=0.0),
    ),
)

FULFILMENT = Table(
    "fulfilment",
    "Which node may serve which demand zone. Without this table every zone of the demand is a node and is served by "
    "that node alone, free of charge.",
    key=("zone_id", "node_id"),
    columns=(
        ident("zone_id", "where demand arises"),
        ident("node_id", "what may serve it", references="nodes.node_id"),
        money("cost_per_unit", "money per unit", "cost of serving", default=0.0),
        money("cost_per_kg", "money per kg", "cost of serving", default=0.0),
    ),
)

CHANNELS = Table(
    "channels",
    "Ways of selling that differ in what a shortage does. Without this table any channel name is accepted, with the "
    "defaults; with it a channel of the demand must stand here, `default` and `open` aside.",
    key=("channel",),
    columns=(
        ident("channel", "the channel; `open` is the one of negative stock"),
        choice("shortage_mode", "what unserved demand does", "lost", "backorder", empty="the item's"),
        number("shortage_factor", "factor", "multiplies the item's `shortage_cost`", default=1.0),
    ),
)

KITS = Table(
    "kits",
    "What a kit is put together from when it ships, all of it from one node in one period. A kit has a row in items "
    "and demand, and none in offers, stock, inbound or safety_stock. Kits of kits are multiplied out.",
    key=("kit_id", "component_id"),
    columns=(
        ident("kit_id", "the kit", references="items.item_id"),
        ident("component_id", "an item or a kit in it", references="items.item_id"),
        whole("units", "units per kit", "how many of it", low=1),
    ),
)

SUBSTITUTES = Table(
    "substitutes",
    "What may serve another item's demand, unit for unit, at the weight of the served item. Either may be a kit. Not "
    "transitive; components inside a kit are not substituted.",
    key=("item_id", "substitute_id"),
    columns=(
        ident("item_id", "what is asked for", references="items.item_id"),
        ident("substitute_id", "what may serve it", references="items.item_id"),
        money("cost_per_unit", "money per unit", "cost of substituting", default=0.0),
    ),
)

DEMAND = Table(
    "demand",
    "What customers are expected to ask for, in the period that contains the date; outside the horizon it is dropped "
    "with a warning. The table must be there, but may hold no row.",
    key=("item_id", "zone_id", "date", "channel", "kind"),
    required=True,
    columns=(
        ident("item_id", "what is asked for", references="items.item_id"),
        ident("zone_id", "where; a zone of fulfilment, or a node where that table is absent"),
        day("date", "when"),
        number("units", "units", "how much"),
        ident("channel", "the way of selling; `open` is reserved", default=DEFAULT_CHANNEL),
        choice("kind", "promotions count in cover, not in mean demand", "baseline", "promotion", default="baseline"),
    ),
)

STOCK = Table(
    "stock",
    "What is there at the start. Available to plan is `on_hand` - `reserved` - `on_hold`; a negative figure is demand "
    "of the first period in channel `open`.",
    key=("item_id", "node_id"),
    columns=(
        ident("item_id", "what", references="items.item_id"),
        ident("node_id", "where", references="nodes.node_id"),
        number("on_hand", "units", "what lies there; may be negative", low=-MAX_QUANTITY),
        number("reserved", "units", "promised already", default=0.0),
        number("on_hold", "units", "not to be used", default=0.0),
    ),
)

INBOUND = Table(
    "inbound",
    "What is bought already and not yet received, and returns expected. Received in the first period that starts on or "
    "after `arrival_date`, overdue rows in the first period; one after the last period is dropped with a warning.",
    key=("reference", "item_id", "node_id", "arrival_date"),
    columns=(
        ident("reference", "the document that promises it"),
        ident("item_id", "what", references="items.item_id"),
        ident("node_id", "where to", references="nodes.node_id"),
        day("arrival_date", "when"),
        number("units", "units", "how much"),
        ident("supplier_id", "who from", references="suppliers.supplier_id", empty="not said"),
        choice("kind", "why it comes", "purchase", "transfer", "return", default="purchase"),
    ),
)

SAFETY_STOCK = Table(
    "safety_stock",
    "Stock that should not be undercut.",
    key=("item_id", "node_id"),
    columns=(
        ident("item_id", "what", references="items.item_id"),
        ident("node_id", "where", references="nodes.node_id"),
        number("units", "units", "how much"),
    ),
)

BUDGETS = Table(
    "budgets",
    "Limits on price plus duty of this plan's order lines between two dates.",
    key=("budget_id",),
    columns=(
        ident("budget_id", "the budget"),
        day("first_date", "first day; may lie outside the horizon"),
        day("last_date", "last day, included; may lie outside the horizon"),
        money("amount", "money", "how much may be spent"),
        text("category", "only items of this category", empty="all"),
        ident("supplier_id", "only orders to this supplier", references="suppliers.supplier_id", empty="all"),
        choice(
            "basis",
            "the day that counts: of the order, or of its payment (`payment_days` later)",
            "order",
            "payment",
            default="order",
        ),
        money("overrun_cost", "money per unit of money", "cost of spending above it", empty="`amount` is a hard limit"),
    ),
)

DATASET_TABLES = (
    ITEMS,
    SUPPLIERS,
    NODES,
    OFFERS,
    PRICE_BREAKS,
    LANES,
    TRANSFERS,
    FULFILMENT,
    CHANNELS,
    KITS,
    SUBSTITUTES,
    DEMAND,
    STOCK,
    INBOUND,
    SAFETY_STOCK,
    BUDGETS,
)


def _figure(name: str, unit: str, meaning: str, *, empty: str = "") -> Column:
    """A number of a plan: finite, without bounds, because judging it is the checker's affair."""
    return Column(name, Kind.NUMBER, meaning, not empty, empty=empty, unit=unit)


PLAN_TABLES = (
    Table(
        "orders",
        "What to buy. One `order_id` is one purchase order: one supplier and one order date, and the pair has no "
        "other. One order line is (`order_id`, `item_id`), over all its nodes and modes.",
        key=("order_id", "item_id", "node_id", "mode"),
        columns=(
            ident("order_id", "the purchase order"),
            day("order_date", "when it is placed"),
            ident("supplier_id", "who sells"),
            ident("item_id", "what is bought"),
            ident("node_id", "where it goes"),
            ident("mode", "the way it travels", default=DEFAULT_MODE),
            _figure("cases", "cases", "how many cases"),
            _figure("units", "units", "how many units"),
            _figure("unit_price", "money per unit", "value / units of the whole line"),
            _figure("duty", "money", "duty on this row"),
            _figure("value", "money", "price x units of this row"),
            day("arrival_date", "calendar day of arrival"),
            day("payment_date", "when it is paid"),
            text("reason", "why the row is there"),
        ),
    ),
    Table(
        "shipments",
        "What travels together: one lane, one order.",
        key=("order_id", "node_id", "mode"),
        columns=(
            ident("order_id", "the purchase order"),
            ident("supplier_id", "where goods leave"),
            ident("node_id", "where they arrive"),
            ident("mode", "the way they travel", default=DEFAULT_MODE),
            day("order_date", "when the order is placed"),
            day("arrival_date", "the latest of its lines"),
            _figure("units", "units", "what it carries"),
            _figure("m3", "m3", "its volume"),
            _figure("kg", "kg", "its weight"),
            _figure("containers", "containers", "how many; 0 where the lane has none", empty="none"),
            _figure("fill", "share", "use of the containers' tighter capacity", empty="no containers"),
            _figure("freight", "money", "all of its freight"),
        ),
    ),
    Table(
        "transfers",
        "What moves between nodes.",
        key=("ship_date", "from_node", "to_node", "item_id"),
        columns=(
            day("ship_date", "when it leaves"),
            day("arrival_date", "calendar day of arrival"),
            ident("from_node", "where it leaves"),
            ident("to_node", "where it arrives"),
            ident("item_id", "what moves"),
            _figure("units", "units", "how much"),
            _figure("cost", "money", "what moving it costs"),
        ),
    ),
    Table(
        "fulfilment",
        "What demand is served, from where and with what.",
        key=("date", "zone_id", "channel", "item_id", "node_id", "served_item_id"),
        columns=(
            day("date", "first day of the period"),
            ident("zone_id", "where demand arises"),
            ident("channel", "the way of selling", default=DEFAULT_CHANNEL),
            ident("item_id", "what is asked for"),
            ident("node_id", "what serves it"),
            ident("served_item_id", "what is handed over; differs for a substitute"),
            _figure("units", "units", "how much"),
            _figure("cost", "money", "what serving it costs, substitution included"),
        ),
    ),
    Table(
        "projection",
        "Stock of each item, node and period; kits have none.",
        key=("item_id", "node_id", "date"),
        columns=(
            ident("item_id", "the item"),
            ident("node_id", "the node"),
            day("date", "first day of the period"),
            _figure("opening", "units", "stock at its start"),
            _figure("inbound", "units", "received of what was bought already"),
            _figure("ordered_in", "units", "received of this plan's orders"),
            _figure("transferred_in", "units", "received of this plan's transfers"),
            _figure("transferred_out", "units", "sent to other nodes"),
            _figure("served", "units", "own demand, for others, in kits"),
            _figure("closing", "units", "stock at its end"),
            _figure("safety_stock", "units", "what it should be"),
            _figure("safety_shortfall", "units", "how far it is below"),
        ),
    ),
    Table(
        "shortage",
        "Demand of each stream and period, and what became of it.",
        key=("item_id", "zone_id", "channel", "date"),
        columns=(
            ident("item_id", "what is asked for"),
            ident("zone_id", "where"),
            ident("channel", "the way of selling", default=DEFAULT_CHANNEL),
            day("date", "first day of the period"),
            _figure("demand", "units", "what is asked for"),
            _figure("served", "units", "served in this period, backlog included"),
            _figure("lost", "units", "gone"),
            _figure("backlog", "units", "still owed at the period's end"),
        ),
    ),
    Table(
        "budgets",
        "Use of each budget.",
        key=("budget_id",),
        columns=(
            ident("budget_id", "the budget"),
            _figure("amount", "money", "what may be spent"),
            _figure("used", "money", "what is spent"),
            _figure("overrun", "money", "spent above it"),
            _figure("shadow_price", "money per unit of money", "saving of the next unit of money", empty="not known"),
        ),
    ),
)


def table(name: str) -> Table:
    """The declaration of one dataset table. Raises KeyError where there is none of the name."""
    return _BY_NAME[name]


_BY_NAME = {declared.name: declared for declared in DATASET_TABLES}
