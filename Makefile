# Two commands on a fresh machine: `make demo` and `make test`. Both set up what they need.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.set-up
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format bench bench-scale bench-service lock docs client clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: $(STAMP) ## installs everything into .venv, once per requirements.lock

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m optimizer.strategies.decomposed # compiles, and keeps what it compiled, for a minute or two
	@touch $@

demo: $(STAMP) ## makes, plans and verifies a small dataset, writes demo/report.html; then serves it: run, release, approve, pull
	@$(BIN)/caselot demo --force

test: $(STAMP) ## every test, the slow ones too
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

lint: $(STAMP) ## ruff, mypy, import rules
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## seconds, memory and gaps beside other tools
	$(BIN)/python -m benchmarks

bench-scale: $(STAMP) ## size against seconds, gap and memory beside other solvers; SCALE="--sizes 50,200" for a part
	$(BIN)/python -m benchmarks.scale $(SCALE)

bench-service: $(STAMP) ## requests a second, memory, and a large plan pulled and released, on both databases
	$(BIN)/python -m benchmarks.service

docs: $(STAMP) ## writes the pages that are generated from the code
	$(BIN)/python -m models.reference
	$(BIN)/python -m optimizer.formulation.reference
	$(BIN)/python -m scenarios.reference
	$(BIN)/python -m api.reference

client: $(STAMP) ## writes the Python client, caselot_client/, from the service's own document
	$(BIN)/python -m api.client

COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet

lock: ## pins every dependency, with hashes, after a change of pyproject.toml; then, alike, what an image of the service holds
	$(COMPILE) pyproject.toml --all-extras -o requirements.lock
	$(COMPILE) pyproject.toml --extra client --extra edi --constraints requirements.lock -o requirements.service.lock
	printf 'hatchling\neditables\n' | $(COMPILE) - --constraints requirements.lock -o requirements.build.lock

clean: ## removes what can be made again
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
