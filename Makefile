# Every target asks nothing and may be repeated; `make` lists them.

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset dev check test test-long rounds bench lock clean gates api-types phrases browser
MAKEFLAGS += --no-print-directory
WORKERS ?= $(shell n=$$(($$(getconf _NPROCESSORS_ONLN) * 3 / 2)); echo $$((n > 6 ? 6 : n)))
PACED := tests/journeys/test_hostile_scenes.py# it measures, and has the machine for itself
BESIDE := $(MAKE) # by this name `make -n` does not run what it tells

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## install what is missing (PostgreSQL with PostGIS, Node, packages); build the screens
	@scripts/bootstrap.sh

demo: setup ## live the demo scenario (SPEED=12, ARGS=... for `sar demo`)
	@exec .venv/bin/sar demo $(if $(SPEED),--speed "$(SPEED)") $(ARGS)

demo-reset: setup ## delete this checkout's database, then the demo afresh
	@exec .venv/bin/sar demo --reset $(if $(SPEED),--speed "$(SPEED)") $(ARGS)

dev: setup ## serve and reload on change (ARGS=... for `sar serve`)
	@exec .venv/bin/sar serve --reload $(ARGS)

check: gates ## lint, types, import contracts, names, migrations, pure tests: the fast part
	.venv/bin/python -m pytest tests/pure

browser: ## what the browser tests drive: Chromium, unless there is one
	@scripts/bootstrap.sh browser

# Much of a test is waiting: three workers for two processors. The gates run beside them.
test: export PYTHONDONTWRITEBYTECODE =
test: browser setup ## setup, every gate and every test but the long ones
	@mkdir -p build
	@$(BESIDE) gates >build/gates.log 2>&1 & gates=$$!; \
	.venv/bin/python -m pytest -m "not long" -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS); \
	tests=$$?; wait $$gates; gates=$$?; cat build/gates.log; \
	if [ $$gates -ne 0 ]; then echo "a gate has failed, see above"; fi; \
	[ $$tests -eq 0 ] && [ $$gates -eq 0 ]

test-long: export SAR_TESTS_ALL_WINDOWS = yes
test-long: browser setup ## what `make test` shows in short or in part, whole, with examples drawn anew
	@failed=0; \
	.venv/bin/python -m pytest tests/pure -m "not long" --hypothesis-profile=drawn || failed=1; \
	SAR_TESTS_WHOLE_LAW=yes .venv/bin/python -m pytest tests/features -m "not long" -n $(WORKERS) \
	  --dist loadfile --no-loadscope-reorder || failed=1; \
	.venv/bin/python -m pytest tests/browser -m "not long" -n $(WORKERS) \
	  --dist loadfile --no-loadscope-reorder || failed=1; \
	.venv/bin/python -m pytest -m long -n $(WORKERS) --dist loadfile --no-loadscope-reorder \
	  --hypothesis-profile=drawn $(or $(ARGS),--ignore=$(PACED)) || failed=1; \
	$(if $(ARGS),,.venv/bin/python -m pytest -m long $(PACED) || failed=1;) \
	exit $$failed

rounds: browser ## browser and journey tests ten times in a row, four at once (ROUNDS=, ARGS=files)
	@for round in $$(seq $(or $(ROUNDS),10)); do \
	  echo "round $$round"; \
	  .venv/bin/python -m pytest $(or $(ARGS),tests/browser tests/journeys) -q -m "not long" \
	    -n 4 --dist loadfile --no-loadscope-reorder || exit 1; \
	done

bench: browser ## measure, print and write bench/results.json (ARGS=sea for some only)
	@exec .venv/bin/python -m bench $(ARGS)

lock: ## write the lock files from pyproject.toml (UPGRADE=1 for the newest versions)
	@scripts/lock.sh

clean: ## delete what was built and installed here; the database in .sar stays
	@if [ -x .venv/bin/sar ]; then .venv/bin/sar db stop; SAR_ROOT=.sar/tests .venv/bin/sar db stop; fi || true
	rm -rf .venv build dist sar/web frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

api-types: setup ## write the screens' types and machines, and docs/states.md, from the server's own
	@scripts/web.sh types

phrases: setup ## write the catalogues' template, bring the catalogues up to date, seal their reviews
	.venv/bin/python -m tests.phrases_of_code

gates: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m tests.door_lint
	.venv/bin/python -m tests.name_lint
	.venv/bin/python -m tests.commit_lint
	.venv/bin/sar db check
	scripts/web.sh check
