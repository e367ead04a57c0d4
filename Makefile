PYTHON ?= python

.PHONY: dev build build-debug fmt lint warnings test test-all test-checked doctest site annotate bench bench-full same-bytes mutants narrow limits versions sanitize cov cov-core stubs dist cross fuzz fuzz-short soak interrupts clean

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

# A build in a folder of its own, from Cython on: any compiler warning or Cython performance hint is an error.
warnings:
	rm -rf build/warnings
	mkdir -p build/warnings/infomap_py
	cp -r setup.py pyproject.toml README.md LICENSE _infomap_py_*.py build/warnings
	cp -r infomap_py/*.py infomap_py/_core build/warnings/infomap_py
	rm -f build/warnings/infomap_py/_core/*.c build/warnings/infomap_py/_core/*.so
	cd build/warnings && CFLAGS="-Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers -Wno-cast-function-type" \
		$(PYTHON) setup.py build_ext > ../warnings.log 2>&1 || { cat ../warnings.log; exit 1; }
	! grep -iE "warning:|performance hint" build/warnings.log

# What Python sees of the compiled modules in place is what their stubs say.
stubs:
	$(PYTHON) -m mypy.stubtest infomap_py._core --mypy-config-file pyproject.toml \
		--allowlist .ci/stubtest_allowlist.txt

# In two processes, each of which begins with files of its own: what is made for a file is made once.
IN_TWO := -n 2 --dist worksteal

test:
	$(PYTHON) -m pytest -q $(IN_TWO)

test-all: build
	$(PYTHON) -m pytest -q -m "" $(IN_TWO)

# The same with bounds checks in the compiled part, and a thousand examples of each property.
test-checked: build/checked/built
	git ls-files -z | xargs -0 cp --preserve=timestamps --parents -t build/checked
	cd build/checked && $(SOME_PYTHON) -m pytest -q -m "" $(IN_TWO) --hypothesis-profile thorough

# Copies with builds of their own: what is built in place is not seen to be of another kind.
SOME_PYTHON := $(if $(findstring /,$(PYTHON)),$(abspath $(PYTHON)),$(PYTHON))
build/checked/built: KIND := INFOMAP_PY_DEBUG=1
build/traced/built: KIND := INFOMAP_PY_LINETRACE=1

build/checked/built build/traced/built: $(wildcard infomap_py/_core/*.p[yx]* infomap_py/_core/*.h) setup.py
	mkdir -p $(@D)
	git ls-files -z | xargs -0 cp --preserve=timestamps --parents -t $(@D)
	cd $(@D) && $(KIND) $(SOME_PYTHON) setup.py build_ext --inplace > build.log
	touch $@

doctest:
	$(PYTHON) -m pytest -q tests/test_examples.py

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

# The core with one mistake at a time; goes on where it stopped. MUTANTS has options: --jobs 2 tests two at a time.
mutants: build
	PYTHONPATH=tests:benchmarks nice -n 10 $(PYTHON) -m mutation $(MUTANTS)

# A build whose nodes take 16 bits: what holds there beyond 2**15 links holds beyond 2**31 in the package.
narrow: build
	PYTHONPATH=tests nice -n 10 $(PYTHON) -m narrow

# The largest of their kind, an hour of them.
limits:
	nice -n 10 $(PYTHON) benchmarks/limits.py

# The suite on the oldest and the newest Python, numpy, scipy and networkx, and without the lock of the interpreter; gets
# what is not here, and goes on where it stopped. VERSIONS has more of its options, such as --only.
versions:
	PYTHONPATH=tests nice -n 10 $(PYTHON) -m versions $(VERSIONS)

# The tests on builds of their own under build/sanitize that notice what C may do wrong unseen, and work of every kind
# under valgrind; gcc and valgrind on Linux. Each kind alone, as in `make sanitize-thread`; SANITIZE has more options.
SANITIZERS := thread address leaks bounds

sanitize: $(SANITIZERS:%=sanitize-%)

sanitize-%:
	PYTHONPATH=tests:benchmarks nice -n 5 $(PYTHON) -m sanitize $* $(SANITIZE)

# Statements and branches of the Python part, by the quick tests.
cov:
	$(PYTHON) -m pytest -q $(IN_TWO) --cov --cov-report=term-missing:skip-covered --cov-fail-under=97

# Lines of the compiled part, by its own tests, on few examples and for 3 seconds of CPU time each: a line takes a hundred times as long.
cov-core: build/traced/built
	git ls-files -z | xargs -0 cp --preserve=timestamps --parents -t build/traced
	cd build/traced && export PYTHONPATH=.:tests:benchmarks && \
		$(SOME_PYTHON) -m pytest -q -p enough $(IN_TWO) --hypothesis-profile traced $$($(SOME_PYTHON) -m mutation.tested_by) \
		--cov --cov-config=.ci/coverage_core.ini --cov-report= && $(SOME_PYTHON) -m core_coverage

# All readers and partition() under a fuzzer, for hours; goes on where it stopped. FUZZ has more of its options. What is
# fuzzed is a copy of what is tracked, with bounds checks, and with coverage of the compiled part where there is clang.
FUZZED := build/fuzz/copy
COVERAGE := -fsanitize-coverage=inline-8bit-counters,pc-table,trace-cmp
FUZZ_CC := $(if $(shell command -v clang),CC=clang LDSHARED="clang -shared" CFLAGS="$(COVERAGE)")

fuzz: $(FUZZED)/built
	git ls-files infomap_py tests | xargs cp --parents -t $(FUZZED)
	PYTHONPATH=$(FUZZED):$(FUZZED)/tests $(PYTHON) -m fuzz.run build/fuzz/long --total 20000000 $(FUZZ)

$(FUZZED)/built: $(wildcard infomap_py/_core/*.p[yx]* infomap_py/_core/*.h) setup.py
	mkdir -p $(FUZZED)
	git ls-files infomap_py _infomap_py_*.py setup.py pyproject.toml README.md LICENSE | xargs cp --parents -t $(FUZZED)
	cd $(FUZZED) && INFOMAP_PY_DEBUG=1 $(FUZZ_CC) $(SOME_PYTHON) setup.py build_ext --inplace --force > ../build.log
	touch $@

# The same for a minute, always with the same inputs, on the build in place.
fuzz-short:
	rm -rf build/fuzz/short
	PYTHONPATH=.:tests $(PYTHON) -m fuzz.run build/fuzz/short --runs 1000 --seed 1

# Random work, every answer checked, until it is stopped; goes on where it stopped. SOAK has its options: --hours 8.
soak:
	PYTHONPATH=.:tests:benchmarks nice -n 15 $(PYTHON) -m soak $(SOAK)

# Ctrl-C and other signals at 20 random moments of every command; what each left, where it was hit. INTERRUPTS has options.
interrupts:
	PYTHONPATH=.:tests:benchmarks $(PYTHON) -m interrupts $(INTERRUPTS)

dist:
	PYTHON=$(PYTHON) .ci/wheel

cross:
	$(PYTHON) .ci/cross_compile.py

clean:
	rm -rf build infomap_py/_core/*.c infomap_py/_core/*.so infomap_py/_core/*.html *.egg-info
