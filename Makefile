PYTHON ?= python

.PHONY: dev build build-debug fmt lint warnings test test-all doctest site annotate bench bench-full same-bytes mutants cov stubs dist cross clean

dev:
	$(PYTHON) -m pip install -e '.[dev]'
	pre-commit install

build:
	$(PYTHON) setup.py build_ext --inplace

build-debug:
	INFOMAP_PY_DEBUG=1 $(PYTHON) setup.py build_ext --inplace --force

fmt:
	ruff check --fix .
	ruff format .

lint: warnings stubs
	ruff check .
	ruff format --check .
	cython-lint infomap_py
	mypy
	codespell

# A build into a folder of its own: any compiler warning or Cython performance hint is an error.
warnings:
	rm -rf build/warnings
	mkdir -p build
	CFLAGS="-Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers -Wno-cast-function-type" $(PYTHON) setup.py build_ext --force \
		--build-lib build/warnings --build-temp build/warnings/temp > build/warnings.log 2>&1 \
		|| { cat build/warnings.log; exit 1; }
	! grep -iE "warning:|performance hint" build/warnings.log

# What Python sees of the compiled modules in place is what their stubs say.
stubs:
	$(PYTHON) -m mypy.stubtest infomap_py._core --mypy-config-file pyproject.toml \
		--allowlist .ci/stubtest_allowlist.txt

test:
	$(PYTHON) -m pytest -q

test-all: build-debug
	$(PYTHON) -m pytest -q -m "" --hypothesis-profile ci
	$(MAKE) build doctest

doctest:
	$(PYTHON) -m pytest -q --doctest-modules infomap_py --doctest-glob='*.md' README.md docs

# The documentation: an unknown name, a broken link between pages or a bad docstring is an error.
site:
	$(PYTHON) -m sphinx -W --keep-going -q -b html docs build/site

annotate:
	cython -a -3 infomap_py/_core/*.pyx

bench:
	$(PYTHON) benchmarks/suite.py --again --runs benchmarks/results/quick.jsonl

bench-full:
	$(PYTHON) benchmarks/suite.py --size full

same-bytes:
	$(PYTHON) benchmarks/same_bytes.py

mutants: build
	PYTHONPATH=tests:benchmarks nice -n 10 $(PYTHON) -m mutation

cov:
	$(PYTHON) -m pytest -q --cov=infomap_py --cov-report=term-missing --cov-fail-under=95

dist:
	PYTHON=$(PYTHON) .ci/wheel

cross:
	$(PYTHON) .ci/cross_compile.py

clean:
	rm -rf build infomap_py/_core/*.c infomap_py/_core/*.so infomap_py/_core/*.html *.egg-info
