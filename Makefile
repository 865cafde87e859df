# Chung Tay. `make demo` to try it, `make test` for every gate, `make help` for the rest.
SHELL := /bin/sh
PORT ?= 8080
VENV := .venv
BIN := $(VENV)/bin
# The lock files are complete. --no-deps keeps pip from asking the index what a package's extras need: the pip that
# comes with Python 3.11 then takes the newest version, which no lock names, and refuses.
PIP_LOCKED := --quiet --disable-pip-version-check --require-hashes --no-deps
UV ?= uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --upgrade pyproject.toml --group build

.PHONY: help demo demo-reset run test lint unit bench bench-queries migration lock clean

help:  ## what each target does
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@sh .ci/make-venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Installing what the bot needs (once, a minute or two) ..."
	@$(BIN)/python -m pip install $(PIP_LOCKED) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install $(PIP_LOCKED) -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.runtime  ## try it in the browser: no token, no network, invented people
	@exec $(BIN)/chungtay demo --port $(PORT)

demo-reset: $(VENV)/.runtime  ## throw the demo's data away and start afresh
	@$(BIN)/chungtay demo --reset-only

run: $(VENV)/.runtime  ## the bot against Telegram; needs TELEGRAM_BOT_TOKEN
	@exec $(BIN)/chungtay run

test: lint unit  ## every gate and all tests, on SQLite and on PostgreSQL

lint: $(VENV)/.dev  ## format, lint, types, import rule
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.dev  ## all tests with branch coverage
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

bench: $(VENV)/.dev  ## what it costs, against two plain bots on this machine
	$(BIN)/python -m bench

bench-queries: $(VENV)/.dev  ## what each question costs in a whole country
	$(BIN)/python -m bench.country

migration: $(VENV)/.dev  ## draft the next database step: make migration MESSAGE="what it does"
	$(BIN)/python -m store.migrations "$(MESSAGE)"
	$(BIN)/ruff format -q store/migrations

lock:  ## renew the two lock files (needs uv)
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock

clean:  ## remove the virtual environment and caches; data stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage* *.egg-info
