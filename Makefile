# `make` alone lists what there is. Everything happens inside .venv; nothing is installed elsewhere.

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# What a learner needs, and what is needed to change the course. The second includes the first.
LEARN := $(VENV)/.installed
STAMP := $(VENV)/.installed-dev
SITE_STAMP := $(VENV)/.installed-site

comma := ,

# Where tests keep what they need of npm.
NODE := tests/sdks/node tests/panels/kit/node deploy/jupyterhub tests/browser/node
NODE_STAMPS := $(addsuffix /node_modules/.installed,$(NODE))

# uv, where there is one, does in seconds what pip does in minutes.
UV := $(shell command -v uv 2>/dev/null)
INSTALL := $(if $(UV),uv pip install --quiet --python $(VENV),$(BIN)/python -m pip install --quiet --disable-pip-version-check)

# A kernel or a server is started some hundred times: none should compile helpers/ again.
unexport PYTHONDONTWRITEBYTECODE

PYTEST := $(BIN)/python -m pytest
# One kernel a notebook, as many notebooks at a time as there are processors.
NBVAL := $(PYTEST) --nbval -n auto notebooks

# What runs notebooks by itself never goes live, whatever is in .env.
unit nbval test-slow site bundle notebooks bench screenshots: export LAB_NEVER_LIVE := 1

.DEFAULT_GOAL := help
.PHONY: help env lab test test-slow check unit nbval node site bundle notebooks bench screenshots clean-live clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | \
		awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

env: $(STAMP) ## make the environment (.venv), with the tools for changing the course

lab: $(LEARN) ## open the lessons in JupyterLab; pass arguments on with ARGS="--lang en --no-browser --port 9999"
	@$(BIN)/python -m helpers $(ARGS)

test: check unit nbval ## style, types, units, notebooks, the main clicks in Chromium: some three minutes

check: $(STAMP) ## style, format, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

unit: $(STAMP) ## unit tests and the main clicks
	$(PYTEST) -n auto -m "not slow"

test-slow: site ## what takes minutes: the browser edition, other browsers and places, new processes and installs, notebooks without sockets
	LAB_TRANSPORT=inproc $(NBVAL)
	$(PYTEST) -n 2 -m slow tests

nbval: $(STAMP) ## run every notebook over HTTP and compare with the committed outputs
	LAB_TRANSPORT=http $(NBVAL)

site: $(SITE_STAMP) ## build the browser edition into build/site (needs Node)
	$(BIN)/python -m scripts.site

bundle: $(STAMP) ## make the bundle for rooms without internet, in build: wheels for all systems, start.bat, start.sh
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || uv pip install --quiet --python $(VENV) pip
	@command -v uv >/dev/null || $(INSTALL) --editable '.[bundle]'
	$(BIN)/python -m scripts.bundle $(ARGS)

node: $(NODE_STAMPS) $(SITE_STAMP) ## fetch what tests need of npm: LINE's Node SDK, style checks, the hub's proxy, what drives Firefox, the browser's Python
	$(BIN)/python -m scripts.site --python

notebooks: $(STAMP) ## build notebooks/ from lessons/
	$(BIN)/python -m helpers.tools.build_notebooks

bench: $(STAMP) ## print the speed ratios
	$(BIN)/python -m tests.bench $(ARGS)

screenshots: $(STAMP) ## take the pictures of the README again
	$(BIN)/python -m scripts.screenshots

clean-live: $(STAMP) ## after live mode: empty those outputs, then look everywhere for tokens, ids and names
	$(BIN)/python -m helpers.tools.secret_scan --clean

clean: ## remove the environment and all caches; your copies in work/ stay
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis $(addsuffix /node_modules,$(NODE))
	find helpers tests scripts -name __pycache__ -prune -exec rm -rf {} +

# An environment without pip is half of one (the making was stopped, or Debian's python3-venv was missing): make it anew.
define environment
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || { \
	echo 'Python 3.10 or newer is needed; "$(PYTHON)" is '"$$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.11" >&2; \
	exit 1; }
@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) scripts/make_env.py $(VENV)
@echo 'Installing into $(VENV)$(if $(UV),, (some minutes the first time))'
@$(INSTALL) --editable '$(1)' || { \
	echo 'Installing failed; the reason is above. Is this computer connected to the network, and the disk not full?' \
	'Nothing was lost: the same command goes on from here.' >&2; exit 1; }
endef

$(LEARN): pyproject.toml $(wildcard install/*)
	$(call environment,.)
	@touch $@

$(STAMP): pyproject.toml $(wildcard install/*)
	$(call environment,.[dev])
	@touch $(LEARN) $@

$(SITE_STAMP): $(STAMP)
	$(call environment,.[dev$(comma)site])
	@touch $(LEARN) $(STAMP) $@

$(NODE_STAMPS): %/node_modules/.installed: %/package.json
	cd $* && npm install --no-package-lock --no-audit --no-fund
	@touch $@
