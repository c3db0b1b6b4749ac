from pathlib import Path

import yaml

import benchmarks.scenarios
from scenarios.schema import read_scenarios
from tests.scenarios.test_library import LIBRARY


def test_the_values_for_real_articles_are_parameters_of_the_worked_files() -> None:
    path = Path(benchmarks.scenarios.__file__).with_name("retail.yaml")
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert sorted(values) == [path.stem for path in LIBRARY]
    for file in LIBRARY:  # a value that is no parameter of its file would be refused
        assert read_scenarios(file, {name: str(value) for name, value in values[file.stem].items()}).scenarios
