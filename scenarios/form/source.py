"""YAML that keeps its lines: a tree in which every value knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from scenarios.form.faults import Faults

MOST = 200_000
"""Values of a file, aliases multiplied out: a file that holds more is a mistake or a trap."""

PARAMETER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True)
class Node:
    """A value of the file: a scalar, a list of nodes or a dict of nodes by key; `line` is that of its key.

    `raw` is a scalar as it was written: an id 013 is not the number 11.
    """

    line: int
    value: Any
    raw: str = ""

    @property
    def shown(self) -> str:
        """The value as a message shows it."""
        if isinstance(self.value, dict):
            return "keys: " + ", ".join(self.value) if self.value else "an empty mapping"
        return f"a list of {len(self.value)}" if isinstance(self.value, list) else self.raw


def read_source(path: Path) -> Node:
    """The tree of a file. Raises ScenarioError where it cannot be read or is no YAML."""
    faults = Faults(path.name)
    node: Node | None = None
    try:
        node = parse(path.read_bytes().decode("utf-8-sig"), faults)
    except OSError as error:
        faults.add(None, "", str(path), f"a scenario file ({error.strerror or error})")
    except UnicodeDecodeError as error:
        faults.add(None, "", f"byte 0x{error.object[error.start]:02x} at offset {error.start}", "text encoded as UTF-8")
    faults.settle()
    assert node is not None  # noqa: S101 - a fault would have been raised
    return node


def parse(text: str, faults: Faults) -> Node | None:
    """The tree of a text, None with a fault where it is no YAML."""
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        if root is None:
            faults.add(1, "", "", "keys such as `scenarios:`")
            return None
        return _Tree(loader, faults).node(root, root.start_mark.line + 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add(None if mark is None else mark.line + 1, "", str(error.problem or error), "YAML")
    except (yaml.YAMLError, ValueError) as error:  # a character YAML forbids, a day such as 2025-02-30
        faults.add(None, "", " ".join(str(error).split()), "YAML")
    except RecursionError:
        faults.add(None, "", "values too deep in each other", "YAML")
    return None


class _Tree:
    """Makes nodes of YAML's own."""

    def __init__(self, loader: yaml.SafeLoader, faults: Faults) -> None:
        self._loader, self._faults, self._count = loader, faults, 0

    def node(self, found: yaml.Node, line: int) -> Node:
        self._count += 1
        if self._count > MOST:
            raise yaml.YAMLError(f"more than {MOST:,} values")
        if isinstance(found, yaml.MappingNode):
            return Node(line, self._entries(found))
        if isinstance(found, yaml.SequenceNode):
            return Node(line, [self.node(each, each.start_mark.line + 1) for each in found.value])
        return Node(line, self._loader.construct_object(found), str(found.value))

    def _entries(self, found: yaml.MappingNode) -> dict[str, Node]:
        own = [key.value for key, _ in found.value if isinstance(key, yaml.ScalarNode)]
        self._loader.flatten_mapping(found)  # `<<` takes up what an anchor holds
        entries: dict[str, Node] = {}
        for key, value in found.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "a list or a mapping"
            if own.count(name) > 1 and name in entries:
                self._faults.add(key.start_mark.line + 1, name, name, "each key once")
            entries[name] = self.node(value, key.start_mark.line + 1)
        return entries


def named_in(node: Node) -> set[str]:
    """The parameters that `${name}` stands for anywhere in the tree."""
    if isinstance(node.value, dict):
        return set().union(*(named_in(each) for each in node.value.values()))
    if isinstance(node.value, list):
        return set().union(*(named_in(each) for each in node.value))
    return set(PARAMETER.findall(node.raw))


def substituted(node: Node, parameters: Mapping[str, Node], faults: Faults) -> Node:
    """The tree with every `${name}` replaced; a scalar that is nothing else becomes the parameter, a list too."""
    if isinstance(node.value, dict):
        return replace(node, value={key: substituted(each, parameters, faults) for key, each in node.value.items()})
    if isinstance(node.value, list):
        return replace(node, value=[substituted(each, parameters, faults) for each in node.value])
    if not isinstance(node.value, str) or "${" not in node.value:
        return node
    for name in PARAMETER.findall(node.value):
        if name not in parameters:
            known = ", ".join(parameters) or "none"
            faults.add(node.line, "", node.value, f"a parameter of the sweep or of the file ({known})")
            return node
    whole = PARAMETER.fullmatch(node.value)
    if whole:
        return replace(parameters[whole[1]], line=node.line)
    several = next((name for name in PARAMETER.findall(node.value) if isinstance(parameters[name].value, list)), None)
    if several is not None:
        faults.add(node.line, "", node.value, f"{several} to be a single value where it stands within a text")
        return node
    text = PARAMETER.sub(lambda found: parameters[found[1]].shown, node.value)
    return Node(node.line, text, text)
