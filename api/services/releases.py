"""From a plan to draft orders: released once, whoever asks however often."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.services.orders import create_orders, submit_made
from models.db.repositories import orders
from models.db.rows.orders import OrderRow
from models.ledger.purchase_order import Peg, PlanLine
from models.ledger.release import Terms, release


@dataclass(frozen=True, slots=True)
class Released:
    """The drafts that a release made, and how many of the plan's chosen rows were released before."""

    orders: tuple[OrderRow, ...]
    already: int


def release_plan(
    session: Session,
    caller: Caller,
    plan: pd.DataFrame,
    terms: Terms,
    *,
    chosen: Collection[PlanLine] | None = None,
    pegging: Mapping[PlanLine, tuple[Peg, ...]] | None = None,
    submit: bool = False,
) -> Released:
    """Make a draft for each purchase order of a plan's `orders`, of all rows or of those chosen.

    Rows that were released already are left out; with `submit` the drafts are submitted at once. Raises CallError for
    a row that the plan has not, DocumentError for one that cannot be ordered exactly; the database refuses rows that
    somebody else released meanwhile.
    """
    before = orders.released(session, terms.plan_id)
    drafts = release(plan, terms, chosen=chosen, released=before, pegging=pegging)
    made = create_orders(session, caller, drafts) if drafts else []
    orders.mark_released(session, [(row, order.content) for row, order in made])
    if submit and made:
        submit_made(session, caller, made)
    asked = len(plan) if chosen is None else len(set(chosen))
    return Released(tuple(row for row, _ in made), asked - sum(len(content.lines) for content in drafts))
