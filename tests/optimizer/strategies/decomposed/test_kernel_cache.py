"""Kernels are kept under a name that changes with their sources, and only with theirs."""

from pathlib import Path

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
