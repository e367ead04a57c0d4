"""In a subinterpreter the package works, or its import says why not; nothing crashes."""

import subprocess
import sys

import numpy as np
import pytest

from infomap_py import subinterpreters
from infomap_py.subinterpreters import explain

REFUSAL = "infomap_py does not load in this subinterpreter ("
INSIDE = f"""
import sys
sys.path[:] = {sys.path}
try:
    import infomap_py
    links = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]
    print(*infomap_py.partition(links, num_trials=3).labels, flush=True)
except ImportError as error:
    print(str(error).splitlines()[0], flush=True)
"""
OUTSIDE = """
import sys
try:
    import _interpreters as interpreters
    kind = {"shared": "legacy", "own": "isolated"}
    created = lambda: interpreters.create(kind[sys.argv[1]])
except ImportError:
    import _xxsubinterpreters as interpreters
    created = lambda: interpreters.create(isolated=sys.argv[1] == "own")
inside, first = sys.argv[2:]
if first == "main":
    exec(inside)
for _ in range(2):
    one = created()
    interpreters.run_string(one, inside)
    interpreters.destroy(one)
print("over")
"""


@pytest.mark.parametrize("first", ["main", "sub"])
@pytest.mark.parametrize("gil", ["shared", "own"])
def test_two_subinterpreters_work_or_say_why_not(gil: str, first: str) -> None:
    """Shared is what mod_wsgi has, and older Pythons; with its own, numpy refuses."""
    old = np.lib.NumpyVersion(np.__version__) < "2.0.0"
    if old and gil == "own" and sys.version_info[:2] == (3, 12):
        pytest.skip("this numpy imports datetime, which Python 3.12 frees twice there")
    command = [sys.executable, "-c", OUTSIDE, gil, INSIDE, first]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    *said, last = run.stdout.splitlines() or [""]
    assert (run.returncode, last) == (0, "over"), run.stderr
    assert len(said) == 2 + (first == "main"), run.stderr
    assert all(line == "0 0 0 1 1 1" or line.startswith(REFUSAL) for line in said), said
    assert first == "sub" or said[0] == "0 0 0 1 1 1"


def test_an_import_error_in_the_main_interpreter_stays_as_it_is() -> None:
    explain(ImportError("no module of that name"))


def test_one_elsewhere_says_what_failed_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subinterpreters, "IS_ONE", True)
    failed = ImportError("loaded before\nand more")
    with pytest.raises(ImportError, match=r"\(loaded before\): .* use processes\.$") as raised:
        explain(failed)
    assert raised.value.__cause__ is failed
