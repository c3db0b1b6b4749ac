from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.run_state import RunState, check_run_state

if TYPE_CHECKING:
    from ..models.fault_schema import FaultSchema
    from ..models.progress import Progress
    from ..models.run_options import RunOptions


T = TypeVar("T", bound="Run")


@_attrs_define
class Run:
    """A run as it is now.

    Attributes:
        id (str):
        dataset_id (str):
        state (RunState):
        options (RunOptions): How to plan, as `caselot plan` takes it.
        edits (list[Any]):
        priority (int):
        tags (list[str]):
        program (None | str): The version of caselot that planned it.
        attempt (int): How often a worker has begun it.
        progress (None | Progress):
        reason (str): Why it ended as it did, in a word; empty for a search that went to its end.
        sentence (str):
        faults (list[FaultSchema] | None): What is wrong with the edited dataset, where it is refused.
        plan_id (None | str):
        created_at (datetime.datetime):
        created_by (str):
        started_at (datetime.datetime | None):
        heartbeat_at (datetime.datetime | None):
        ended_at (datetime.datetime | None):
        cancel_asked_at (datetime.datetime | None):
    """

    id: str
    dataset_id: str
    state: RunState
    options: RunOptions
    edits: list[Any]
    priority: int
    tags: list[str]
    program: None | str
    attempt: int
    progress: None | Progress
    reason: str
    sentence: str
    faults: list[FaultSchema] | None
    plan_id: None | str
    created_at: datetime.datetime
    created_by: str
    started_at: datetime.datetime | None
    heartbeat_at: datetime.datetime | None
    ended_at: datetime.datetime | None
    cancel_asked_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.progress import Progress  # noqa: PLC0415

        id = self.id

        dataset_id = self.dataset_id

        state: str = self.state

        options = self.options.to_dict()

        edits = self.edits

        priority = self.priority

        tags = self.tags

        program: None | str
        program = self.program

        attempt = self.attempt

        progress: dict[str, Any] | None
        if isinstance(self.progress, Progress):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        reason = self.reason

        sentence = self.sentence

        faults: list[dict[str, Any]] | None
        if isinstance(self.faults, list):
            faults = []
            for faults_type_0_item_data in self.faults:
                faults_type_0_item = faults_type_0_item_data.to_dict()
                faults.append(faults_type_0_item)

        else:
            faults = self.faults

        plan_id: None | str
        plan_id = self.plan_id

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        started_at: None | str
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        heartbeat_at: None | str
        if isinstance(self.heartbeat_at, datetime.datetime):
            heartbeat_at = self.heartbeat_at.isoformat()
        else:
            heartbeat_at = self.heartbeat_at

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        cancel_asked_at: None | str
        if isinstance(self.cancel_asked_at, datetime.datetime):
            cancel_asked_at = self.cancel_asked_at.isoformat()
        else:
            cancel_asked_at = self.cancel_asked_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "dataset_id": dataset_id,
                "state": state,
                "options": options,
                "edits": edits,
                "priority": priority,
                "tags": tags,
                "program": program,
                "attempt": attempt,
                "progress": progress,
                "reason": reason,
                "sentence": sentence,
                "faults": faults,
                "plan_id": plan_id,
                "created_at": created_at,
                "created_by": created_by,
                "started_at": started_at,
                "heartbeat_at": heartbeat_at,
                "ended_at": ended_at,
                "cancel_asked_at": cancel_asked_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fault_schema import FaultSchema  # noqa: PLC0415
        from ..models.progress import Progress  # noqa: PLC0415
        from ..models.run_options import RunOptions  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        state = check_run_state(d.pop("state"))

        options = RunOptions.from_dict(d.pop("options"))

        edits = cast(list[Any], d.pop("edits"))

        priority = d.pop("priority")

        tags = cast(list[str], d.pop("tags"))

        def _parse_program(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        program = _parse_program(d.pop("program"))

        attempt = d.pop("attempt")

        def _parse_progress(data: object) -> None | Progress:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = Progress.from_dict(data)

                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Progress, data)

        progress = _parse_progress(d.pop("progress"))

        reason = d.pop("reason")

        sentence = d.pop("sentence")

        def _parse_faults(data: object) -> list[FaultSchema] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                faults_type_0 = []
                _faults_type_0 = data
                for faults_type_0_item_data in _faults_type_0:
                    faults_type_0_item = FaultSchema.from_dict(faults_type_0_item_data)

                    faults_type_0.append(faults_type_0_item)

                return faults_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FaultSchema] | None, data)

        faults = _parse_faults(d.pop("faults"))

        def _parse_plan_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        plan_id = _parse_plan_id(d.pop("plan_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        started_at = _parse_started_at(d.pop("started_at"))

        def _parse_heartbeat_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                heartbeat_at_type_0 = datetime.datetime.fromisoformat(data)

                return heartbeat_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        heartbeat_at = _parse_heartbeat_at(d.pop("heartbeat_at"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        def _parse_cancel_asked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cancel_asked_at_type_0 = datetime.datetime.fromisoformat(data)

                return cancel_asked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        cancel_asked_at = _parse_cancel_asked_at(d.pop("cancel_asked_at"))

        run = cls(
            id=id,
            dataset_id=dataset_id,
            state=state,
            options=options,
            edits=edits,
            priority=priority,
            tags=tags,
            program=program,
            attempt=attempt,
            progress=progress,
            reason=reason,
            sentence=sentence,
            faults=faults,
            plan_id=plan_id,
            created_at=created_at,
            created_by=created_by,
            started_at=started_at,
            heartbeat_at=heartbeat_at,
            ended_at=ended_at,
            cancel_asked_at=cancel_asked_at,
        )

        return run
