"""Ids that refer to rows of other tables."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from models.checks.context import Dataset
from models.checks.table import CheckedTable
from models.tables import DATASET_TABLES, DEFAULT_CHANNEL, OPEN_CHANNEL

OFFER = ("item_id", "supplier_id")


def ids_stand_where_they_refer_to(data: Dataset) -> None:
    """Every id that refers to a table has a row there; a price break's pair of ids is the key of an offer."""
    for declared in DATASET_TABLES:
        for column in declared.columns:
            parent, _, theirs = column.references.partition(".")
            if not parent or parent == "offers":
                continue
            child, parent_table = data.readable(declared.name, column.name), data.readable(parent, theirs)
            if child is not None and parent_table is not None:
                expected = f"{'an' if theirs == 'item_id' else 'a'} {theirs} that stands in {parent}"
                _note_unknown(data, child, column.name, known_ids(parent_table, theirs), expected)
    breaks, offers = data.readable("price_breaks", *OFFER), data.readable("offers", *OFFER)
    if breaks is not None and offers is not None:
        _check_offers(data, breaks, offers)


def zones_are_served(data: Dataset) -> None:
    """A zone of the demand has a row in fulfilment; without that table it is a node."""
    demand = data.readable("demand", "zone_id")
    fulfilment = data.readable("fulfilment", "zone_id")
    if demand is None or fulfilment is None:
        return
    if len(fulfilment.rows) or fulfilment.lost:
        known = known_ids(fulfilment, "zone_id")
        if len(set(demand.words("zone_id")[0].tolist()) - known) > fulfilment.cells["zone_id"].bad.sum():
            expected = "a zone that a node may serve: no row of fulfilment has this zone_id"
            _note_unknown(data, demand, "zone_id", known, expected)
        return  # else rows of fulfilment whose zone cannot be read may be theirs: one fault, one message
    nodes = data.readable("nodes", "node_id")
    if nodes is not None:
        expected = "a zone that a node may serve: without a table fulfilment a zone is a node_id of nodes"
        _note_unknown(data, demand, "zone_id", known_ids(nodes, "node_id"), expected)


def channels_are_listed(data: Dataset) -> None:
    """`open` is no channel of the demand; with a table of channels, the demand's are in it (`default` need not be)."""
    demand = data.readable("demand", "channel")
    if demand is None:
        return
    expected = f"another channel: {OPEN_CHANNEL} is the one of negative stock"
    demand.note(data.report, demand.among("channel", (OPEN_CHANNEL,)), ("channel",), expected)
    channels = data.readable("channels", "channel")
    if channels is None or not (len(channels.rows) or channels.lost):
        return
    known = known_ids(channels, "channel") | {DEFAULT_CHANNEL, OPEN_CHANNEL}
    _note_unknown(data, demand, "channel", known, "a channel that stands in channels")


def known_ids(table: CheckedTable, column: str) -> set[str]:
    """The ids of a column, and whatever stands in rows that could not be read."""
    words, _ = table.words(column)
    return set(words.tolist()).union(*table.lost)


def _check_offers(data: Dataset, breaks: CheckedTable, offers: CheckedTable) -> None:
    if not len(breaks.rows):
        return
    pairs = pd.MultiIndex.from_frame(breaks.frame[list(OFFER)])
    unknown = ~pairs.isin(pd.MultiIndex.from_frame(offers.frame[list(OFFER)]))
    if offers.lost:
        lost = set().union(*offers.lost)  # a pair is let pass if both its ids stand in rows that could not be read
        unknown &= ~np.logical_and(*(breaks.among(name, lost) for name in OFFER))
    breaks.note(data.report, unknown, OFFER, "the item_id and supplier_id of an offer")


def _note_unknown(data: Dataset, child: CheckedTable, column: str, known: Collection[str], expected: str) -> None:
    unknown = ~child.among(column, known) & ~child.cells[column].blank
    child.note(data.report, unknown, (column,), expected)
