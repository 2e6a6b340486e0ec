# Everything a person needs: each target makes what it needs, on a machine with Python, git and make alone.
.DEFAULT_GOAL := help
.PHONY: help run demo install test lint format bench soak pictures clean browser

PYTHON ?= python3
BIN := .venv/bin
CODE := facilitator participant_ui analysis tests docs hatch_build.py

help: ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: install ## start aplis and open the console
	@$(BIN)/aplis run

demo: install ## look at a made-up circle
	@$(BIN)/aplis demo

install: .venv/installed ## make .venv/

.venv/installed: constraints.txt pyproject.toml hatch_build.py analysis/embedders/convert.py analysis/parallel.json
	@sh .ci/environment "$(PYTHON)"
	@touch $@

test: install browser ## ruff, mypy, the house's import rule, all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q

lint: install ## ruff, mypy, the house's import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser:
	@sh .ci/browser

bench: install ## speed and quality, beside peers in the same run
	$(BIN)/python -m pytest -q tests/bench -s

soak: install ## the longer reliability runs
	APLIS_KILLS=1000 $(BIN)/python -m pytest -q tests/reliability -s

pictures: install browser ## take the pictures in the docs anew
	$(BIN)/python docs/pictures.py

clean: ## remove what was made
	rm -rf .venv dist participant_ui/static/vendor analysis/embedders/weights
