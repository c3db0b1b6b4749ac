from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.decision_decision import DecisionDecision, check_decision_decision

T = TypeVar("T", bound="Decision")


@_attrs_define
class Decision:
    """Who approved or rejected which version, by which rule where by none by hand.

    Attributes:
        order_version (int):
        decision (DecisionDecision):
        by (str):
        rule_id (None | str):
        reason (str):
        at (datetime.datetime):
    """

    order_version: int
    decision: DecisionDecision
    by: str
    rule_id: None | str
    reason: str
    at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        order_version = self.order_version

        decision: str = self.decision

        by = self.by

        rule_id: None | str
        rule_id = self.rule_id

        reason = self.reason

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "order_version": order_version,
                "decision": decision,
                "by": by,
                "rule_id": rule_id,
                "reason": reason,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        order_version = d.pop("order_version")

        decision = check_decision_decision(d.pop("decision"))

        by = d.pop("by")

        def _parse_rule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule_id = _parse_rule_id(d.pop("rule_id"))

        reason = d.pop("reason")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        decision = cls(
            order_version=order_version,
            decision=decision,
            by=by,
            rule_id=rule_id,
            reason=reason,
            at=at,
        )

        return decision
