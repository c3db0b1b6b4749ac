"""Transfers between nodes, and what transfers and fulfilment are said to cost."""

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.tolerance import money_differs
from optimizer.verdict import Violation, complaints

NAME = "carriage"

MOVE = "transfer of item {item_id} from {from_node} to {to_node}, {ship_date}"
SERVICE = "item {item_id}, zone {zone_id}, channel {channel}, node {node_id}, served {served_item_id}, {date}"


def violations(facts: Facts) -> list[Violation]:
    """Transfers that do not exist, their dates, and costs that are not the dataset's."""
    return [*_impossible(facts), *_wrong_costs(facts)]


def _impossible(facts: Facts) -> list[Violation]:
    rows = facts.transfers.rows
    rows = rows[(rows["units"] != 0) | (rows["cost"] != 0)]
    known = rows["item_id"].isin(facts.problem.items["item_id"])
    ids = facts.problem.nodes["node_id"]
    nodes = rows["from_node"].isin(ids) & rows["to_node"].isin(ids)
    dated = rows["ship_date"].notna()
    arriving = rows["has_way"] & (rows["period"] >= 0)
    wrong_day = arriving & rows["arrival_date"].notna() & (rows["arrival_date"] != rows["due"])
    start = "the first day of a period"
    last = f"{facts.calendar.starts[-1].astype('datetime64[D]')}"
    move = "The " + MOVE
    return [
        *complaints(NAME, rows[nodes & ~rows["has_way"]], MOVE, "to_node", "a way", f"{move}: there is no such way."),
        *complaints(NAME, rows[known & ~rows["has_item"]], MOVE, "item_id", "no kit", f"{move}: kits are not stocked."),
        *complaints(
            NAME, rows[dated & (rows["period"] < 0)], MOVE, "ship_date", start, f"{move}: no period starts on that day."
        ),
        *complaints(
            NAME,
            rows[arriving & (rows["due_period"] < 0)],
            MOVE,
            "due",
            last,
            f"{move}: it arrives on {{due}}; the last period starts on {last}.",
        ),
        *complaints(
            NAME,
            rows[wrong_day],
            MOVE,
            "arrival_date",
            "due",
            f"{move} says that it arrives on {{arrival_date}}; by its lead time that is {{due}}.",
        ),
        *complaints(NAME, rows[rows["units"] < 0], MOVE, "units", "0 or more", f"{move}: {{units}} units."),
    ]


def _wrong_costs(facts: Facts) -> list[Violation]:
    moves, service = facts.transfers.rows, facts.serving.rows
    known = (service["item"] >= 0) & (service["served_item"] >= 0) & (service["node"] >= 0)
    allowed = known & service["served_here"].to_numpy(dtype=np.bool_) & service["stands_in"].to_numpy(dtype=np.bool_)
    sentence = "says a cost of {cost}; it is {cost_due}."
    wrong_moves = moves[moves["has_way"] & moves["has_item"] & money_differs(moves["cost"], moves["cost_due"])]
    wrong_service = service[allowed & money_differs(service["cost"], service["cost_due"])]
    return [
        *complaints(NAME, wrong_moves, MOVE, "cost", "cost_due", f"The {MOVE} {sentence}"),
        *complaints(NAME, wrong_service, SERVICE, "cost", "cost_due", f"The fulfilment of {SERVICE} {sentence}"),
    ]
