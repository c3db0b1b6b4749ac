from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.plan_detail_status import PlanDetailStatus, check_plan_detail_status

if TYPE_CHECKING:
    from ..models.plan_detail_summary import PlanDetailSummary
    from ..models.plan_detail_tables import PlanDetailTables


T = TypeVar("T", bound="PlanDetail")


@_attrs_define
class PlanDetail:
    """A plan with its summary as `summary.json` has it, and the rows of each of its tables.

    Attributes:
        id (str):
        run_id (str):
        dataset_id (str): The dataset of its run, before the run's edits.
        status (PlanDetailStatus): `cancelled`: its search was stopped early.
        program (str): The version of caselot that made it.
        currency (str):
        objective (str): What it costs, rounded to the currency.
        bound (None | str): Proven: no plan costs less; null while nothing is proven.
        lines (int): Rows of its table orders, each of which can be released once.
        released (int): How many of them were.
        tags (list[str]): Those of its run.
        what_if (bool): Whether its run edited the dataset before planning.
        created_at (datetime.datetime):
        created_by (str):
        tables (PlanDetailTables):
        summary (PlanDetailSummary):
    """

    id: str
    run_id: str
    dataset_id: str
    status: PlanDetailStatus
    program: str
    currency: str
    objective: str
    bound: None | str
    lines: int
    released: int
    tags: list[str]
    what_if: bool
    created_at: datetime.datetime
    created_by: str
    tables: PlanDetailTables
    summary: PlanDetailSummary

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        run_id = self.run_id

        dataset_id = self.dataset_id

        status: str = self.status

        program = self.program

        currency = self.currency

        objective = self.objective

        bound: None | str
        bound = self.bound

        lines = self.lines

        released = self.released

        tags = self.tags

        what_if = self.what_if

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        tables = self.tables.to_dict()

        summary = self.summary.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "run_id": run_id,
                "dataset_id": dataset_id,
                "status": status,
                "program": program,
                "currency": currency,
                "objective": objective,
                "bound": bound,
                "lines": lines,
                "released": released,
                "tags": tags,
                "what_if": what_if,
                "created_at": created_at,
                "created_by": created_by,
                "tables": tables,
                "summary": summary,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.plan_detail_summary import PlanDetailSummary  # noqa: PLC0415
        from ..models.plan_detail_tables import PlanDetailTables  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        run_id = d.pop("run_id")

        dataset_id = d.pop("dataset_id")

        status = check_plan_detail_status(d.pop("status"))

        program = d.pop("program")

        currency = d.pop("currency")

        objective = d.pop("objective")

        def _parse_bound(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bound = _parse_bound(d.pop("bound"))

        lines = d.pop("lines")

        released = d.pop("released")

        tags = cast(list[str], d.pop("tags"))

        what_if = d.pop("what_if")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        tables = PlanDetailTables.from_dict(d.pop("tables"))

        summary = PlanDetailSummary.from_dict(d.pop("summary"))

        plan_detail = cls(
            id=id,
            run_id=run_id,
            dataset_id=dataset_id,
            status=status,
            program=program,
            currency=currency,
            objective=objective,
            bound=bound,
            lines=lines,
            released=released,
            tags=tags,
            what_if=what_if,
            created_at=created_at,
            created_by=created_by,
            tables=tables,
            summary=summary,
        )

        return plan_detail
