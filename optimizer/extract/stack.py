"""One long table from many parts, of which none outlives its turn."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.extract.words import Words


class Stack:
    """About ``parts`` frames of the same columns, one below the other; the parts themselves are not kept."""

    def __init__(self, parts: int) -> None:
        self._parts = parts
        self._columns: dict[str, _Growing | _Coded | _Listed] = {}
        self._empty = pd.DataFrame()

    def add(self, part: pd.DataFrame) -> None:
        """Put a part below the others."""
        if part.empty:
            self._empty = part
            return
        for name, column in part.items():
            if str(name) not in self._columns:
                self._columns[str(name)] = _begun(column, len(part) * self._parts)
            self._columns[str(name)].add(column)

    def frame(self) -> pd.DataFrame:
        """The whole table; the stack is used up."""
        if not self._columns:
            return self._empty
        return pd.DataFrame({name: self._columns.pop(name).whole() for name in list(self._columns)}, copy=False)


class _Growing:
    """Plain values. Room is set aside for all of them: what is not written to takes no memory."""

    def __init__(self, dtype: npt.DTypeLike, room: int) -> None:
        self._values: npt.NDArray[Any] = np.empty(room + room // 4, dtype)
        self._size = 0

    def add(self, column: pd.Series) -> None:
        self.append(column.to_numpy())

    def append(self, values: npt.NDArray[Any]) -> None:
        size = self._size + values.size
        if size > self._values.size:
            wider = np.empty(size + size // 2, self._values.dtype)
            wider[: self._size] = self._values[: self._size]
            self._values = wider
        self._values[self._size : size] = values
        self._size = size

    def whole(self) -> npt.NDArray[Any]:
        return self._values[: self._size]


class _Coded:
    """Words by their places among those of all parts; in the end each word stands once."""

    def __init__(self, room: int) -> None:
        self._words: list[Words] = []
        self._count = 0
        self._places = _Growing(np.int32, room)

    def add(self, column: pd.Series) -> None:
        words = column.cat.categories.to_numpy(object)
        self._places.append(column.cat.codes.to_numpy(np.int32) + np.int32(self._count))
        self._words.append(words)
        self._count += len(words)

    def whole(self) -> pd.Categorical:
        words, rank = np.unique(np.concatenate(self._words), return_inverse=True)
        places = self._places.whole()
        return pd.Categorical.from_codes(rank.astype(np.int32)[places], pd.Index(words, dtype="str"))


class _Listed:
    """Texts, which have no place of a fixed size."""

    def __init__(self) -> None:
        self._parts: list[pd.Series] = []

    def add(self, column: pd.Series) -> None:
        self._parts.append(column)

    def whole(self) -> pd.Series:
        return pd.concat(self._parts, ignore_index=True)


def _begun(column: pd.Series, room: int) -> _Growing | _Coded | _Listed:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _Coded(room)
    if isinstance(column.dtype, np.dtype) and column.dtype != object:
        return _Growing(column.to_numpy().dtype, room)
    return _Listed()
