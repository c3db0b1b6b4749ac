"""What is ordered already, for plans of live data."""

import pandas as pd
from sqlalchemy.orm import Session

from models.master.commitments import no_orders


def ordered_lines(session: Session, organisation_id: str) -> pd.DataFrame:  # noqa: ARG001 - the ledger's orders need both
    """A row for each line of an order that is approved or issued: `models.master.commitments.COLUMNS`.

    There are no purchase orders in this database yet, so there are no rows.
    """
    return no_orders()
