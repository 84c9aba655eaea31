# The two commands: `make drill` plays, `make test` tests. Each does its own set-up.

PYTHON ?= $(shell command -v python3 >/dev/null && echo python3 || echo python)
VENV := .venv
LRS := .venv-lrs
LRS_VERSION := 5.1.0
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
LRS_BIN := $(LRS)/Scripts
else
BIN := $(VENV)/bin
LRS_BIN := $(LRS)/bin
endif
PIP_QUIET := -qq --disable-pip-version-check

.PHONY: drill test lint types wheel docs pictures library sounds messages figures findings attack broken bench growth clean

# 130: the person stopped, which is no failure of make.
drill: $(VENV)/.ready
	@$(BIN)/motdrill drill $(ARGS) || [ $$? -eq 130 ]

test: $(VENV)/.ready-dev $(LRS)/.ready-$(LRS_VERSION)
	@$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

lint: $(VENV)/.ready-dev
	@$(BIN)/ruff format --check src tests benchmarks docs
	@$(BIN)/ruff check src tests benchmarks docs

types: $(VENV)/.ready-dev
	@$(BIN)/mypy

wheel: $(VENV)/.ready-dev
	@$(BIN)/python -m build --outdir dist .

docs: $(VENV)/.ready-docs
	@$(BIN)/mkdocs build --strict

pictures: $(VENV)/.ready-dev
	@$(BIN)/python docs/pictures/make.py
	@MOTDRILL_PICTURES=docs/pictures $(BIN)/python -m pytest -q tests/test_phones_program.py

library: $(VENV)/.ready-dev
	@$(BIN)/python docs/make_library.py

sounds: $(VENV)/.ready-dev
	@$(BIN)/python docs/make_sounds.py

findings: $(VENV)/.ready-dev
	@$(BIN)/python docs/make_findings.py

messages: $(VENV)/.ready-dev
	@$(BIN)/python tests/messages.py

figures: $(VENV)/.ready-dev
	@$(BIN)/python tests/figures.py

bench: $(VENV)/.ready-dev
	@$(BIN)/python -m benchmarks $(ARGS)

attack: $(VENV)/.ready-dev
	@$(BIN)/python tests/attack_loader.py $(ARGS)

broken: $(VENV)/.ready-dev
	@$(BIN)/python tests/broken_journals.py $(ARGS)

growth: $(VENV)/.ready-dev
	@$(BIN)/python -m benchmarks.growth $(ARGS)

clean:
	rm -rf $(VENV) $(LRS) dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.ready: pyproject.toml
	@echo "Setting up motdrill in $(VENV), once …" >&2
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'motdrill needs Python 3.11 or newer; say which with make PYTHON=/path/to/python')"
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made; on Debian and Ubuntu install python3-venv." >&2; exit 1; }
	@$(BIN)/python -m pip install $(PIP_QUIET) --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@echo "Adding what the tests need …" >&2
	@$(BIN)/python -m pip install $(PIP_QUIET) --editable '.[dev]'
	@touch $@

$(VENV)/.ready-docs: $(VENV)/.ready
	@echo "Adding what the site of the documentation needs …" >&2
	@$(BIN)/python -m pip install $(PIP_QUIET) --editable '.[docs]'
	@touch $@

# The learning record store that `send` is tested with wants older packages than ours, so it lives by itself.
$(LRS)/.ready-$(LRS_VERSION):
	@echo "Setting up the learning record store for the tests in $(LRS), once …" >&2
	@$(PYTHON) -m venv $(LRS)
	@$(LRS_BIN)/python -m pip install $(PIP_QUIET) 'ralph-malph[cli,lrs]==$(LRS_VERSION)' requests
	@touch $@
