# Needs Python >= 3.11 and make; everything else comes from requirements.lock into .venv.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test test-system soak bench lint lock docs

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Saima needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $(READY)

demo: $(READY)
	$(BIN)/saima demo

test: $(READY)
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

test-system: $(READY)
	$(BIN)/python -m pytest -q -m "system and not soak"

soak: $(READY)
	$(BIN)/python -m tests.soak --write
	$(BIN)/python -m tests.year --write
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m soak --evidence docs/evidence/cases.json
	$(BIN)/python -m tests.sources.many --write

bench: $(READY)
	$(BIN)/python -m benchmarks.night

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m flows.docs --check

docs: $(READY)
	$(BIN)/python -m flows.docs

# No index address and no download address is recorded; the hashes are.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --allow-unsafe \
		--python-version 3.11 --group dev pyproject.toml -o requirements.lock
