"""Releasing a plan over HTTP: which lines, whether that is still sound, and what became of each.

Releases of an organisation come one after the other, so that of any number of callers one finds a line unreleased.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd
from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.downloads import read_table
from api.services.releases import release_plan
from models.db.base import now
from models.db.repositories import counters, datasets, plans, runs
from models.db.repositories.audit import record
from models.db.repositories.plans import Line, Place, place
from models.db.rows.orders import OrderRow
from models.db.rows.plans import PlanRow
from models.explanation_tables import PEGGING
from models.faults import Fault
from models.ledger.checks import MAX_NOTE
from models.ledger.purchase_order import Peg, PlanLine
from models.ledger.release import KEY, Terms, nearest_to
from models.refusals import ConflictError, InvalidError

SERIES = "release"
PEG_DECIMALS = 6
WORDS = ("covers", "for_item_id", "zone_id", "channel")
NAMED, NAMED_ORDERS = 1000, 5
"""Lines released before, and orders released in part, that are named one by one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be released: ids of lines (None: all), and what would have it refused and was looked at."""

    lines: Sequence[str] | None = None
    submit: bool = False
    despite: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that whoever releases should know, by a stable name."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a release did: the drafts with their order of the plan and their lines, and lines released before."""

    orders: tuple[tuple[OrderRow, str, int], ...]
    before_count: int
    before: tuple[tuple[str, str], ...]
    warnings: tuple[Concern, ...]


def release(session: Session, caller: Caller, plan_id: str, wanted: Wanted) -> Outcome:
    """Make drafts of the lines that were not released yet; each keeps why it is there and what it covers.

    Raises NotFoundError, InvalidError for lines that the plan does not have, ConflictError for what speaks against it.
    """
    if wanted.submit:
        caller.require("orders.submit")
    row = plans.get(session, plan_id)
    number = counters.advance(session, caller.organisation_id, SERIES)  # from here on this release is alone
    every = plans.lines(session, row.id)
    lines = _chosen(row, every, wanted.lines)
    before = plans.released_to(session, row.id)
    new = [line for line in lines if place(line) not in before]
    if new:
        _refuse(_concerns(session, row, new), wanted.despite)
    made = _drafts(session, caller, row, new, submit=wanted.submit) if new else ()
    if made:
        told = {
            "release": number,
            "lines": len(new),
            "orders": [order.number for order, *_ in made],
            "despite": sorted(set(wanted.despite)),
        }
        record(session, caller.actor, "release", "plan", row.id, None, told)
    known = [(line.id, before[place(line)]) for line in lines if place(line) in before]
    return Outcome(made, len(known), tuple(known[:NAMED]), tuple(_warnings(row, every, new)))


def _chosen(row: PlanRow, every: list[Line], ids: Sequence[str] | None) -> list[Line]:
    """The lines asked for, each once, in the order of the plan. Raises InvalidError that names the unknown ones."""
    if ids is None:
        return every
    known = {line.id for line in every}
    unknown = [(number, id_) for number, id_ in enumerate(ids, start=1) if id_ not in known]
    if unknown:
        raise InvalidError([Fault("lines", number, "", id_, f"a line of {row.id}") for number, id_ in unknown])
    wanted = set(ids)
    return [line for line in every if line.id in wanted]


def _concerns(session: Session, row: PlanRow, new: Sequence[Line]) -> list[Concern]:
    """What speaks against releasing these lines of a plan."""
    found = []
    if runs.get(session, row.run_id).edits:
        sentence = "It plans a what-if: its run edited the dataset, so it may buy for what is not so."
        found.append(Concern("what_if", sentence))
    newer = datasets.newer_live(session, row.dataset_id)
    if newer is not None:
        sentence = f"It plans a snapshot of live data that is not the latest; that is {newer[:12]}."
        found.append(Concern("outdated", sentence))
    places = {(line.item_id, line.node_id) for line in new}
    for plan_id, bought in sorted(plans.bought_elsewhere(session, row).items()):
        both = places & bought
        if both:
            sentence = (
                f"Of its items and nodes, {len(both):,} are bought for by orders released from {plan_id}, of which it "
                "does not know."
            )
            found.append(Concern("overtaken", sentence))
            break
    return found


def _refuse(concerns: Sequence[Concern], despite: Collection[str]) -> None:
    """Raises ConflictError with every concern that was not looked at."""
    left = [concern for concern in concerns if concern.kind not in despite]
    if left:
        told = " ".join(concern.sentence for concern in left)
        kinds = [concern.kind for concern in left]
        raise ConflictError(
            f"The plan was not released. {told} Plan anew, or release it `despite` that.",
            concerns=[{"kind": concern.kind, "sentence": concern.sentence} for concern in left],
            despite=kinds,
        )


def _warnings(row: PlanRow, every: Sequence[Line], new: Sequence[Line]) -> list[Concern]:
    """What does not hinder a release."""
    found = []
    if new and row.status == "cancelled":
        found.append(Concern("stopped_early", "The search for this plan was stopped early; a better one may exist."))
    today = now().date()
    late = sum(line.order_date < today for line in new)
    if late:
        sentence = f"{late:,} of {len(new):,} lines should have been ordered before today, {today}."
        found.append(Concern("late", sentence))
    part, whole = (Counter(line.order_id for line in lines) for lines in (new, every))
    in_part = sorted(order for order, count in part.items() if count < whole[order])
    if in_part:
        named = ", ".join(in_part[:NAMED_ORDERS]) + (", ..." if len(in_part) > NAMED_ORDERS else "")
        sentence = (
            f"Of the plan's orders, {named} {'is' if len(in_part) == 1 else 'are'} released in part: what is ordered "
            "may miss the supplier's minimum or leave containers unfilled, and the rest, released another time, is an "
            "order of its own with a cost of its own."
        )
        found.append(Concern("in_part", sentence))
    return found


def _drafts(
    session: Session, caller: Caller, row: PlanRow, new: Sequence[Line], *, submit: bool
) -> tuple[tuple[OrderRow, str, int], ...]:
    places = None if len(new) == row.lines else {place(line) for line in new}
    orders = _only(read_table(plans.table(session, row.id, "orders").content).to_pandas(), places)
    orders = orders.assign(reason=orders["reason"].fillna("").str.slice(0, MAX_NOTE))
    pegged = _only(read_table(plans.table(session, row.id, PEGGING.name).content).to_pandas(), places)
    terms = Terms(row.id, row.currency, row.run_id)
    done = release_plan(session, caller, orders, terms, pegging=_pegs(row.id, pegged), submit=submit)
    by_order = orders.groupby("order_id")["order_date"].agg(["first", "size"]).reset_index()
    # Drafts come in the order of dates, then of the plan's order ids, as `models.ledger.release` makes them.
    turns = by_order.sort_values(["first", "order_id"], kind="stable")
    return tuple(
        (order, str(plan_order), int(count))
        for order, plan_order, count in zip(done.orders, turns["order_id"], turns["size"], strict=True)
    )


def _only(table: pd.DataFrame, places: Collection[Place] | None) -> pd.DataFrame:
    """The rows of some lines of the plan; None: of all."""
    if places is None or table.empty:
        return table
    keys = pd.MultiIndex.from_frame(table[list(KEY)])
    return table[keys.isin(list(places))].reset_index(drop=True)


def _pegs(plan_id: str, pegged: pd.DataFrame) -> Mapping[PlanLine, tuple[Peg, ...]]:
    """What each line covers; units that stay in stock are for nobody yet."""
    told = pegged.fillna(dict.fromkeys(WORDS, ""))
    micro = nearest_to(told["units"].to_numpy(np.float64), None, 10**PEG_DECIMALS)
    units = (Decimal(number).scaleb(-PEG_DECIMALS).normalize() for number in micro)
    pegs = map(Peg, *(told[name].tolist() for name in WORDS), pd.to_datetime(told["date"]).dt.date, units)
    found: dict[tuple[str, ...], list[Peg]] = {}
    for key, peg in zip(zip(*(told[name].tolist() for name in KEY), strict=True), pegs, strict=True):
        found.setdefault(key, []).append(peg)
    return {PlanLine(plan_id, *key): tuple(covered) for key, covered in found.items()}
