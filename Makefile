# Everything runs in a virtual environment of its own, .venv; nothing else is set up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(wildcard crm/locales/*/LC_MESSAGES/*.po)

# Compiled files are kept whatever the surroundings say: without them each of three workers would
# take twelve seconds to read the tests, and each program that a test starts a second to begin.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test test-full coverage check bench screenshots catalogues clean

help:
	@echo "make demo         open the demonstration (prints it where there is no terminal)"
	@echo "make test         install what the tests need, and run every check"
	@echo "make test-full    the tests, with every round of what depends on chance"
	@echo "make coverage     the tests of the library, measured; under 95 % fails"
	@echo "make check        style, types and layers only"
	@echo "make bench        measure everything in one table; PARTS=\"cards exchange\" chooses,"
	@echo "                  FULL=1 adds a book of a million people"
	@echo "make screenshots  draw the pictures of the manual anew"
	@echo "make catalogues   bring the translations up to date with the texts in the code"

$(VENV)/.program: pyproject.toml $(CATALOGUES)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.development: $(VENV)/.program
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(VENV)/.program
	@$(BIN)/crm demo

check: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --num-workers 2
	$(BIN)/lint-imports --no-cache

# More workers than cores, because many tests wait for a terminal or a disk.
PYTEST := $(BIN)/pytest -n 3 --dist worksteal

test: check
	$(PYTEST)

test-full: $(VENV)/.development
	CRM_TEST_ROUNDS=full $(PYTEST)

# What is measured is the library, so the tests of the screens are left out.
coverage: $(VENV)/.development
	$(PYTEST) --ignore tests/tui --cov --cov-report=term:skip-covered

# The figures as JSON, and the chart that is drawn from them.
FIGURES := build/figures.json

bench: $(VENV)/.development
	mkdir -p build
	$(BIN)/python -m tests.benchmarks $(PARTS) $(if $(FULL),--full) --json $(FIGURES)
	$(BIN)/python -m tests.benchmarks.charts $(FIGURES) build/growth.svg

screenshots: $(VENV)/.development
	$(BIN)/python docs/screenshots.py

catalogues: $(VENV)/.development
	$(BIN)/python crm/locales/update.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
