"""The program as a file that people and other solvers read: LP format, free MPS, either of them gzipped."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from models.faults import CallError
from optimizer.backends.export_lp import lp_lines
from optimizer.backends.export_mps import mps_lines
from optimizer.linear import MixedIntegerProgram

WRITERS = {".lp": lp_lines, ".mps": mps_lines}


def write_model(program: MixedIntegerProgram, path: Path) -> None:
    """Write ``program`` to ``path`` (.lp, .mps, .lp.gz or .mps.gz), with names such as ``q.A.S.N.road.2024_01_01``.

    The file appears complete or not at all, in the place of one that was there: whether it may is for the caller to
    ask. CallError for another ending and for a file that cannot be written.
    """
    path = Path(path)
    writer = WRITERS.get(path.with_suffix("").suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower())
    if writer is None:
        msg = f"a model is written as .lp, .mps, .lp.gz or .mps.gz, not as {path.name}"
        raise CallError(msg)
    try:
        _write(path, writer(program), zipped=path.suffix.lower() == ".gz")
    except OSError as fault:
        msg = f"{path} cannot be written: {fault.strerror or fault}"
        raise CallError(msg) from fault


def lp_text(program: MixedIntegerProgram) -> str:
    """``program`` in LP format, figures to 12 digits, rows under a comment per family: the text of golden files."""
    return "".join(lp_lines(program, digits=12))


def _write(path: Path, lines: Iterator[str], *, zipped: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw:
            if zipped:
                # No time in it: the same model makes the same file.
                with gzip.GzipFile("", "wb", compresslevel=5, fileobj=raw, mtime=0) as packed:
                    _write_lines(packed, lines)
            else:
                _write_lines(raw, lines)
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)  # mkstemp makes files for their owner alone
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write_lines(target: io.BufferedIOBase, lines: Iterator[str]) -> None:
    target.writelines(line.encode("ascii") for line in lines)
