"""Where results go, looked at before any work is done for them: what stands there is kept unless asked otherwise."""

import os
from collections.abc import Iterable
from pathlib import Path

from models.faults import CallError
from models.files.explanations import check_explanation_folder, names_of
from models.files.plans import OURS
from models.files.settings_file import FILE as SETTINGS_FILE


def check_plan_output(folder: Path, dataset: Path, *, force: bool) -> None:
    """Refuse a folder that a plan cannot go to.

    Raises CallError where it holds a plan and `force` is not given, where it holds a dataset, or cannot be written.
    """
    _refuse_unwritable(folder)
    if folder.exists() and not folder.is_dir():
        raise CallError(f"{folder} exists and is no folder; choose another place with --out")
    if (folder / SETTINGS_FILE).exists() or dataset.resolve() in {(folder / name).resolve() for name in OURS}:
        raise CallError(f"{folder} holds a dataset; choose another place with --out")
    there = next((name for name in OURS if (folder / name).exists()), None)
    if there is not None and not force:
        raise CallError(f"{folder} holds {there} already; --force overwrites it, --out chooses another place")


def check_report_output(folder: Path, names: Iterable[str], *, force: bool) -> None:
    """Refuse a folder that holds one of the tables `NAME.csv` already, unless `force`. Raises CallError."""
    _refuse_unwritable(folder)
    if folder.exists() and not folder.is_dir():
        raise CallError(f"{folder} exists and is no folder; choose another place with --out")
    if (folder / SETTINGS_FILE).exists():
        raise CallError(f"{folder} holds a dataset; choose another place with --out")
    there = next((name for name in names if (folder / f"{name}.csv").exists()), None)
    if there is not None and not force:
        raise CallError(f"{folder} holds {there}.csv already; --force overwrites it, --out chooses another place")


def check_explanation_output(folder: Path, *, force: bool) -> None:
    """Refuse a folder that an explanation cannot go to; see `check_plan_output`. Raises CallError."""
    _refuse_unwritable(folder)
    if folder.exists() and not folder.is_dir():
        raise CallError(f"{folder} exists and is no folder; choose another place with --out")
    check_explanation_folder(folder)
    there = next((name for name in names_of() if (folder / name).exists()), None)
    if there is not None and not force:
        raise CallError(f"{folder} holds {there} already; --force overwrites it, --out chooses another place")


def check_dataset_output(target: Path, *, force: bool) -> None:
    """Refuse a place that holds a dataset already, unless `force`. Raises CallError."""
    _refuse_unwritable(target)
    taken = (target / SETTINGS_FILE).exists() if target.is_dir() else target.exists()
    if taken and not force:
        raise CallError(f"{target} exists already; --force overwrites it")


def check_model_output(file: Path, dataset: Path, *, force: bool) -> None:
    """Refuse a file that exists, unless `force`, and any within the dataset. Raises CallError."""
    _refuse_unwritable(file)
    place, source = file.resolve(), dataset.resolve()
    if place == source or source in place.parents:
        raise CallError(f"{file} lies in the dataset; choose another place with --write-model")
    if file.exists() and not force:
        raise CallError(f"{file} exists already; --force overwrites it, --write-model chooses another place")


def check_page_output(file: Path, dataset: Path, plan: Path, *, force: bool) -> None:
    """Refuse a file that exists, unless `force`, and any within the dataset or of the plan. Raises CallError."""
    _refuse_unwritable(file)
    place, source, shown = file.resolve(), dataset.resolve(), plan.resolve()
    if place == source or source in place.parents:
        raise CallError(f"{file} lies in the dataset; choose another place with --out")
    if place == shown or (place.parent == shown and place.name in OURS):
        raise CallError(f"{file} is the plan's; choose another place with --out")
    if file.is_dir():
        raise CallError(f"{file} is a folder; --out names a file")
    if file.exists() and not force:
        raise CallError(f"{file} exists already; --force overwrites it, --out chooses another place")


def _refuse_unwritable(target: Path) -> None:
    """Find out now, not after the search, whether the folder above can be written to."""
    try:
        above = next(parent for parent in target.absolute().parents if parent.exists())
    except OSError as error:
        raise CallError(f"{target} is no place to write to: {error.strerror}") from error
    if not (above.is_dir() and os.access(above, os.W_OK)):
        raise CallError(f"{target} cannot be written: {above} is {'read-only' if above.is_dir() else 'no folder'}")
