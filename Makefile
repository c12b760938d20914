# ssg: set-up, demo, tests. `make` alone says what there is.
# Everything is made below .venv, .floors, .judges and build; `make clean` takes all of it away.

PYTHON ?= python3
BIN := .venv/bin
JUDGES := .judges/npm
# Judges that only `make judge` needs; the others are pinned in tests/judges/package-lock.json.
SLOW_JUDGES := lighthouse@12.8.2 chrome-launcher@1.2.1 linkinator@6.3.0
NPM_FLAGS := --ignore-scripts --no-audit --no-fund --loglevel=error
# For `make bench`: stories / runs / operations. The largest takes Hugo minutes each time.
ALL := cold,same,edit,new,template,restored
SIZES ?= 1000/3/$(ALL) 10000/3/$(ALL) 100000/1/cold,same,edit
WORK ?= $(CURDIR)/.bench
PEERS ?= hugo ssg ssg-theme
# More options for run.py and report.py.
BENCH ?=
REPORT ?=
# For `make fuzz`.
MINUTES ?= 10
SEED := $(shell date +%s)
FUZZ ?=
# `make floors` leaves slow tests out: they are of our own code, which `make test` has tried.
QUICK := not heavy and not browser and not slow
# What depends on the versions of libraries.
OF_LIBRARIES := dates derivatives dialect_words fast_inline fast_lane fields front_matter head \
  layout_code layout_data layouts markup media metadata news_prose pages_feed pages_files \
  pages_front pages_story pictures probe recordings schema security serve_files story_parse svg typography \
  yaml_source
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PUPPETEER_SKIP_DOWNLOAD := 1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test fast docs-check floors judge bench fuzz lint clean debian

help: ## Say what there is to make.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: .venv/.installed ## Install ssg and build the demo newsroom into build/.
	@$(BIN)/ssg build
	@echo "The Harbor Ledger is in build/, as it goes to GitHub Pages. To look at it on this machine:"
	@echo "  $(BIN)/ssg build -q -b http://localhost:8000/ && $(BIN)/python -m http.server -d build"

serve: .venv/.installed ## Install ssg and show the demo at http://localhost:8000/harbor-ledger/ as it is written.
	@$(BIN)/ssg serve

test: lint debian $(JUDGES)/.installed ## Install everything and run all tests (some minutes; a browser too).
	@$(BIN)/python -m pytest -n auto --dist loadgroup

fast: .venv/.tested ## Run the tests that need no build and no browser (some seconds).
	@$(BIN)/python -m pytest -m "fast and not hypothesis and not slow" $$(grep -rl --include=test_\*.py "^pytestmark = pytest.mark.fast" tests)

docs-check: .venv/.tested ## Run the tests of the documents: links, fields, examples, commands.
	@$(BIN)/python -m pytest -n auto tests/test_docs.py tests/test_documented_commands.py tests/test_problem_docs.py

floors: .floors/.tested ## Run the tests that depend on libraries with the lowest versions allowed (some minutes).
	@.floors/bin/python -m pytest -n auto --dist loadgroup -m "$(QUICK)" $(wildcard $(foreach name,$(OF_LIBRARIES),tests/test_$(name).py tests/*/test_$(name).py))

judge: test $(JUDGES)/.slow ## Run the slow judges too: axe on every page, Lighthouse, linkinator, lychee.
	@$(BIN)/python -m pytest -m heavy -v tests/judges

bench: .venv/.bench ## Measure ssg against Hugo (half an hour or more) and write docs/benchmarks.md.
	@rm -f $(WORK)/figures.json && mkdir -p $(WORK)
	@for size in $(SIZES); do \
	  $(BIN)/python tests/bench/run.py build $(PEERS) --work $(WORK) --json $(WORK)/figures.json $(BENCH) \
	    -n $${size%%/*} -k $$(echo $$size | cut -d/ -f2) --ops $$(echo $$size | cut -d/ -f3) || exit 1; done
	@$(BIN)/python tests/bench/report.py $(WORK)/figures.json $(REPORT)

fuzz: .venv/.tested ## Try new input: each fuzz target for MINUTES, then all property tests.
	@echo "seed $(SEED); make fuzz SEED=$(SEED) tries the same again"
	@$(BIN)/python -m tests.fuzz.stories --minutes $(MINUTES) --seed $(SEED)
	@$(BIN)/python -m tests.fuzz.containers --minutes $(MINUTES) --seed $(SEED)
	@$(BIN)/python -m pytest -n auto -m "hypothesis and not heavy and not browser" \
	  --hypothesis-profile=dev --hypothesis-seed=$(SEED) $(FUZZ)

lint: .venv/.tested ## Check the code and its form with ruff, and its types with mypy.
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --no-error-summary

clean: ## Remove everything that was made here.
	rm -rf .venv .floors .judges .bench build .ssg .pytest_cache .ruff_cache .mypy_cache .hypothesis dist

.venv/.made:
	@tools/need-venv "$(PYTHON)"
	@$(PYTHON) -m venv --clear .venv
	@# Groups of dependencies (PEP 735) came with pip 25.1; Debian's is older.
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@touch $@

.venv/.installed: .venv/.made pyproject.toml
	@$(BIN)/python -m pip install --quiet --editable ".[serve]"
	@touch $@

.venv/.bench: .venv/.installed
	@$(BIN)/python -m pip install --quiet --group bench
	@touch $@

.venv/.tested: .venv/.installed
	@$(BIN)/python -m pip install --quiet --group test
	@touch $@

# uv finds the lowest versions; pip installs them, with the test tools of today.
.floors/.tested: pyproject.toml
	@tools/need-venv "$(PYTHON)"
	@$(PYTHON) -m venv --clear .floors
	@.floors/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	@.floors/bin/python -m pip install --quiet --group floors
	@.floors/bin/uv pip compile --quiet --no-header --resolution lowest-direct --extra serve --python .floors/bin/python pyproject.toml -o .floors/versions.txt
	@.floors/bin/python -m pip install --quiet --editable ".[serve]" --group test --constraint .floors/versions.txt
	@touch $@

debian:
	@tools/need-judges

$(JUDGES)/.installed: tests/judges/package.json tests/judges/package-lock.json | debian
	@mkdir -p $(JUDGES)
	@cp tests/judges/package.json tests/judges/package-lock.json $(JUDGES)/
	@cd $(JUDGES) && npm ci $(NPM_FLAGS) >/dev/null
	@touch $@

$(JUDGES)/.slow: $(JUDGES)/.installed Makefile
	@cd $(JUDGES) && npm install --no-save $(NPM_FLAGS) $(SLOW_JUDGES) >/dev/null
	@touch $@
