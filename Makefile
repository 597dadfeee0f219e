# `make demo` and `make test` do all the set-up, on a machine that has python3 (3.11 or newer, with venv) and make.
#
#   make demo    install into .venv and show a cassette
#   make test    lint, types and all tests; ends by naming what was left out for want of a system package
#   make lint    ruff, mypy --strict and the ranks of the modules
#   make bench   how fast, beside the bare YAML parser; make bench ARGS=--write keeps the table
#   make soak    the laws with many more examples, and on cassettes of 10 and 100 MB (half an hour)
#   make samples record the samples anew (needs Go, Ruby and Node; see samples/README.md)
#   make clean   remove what the others made

PYTHON ?= python3
ARGS   ?=
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip -qq --disable-pip-version-check

.PHONY: help demo test lint bench soak samples clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

demo: $(VENV)/.installed
	@echo '$$ cassette show samples/openrouter_weather.yaml'
	@$(BIN)/cassette show --no-pager samples/openrouter_weather.yaml

test: lint
	@$(BIN)/pytest --numprocesses auto $(ARGS)

lint: $(VENV)/.developing
	@$(BIN)/ruff format --check --quiet . || { echo 'ruff format would change these: $(BIN)/ruff format .'; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/pytest tests/test_architecture.py

bench: $(VENV)/.developing
	@$(BIN)/python benchmarks/bench.py $(ARGS)

soak: $(VENV)/.developing
	@$(BIN)/pytest --numprocesses auto --hypothesis-profile soak -m '' $(ARGS)

samples: $(VENV)/.developing
	@$(BIN)/python samples/recording/record_vcrpy.py
	@$(BIN)/python samples/recording/record_apis.py
	@$(BIN)/python samples/recording/record_go_vcr.py
	@$(BIN)/python -W ignore samples/recording/record_betamax.py
	@$(BIN)/python samples/recording/record_cassetter.py
	@$(BIN)/python samples/recording/record_ruby_vcr.py
	@$(BIN)/python samples/recording/record_node.py nock polly
	@$(BIN)/python samples/recording/write_by_hand.py

clean:
	@rm -rf $(VENV) build dist benchmarks/cassettes .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps, so that a second call is quick; another pyproject.toml installs again.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'cassette needs Python 3.11 or newer: make PYTHON=python3.12 ...'; exit 1; }
	@echo 'installing cassette into $(VENV)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	@echo 'installing what the tests need into $(VENV)'
	@$(PIP) install --group dev
	@touch $@
