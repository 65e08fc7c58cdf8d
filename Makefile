# Two commands matter: `make demo` and `make test`. Both build .venv from the lock files first.
PYTHON ?= python3
BIN := .venv/bin
PO := $(wildcard bot/locales/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)

.PHONY: demo test lint format bench storm texts lock clean

demo: .venv/.runtime $(MO)
	@$(BIN)/gothiya demo

# Each worker and each process that a test starts would otherwise compile everything anew.
test: export PYTHONDONTWRITEBYTECODE =
test: lint
	@$(BIN)/python -m pytest

lint: .venv/.dev $(MO)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: .venv/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/.dev $(MO)
	@$(BIN)/python -m tests.bench

# Kills the bot two hundred times on each database while all else fails, too: about half an hour.
storm: .venv/.dev $(MO)
	@$(BIN)/python -m tests.storm

# Collects every sentence of the source into the catalogues; then translate what is new.
texts: .venv/.dev
	@$(BIN)/pybabel -q extract --no-location --sort-output --project=Gothiya --version=1 --copyright-holder='the Gothiya contributors' -F pyproject.toml -o bot/locales/messages.pot bot
	@for po in $(PO); do \
	  $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -l hi -i bot/locales/messages.pot -o $$po || exit 1; done

%.mo: %.po .venv/.runtime
	@$(BIN)/pybabel -q compile -l hi -i $< -o $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Gothiya needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 demo"; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python's venv module is incomplete here. On Debian: apt install python3-venv"; rm -rf .venv; exit 1; }

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Preparing .venv (once, about a minute) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Needs uv; run it after changing the dependencies in pyproject.toml.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis $(MO)
