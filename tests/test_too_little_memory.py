"""Too little memory is a MemoryError that says how much, or the answer of enough; nothing else.

Every allocation of the compiled core is made to fail in turn, and the address space is limited to
ever more, until it is enough.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shell import ENVIRONMENT, printed_by

from infomap_py.side_by_side import submitted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and loaders of Linux")

HERE = Path(__file__).parent
READING = ["reading_ids", "reading_names", "reading_pajek"]
SEARCHES = ["searching", "in_threads", "directed", "hierarchy", "overlapping", "regularized"]
WORDS = ["words", "spilled_words", "vectors"]


def done_by(*given: str, **environment: str) -> list[int]:
    """The numbers that ``memory_work`` prints."""
    return [*map(int, printed_by("memory_work", *given, **environment).split())]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What makes allocations fail."""
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no gcc")
    path = tmp_path_factory.mktemp("library") / "failing.so"
    source = HERE / "failing_allocations.c"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(path), str(source), "-ldl"]
    if subprocess.run(command, capture_output=True, timeout=60, check=False).returncode != 0:
        pytest.skip("the C library is none that this can be put before")
    return str(path)


def slow(works: list[str]) -> list[object]:
    return [pytest.param(work, marks=pytest.mark.slow) for work in works]


@pytest.mark.parametrize("work", ["layers", *slow([*READING, *SEARCHES, *WORDS, "report"])])
def test_each_allocation_of_the_core_may_fail(library: str, work: str) -> None:
    one, survived, with_all_others, answers = done_by(
        work, "infomap_py/_core/", "0", "1", LD_PRELOAD=library
    )
    assert min(one, with_all_others) > 1
    assert survived == answers == 0


@pytest.mark.slow
# OpenBLAS ends a process of vectors; Python waits for ever for a thread that has no room to begin.
@pytest.mark.parametrize("work", ["reading", "searching", "directed", "hierarchy", "regularized"])
def test_an_address_space_that_is_too_small_is_an_error_that_says_by_how_much(work: str) -> None:
    errors, with_sizes = done_by(work, "limits", "1", INFOMAP_PY_SCALE="10")
    assert errors >= with_sizes > 0


def test_the_command_line_says_in_one_line_how_much_there_is_not(tmp_path: Path) -> None:
    (tmp_path / "edges.txt").write_text("".join(f"{u * 10**9} {u}\n" for u in range(200_000)))
    (tmp_path / "small.txt").write_text("a b\n")
    code = (
        "import resource, sys\n"
        "from infomap_py import cli\n"
        "cli.main(['partition', 'small.txt', '-o', 'a.tsv', '--quiet'])  # all is loaded then\n"
        "pages = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (pages + 5_000_000,) * 2)\n"
        "sys.exit(cli.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "partition", "edges.txt"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert re.fullmatch(
        r"infomap-py: error: the memory does not suffice \(there are no [\d,]+ bytes more\); "
        "try --unweighted, or fewer --num-threads",
        done.stderr.splitlines()[-1],  # Python's library may have logged what it has no room for
    )


def test_a_thread_for_which_there_is_no_room_is_an_error_of_the_memory() -> None:
    class Full:
        def submit(self, *given: object) -> None:
            raise RuntimeError("can't start new thread")

    with pytest.raises(MemoryError, match="can't start new thread; give fewer num_threads"):
        submitted(Full(), print)  # type: ignore[arg-type]
