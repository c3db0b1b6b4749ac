from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.order_summary_billing import (
    OrderSummaryBilling,
    check_order_summary_billing,
)
from ..models.order_summary_receipt import (
    OrderSummaryReceipt,
    check_order_summary_receipt,
)
from ..models.order_summary_state import OrderSummaryState, check_order_summary_state

if TYPE_CHECKING:
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="OrderSummary")


@_attrs_define
class OrderSummary:
    """An order without its lines.

    `version` is of the record (ETag, If-Match); `present_version`, `approved_version`, `issued_version` number what is
    written in it. Three machines tell how far it is: `state`, `receipt`, `billing`; `actions` are what `state` allows.

        Attributes:
            id (str):
            number (str):
            state (OrderSummaryState):
            receipt (OrderSummaryReceipt):
            billing (OrderSummaryBilling):
            actions (list[str]):
            version (int):
            present_version (int):
            approved_version (int | None):
            issued_version (int | None):
            approved_by (None | str):
            rule_id (None | str): The rule that approved it, null where somebody did.
            reason (str): Why it was rejected, cancelled or closed.
            supplier_id (str):
            currency (str):
            order_date (datetime.date):
            value (MoneyAmount): An exact amount in a currency.
            total (MoneyAmount): An exact amount in a currency.
            plan_id (str):
            run_id (str):
            created_at (datetime.datetime):
            created_by (str):
            updated_at (datetime.datetime):
    """

    id: str
    number: str
    state: OrderSummaryState
    receipt: OrderSummaryReceipt
    billing: OrderSummaryBilling
    actions: list[str]
    version: int
    present_version: int
    approved_version: int | None
    issued_version: int | None
    approved_by: None | str
    rule_id: None | str
    reason: str
    supplier_id: str
    currency: str
    order_date: datetime.date
    value: MoneyAmount
    total: MoneyAmount
    plan_id: str
    run_id: str
    created_at: datetime.datetime
    created_by: str
    updated_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        number = self.number

        state: str = self.state

        receipt: str = self.receipt

        billing: str = self.billing

        actions = self.actions

        version = self.version

        present_version = self.present_version

        approved_version: int | None
        approved_version = self.approved_version

        issued_version: int | None
        issued_version = self.issued_version

        approved_by: None | str
        approved_by = self.approved_by

        rule_id: None | str
        rule_id = self.rule_id

        reason = self.reason

        supplier_id = self.supplier_id

        currency = self.currency

        order_date = self.order_date.isoformat()

        value = self.value.to_dict()

        total = self.total.to_dict()

        plan_id = self.plan_id

        run_id = self.run_id

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "number": number,
                "state": state,
                "receipt": receipt,
                "billing": billing,
                "actions": actions,
                "version": version,
                "present_version": present_version,
                "approved_version": approved_version,
                "issued_version": issued_version,
                "approved_by": approved_by,
                "rule_id": rule_id,
                "reason": reason,
                "supplier_id": supplier_id,
                "currency": currency,
                "order_date": order_date,
                "value": value,
                "total": total,
                "plan_id": plan_id,
                "run_id": run_id,
                "created_at": created_at,
                "created_by": created_by,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        number = d.pop("number")

        state = check_order_summary_state(d.pop("state"))

        receipt = check_order_summary_receipt(d.pop("receipt"))

        billing = check_order_summary_billing(d.pop("billing"))

        actions = cast(list[str], d.pop("actions"))

        version = d.pop("version")

        present_version = d.pop("present_version")

        def _parse_approved_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        approved_version = _parse_approved_version(d.pop("approved_version"))

        def _parse_issued_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        issued_version = _parse_issued_version(d.pop("issued_version"))

        def _parse_approved_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        approved_by = _parse_approved_by(d.pop("approved_by"))

        def _parse_rule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule_id = _parse_rule_id(d.pop("rule_id"))

        reason = d.pop("reason")

        supplier_id = d.pop("supplier_id")

        currency = d.pop("currency")

        order_date = datetime.date.fromisoformat(d.pop("order_date"))

        value = MoneyAmount.from_dict(d.pop("value"))

        total = MoneyAmount.from_dict(d.pop("total"))

        plan_id = d.pop("plan_id")

        run_id = d.pop("run_id")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        order_summary = cls(
            id=id,
            number=number,
            state=state,
            receipt=receipt,
            billing=billing,
            actions=actions,
            version=version,
            present_version=present_version,
            approved_version=approved_version,
            issued_version=issued_version,
            approved_by=approved_by,
            rule_id=rule_id,
            reason=reason,
            supplier_id=supplier_id,
            currency=currency,
            order_date=order_date,
            value=value,
            total=total,
            plan_id=plan_id,
            run_id=run_id,
            created_at=created_at,
            created_by=created_by,
            updated_at=updated_at,
        )

        return order_summary
