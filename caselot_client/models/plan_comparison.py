from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cost_difference import CostDifference
    from ..models.page_line_change import PageLineChange
    from ..models.plan_comparison_counts import PlanComparisonCounts
    from ..models.service_difference import ServiceDifference
    from ..models.spend_difference import SpendDifference
    from ..models.supplier_difference import SupplierDifference


T = TypeVar("T", bound="PlanComparison")


@_attrs_define
class PlanComparison:
    """A plan compared with another; figures are recomputed from the tables of both, money in `currency`.

    Attributes:
        plan (str):
        other (str):
        same_dataset (bool): Whether both were made from one dataset with the same edits.
        currency (str):
        costs (list[CostDifference]):
        service (list[ServiceDifference]):
        spend (list[SpendDifference]):
        suppliers (list[SupplierDifference]):
        counts (PlanComparisonCounts): Lines that are the same, resized, moved, dropped, added.
        changes (PageLineChange):
    """

    plan: str
    other: str
    same_dataset: bool
    currency: str
    costs: list[CostDifference]
    service: list[ServiceDifference]
    spend: list[SpendDifference]
    suppliers: list[SupplierDifference]
    counts: PlanComparisonCounts
    changes: PageLineChange

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        other = self.other

        same_dataset = self.same_dataset

        currency = self.currency

        costs = []
        for costs_item_data in self.costs:
            costs_item = costs_item_data.to_dict()
            costs.append(costs_item)

        service = []
        for service_item_data in self.service:
            service_item = service_item_data.to_dict()
            service.append(service_item)

        spend = []
        for spend_item_data in self.spend:
            spend_item = spend_item_data.to_dict()
            spend.append(spend_item)

        suppliers = []
        for suppliers_item_data in self.suppliers:
            suppliers_item = suppliers_item_data.to_dict()
            suppliers.append(suppliers_item)

        counts = self.counts.to_dict()

        changes = self.changes.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "plan": plan,
                "other": other,
                "same_dataset": same_dataset,
                "currency": currency,
                "costs": costs,
                "service": service,
                "spend": spend,
                "suppliers": suppliers,
                "counts": counts,
                "changes": changes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cost_difference import CostDifference  # noqa: PLC0415
        from ..models.page_line_change import PageLineChange  # noqa: PLC0415
        from ..models.plan_comparison_counts import PlanComparisonCounts  # noqa: PLC0415
        from ..models.service_difference import ServiceDifference  # noqa: PLC0415
        from ..models.spend_difference import SpendDifference  # noqa: PLC0415
        from ..models.supplier_difference import SupplierDifference  # noqa: PLC0415

        d = dict(src_dict)
        plan = d.pop("plan")

        other = d.pop("other")

        same_dataset = d.pop("same_dataset")

        currency = d.pop("currency")

        costs = []
        _costs = d.pop("costs")
        for costs_item_data in _costs:
            costs_item = CostDifference.from_dict(costs_item_data)

            costs.append(costs_item)

        service = []
        _service = d.pop("service")
        for service_item_data in _service:
            service_item = ServiceDifference.from_dict(service_item_data)

            service.append(service_item)

        spend = []
        _spend = d.pop("spend")
        for spend_item_data in _spend:
            spend_item = SpendDifference.from_dict(spend_item_data)

            spend.append(spend_item)

        suppliers = []
        _suppliers = d.pop("suppliers")
        for suppliers_item_data in _suppliers:
            suppliers_item = SupplierDifference.from_dict(suppliers_item_data)

            suppliers.append(suppliers_item)

        counts = PlanComparisonCounts.from_dict(d.pop("counts"))

        changes = PageLineChange.from_dict(d.pop("changes"))

        plan_comparison = cls(
            plan=plan,
            other=other,
            same_dataset=same_dataset,
            currency=currency,
            costs=costs,
            service=service,
            spend=spend,
            suppliers=suppliers,
            counts=counts,
            changes=changes,
        )

        return plan_comparison
