"""Where compiled kernels are kept: in a folder named after the sources, so that no change of them meets old ones.

A compiled kernel does not notice that a kernel it calls has changed, and what another version left behind may not even
be readable. Numba only reads where it can write: kernels that came with an installation which cannot be written (a
container's image) are linked into a folder that can.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

import llvmlite.binding
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
    """Let numba keep kernels there, or where they are linked to; else, and with NUMBA_CACHE_DIR, as numba likes."""
    if "NUMBA_CACHE_DIR" in os.environ:
        return
    folder = kernel_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        numba.config.CACHE_DIR = str(folder)
    elif folder.is_dir() and (own := linked(folder)) is not None:
        numba.config.CACHE_DIR = str(own)


def linked(folder: Path) -> Path | None:
    """A folder of this user's own with links to the kernels of another; None where there can be none that is safe.

    Numba replaces files, it never writes into one, so that what is linked to stays as it is.
    """
    own = Path(tempfile.gettempdir()) / f"caselot-{os.getuid()}"
    try:
        own.mkdir(mode=0o700, exist_ok=True)
        found = own.lstat()
        # Whoever can write there can have this process run anything: a kernel is code.
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
            return None
        target = own / folder.name
        target.mkdir(exist_ok=True)
        for path in folder.rglob("*"):
            link = target / path.relative_to(folder)
            if path.is_dir():
                link.mkdir(parents=True, exist_ok=True)
                continue
            link.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):  # another process was here before, or numba has replaced it
                link.symlink_to(path)
    except OSError:
        return None
    return target


def compiled() -> bool:
    """Whether all kernels of today's sources were compiled by this numba for this machine's processor, and kept.

    Taken for true where numba keeps them at a place of its own choice: it may have; asking costs seconds every time.
    """
    mark = _mark()
    return bool(numba.config.DISABLE_JIT) or mark is None or mark.exists()


def note_compiled() -> None:
    """Remember that they are, where there is a place for it."""
    mark = _mark()
    if mark is not None and not numba.config.DISABLE_JIT:
        with suppress(OSError):
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()


def _mark() -> Path | None:
    if not numba.config.CACHE_DIR:
        return None
    processor = f"{llvmlite.binding.get_host_cpu_name()} {llvmlite.binding.get_host_cpu_features().flatten()}"
    digest = hashlib.sha256(f"{numba.__version__} {processor}".encode()).hexdigest()[:16]
    return Path(numba.config.CACHE_DIR) / f"compiled-{kernel_folder().name}-{digest}"


def forget_others() -> None:
    """Delete the kernels of other sources."""
    folder = kernel_folder()
    for other in folder.parent.glob("kernels-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
