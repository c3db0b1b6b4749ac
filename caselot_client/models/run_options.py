from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.run_options_backend import RunOptionsBackend, check_run_options_backend
from ..models.run_options_strategy import RunOptionsStrategy, check_run_options_strategy
from ..types import UNSET, Unset

T = TypeVar("T", bound="RunOptions")


@_attrs_define
class RunOptions:
    """How to plan, as `caselot plan` takes it.

    Attributes:
        strategy (RunOptionsStrategy | Unset): How the plan is found. Default: 'auto'.
        gap (float | Unset): Distance from the bound at which a plan counts as best. Default: 1e-06.
        time_limit (float | Unset): Seconds for the search. Default: 300.0.
        seed (int | Unset): Of the solver. Default: 0.
        threads (int | Unset): Of the solver; one repeats exactly. Default: 1.
        backend (RunOptionsBackend | Unset): The solver. Default: 'highs'.
    """

    strategy: RunOptionsStrategy | Unset = "auto"
    gap: float | Unset = 1e-06
    time_limit: float | Unset = 300.0
    seed: int | Unset = 0
    threads: int | Unset = 1
    backend: RunOptionsBackend | Unset = "highs"

    def to_dict(self) -> dict[str, Any]:
        strategy: str | Unset = UNSET
        if not isinstance(self.strategy, Unset):
            strategy = self.strategy

        gap = self.gap

        time_limit = self.time_limit

        seed = self.seed

        threads = self.threads

        backend: str | Unset = UNSET
        if not isinstance(self.backend, Unset):
            backend = self.backend

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if strategy is not UNSET:
            field_dict["strategy"] = strategy
        if gap is not UNSET:
            field_dict["gap"] = gap
        if time_limit is not UNSET:
            field_dict["time_limit"] = time_limit
        if seed is not UNSET:
            field_dict["seed"] = seed
        if threads is not UNSET:
            field_dict["threads"] = threads
        if backend is not UNSET:
            field_dict["backend"] = backend

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _strategy = d.pop("strategy", UNSET)
        strategy: RunOptionsStrategy | Unset
        if isinstance(_strategy, Unset):
            strategy = UNSET
        else:
            strategy = check_run_options_strategy(_strategy)

        gap = d.pop("gap", UNSET)

        time_limit = d.pop("time_limit", UNSET)

        seed = d.pop("seed", UNSET)

        threads = d.pop("threads", UNSET)

        _backend = d.pop("backend", UNSET)
        backend: RunOptionsBackend | Unset
        if isinstance(_backend, Unset):
            backend = UNSET
        else:
            backend = check_run_options_backend(_backend)

        run_options = cls(
            strategy=strategy,
            gap=gap,
            time_limit=time_limit,
            seed=seed,
            threads=threads,
            backend=backend,
        )

        return run_options
