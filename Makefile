# Two commands do the work: `make figures` and `make test`. Each sets up .venv first, once.
# The recorded figures were drawn under Python 3.11, so that one is taken where it is there.
PYTHON ?= $(shell command -v python3.11 || echo python3)
WORKERS ?= 2
SHELL := bash

.DEFAULT_GOAL := help
.PHONY: help figures verify release test lab accuracy bench fuzz check lock clean
READY := .venv/.installed
export PATH := $(CURDIR)/.venv/bin:$(PATH)

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

figures: $(READY) ## run every notebook and write figures/ and notebooks/scripts/
	@.venv/bin/python -m dateline figures

verify: $(READY) ## rebuild every figure elsewhere and say how far each is the recorded one; ONLY=fig-03 for some
	@.venv/bin/python -m dateline verify $(if $(ONLY),--only $(ONLY))

release: $(READY) ## write what can be published, without any text, to DIR (build/release)
	@.venv/bin/python -m dateline release $(or $(DIR),build/release)

test: $(READY) ## run all tests, the examples in the docstrings included
	@.venv/bin/python -m pytest -n $(WORKERS) --dist loadfile

lab: $(READY) ## open JupyterLab in the notebooks folder
	@.venv/bin/jupyter lab --ServerApp.root_dir=notebooks $(if $(filter 0,$(shell id -u)),--allow-root)

accuracy: $(READY) ## measure mentions, voices and hits against articles marked by hand
	@.venv/bin/python tests/accuracy.py
	@.venv/bin/python tests/confusions.py

bench: $(READY) ## time the pass against a bare scan and against spaCy
	@.venv/bin/python tests/bench.py

fuzz: $(READY) ## feed every reader with mutilated files, SECONDS_EACH (20) for each
	@.venv/bin/python tests/fuzz_readers.py $(or $(SECONDS_EACH),20)

check: $(READY) ## lint, and check the package's types
	@.venv/bin/ruff check .
	@.venv/bin/mypy

lock: $(READY) ## pin what pyproject.toml asks for; UPGRADE=--upgrade takes the newest of everything
	@.venv/bin/uv pip compile pyproject.toml --universal --all-extras --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --quiet $(UPGRADE) --output-file requirements.lock

clean: ## remove .venv, caches and builds; figures and texts stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find analysis tests notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# Hashes and an editable project cannot share one pip step.
$(READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Dateline needs Python 3.11 or newer; "$(PYTHON)" is not. Try: make PYTHON=/path/to/python3.11'; exit 1; }
	@echo "Setting up .venv: $$(grep -c == requirements.lock) packages, about a minute"
	@"$(PYTHON)" -m venv .venv
	@set -o pipefail; .venv/bin/python -m pip install --disable-pip-version-check --no-compile --no-deps --require-hashes \
		-r requirements.lock | awk '/^(Collecting|Processing)/ { if (++n % 20 == 0) print "  fetched " n } /^Installing/ { print "  installing" }'
	@.venv/bin/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@echo "  compiling"
	@.venv/bin/python -m compileall -q -j 0 -x '/tests?/' .venv/lib/python3*/site-packages > /dev/null || true
	@touch $@
