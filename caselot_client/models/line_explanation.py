from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.line_explanation_exactness_type_0 import (
    LineExplanationExactnessType0,
    check_line_explanation_exactness_type_0,
)

if TYPE_CHECKING:
    from ..models.alternative import Alternative
    from ..models.line_explanation_pegging_item import LineExplanationPeggingItem
    from ..models.line_explanation_shortages_item import LineExplanationShortagesItem
    from ..models.line_explanation_sizes_item import LineExplanationSizesItem
    from ..models.plan_line import PlanLine


T = TypeVar("T", bound="LineExplanation")


@_attrs_define
class LineExplanation:
    """Why a line is there. The figures are those of the item on its purchase order, over all nodes and modes.

    Attributes:
        line (PlanLine): One row of a plan's orders: an item for a node by a mode, on one purchase order of the plan.
        sentence (str):
        covers_from (datetime.date | None): First day of the first period that it covers; null for none.
        covers_to (datetime.date | None):
        limited_by (str): What keeps it from being larger; empty where nothing known does.
        not_ordering (float | None): What the plan costs more with nothing in its place.
        cost_difference (float | None): What the best of the item costs more without the line than with it; null where
            no plan can.
        improvable (float | None): By how much the best with the line is better than the plan.
        open_ (float | None): How much of `cost_difference` is not proven; null where nothing is told.
        exactness (LineExplanationExactnessType0 | None): `exact`: solved to the end; `about`: the best found quickly;
            null where there are no figures.
        alternative (Alternative | None): What would be best without it; null without figures.
        sizes (list[LineExplanationSizesItem]): Units and money by cause; they add up to the line's.
        pegging (list[LineExplanationPeggingItem]): What each unit of this row covers.
        shortages (list[LineExplanationShortagesItem]): Where the item runs short, and why.
        notes (list[str]):
    """

    line: PlanLine
    sentence: str
    covers_from: datetime.date | None
    covers_to: datetime.date | None
    limited_by: str
    not_ordering: float | None
    cost_difference: float | None
    improvable: float | None
    open_: float | None
    exactness: LineExplanationExactnessType0 | None
    alternative: Alternative | None
    sizes: list[LineExplanationSizesItem]
    pegging: list[LineExplanationPeggingItem]
    shortages: list[LineExplanationShortagesItem]
    notes: list[str]

    def to_dict(self) -> dict[str, Any]:
        from ..models.alternative import Alternative  # noqa: PLC0415

        line = self.line.to_dict()

        sentence = self.sentence

        covers_from: None | str
        if isinstance(self.covers_from, datetime.date):
            covers_from = self.covers_from.isoformat()
        else:
            covers_from = self.covers_from

        covers_to: None | str
        if isinstance(self.covers_to, datetime.date):
            covers_to = self.covers_to.isoformat()
        else:
            covers_to = self.covers_to

        limited_by = self.limited_by

        not_ordering: float | None
        not_ordering = self.not_ordering

        cost_difference: float | None
        cost_difference = self.cost_difference

        improvable: float | None
        improvable = self.improvable

        open_: float | None
        open_ = self.open_

        exactness: None | str
        if isinstance(self.exactness, str):
            exactness = self.exactness
        else:
            exactness = self.exactness

        alternative: dict[str, Any] | None
        if isinstance(self.alternative, Alternative):
            alternative = self.alternative.to_dict()
        else:
            alternative = self.alternative

        sizes = []
        for sizes_item_data in self.sizes:
            sizes_item = sizes_item_data.to_dict()
            sizes.append(sizes_item)

        pegging = []
        for pegging_item_data in self.pegging:
            pegging_item = pegging_item_data.to_dict()
            pegging.append(pegging_item)

        shortages = []
        for shortages_item_data in self.shortages:
            shortages_item = shortages_item_data.to_dict()
            shortages.append(shortages_item)

        notes = self.notes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line": line,
                "sentence": sentence,
                "covers_from": covers_from,
                "covers_to": covers_to,
                "limited_by": limited_by,
                "not_ordering": not_ordering,
                "cost_difference": cost_difference,
                "improvable": improvable,
                "open": open_,
                "exactness": exactness,
                "alternative": alternative,
                "sizes": sizes,
                "pegging": pegging,
                "shortages": shortages,
                "notes": notes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.alternative import Alternative  # noqa: PLC0415
        from ..models.line_explanation_pegging_item import LineExplanationPeggingItem  # noqa: PLC0415
        from ..models.line_explanation_shortages_item import (
            LineExplanationShortagesItem,  # noqa: PLC0415
        )
        from ..models.line_explanation_sizes_item import LineExplanationSizesItem  # noqa: PLC0415
        from ..models.plan_line import PlanLine  # noqa: PLC0415

        d = dict(src_dict)
        line = PlanLine.from_dict(d.pop("line"))

        sentence = d.pop("sentence")

        def _parse_covers_from(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                covers_from_type_0 = datetime.date.fromisoformat(data)

                return covers_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        covers_from = _parse_covers_from(d.pop("covers_from"))

        def _parse_covers_to(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                covers_to_type_0 = datetime.date.fromisoformat(data)

                return covers_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        covers_to = _parse_covers_to(d.pop("covers_to"))

        limited_by = d.pop("limited_by")

        def _parse_not_ordering(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        not_ordering = _parse_not_ordering(d.pop("not_ordering"))

        def _parse_cost_difference(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        cost_difference = _parse_cost_difference(d.pop("cost_difference"))

        def _parse_improvable(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        improvable = _parse_improvable(d.pop("improvable"))

        def _parse_open_(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        open_ = _parse_open_(d.pop("open"))

        def _parse_exactness(data: object) -> LineExplanationExactnessType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                exactness_type_0 = check_line_explanation_exactness_type_0(data)

                return exactness_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LineExplanationExactnessType0 | None, data)

        exactness = _parse_exactness(d.pop("exactness"))

        def _parse_alternative(data: object) -> Alternative | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                alternative_type_0 = Alternative.from_dict(data)

                return alternative_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Alternative | None, data)

        alternative = _parse_alternative(d.pop("alternative"))

        sizes = []
        _sizes = d.pop("sizes")
        for sizes_item_data in _sizes:
            sizes_item = LineExplanationSizesItem.from_dict(sizes_item_data)

            sizes.append(sizes_item)

        pegging = []
        _pegging = d.pop("pegging")
        for pegging_item_data in _pegging:
            pegging_item = LineExplanationPeggingItem.from_dict(pegging_item_data)

            pegging.append(pegging_item)

        shortages = []
        _shortages = d.pop("shortages")
        for shortages_item_data in _shortages:
            shortages_item = LineExplanationShortagesItem.from_dict(shortages_item_data)

            shortages.append(shortages_item)

        notes = cast(list[str], d.pop("notes"))

        line_explanation = cls(
            line=line,
            sentence=sentence,
            covers_from=covers_from,
            covers_to=covers_to,
            limited_by=limited_by,
            not_ordering=not_ordering,
            cost_difference=cost_difference,
            improvable=improvable,
            open_=open_,
            exactness=exactness,
            alternative=alternative,
            sizes=sizes,
            pegging=pegging,
            shortages=shortages,
            notes=notes,
        )

        return line_explanation
