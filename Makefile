PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock

.PHONY: setup chat test eval bench index model lint

setup: $(VENV)/.installed

$(VENV)/.installed: $(LOCK) pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r $(LOCK)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements-test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-test.lock
	@touch $@

chat: setup
	$(BIN)/policy-assistant chat

index: setup
	$(BIN)/policy-assistant ingest minhang-carbon-peak

model: setup
	$(BIN)/python -m corpus.embedder.train
	$(BIN)/python -m assistant.understanding.train

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/pyright

test: lint
	$(BIN)/pytest

eval: setup
	$(BIN)/policy-assistant eval --split all

bench: setup
	$(BIN)/python -m eval.bench
