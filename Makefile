# Two commands do all the set-up: `make chat` and `make test`. They need Python 3.11 and make.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# The locks are whole, so pip need not resolve: it would look at releases newer than the pinned ones.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
USE := $(VENV)/.installed
DEVELOP := $(VENV)/.installed-dev

.PHONY: chat test check crash eval bench docs lock clean

chat: $(USE)  ## talk to the bot about the sample in this terminal
	@$(BIN)/onrecord chat

test: $(DEVELOP)  ## run the tests with branch coverage
	$(BIN)/pytest --cov --cov-report=term:skip-covered -q -n auto --dist loadscope

check: $(DEVELOP)  ## style, types, the import law
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

crash: $(DEVELOP)  ## kill -9 at 204 random moments of reload, undo, correction, migration and backup
	ONRECORD_TRIALS=34 $(BIN)/pytest -q -n 0 tests/bot/test_crashes.py

eval: $(DEVELOP)  ## measure quality on ../shared and write docs/quality.md
	$(BIN)/python -m tests.quality.report

bench: $(VENV)/.installed-bench  ## measure speed and memory and write docs/performance.md
	$(BIN)/python -m tests.bench.report

docs: $(DEVELOP)  ## write again what is generated: config.example.toml and the README's command table
	$(BIN)/python -m tests.generated

lock: $(DEVELOP)  ## pin every requirement anew (needs uv)
	for set in "" dev bench; do \
	  uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header $${set:+--extra $$set} \
	    --output-file requirements$${set:+-$$set}.txt; \
	done

clean:  ## remove what was installed and built here
	rm -rf $(VENV) *.egg-info .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) --version >/dev/null 2>&1 || { echo "Onrecord needs Python 3.11: set PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(USE): requirements.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --editable .
	$(BIN)/python -m compileall -q bot adapters knowledge
	@touch $@

$(DEVELOP): requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements-dev.txt
	$(INSTALL) --editable .
	@touch $@ $(USE)

$(VENV)/.installed-bench: requirements-bench.txt $(DEVELOP)
	$(INSTALL) --require-hashes -r requirements-bench.txt
	@touch $@
