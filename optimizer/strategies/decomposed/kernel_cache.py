"""Where compiled kernels are kept: in a folder named after the sources, so that no change of them meets old ones.

A compiled kernel does not notice that a kernel it calls has changed, and what another version left behind may not even
be readable.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import numba

SOURCES = Path(__file__).parent


def kernel_folder() -> Path:
    """The folder of today's sources: all files here that hold kernels."""
    digest = hashlib.sha256()
    for path in sorted(SOURCES.glob("*.py")):
        source = path.read_bytes()
        if b"@njit" in source:
            digest.update(path.name.encode() + b"\0" + source)
    return SOURCES / "__pycache__" / f"kernels-{digest.hexdigest()[:16]}"


def place_kernels() -> None:
    """Let numba keep kernels there; where that cannot be written, or NUMBA_CACHE_DIR says otherwise, as numba likes."""
    if "NUMBA_CACHE_DIR" in os.environ:
        return
    folder = kernel_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    if os.access(folder, os.W_OK):
        numba.config.CACHE_DIR = str(folder)


def forget_others() -> None:
    """Delete the kernels of other sources."""
    folder = kernel_folder()
    for other in folder.parent.glob("kernels-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
