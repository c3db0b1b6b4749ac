"""Kernels are kept under a name that changes with their sources, and only with theirs."""

import os
import tempfile
from pathlib import Path

import numba
import pytest

from optimizer.strategies.decomposed import kernel_cache


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kernel_cache, "SOURCES", tmp_path)
    (tmp_path / "kernels.py").write_text("@njit\ndef one(): return 1\n")
    (tmp_path / "other.py").write_text("two = 2\n")
    return tmp_path


def test_a_changed_kernel_has_another_folder(sources: Path) -> None:
    before = kernel_cache.kernel_folder()
    (sources / "other.py").write_text("two = 3\n")
    assert kernel_cache.kernel_folder() == before
    (sources / "kernels.py").write_text("@njit\ndef one(): return 2\n")
    assert kernel_cache.kernel_folder() != before


def test_only_the_kernels_of_other_sources_are_forgotten(sources: Path) -> None:
    today, other = kernel_cache.kernel_folder(), sources / "__pycache__" / "kernels-0"
    for folder in (today, other):
        folder.mkdir(parents=True)
    kernel_cache.forget_others()
    assert today.exists()
    assert not other.exists()


@pytest.fixture
def shipped(sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The kernels of an installation that cannot be written."""
    folder = kernel_cache.kernel_folder()
    (folder / "part").mkdir(parents=True)
    (folder / "part" / "one.nbi").write_text("an index")
    monkeypatch.setattr(tempfile, "tempdir", str(sources))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    writable = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder and writable(path, mode))
    return folder


def test_kernels_that_cannot_be_written_are_read_from_where_numba_can_write(shipped: Path) -> None:
    kernel_cache.place_kernels()
    own = Path(numba.config.CACHE_DIR)
    assert own.parent.stat().st_mode & 0o777 == 0o700
    index = own / "part" / "one.nbi"
    assert index.read_text() == "an index"
    other = own / "new"  # as numba writes: to another name, then into place
    other.write_text("a longer index")
    other.replace(index)
    kernel_cache.place_kernels()  # the next process
    assert index.read_text() == "a longer index"
    assert (shipped / "part" / "one.nbi").read_text() == "an index"


def test_no_kernel_is_read_where_others_may_write(shipped: Path) -> None:
    own = shipped.parents[1] / f"caselot-{os.getuid()}"
    own.mkdir()
    own.chmod(0o777)
    kernel_cache.place_kernels()
    assert numba.config.CACHE_DIR == ""
    own.chmod(0o755)
    kernel_cache.place_kernels()
    assert Path(numba.config.CACHE_DIR).parent == own


def test_kernels_are_compiled_for_one_numba_and_one_processor(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(sources / "kept"))
    assert not kernel_cache.compiled()
    kernel_cache.note_compiled()
    assert kernel_cache.compiled()
    monkeypatch.setattr(numba, "__version__", "0.0.1")
    assert not kernel_cache.compiled()
    monkeypatch.undo()
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")  # no place to remember it: not known
    assert kernel_cache.compiled()
