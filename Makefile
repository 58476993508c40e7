# Every command of the project with its sentence; `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
export PORT

.PHONY: help setup setup-dev assets serve test check format proof proof-install bench bench-search invariants lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:
	@$(PYTHON) tools/bootstrap.py run

setup-dev:
	@$(PYTHON) tools/bootstrap.py dev

assets: setup ## build the styles, scripts, icons and font into hashed files
	@$(BIN)/python tools/frontend.py

serve: assets ## open the shop, filled with the demo catalogue, at http://127.0.0.1:8000 (PORT= changes it)
	@exec $(BIN)/technomart serve --demo

test: setup-dev assets ## run every test on SQLite and PostgreSQL, with a real browser
	@$(BIN)/python tools/test.py $(ARGS)

check: setup-dev ## lint, format, types, contracts, templates, migrations; changes nothing
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet technomart/web/templates
	@$(BIN)/python -m technomart.cli database check
	@echo "check: all well"

format: setup-dev ## put the code in order
	@$(BIN)/ruff check -q --fix .
	@$(BIN)/ruff format -q .

proof: setup-dev assets ## run the heavy proofs: many kills, hundreds of buyers (up to 40 minutes)
	@$(BIN)/python tools/test.py -m proof $(ARGS)

proof-install: ## install, upgrade, kill and restore the shop on a scratch Debian in a container (root; 10 to 20 minutes)
	@tests/deploy/prove_install.sh

bench: setup-dev assets ## measure pages, carts, checkouts and whole purchases of the server as shipped
	@$(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.flows

bench-search: setup-dev ## measure the listing of shops with 10,000, 100,000 and 1,000,000 goods (ARGS="--data FOLDER" keeps them)
	@$(BIN)/python -m benchmarks.search $(ARGS)

invariants: setup ## check the books of the database: stock, orders, sums, states
	@$(BIN)/technomart invariants

UV = .tools/uv-venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

lock: setup ## write the dependency locks anew from pyproject.toml
	@$(UV) --extra postgres pyproject.toml -o requirements/run.lock.txt
	@$(UV) --all-extras --group dev pyproject.toml -o requirements/dev.lock.txt

clean: ## remove everything that was built or installed; keeps data/
	@rm -rf .venv .tools node_modules technomart/web/static/dist .mypy_cache .ruff_cache .pytest_cache
