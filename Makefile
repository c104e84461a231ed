# make demo   everything set up, the replica crawled, the reading room open   (SERVE=0: without the last)
# make test   the tests, the types and the style
# make crawl  the live site: make crawl CONTACT=you@example.org
# make test-wordpress  crawls of a real WordPress (Debian's, see docs/wordpress.md)
# make soak            a hundred crawls killed at random moments, and one of 50,000 articles: an hour
# make bench-search    how well and how fast Persian is found, beside other engines: benchmarks/README.md
#
# PYTHON=python3.12 chooses a Python; otherwise the newest supported one on PATH. Another one than before: all anew.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install demo test test-wordpress bench-search soak crawl serve clean

VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed '/^$$/q'

install: $(READY)

# what is ready was made with another Python than the one that is asked for now
ifneq ($(PYTHON),)
ifneq ($(PYTHON),$(shell cat $(READY) 2>/dev/null))
.PHONY: $(READY)
endif
endif

$(READY): pyproject.toml constraints.txt
	@python="$$(sh deploy/find-python.sh $(PYTHON))" && \
	echo "setting up $(VENV) with $$($$python --version), this takes a few minutes the first time" && \
	$$python -m venv --clear $(VENV) && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[notebooks,dev]' && \
	echo "$$python" >$(READY)

demo: $(READY)
	@$(BIN)/python -m shahr20.replica.demo $(if $(filter 0,$(SERVE)),--no-serve)

test: $(READY)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n auto --dist loadgroup --quiet -m 'not wordpress'

test-wordpress: $(READY)
	@$(BIN)/pytest -m wordpress tests/wordpress --quiet

soak: $(READY)
	@$(BIN)/python benchmarks/soak.py --write

bench-search: $(READY)
	@$(BIN)/python -m benchmarks.search

crawl: $(READY)
	@$(BIN)/shahr20 crawl $(if $(CONTACT),--contact $(CONTACT))

serve: $(READY)
	@$(BIN)/shahr20 serve

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
