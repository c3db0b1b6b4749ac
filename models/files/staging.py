"""Writing whole files or none: written under a temporary name beside the target, then moved into place."""

import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from models.faults import CallError


@contextmanager
def staged_folder(target: Path, ours: Sequence[str], marker: str, *, force: bool) -> Iterator[Path]:
    """A new folder to write into, whose files are moved to `target` when the block ends without an error.

    `ours` are all names that such an output may have: where `target` holds one of them already, CallError is raised
    unless `force`, and what is left of the older output is removed. `marker` is moved last and, of an older output,
    removed first: where it stands, the output is whole. Other files of `target` are left alone.
    """
    _refuse_existing(target, ours, force=force)
    stage = target.parent / f".{target.name}.{uuid.uuid4().hex[:12]}.tmp"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage.mkdir()
        yield stage
        _move_folder(stage, target, ours, marker)
    except OSError as error:
        raise CallError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def staged_file(target: Path, *, force: bool) -> Iterator[Path]:
    """A new file to write, which becomes `target` when the block ends without an error. Raises CallError as above."""
    if target.is_dir() or (target.exists() and not force):
        raise CallError(f"{target} exists already" + (" and is a folder" if target.is_dir() else ""))
    stage = target.parent / f".{target.name}.{uuid.uuid4().hex[:12]}.tmp"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield stage
        stage.replace(target)
    except OSError as error:
        raise CallError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            stage.unlink(missing_ok=True)


def _refuse_existing(target: Path, ours: Sequence[str], *, force: bool) -> None:
    if target.exists() and not target.is_dir():
        raise CallError(f"{target} exists already and is no folder")
    there = [name for name in ours if (target / name).exists()]
    if there and not force:
        raise CallError(f"{target} holds {there[0]} already")


def _move_folder(stage: Path, target: Path, ours: Sequence[str], marker: str) -> None:
    if not target.exists():
        stage.rename(target)
        return
    written = sorted((path.name for path in stage.iterdir()), key=lambda name: name == marker)
    (target / marker).unlink(missing_ok=True)
    for name in ours:
        if name not in written:
            (target / name).unlink(missing_ok=True)
    for name in written:
        (stage / name).replace(target / name)
