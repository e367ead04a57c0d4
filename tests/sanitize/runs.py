"""Tests in a copy, under a sanitizer; what it found, and whether all passed."""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sanitize.kinds import Kind

LONGEST = 4 * 3600.0  # seconds, for all tests of a kind
# Fewer examples, always the same: see conftest.py. What is looked for lies where code goes, which
# the first examples of a property have shown.
# Nothing that C writes to stderr is taken away: there it is told how a process ended. One that did
# is replaced by another, which goes on behind the test.
OPTIONS = (
    *("-q", "-p", "no:cacheprovider", "--capture=sys", "--durations=20"),
    *("--hypothesis-profile", "mutants", "--numprocesses=2", "--dist=loadfile"),
)


@dataclass(frozen=True)
class Run:
    """What pytest said, and the sanitizer; and the seconds of CPU time of both."""

    exit_code: int
    said: str
    findings: str
    seconds: float

    @property
    def passed(self) -> bool:
        return self.exit_code == 0 and not self.findings

    def count(self, what: str) -> int:
        """How many tests passed, failed or were skipped."""
        last = re.findall(rf"(\d+) {what}", self.said[-1000:])
        return int(last[-1]) if last else 0


def run(kind: Kind, tree: Path, tests: list[str], log: Path | None = None) -> Run:
    """Run files of tests in the copy; ``log`` takes what they print meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        environment = kind.variables(Path(folder) / "report")
        command = [sys.executable, "-m", "pytest", *OPTIONS, *tests]
        before = os.times()
        output = Path(folder) / "output" if log is None else log
        with output.open("wb") as stream:
            done = subprocess.run(
                command,
                cwd=tree,
                env=environment,
                stdout=stream,
                stderr=subprocess.STDOUT,
                timeout=LONGEST,
            )
        after = os.times()
        seconds = (
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )
        findings = "\n".join(
            path.read_text(errors="replace") for path in sorted(Path(folder).glob("report.*"))
        )
        return Run(done.returncode, output.read_text(errors="replace"), findings, seconds)


def not_found(kind: Kind, tree: Path) -> list[str]:
    """The mistakes that this kind should find, and does not."""
    missed = []
    for name, words in kind.mistakes.items():
        test = f"tests/sanitize/mistakes.py::test_{name}"
        found = run(kind, tree, [test, "--numprocesses=0"])
        if found.passed or words not in found.findings + found.said:
            missed.append(f"{name}:\n{found.said[-1500:]}")
    return missed
