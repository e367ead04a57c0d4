"""What no test runs: statements and branches of the Python part, lines of the compiled part.

    python benchmarks/coverage_page.py PART=REPORT ... [--output FILE]

A REPORT is what ``coverage json`` says of a PART: after `make cov`, or in build/traced after
`make cov-core` with ``--rcfile=.ci/coverage_core.ini``. Listed is every statement that was not run,
and every branch of a condition that was never taken, as ``17 -> 19``: of line 17, to line 19, or to
the end of the function.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from report import REPOSITORY, RESULTS, table
from runs import write_page

Report = dict[str, Any]


def totals(part: str, report: Report) -> list[str]:
    found = report["totals"]
    branches = found.get("num_branches", 0), found.get("covered_branches", 0)
    return [
        part,
        f"{found['num_statements']:,}",
        f"{found['missing_lines']:,}",
        f"{branches[0]:,}" if branches[0] else "",
        f"{branches[0] - branches[1]:,}" if branches[0] else "",
        f"{found['percent_covered']:.2f}%",
    ]


def left(report: Report) -> Iterator[list[str]]:
    """File, line or branch, and the text of the line."""
    for name, found in sorted(report["files"].items()):
        lines = (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
        missing = set(found["missing_lines"])
        rows = [(line, str(line)) for line in missing]
        for start, end in found.get("missing_branches", []):
            if start not in missing and end not in missing:
                rows.append((start, f"{start} -> {end if end > 0 else 'the end'}"))
        for line, place in sorted(rows):
            text = lines[line - 1].strip().replace("|", "\\|")
            yield [f"`{name}`", place, f"`` {text} ``"]


def main() -> None:
    made = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    made.add_argument("reports", nargs="+", metavar="PART=REPORT")
    made.add_argument("--output", type=Path, default=RESULTS / "coverage.md")
    options = made.parse_args()
    reports = {}
    for argument in options.reports:
        part, _, path = argument.rpartition("=")
        reports[part] = json.loads(Path(path).read_text(encoding="utf-8"))
    heading = ["part", "statements", "not run", "branches", "not taken", "run"]
    lists = [
        f"## {part}\n\n" + table(["file", "line", ""], [*left(report)])
        for part, report in reports.items()
    ]
    write_page(
        options.output,
        "Coverage",
        "coverage_page.py",
        ["coverage", "cython"],
        table(heading, [totals(part, report) for part, report in reports.items()]),
        *lists,
    )


if __name__ == "__main__":
    main()
