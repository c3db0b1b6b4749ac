from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.order_acknowledgement import (
    OrderAcknowledgement,
    check_order_acknowledgement,
)
from ..models.order_billing import OrderBilling, check_order_billing
from ..models.order_incoterm_type_0 import (
    OrderIncotermType0,
    check_order_incoterm_type_0,
)
from ..models.order_receipt import OrderReceipt, check_order_receipt
from ..models.order_state import OrderState, check_order_state

if TYPE_CHECKING:
    from ..models.line import Line
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="Order")


@_attrs_define
class Order:
    """An order with the present version's lines.

    Attributes:
        id (str):
        number (str):
        state (OrderState):
        receipt (OrderReceipt):
        billing (OrderBilling):
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
        acknowledgement (OrderAcknowledgement): How the supplier answered the issued version.
        payment_days (int):
        payment_date (datetime.date):
        incoterm (None | OrderIncotermType0):
        incoterm_place (str):
        note (str):
        duty (MoneyAmount): An exact amount in a currency.
        writers (list[str]):
        lines (list[Line]):
    """

    id: str
    number: str
    state: OrderState
    receipt: OrderReceipt
    billing: OrderBilling
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
    acknowledgement: OrderAcknowledgement
    payment_days: int
    payment_date: datetime.date
    incoterm: None | OrderIncotermType0
    incoterm_place: str
    note: str
    duty: MoneyAmount
    writers: list[str]
    lines: list[Line]

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

        acknowledgement: str = self.acknowledgement

        payment_days = self.payment_days

        payment_date = self.payment_date.isoformat()

        incoterm: None | str
        if isinstance(self.incoterm, str):
            incoterm = self.incoterm
        else:
            incoterm = self.incoterm

        incoterm_place = self.incoterm_place

        note = self.note

        duty = self.duty.to_dict()

        writers = self.writers

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

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
                "acknowledgement": acknowledgement,
                "payment_days": payment_days,
                "payment_date": payment_date,
                "incoterm": incoterm,
                "incoterm_place": incoterm_place,
                "note": note,
                "duty": duty,
                "writers": writers,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.line import Line  # noqa: PLC0415
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        number = d.pop("number")

        state = check_order_state(d.pop("state"))

        receipt = check_order_receipt(d.pop("receipt"))

        billing = check_order_billing(d.pop("billing"))

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

        acknowledgement = check_order_acknowledgement(d.pop("acknowledgement"))

        payment_days = d.pop("payment_days")

        payment_date = datetime.date.fromisoformat(d.pop("payment_date"))

        def _parse_incoterm(data: object) -> None | OrderIncotermType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                incoterm_type_0 = check_order_incoterm_type_0(data)

                return incoterm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrderIncotermType0, data)

        incoterm = _parse_incoterm(d.pop("incoterm"))

        incoterm_place = d.pop("incoterm_place")

        note = d.pop("note")

        duty = MoneyAmount.from_dict(d.pop("duty"))

        writers = cast(list[str], d.pop("writers"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = Line.from_dict(lines_item_data)

            lines.append(lines_item)

        order = cls(
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
            acknowledgement=acknowledgement,
            payment_days=payment_days,
            payment_date=payment_date,
            incoterm=incoterm,
            incoterm_place=incoterm_place,
            note=note,
            duty=duty,
            writers=writers,
            lines=lines,
        )

        return order
