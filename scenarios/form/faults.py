"""Where the faults of a scenario file are collected."""

from __future__ import annotations

from models.faults import LineFault, ScenarioError


class EditFault(Exception):  # noqa: N818 - what is raised is a fault with its place; ScenarioError carries all of them
    """What is wrong with one edit: the line, the key, what was found and what was expected."""

    def __init__(self, line: int, key: str, found: str, expected: str) -> None:
        self.line, self.key, self.found, self.expected = line, key, found, expected
        super().__init__(line, key, found, expected)


class Faults:
    """The faults of one file, each once, in the order of lines."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[LineFault, None] = {}

    def add(self, line: int | None, key: str, found: str, expected: str) -> None:
        """Note one fault; a second one of the same words is the same (a sweep reads a line many times)."""
        self._found[LineFault(self.file, line, key, found, expected)] = None

    def __len__(self) -> int:
        return len(self._found)

    def settle(self) -> None:
        """Raise ScenarioError with every fault; nothing where there is none."""
        if self._found:
            raise ScenarioError(sorted(self._found, key=lambda fault: fault.row or 0))
