"""The form of a scenario file, and the scenarios that a file comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from models.checks.names import did_you_mean
from models.faults import CallError
from optimizer.generate import GenerateOptions
from optimizer.options import STRATEGIES
from scenarios.edits import KINDS, Edit
from scenarios.expect import EXPECT
from scenarios.form.faults import Faults
from scenarios.form.kinds import Form, Key, Many, Number, Record, Scalar, Schema, Words
from scenarios.form.source import Node, named_in, parse, read_source, substituted
from scenarios.sweeps import DRAWS, MOST, SWEEP, Draw, points, suffix

EVALUATE = ("both", "re-plan", "base-plan")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
LONGEST = 200
"""Characters of a scenario's name with the values of its sweep: file systems take a few more."""

RESERVED = ("base", "comparison")


@dataclass(frozen=True)
class AnyEdit:
    """One edit: a mapping with exactly one of the verbs."""

    words: str = "an edit, such as `scale: demand.units`"

    def take(self, node: Node, key: str, faults: Faults) -> Edit | None:
        """The edit of the verb that stands there."""
        verbs = {kind.verb: kind for kind in KINDS}
        if not isinstance(node.value, dict):
            faults.add(node.line, key, node.shown, self.words)
            return None
        found = [verb for verb in verbs if verb in node.value]
        if len(found) != 1:
            first = next(iter(node.value), "")
            expected = "one verb an edit" if found else did_you_mean(first, verbs, "verb")
            faults.add(node.line, key, " and ".join(found) or first, expected)
            return None
        record = verbs[found[0]].form.take(node, key, faults)
        return None if record is None else Edit(found[0], record)

    def schema(self) -> Schema:
        """One of the forms."""
        return {"oneOf": [{"$ref": f"#/$defs/{kind.verb}"} for kind in KINDS]}


@dataclass(frozen=True)
class ScenarioName:
    """A name that a folder can have."""

    words: str = "a name of at most 64 letters, digits, dots, dashes and underscores"

    def take(self, node: Node, key: str, faults: Faults) -> str | None:
        """The name."""
        if isinstance(node.value, dict | list) or not NAME.fullmatch(node.raw) or node.raw.lower() in RESERVED:
            faults.add(node.line, key, node.shown, f"{self.words}, not {' or '.join(RESERVED)}")
            return None
        return node.raw

    def schema(self) -> Schema:
        """A string of that form."""
        return {"type": "string", "pattern": f"^{NAME.pattern}$"}


OPTIONS = Form(
    "options",
    "How the base plan and every scenario are planned.",
    (
        Key("strategy", Words(STRATEGIES), "how plans are found", default="auto"),
        Key("gap", Number(0, 0.999), "distance at which a plan counts as best", default=1e-6),
        Key("time_limit", Number(0.001), "seconds for each plan", default=300.0),
        Key("seed", Number(0, 2**31 - 1, whole=True), "of the solver", default=0),
    ),
)
STORED = "stored:"
"""Begins the name of a dataset that the service has."""

PARAMETERS = Form(
    "parameters",
    "Values by name; `${name}` stands for one anywhere in edits, story and expect of every scenario. `--set "
    "NAME=VALUE` puts another in its place, so that one file serves many datasets.",
    (),
    others=Many(Scalar()),
)
GENERATE = Form(
    "generate",
    "Options of `caselot generate`, written with underscores.",
    tuple(Key(each.name, Scalar(), f"as `--{each.name.replace('_', '-')}`") for each in fields(GenerateOptions)),
)
SCENARIO = Form(
    "scenario",
    "One case.",
    (
        Key("name", ScenarioName(), "its name, also that of its folder", required=True),
        Key("story", Words(), "what happens, in a sentence or two"),
        Key(
            "evaluate",
            Words(EVALUATE),
            "`re-plan`: a new plan; `base-plan`: the base plan's orders, kept, and what becomes of them; `both`: the "
            "difference of their costs is the regret",
            default="both",
        ),
        Key("edits", Many(AnyEdit(), listed=True, least=0), "what changes, in this order", default=()),
        Key("sweep", SWEEP, "parameters, each over a list or range"),
        Key("draws", DRAWS, "random errors"),
        Key("expect", EXPECT, "what must hold"),
    ),
)
FILE = Form(
    "scenario file",
    "A base dataset and named scenarios.",
    (
        Key("story", Words(), "what the file is about"),
        Key(
            "dataset",
            Words(what="a path, or stored:ID"),
            "the base dataset, seen from this file, or one that the service has: `stored:` and its ID, or "
            "`stored:live` for what the ledger knows now; `--dataset` takes its place",
        ),
        Key("generate", GENERATE, "instead of `dataset`: a synthetic one"),
        Key("options", OPTIONS, "how plans are found"),
        Key("parameters", PARAMETERS, "values that scenarios name"),
        Key("scenarios", Many(SCENARIO, listed=True), "the cases", required=True),
    ),
)


@dataclass(frozen=True)
class Scenario:
    """One scenario, parameters filled in and draws counted; ``entry`` is the name that stands in the file."""

    name: str
    entry: str
    story: str
    line: int
    evaluate: str
    edits: tuple[Edit, ...]
    draw: Draw | None
    expect: Record | None
    parameters: dict[str, Any]

    def evaluates(self, what: str) -> bool:
        """Whether it asks for `re-plan` or `base-plan`."""
        return self.evaluate in ("both", what)


@dataclass(frozen=True)
class ScenarioFile:
    """A file without a fault in its form; `dataset` and `generate` are None where it does not name them."""

    path: Path
    story: str
    dataset: Path | None
    generate: Record | None
    options: Record | None
    scenarios: tuple[Scenario, ...]


def read_scenarios(path: Path, given: Mapping[str, str] | None = None) -> ScenarioFile:
    """The scenarios of a file, with values of its parameters ``given`` in place of its own, written as in YAML.

    Raises ScenarioError with every fault of its form, each with its line.
    """
    source, faults = read_source(path), Faults(path.name)
    shell = _shell(source)
    record = FILE.take(shell, "", faults)
    scenarios: list[Scenario] = []
    entries = source.value if isinstance(source.value, dict) else {}
    listed = entries.get("scenarios", Node(1, None))
    parameters = _parameters(entries.get("parameters"), given or {}, faults)
    for name in sorted(set(parameters) - named_in(listed)):
        faults.add(parameters[name].line, f"parameters.{name}", name, "a name that stands as ${...} in a scenario")
    for place, node in enumerate(listed.value if isinstance(listed.value, list) else (), start=1):
        scenarios += _expanded(node, f"scenarios[{place}]", parameters, faults)
    _refuse_namesakes(scenarios, faults)
    faults.settle()
    assert record is not None  # noqa: S101 - a fault would have been raised
    dataset = record["dataset"]
    if dataset is not None:  # what the service has is no place that could be seen from the file
        dataset = Path(dataset) if dataset.startswith(STORED) else path.parent / dataset
    return ScenarioFile(path, record["story"] or "", dataset, record["generate"], record["options"], tuple(scenarios))


def only(file: ScenarioFile, names: Sequence[str]) -> ScenarioFile:
    """The file with the scenarios of these names alone; the name of an entry takes in its whole sweep or its draws.

    Raises CallError for a name that the file does not have.
    """
    known = dict.fromkeys([*(each.entry for each in file.scenarios), *(each.name for each in file.scenarios)])
    for name in names:
        if name not in known:
            raise CallError(f"--only {name}: expected {did_you_mean(name, known, f'scenario of {file.path.name}')}")
    chosen = tuple(each for each in file.scenarios if not names or each.name in names or each.entry in names)
    return replace(file, scenarios=chosen)


def _shell(source: Node) -> Node:
    """The file with each scenario reduced to its name: scenarios are read on their own, parameters filled in."""
    if not isinstance(source.value, dict) or "scenarios" not in source.value:
        return source
    listed = source.value["scenarios"]
    if not isinstance(listed.value, list):
        return source
    stubs = [Node(each.line, {"name": Node(each.line, "stub", "stub")}) for each in listed.value]
    return Node(source.line, {**source.value, "scenarios": Node(listed.line, stubs)})


def _parameters(node: Node | None, given: Mapping[str, str], faults: Faults) -> dict[str, Node]:
    """The parameters of the file by name, those that are ``given`` in place of its own."""
    known = dict(node.value) if node is not None and isinstance(node.value, dict) else {}
    for name, text in given.items():
        if name not in known:
            faults.add(None, f"--set {name}", text, did_you_mean(name, known, "parameter of the file"))
            continue
        value = parse(text, faults)
        if value is not None:
            known[name] = replace(value, line=known[name].line)
            PARAMETERS.take(Node(known[name].line, {name: known[name]}), "--set", faults)
    return known


def _expanded(node: Node, key: str, shared: Mapping[str, Node], faults: Faults) -> list[Scenario]:
    """The scenarios that one entry comes to; none where it has a fault."""
    before = len(faults)
    entries = node.value if isinstance(node.value, dict) else {}
    sweep = entries.get("sweep")
    parameters = None if sweep is None else SWEEP.take(sweep, f"{key}.sweep", faults)
    if parameters is not None:
        acting = set().union(*(named_in(entries[name]) for name in ("edits", "expect") if name in entries))
        for name in sorted(set(parameters.given) - acting):
            faults.add(parameters.at(name), f"{key}.sweep.{name}", name, "a name that stands as ${...} in an edit")
    if len(faults) > before:
        return []
    found: list[Scenario] = []
    cases = points(parameters)
    if len(cases) > MOST:
        faults.add(node.line, f"{key}.sweep", f"{len(cases):,} combinations", f"at most {MOST:,}")
        return []
    for values in cases:
        record = SCENARIO.take(_filled(node, {**shared, **values}, faults), key, faults)
        if record is not None and len(faults) == before:
            _refuse_contradictions(record, key, values, faults)
        if record is None or len(faults) > before:
            return []  # what is wrong with one combination is mostly wrong with all
        found += _drawn(record, values)
    return found


def _refuse_contradictions(record: Record, key: str, values: Mapping[str, Node], faults: Faults) -> None:
    """Keys that cannot be true of one scenario."""
    draws, expect, evaluate = record["draws"], record["expect"], record["evaluate"]
    if draws is not None and draws["demand"] is None and draws["lead_time"] is None:
        faults.add(draws.line, f"{key}.draws", "neither demand nor lead_time", "an error of one of them, or of both")
    if expect is not None:
        if expect["of"] not in (None, evaluate) and evaluate != "both":
            faults.add(expect.at("of"), f"{key}.expect.of", expect["of"], f"{evaluate}: evaluate makes no other plan")
        if expect["regret_at_most"] is not None and evaluate != "both":
            faults.add(expect.at("regret_at_most"), f"{key}.expect", f"evaluate: {evaluate}", "`evaluate: both`")
    if len(record["name"] + suffix(dict(values))) > LONGEST:
        name = record["name"] + suffix(dict(values))
        faults.add(record.line, f"{key}.sweep", f"a name of {len(name)} characters", f"at most {LONGEST}: {name[:60]}")


def _filled(node: Node, values: Mapping[str, Node], faults: Faults) -> Node:
    if not isinstance(node.value, dict):
        return node
    entries = {
        name: each if name in ("sweep", "name", "draws") else substituted(each, values, faults)
        for name, each in node.value.items()
    }
    return Node(node.line, entries)


def _drawn(record: Record, points_of: dict[str, Node]) -> list[Scenario]:
    draws: Record | None = record["draws"]
    name = record["name"] + suffix(points_of)
    values = {key: node.value for key, node in points_of.items()}
    own = (record["name"], record["story"] or "", record.line, record["evaluate"], record["edits"])
    if draws is None:
        return [Scenario(name, *own, None, record["expect"], values)]
    width = len(str(draws["count"]))
    return [
        Scenario(f"{name}--draw-{number:0{width}d}", *own, Draw(draws, number), record["expect"], values)
        for number in range(1, draws["count"] + 1)
    ]


def _refuse_namesakes(scenarios: list[Scenario], faults: Faults) -> None:
    seen: dict[str, int] = {}
    for each in scenarios:
        folder = each.name.lower()  # some file systems know no capitals
        if folder in seen:
            faults.add(each.line, "name", each.name, f"each name once; line {seen[folder]} has it too")
        seen.setdefault(folder, each.line)
