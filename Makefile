# make run    the server with a demo programme, on http://127.0.0.1:8000
# make test   every test; WORKERS=4 for more processes
# make check  format, lint, types, import contract, committed SDL
# make bench  the benchmarks
# make crashes  workers killed at every step of a campaign, each case TIMES=20 times
# make schema writes the SDL of the three schemas anew
# make words  adds new texts to the files of the translations
# make clean  removes what the other targets made; MongoDB's data under .magpie too

PYTHON ?= python3
WORKERS ?= 2
TIMES ?= 20
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test check bench crashes schema words constraints clean
.DELETE_ON_ERROR:

run: $(VENV)/run.stamp
	$(BIN)/python -m graphql_schema.http.playground_build
	@test -f .env || { echo 'MAGPIE_MODE=development' >.env; echo 'Made .env: commands run here are in development mode.'; }
	$(BIN)/magpie serve --demo

test: $(VENV)/test.stamp
	$(BIN)/python -m graphql_schema.http.playground_build
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

check: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/magpie schema --check

bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks

crashes: $(VENV)/test.stamp
	CRASH_TIMES=$(TIMES) $(BIN)/pytest -n $(WORKERS) tests/campaigns/test_crashes.py

schema: $(VENV)/test.stamp
	$(BIN)/magpie schema

words: $(VENV)/test.stamp
	$(BIN)/magpie words

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(BIN)/pip
	$(PIP) install --quiet --constraint constraints.txt --editable '.[embedded,playground]'
	@touch $@

$(VENV)/test.stamp: pyproject.toml constraints.txt | $(BIN)/pip
	$(PIP) install --quiet --constraint constraints.txt --editable '.[embedded,playground,test]'
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "This Python cannot make virtual environments. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

# In an environment of its own, so that only what pyproject.toml asks for is pinned.
constraints:
	$(PYTHON) -m venv --clear build/pins
	build/pins/bin/python -m pip install --quiet '.[embedded,playground,test]'
	{ head -n 2 constraints.txt; build/pins/bin/python -m pip freeze --exclude magpie; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean:
	rm -rf $(VENV) .magpie build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
