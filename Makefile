# `make` alone lists what there is. Everything happens inside .venv; nothing is installed elsewhere.

PYTHON ?= python3
NOTEBOOK ?= notebooks/zh-TW/00_start.ipynb
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Root (a container, often) must say so to Jupyter.
ROOT_OK := $(if $(filter 0,$(shell id -u)),--allow-root)
# JupyterLab asks the network for news and newer versions unless told not to. A lesson needs no network.
OFFLINE := --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

# A kernel or a server is started some hundred times: none should compile helpers/ again.
unexport PYTHONDONTWRITEBYTECODE

PYTEST := $(BIN)/python -m pytest
# One kernel a notebook, as many notebooks at a time as there are processors.
NBVAL := $(PYTEST) --nbval -n auto notebooks

# What runs notebooks by itself never goes live, whatever is in .env.
unit nbval notebooks bench screenshots: export LAB_NEVER_LIVE := 1

.DEFAULT_GOAL := help
.PHONY: help env lab test check unit nbval node notebooks bench screenshots clean-live clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | \
		awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

env: $(STAMP) ## make the environment (.venv)

lab: $(STAMP) ## open the lessons in JupyterLab; pass arguments on with ARGS="--no-browser --port 9999"
	@$(BIN)/python -m jupyter trust notebooks/*/*.ipynb >/dev/null  # else their cards show without style until run
	$(BIN)/python -m jupyterlab $(ROOT_OK) $(OFFLINE) --LabApp.default_url=/lab/tree/$(NOTEBOOK) $(ARGS)

test: check unit nbval ## run everything CI runs

check: $(STAMP) ## style, format, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

unit: $(STAMP) ## unit tests and the browser
	$(PYTEST) -n auto

nbval: $(STAMP) ## run every notebook, over HTTP and in-process, and compare with the committed outputs
	LAB_TRANSPORT=http $(NBVAL)
	LAB_TRANSPORT=inproc $(NBVAL)

node: ## install what tests need of npm: the official Node SDK, and the checks of style sheets
	cd tests/sdks/node && npm install --no-package-lock --no-audit --no-fund
	cd tests/panels/kit/node && npm install --no-package-lock --no-audit --no-fund

notebooks: $(STAMP) ## build notebooks/ from lessons/
	$(BIN)/python -m helpers.tools.build_notebooks

bench: $(STAMP) ## print the speed ratios
	$(BIN)/python -m tests.bench $(ARGS)

screenshots: $(STAMP) ## take the pictures of the README again
	$(BIN)/python -m scripts.screenshots

clean-live: $(STAMP) ## after live mode: empty those outputs, then look everywhere for tokens, ids and names
	$(BIN)/python -m helpers.tools.secret_scan --clean

clean: ## remove the environment and all caches; your copies in work/ stay
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/sdks/node/node_modules tests/panels/kit/node/node_modules
	find helpers tests scripts -name __pycache__ -prune -exec rm -rf {} +

# An environment without pip is half of one (the making was stopped, or Debian's python3-venv was missing): make it anew.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || { \
		echo 'Python 3.10 or newer is needed; "$(PYTHON)" is '"$$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.11" >&2; \
		exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) scripts/make_env.py $(VENV)
	@echo 'Installing into $(VENV) (some minutes the first time)'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
