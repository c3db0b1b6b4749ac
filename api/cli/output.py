"""Where results go: nothing that stands there is overwritten unless that is asked for, and the dataset never is."""

from pathlib import Path

from models.faults import CallError


def check_output(target: Path, *, force: bool, dataset: Path | None = None) -> None:
    """Refuse a place that is taken, before any work is done for it.

    Raises CallError when something stands at `target` and `force` is not given, or when writing there would overwrite
    the dataset or a folder that holds it.
    """
    if dataset is not None and dataset.exists():
        place, source = target.resolve(), dataset.resolve()
        if place == source or place in source.parents:
            raise CallError(f"{target} holds the dataset; choose another place with --out")
    if target.exists() and not force and not _empty_folder(target):
        raise CallError(f"{target} exists; --force overwrites it, --out chooses another place")


def _empty_folder(target: Path) -> bool:
    return target.is_dir() and not any(target.iterdir())
