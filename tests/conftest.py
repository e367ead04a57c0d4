import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import which_tests
from browser import Browser, started, wanted
from hypothesis import Phase, settings
from report_pages import page_without_motion, written_pages

__all__ = ["page_without_motion", "written_pages"]  # fixtures

os.environ.setdefault("MPLBACKEND", "Agg")  # pictures are drawn without a screen

# Hundreds of programs that tests start, and each process that runs tests: compiled once.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# In each of these a second thread of OpenBLAS spins for a tenth of a second, with nothing to do.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Who starts tests in the background of a shell has Ctrl-C ignored, and so has what they start.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Soon done, as they are run often; `make test-checked` has a thousand examples.
settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile("thorough", max_examples=1000, deadline=None)
# .ci/run: the same examples each time, so that what it refuses is a change's own doing.
settings.register_profile("ci", max_examples=30, deadline=None, derandomize=True, database=None)
# Whether a test fails, not how little it takes; the same each time. See tests/mutation, and
# tests/versions and .ci/wheel, which are not about rare inputs.
for name, max_examples in (("mutants", 40), ("versions", 10)):
    settings.register_profile(
        name,
        max_examples=max_examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
    )
# What is run at all, where every line takes a hundred times as long: `make cov-core`.
settings.register_profile("traced", max_examples=8, deadline=None, derandomize=True, database=None)
settings.load_profile("dev")


def folder_in_memory() -> str | None:
    """Where files are kept in memory, if there is much room, and what is compiled there may run."""
    folder = "/dev/shm"
    if not os.path.isdir(folder):
        return None
    told = os.statvfs(folder)
    has_room = told.f_bavail * told.f_frsize >= 1 << 32
    return folder if has_room and not told.f_flag & os.ST_NOEXEC else None


@pytest.fixture(scope="session", name="browser")
def running_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for all tests; each opens a page of its own."""
    with started(tmp_path_factory.mktemp("chromium")) as running:
        yield running


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--random-order", type=int, metavar="SEED", help="files, and tests in each, as drawn"
    )
    parser.addoption(
        "--not-again", type=Path, metavar="FILE", help="tests that it does not say have passed"
    )


def pytest_configure(config: pytest.Config) -> None:
    # A hundred thousand small files, which some disks take a minute to make and another to remove.
    if (memory := folder_in_memory()) is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", memory)
    if (file := config.getoption("--not-again")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(which_tests.Passed(file))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if (seed := config.getoption("--random-order")) is not None:
        items[:] = which_tests.shuffled(items, seed)
    else:
        items[:] = which_tests.long_ones_first(items)
    if file := config.getoption("--not-again"):
        left_out, items[:] = which_tests.passed_before(items, file)
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    # All that is loaded by now stays: without a look at it each time that rubbish is collected, the
    # tests take a tenth less time.
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    """Where the browser is required, a test of it that is skipped has failed."""
    report = yield
    if report.skipped and item.get_closest_marker("browser") and wanted() == "required":
        report.outcome = "failed"
        report.longrepr = f"skipped, and INFOMAP_PY_BROWSER=required: {call.excinfo}"
    return report
