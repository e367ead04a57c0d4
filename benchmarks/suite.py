"""All benchmarks, one after the other: what ``make bench`` and ``make bench-full`` run.

    python benchmarks/suite.py [--size full] [--again]

Every script prints its page and writes it to ``results/``; every run in it is one line of
``results/runs.jsonl``. A suite that was stopped goes on where it was, as long as the package is the
same; ``--again`` starts anew. The table at the end says how many minutes each script took this
time, and whether it failed; a script that fails does not keep the others from running.
"""

import subprocess
import sys
import time
from pathlib import Path

from report import REPOSITORY, table
from runs import Runs, parser

SIZED = (
    "speed",
    "quality",
    "hierarchy",
    "held_out",
    "detectability",
    "overlap",
    "estimator",
    "scaling",
    "shapes",
    "threads",
    "memory",
    "end_to_end",
    "conversion",
    "report_page",
    "words/neighbours",
    "words/counting",
)
WHOLE = ("responsiveness", "same_bytes")  # have one size, which is for the full suite


def main() -> None:
    options = parser(__doc__, "suite")
    options.add_argument("--again", action="store_true", help="forget the finished runs")
    chosen = options.parse_args()
    if chosen.again:
        chosen.runs.unlink(missing_ok=True)
    start = time.monotonic()
    folder = chosen.output.parent
    arguments = ["--size", chosen.size, "--runs", str(chosen.runs)]
    rows = [run(script, folder, *arguments) for script in SIZED]
    if chosen.size == "full":
        runs = Runs(chosen.runs)
        for script in WHOLE:
            rows.append(runs.get(f"suite {script}", lambda name=script: passed(name, folder)))
    minutes = (time.monotonic() - start) / 60
    print(f"\n{table(['script', 'minutes', ''], rows)}\n\n{minutes:.1f} minutes in all")
    if any(verdict for _, _, verdict in rows):
        raise SystemExit(1)


def run(script: str, folder: Path, *arguments: str) -> tuple[str, str, str]:
    """A row: the script, the minutes it took, and whether it failed."""
    print(f"\n=== {script}", flush=True)
    start = time.monotonic()
    path = REPOSITORY / "benchmarks" / f"{script}.py"
    command = [
        sys.executable,
        path,
        "--output",
        folder / f"{script.replace('/', '-')}.md",
        *arguments,
    ]
    status = subprocess.run(command).returncode
    minutes = (time.monotonic() - start) / 60
    return script, f"{minutes:.1f}", "**failed**" if status else ""


def passed(script: str, folder: Path) -> tuple[str, str, str]:
    """The same; a script that fails ends the suite, which goes on there when it is run again."""
    row = run(script, folder)
    if row[2]:
        raise SystemExit(f"{script} failed")
    return row


if __name__ == "__main__":
    main()
