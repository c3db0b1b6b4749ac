"""The reference page of scenario files and their JSON schema, written from the forms so that they cannot drift.

`python -m scenarios.reference` writes docs/reference/scenarios.md and scenarios.schema.json; a test compares them.
"""

import json
from pathlib import Path

from scenarios.edits import KINDS
from scenarios.edits.where import DATES, WHERE
from scenarios.expect import BY_CATEGORY, BY_SUPPLIER, EXPECT
from scenarios.form.kinds import Form
from scenarios.json_schema import json_schema
from scenarios.schema import FILE, GENERATE, OPTIONS, PARAMETERS, SCENARIO
from scenarios.sweeps import DEMAND, DRAWS, LEAD_TIME, RANGE, SWEEP

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
PAGE, SCHEMA = FOLDER / "scenarios.md", FOLDER / "scenarios.schema.json"

PREFACE = """\
<!-- Written by `python -m scenarios.reference` from scenarios/; edit those. -->
# Scenario files

A scenario file asks "what if": it names a base dataset and any number of scenarios, each a story and a list of edits.
`caselot scenarios run FILE` plans the base dataset and every scenario, compares them, and writes tables and plans;
`caselot scenarios check FILE` only reads file and dataset and applies the edits; `caselot scenarios schema` prints the
[JSON schema](scenarios.schema.json), with which an editor completes and checks while one writes.

```yaml
# yaml-language-server: $schema=scenarios.schema.json
story: What a strike in the port would do to us
dataset: ../data
options: {time_limit: 60}
scenarios:
  - name: port-delay
    story: Everything by sea takes two weeks longer; what is on its way is late too.
    edits:
      - shift: lanes.lead_time_days
        days: 14
        where: {mode: container}
      - shift: inbound.arrival_date
        days: 14
        where: {supplier: [SUP-002, SUP-004]}
    expect:
      fill_rate_at_least: 0.9
  - name: surge
    sweep: {growth: [1.1, 1.2, 1.3]}
    edits:
      - scale: demand.units
        by: ${growth}
        where: {category: toys}
```

- Edits act in their order on the tables of the [dataset](dataset.md); the edited dataset goes through the same checks
  as any. A filter that matches nothing, an unknown table, column or key, a value that the dataset cannot hold: each is
  told with the line of the file, and all scenarios are looked at before the first is planned.
- The base plan is made once (or read: `--base PLAN`), and every search begins with its orders. Where it leaves prices
  (more than 20 items, none tied to another) a scenario begins with these too, ends as soon as it is as near its bound
  as the base plan is, and gets a quarter of the time limit; otherwise it gets all of it.
- Kept orders (`base-plan`) are the base plan's, served as well as they can be in the changed world. Orders that are not
  possible any more (blocked supplier, closed node, arrival after the horizon) are dropped, orders on a slower lane
  arrive later; both is told. Where the kept orders break a rule (a minimum that has risen, a budget that was cut) the
  rules are listed, and no regret is computed.
- Finished scenarios are kept in `OUT/.cache` by their content (edited dataset, base plan, options, version): an
  interrupted run goes on where it stopped, a scenario that has not changed is not planned again.
- `${name}` in edits, story and expect is a parameter of the scenario's `sweep` or of the file (`parameters`; another
  value with `--set NAME=VALUE`). Names of scenarios of a sweep end in the values: `surge--growth=1.1`. Scenarios with
  `draws` end in the number of the draw. `--only NAME`, once or more often, runs these scenarios alone; the name of a
  sweep is that of all its scenarios.

`OUT` then holds `report.html`, one page that needs no network: the scenarios beside the base plan, regret, a curve of
cost and service for each sweep over numbers (over the money of the budgets where these are what changes), the spread of
draws, and the first dozen scenarios one by one. Beside it `scenarios.json` and the tables `scenarios`, `parameters`,
`costs`, `service` (over all, by category, by zone), `spend`, `orders`, `suppliers` (CSV, Parquet, or the sheets of
`comparison.xlsx`), each with the base plan's figure and the difference, the base plan in `base`, and for each scenario
a folder with the plans `re-plan` and `base-plan`. Exit codes: 0 done; 1 an expectation does not hold, or no base plan
can exist; 2 file or dataset at fault; 3 a scenario ended without plan for want of time; 130 interrupted.

`scenarios/library/` holds worked files, one a story; they run as they are, on a synthetic dataset, and with
`--dataset` and `--set` on any other. The budget curve of a dataset:
`caselot scenarios run scenarios/library/budget-curve.yaml --dataset DATASET`.
"""


def page() -> str:
    """The whole page as Markdown."""
    forms = (FILE, OPTIONS, PARAMETERS, SCENARIO, SWEEP, RANGE, DRAWS, DEMAND, LEAD_TIME)
    parts = [
        PREFACE,
        "## The file\n",
        *(_section(form) for form in forms),
        "## Filters\n",
        _section(WHERE),
        _section(DATES),
        "## Edits\n\nEach edit has exactly one of these verbs.\n",
        *(_section(kind.form) for kind in KINDS),
        "## Expectations\n",
        *(_section(form) for form in (EXPECT, BY_CATEGORY, BY_SUPPLIER)),
        "## Synthetic datasets\n",
        _section(GENERATE),
    ]
    return "\n".join(parts)


def _section(form: Form) -> str:
    text = f"### {form.name}\n\n{form.meaning}\n"
    if form.others is not None and not form.keys:
        text += f"\nIts keys are names; each holds {form.others.words}.\n"
    if form.keys:
        text += "\n| key | holds | left out | meaning |\n| --- | --- | --- | --- |\n"
        for key in form.keys:
            star = "*" if key.required else ""
            default = "" if key.default in (None, ()) else f"`{key.default}`"
            text += f"| `{key.name}`{star} | {key.holds.words} | {default} | {key.meaning} |\n"
    return text


def schema_text() -> str:
    """The JSON schema as it stands in the file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_text(schema_text(), encoding="utf-8")
