"""The largest of their kind: is the answer right, and what does it take?

    python benchmarks/limits.py [--size tiny]

Every case in a process of its own that may have 4 GB, at full size and at a tenth of it.

How to read it. "us" is the CPU time per thing, in millionths of a second, and "ratio" how many
times as much it is as at a tenth of the size: about 1 where time is proportional to size, up to 2
where memory is farther away. Equal vectors are all compared with each other, so theirs is that of
their number squared. "bytes" is by how much the process grew, per thing. "answer" is what came out;
where it is known in closed form, as ``limit_cases.py`` says, it was compared. Nothing in the last
column: all is well.
"""

import json
import resource
import subprocess
import sys
import time
import warnings
from functools import partial
from math import isclose, isfinite
from typing import Any

from limit_cases import CASES, Case
from report import peak_bytes, table, use_one_thread
from runs import Runs, parser, write_page

from infomap_py.errors import InfomapError, InfomapWarning

MEMORY = 4 << 30  # bytes
TIMEOUT = 3000  # seconds
SLOW = 3.0  # times the CPU time per thing at a tenth of the size
SHORT = 0.2  # seconds; below, the ratio says nothing


def measured(name: str, size: int) -> dict[str, Any]:
    """A case in a new process."""
    command = [sys.executable, __file__, "--one", name, str(size)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return {"answer": "no end", "seconds": float("inf"), "grown": float("nan")}
    if done.returncode != 0:
        return {
            "answer": f"exit code {done.returncode}",
            "seconds": float("nan"),
            "grown": float("nan"),
        }
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def one(name: str, size: int) -> dict[str, Any]:
    """The same in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore", InfomapWarning)
    before, start = peak_bytes(), time.process_time()
    answer: float | str
    try:
        answer = CASES[name].run(size)
    except InfomapError as error:
        answer = str(error)
    seconds = time.process_time() - start
    return {"answer": answer, "seconds": seconds, "grown": peak_bytes() - before}


def trouble(case: Case, size: int, answer: float | str) -> str:
    """What is wrong, if anything is."""
    if isinstance(case.known, str):
        return "" if case.known in str(answer) else "not refused"
    if isinstance(answer, str) or not isfinite(answer):
        return "no number"
    known = case.known(size)
    return "" if isclose(answer, known, rel_tol=case.rel, abs_tol=1e-9) else f"not {known:.6f}"


def row_of(name: str, runs: Runs, part: int) -> list[str]:
    """Of the table; ``part`` of the full size."""
    case = CASES[name]
    size = case.size // part
    refused = isinstance(case.known, str)
    few = size if refused else max(size // 10, 2)
    # The small one first: where there is the large one, there are both.
    tenth, run = (
        runs.get(f"limit {name} / {count}", partial(measured, name, count)) for count in (few, size)
    )
    wrong = trouble(case, size, run["answer"])
    ratio = run["seconds"] / max(tenth["seconds"], 1e-9) * (few / size) ** case.power
    says_little = refused or tenth["seconds"] < SHORT
    if not says_little and ratio > SLOW:
        wrong = f"{wrong} slower than proportional".strip()
    answer = "refused" if refused and not wrong else run["answer"]
    return [
        name,
        f"{size:,} {case.things}",
        f"{1e6 * run['seconds'] / size:.3g}",
        "" if says_little else f"{ratio:.2f}",
        f"{max(run['grown'], 0.0) / size:.3g}",
        answer if isinstance(answer, str) else f"{answer:.9g}",
        wrong,
    ]


def main() -> None:
    arguments = parser(__doc__, "limits")
    arguments.add_argument("--report", action="store_true", help="the page of what is finished")
    options = arguments.parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    part = 1000 if options.size == "tiny" else 1
    names = [name for name in CASES if part == 1 or not isinstance(CASES[name].known, str)]
    if options.report:
        names = [name for name in names if f"limit {name} / {CASES[name].size}" in runs.values]
    rows = [row_of(name, runs, part) for name in names]
    wrong = [f"{row[0]}: {row[-1]}" for row in rows if row[-1]]
    summary = f"**Trouble: {'; '.join(wrong)}.**" if wrong else "**All is well.**"
    heading = ["case", "size", "us", "ratio", "bytes", "answer", ""]
    write_page(options.output, "Limits", "limits.py", [], summary, table(heading, rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], int(sys.argv[3]))))
    else:
        main()
