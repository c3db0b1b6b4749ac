"""Master data: a table for each of the dataset and for the settings, its history, and who keeps which supplier."""

import sqlalchemy as sa
from alembic import op

from models.db.migrations.versions.v0001_identities import owner, text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

QUANTITY, MONEY = 10**9, 10**12
QUANTITY_MILLIONTHS, MONEY_MILLIONTHS = 10**15, 10**18

Made = tuple[sa.Column[object], str]
"""A column, and what its values must fulfil ("" where that is nothing)."""


def upgrade() -> None:
    """Make the tables."""
    _history()
    _masters()
    _terms()
    _flows()
    _state()


def downgrade() -> None:
    """There is no way back: restore the backup."""
    raise NotImplementedError


def _table(name: str, *made: Made, key: tuple[str, ...]) -> None:
    table = f"master_{name}"
    op.create_table(
        table,
        sa.Column("organisation_id", text(64), nullable=False),
        *(column for column, _ in made),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", *key, name=f"pk_{table}"),
        *(sa.CheckConstraint(rule, name=f"ck_{table}_{column.name}") for column, rule in made if rule),
    )


def _text(name: str, length: int, *, null: bool = False) -> Made:
    return sa.Column(name, text(length), nullable=null), ""


def _day(name: str, *, null: bool = False) -> Made:
    return sa.Column(name, sa.Date(), nullable=null), ""


def _yes_no(name: str) -> Made:
    return sa.Column(name, sa.Boolean(), nullable=False), ""


def _number(name: str, low: int, high: int, *, above: bool = False, null: bool = False) -> Made:
    return sa.Column(name, sa.Double(), nullable=null), _bounds(name, low, high, above=above)


def _whole(name: str, low: int, high: int, *, above: bool = False, null: bool = False) -> Made:
    return sa.Column(name, sa.BigInteger(), nullable=null), _bounds(name, low, high, above=above)


def _bounds(name: str, low: int, high: int, *, above: bool) -> str:
    return f"{name} {'>' if above else '>='} {low} AND {name} <= {high}"


def _history() -> None:
    op.create_table(
        "master_changes",
        owner("master_changes"),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("table_name", text(32), nullable=False),
        sa.Column("action", text(32), nullable=False),
        sa.Column("inserted", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", text(64), nullable=False),
        sa.Column("user_name", text(200), nullable=False),
        sa.Column("request_id", text(64), nullable=False),
        sa.Column("digest", text(64), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "number", name="pk_master_changes"),
    )
    op.create_index(
        "ix_master_changes_organisation_id_table_name_number",
        "master_changes",
        ["organisation_id", "table_name", "number"],
    )
    op.create_table(
        "master_change_parts",
        owner("master_change_parts"),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("part", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("first_key", text(64), nullable=False),
        sa.Column("last_key", text(64), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "number", "part", name="pk_master_change_parts"),
    )
    op.create_table(
        "supplier_keepers",
        owner("supplier_keepers"),
        sa.Column("supplier_id", text(64), nullable=False),
        sa.Column("user_id", text(64), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "supplier_id", "user_id", name="pk_supplier_keepers"),
    )


def _masters() -> None:
    _table(
        "settings",
        _text("key", 64),
        _text("value", 32767, null=True),
        key=("key",),
    )
    _table(
        "items",
        _text("item_id", 64),
        _text("name", 32767, null=True),
        _text("category", 32767, null=True),
        _number("unit_cost", 0, MONEY),
        _number("unit_m3", 0, QUANTITY),
        _number("unit_kg", 0, QUANTITY),
        _number("carrying_cost", 0, MONEY, null=True),
        _number("shortage_cost", 0, MONEY),
        _text("shortage_mode", 32, null=True),
        _number("safety_cost", 0, MONEY, null=True),
        _whole("max_cover_periods", 0, QUANTITY, null=True),
        _text("country_of_origin", 32767, null=True),
        _yes_no("lot_tracked"),
        key=("item_id",),
    )
    _table(
        "nodes",
        _text("node_id", 64),
        _text("name", 32767, null=True),
        _number("storage_m3", 0, QUANTITY, null=True),
        _number("overflow_cost", 0, MONEY, null=True),
        _number("inbound_m3", 0, QUANTITY, null=True),
        _number("inbound_units", 0, QUANTITY, null=True),
        key=("node_id",),
    )
    _table(
        "channels",
        _text("channel", 64),
        _text("shortage_mode", 32, null=True),
        _number("shortage_factor", 0, QUANTITY),
        key=("channel",),
    )
    _table(
        "kits",
        _text("kit_id", 64),
        _text("component_id", 64),
        _whole("units", 1, QUANTITY),
        key=("kit_id", "component_id"),
    )
    _table(
        "substitutes",
        _text("item_id", 64),
        _text("substitute_id", 64),
        _number("cost_per_unit", 0, MONEY),
        key=("item_id", "substitute_id"),
    )


def _terms() -> None:
    _table(
        "suppliers",
        _text("supplier_id", 64),
        _text("name", 32767, null=True),
        _number("order_cost", 0, MONEY),
        _whole("min_order_value", 0, MONEY_MILLIONTHS),
        _number("min_order_units", 0, QUANTITY),
        _number("min_order_kg", 0, QUANTITY),
        _number("min_order_m3", 0, QUANTITY),
        _whole("order_every_periods", 1, QUANTITY),
        _day("first_order_date", null=True),
        _number("capacity", 0, QUANTITY, null=True),
        _number("capacity_overrun_cost", 0, MONEY, null=True),
        _whole("payment_days", 0, 36525),
        _text("status", 32),
        _day("valid_from"),
        _yes_no("withdrawn"),
        key=("supplier_id", "valid_from"),
    )
    _table(
        "offers",
        _text("item_id", 64),
        _text("supplier_id", 64),
        _whole("unit_price", 0, MONEY_MILLIONTHS),
        _whole("case_pack", 1, QUANTITY),
        _whole("moq_units", 0, QUANTITY),
        _whole("max_units", 0, QUANTITY, null=True),
        _number("line_cost", 0, MONEY),
        _number("duty_rate", 0, 100),
        _whole("extra_lead_days", 0, 36525),
        _number("min_share", 0, 1),
        _number("max_share", 0, 1),
        _text("break_kind", 32),
        _day("available_from", null=True),
        _day("available_to", null=True),
        _number("capacity_per_unit", 0, QUANTITY),
        _number("capacity_per_line", 0, QUANTITY),
        _day("valid_from"),
        _yes_no("withdrawn"),
        key=("item_id", "supplier_id", "valid_from"),
    )
    _table(
        "price_breaks",
        _text("item_id", 64),
        _text("supplier_id", 64),
        _whole("min_units", 0, QUANTITY),
        _whole("unit_price", 0, MONEY_MILLIONTHS),
        _day("valid_from"),
        _yes_no("withdrawn"),
        key=("item_id", "supplier_id", "min_units", "valid_from"),
    )
    _table(
        "lanes",
        _text("supplier_id", 64),
        _text("node_id", 64),
        _text("mode", 64),
        _whole("lead_time_days", 0, 36525),
        _number("lead_time_sd_days", 0, 36525),
        _number("cost_per_unit", 0, MONEY),
        _number("cost_per_m3", 0, MONEY),
        _number("cost_per_kg", 0, MONEY),
        _number("min_charge", 0, MONEY),
        _number("shipment_cost", 0, MONEY),
        _number("container_m3", 0, QUANTITY, above=True, null=True),
        _number("container_kg", 0, QUANTITY, above=True, null=True),
        _number("container_cost", 0, MONEY),
        _whole("max_containers", 0, QUANTITY, null=True),
        _day("blocked_from", null=True),
        _day("blocked_to", null=True),
        _day("valid_from"),
        _yes_no("withdrawn"),
        key=("supplier_id", "node_id", "mode", "valid_from"),
    )


def _flows() -> None:
    _table(
        "transfers",
        _text("from_node", 64),
        _text("to_node", 64),
        _whole("lead_time_days", 0, 36525),
        _number("cost_per_unit", 0, MONEY),
        _number("cost_per_m3", 0, MONEY),
        _number("cost_per_kg", 0, MONEY),
        key=("from_node", "to_node"),
    )
    _table(
        "fulfilment",
        _text("zone_id", 64),
        _text("node_id", 64),
        _number("cost_per_unit", 0, MONEY),
        _number("cost_per_kg", 0, MONEY),
        key=("zone_id", "node_id"),
    )
    _table(
        "demand",
        _text("item_id", 64),
        _text("zone_id", 64),
        _day("date"),
        _number("units", 0, QUANTITY),
        _text("channel", 64),
        _text("kind", 32),
        key=("item_id", "zone_id", "date", "channel", "kind"),
    )


def _state() -> None:
    _table(
        "stock",
        _text("item_id", 64),
        _text("node_id", 64),
        _whole("on_hand", -QUANTITY_MILLIONTHS, QUANTITY_MILLIONTHS),
        _whole("reserved", 0, QUANTITY_MILLIONTHS),
        _whole("on_hold", 0, QUANTITY_MILLIONTHS),
        key=("item_id", "node_id"),
    )
    _table(
        "inbound",
        _text("reference", 64),
        _text("item_id", 64),
        _text("node_id", 64),
        _day("arrival_date"),
        _whole("units", 0, QUANTITY_MILLIONTHS),
        _text("supplier_id", 64, null=True),
        _text("kind", 32),
        key=("reference", "item_id", "node_id", "arrival_date"),
    )
    _table(
        "safety_stock",
        _text("item_id", 64),
        _text("node_id", 64),
        _number("units", 0, QUANTITY),
        key=("item_id", "node_id"),
    )
    _table(
        "budgets",
        _text("budget_id", 64),
        _day("first_date"),
        _day("last_date"),
        _whole("amount", 0, MONEY_MILLIONTHS),
        _text("category", 32767, null=True),
        _text("supplier_id", 64, null=True),
        _text("basis", 32),
        _number("overrun_cost", 0, MONEY, null=True),
        key=("budget_id",),
    )
