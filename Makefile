# Everything runs in a virtual environment of its own, .venv; nothing else is set up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(wildcard crm/locales/*/LC_MESSAGES/*.po)

.PHONY: help demo test check bench screenshots catalogues clean

help:
	@echo "make demo         open the demonstration (prints it where there is no terminal)"
	@echo "make test         install what the tests need, and run every check"
	@echo "make check        style, types and layers only"
	@echo "make bench        measure, as ratios within one run"
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
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# More workers than cores, because many tests wait for a terminal or a disk. What is measured is
# the library, so the tests of the screens run without the cost of measuring.
test: check
	$(BIN)/pytest -n 3 --dist worksteal --ignore tests/tui --cov --cov-report=term:skip-covered
	$(BIN)/pytest -n 3 --dist worksteal tests/tui

bench: $(VENV)/.development
	$(BIN)/python -m tests.benchmarks

screenshots: $(VENV)/.development
	$(BIN)/python docs/screenshots.py

catalogues: $(VENV)/.development
	$(BIN)/python crm/locales/update.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
