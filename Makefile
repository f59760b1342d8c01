# Needs Python 3.11 or newer and make. Everything else is set up in .venv the first time it is needed.
IS_NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(or $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell $(p) $(IS_NEW_ENOUGH) 2>/dev/null && echo $(p)))),python3)
PYTEST_ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --editable

.DEFAULT_GOAL := help
.PHONY: help run test check lint types format eval clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run: $(VENV)/.run ## set up what is needed and start the app at http://127.0.0.1:7860
	$(BIN)/python app.py

test: $(VENV)/.dev ## set up what is needed and run the tests
	$(BIN)/pytest $(PYTEST_ARGS)

check: lint types ## lint, formatting, types

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

format: $(VENV)/.dev ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(VENV)/.dev ## measure the answers; fails under the gates
	$(BIN)/python -m evals.run

clean: ## remove the virtual environment and what the tools leave
	rm -rf $(VENV) build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Stamps: an installation is done again when pyproject.toml changes. The order-only prerequisite keeps the environment.
$(VENV)/.run: pyproject.toml | $(BIN)/python
	@echo "Installerar programmet i $(VENV); första gången tar det några minuter."
	@$(INSTALL) .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "Installerar programmet, tilläggsmodellerna och testverktygen i $(VENV); första gången tar det flera minuter."
	@$(INSTALL) '.[models,tune,llm,mcp,quiz,dev]'
	@touch $@ $(VENV)/.run

$(BIN)/python:
	@$(PYTHON) $(IS_NEW_ENOUGH) 2>/dev/null || { \
		echo "Python 3.11 eller nyare behövs, men $(PYTHON) är äldre eller saknas." >&2; \
		echo "Installera en nyare, eller ange den: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Den virtuella miljön gick inte att skapa. På Debian och Ubuntu: installera paketet python3-venv." >&2; exit 1; }
