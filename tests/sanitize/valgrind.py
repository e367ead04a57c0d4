"""Work of every kind under valgrind, once and twice as often: what is not given back does not grow.

Python, numpy and scipy keep much until the process ends, and valgrind does not know all of their
ways. So what counts is memory that nothing points to any more: none that a kernel asked for or had
asked for, and no more of anybody's after twice the work; and of reads of memory that is not there
or was never written to, those in a kernel.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from sanitize.kinds import KINDS

ROUNDS = 1
LONGEST = 3600.0  # seconds
VALGRIND = (
    "valgrind",
    "--leak-check=full",
    "--show-leak-kinds=definite,indirect",
    "--num-callers=40",
    "--error-limit=no",
    "--xml=yes",
)
# Bytes more that may be lost after a round: Python, too, loses some with what it has seen.
SLACK = 4096

WORK = """
import every_kind as kinds
for _ in range({rounds}):
    for group in (kinds.SEARCHES, kinds.OTHERS, kinds.REFUSALS):
        for work in group.values():
            kinds.do(work)
"""
MISTAKES = """
from infomap_py._core import broken
broken.lose_memory(10_000)
broken.lose_reference()
broken.unset()
"""
MUST_BE_FOUND = {  # by which function
    "lose_memory": "Leak_DefinitelyLost",
    "lose_reference": "Leak_DefinitelyLost",
    "unset": "UninitCondition",
}


@dataclass
class Left:
    """What valgrind saw: errors in kernels, what they lost, and bytes that anybody did."""

    errors: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    num_bytes: int = 0


def left_after(program: str, tree: Path) -> Left:
    """Run a program in the copy, to its end."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        path = os.pathsep.join(str(tree / name) for name in (".", "tests", "benchmarks"))
        environment = {**KINDS["bounds"].variables(report), "PYTHONPATH": path}
        command = [*VALGRIND, f"--xml-file={report}", sys.executable, "-c", program]
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=LONGEST
        )
        if done.returncode:
            raise SystemExit(f"this ended with {done.returncode}:\n{program}\n{done.stderr}")
        return _read(report, tree / "infomap_py" / "_core")


def _read(report: Path, core: Path) -> Left:
    left = Left()
    for error in ElementTree.parse(report).getroot().iter("error"):
        kind = error.findtext("kind", "")
        # The frames of valgrind's own malloc stand above those of who called it.
        stack = error.find("stack")
        assert stack is not None
        frames = [
            frame for frame in stack if "vgpreload" not in frame.findtext("obj", "/vgpreload")
        ]
        ours = [str(core) in frame.findtext("obj", "") for frame in frames]
        if kind.startswith("Leak_"):
            left.num_bytes += int(error.findtext("xwhat/leakedbytes", "0"))
            if any(ours):
                left.lost.append(_told(kind, error.findtext("xwhat/text", ""), frames))
        elif ours[:1] == [True]:
            left.errors.append(_told(kind, error.findtext("what", ""), frames))
    return left


def _told(kind: str, what: str, frames: list[ElementTree.Element]) -> str:
    """The error with its frames, innermost first."""
    places = [
        "    {} ({}:{})".format(*(frame.findtext(key, "?") for key in ("fn", "file", "line")))
        for frame in frames[:12]
    ]
    return "\n".join([f"{kind}: {what}", *places])


def nothing_lost(tree: Path) -> bool:
    """Whether mistakes are found, kernels lose nothing, and twice the work leaves no more."""
    programs = [MISTAKES, *(WORK.format(rounds=k * ROUNDS) for k in (1, 2))]
    with ThreadPoolExecutor(len(programs)) as together:
        control, once, twice = together.map(left_after, programs, [tree] * len(programs))
    missed = [
        f"this mistake is not found: {name}"
        for name, kind in MUST_BE_FOUND.items()
        if not any(e.startswith(kind) and name in e for e in control.errors + control.lost)
    ]
    growth = (twice.num_bytes - once.num_bytes) / ROUNDS
    wrong = [*missed, *twice.errors, *twice.lost]
    if growth > SLACK:
        wrong.append(f"a round loses {growth:,.0f} bytes")
    print("\n".join(wrong))
    print(
        f"leaks: {len(MUST_BE_FOUND) - len(missed)} of {len(MUST_BE_FOUND)} mistakes found; in "
        f"{2 * ROUNDS} rounds {len(twice.errors)} errors in kernels, {len(twice.lost)} blocks lost "
        f"by them; {once.num_bytes:,} bytes lost by anybody after {ROUNDS}, "
        f"{twice.num_bytes:,} after {2 * ROUNDS}, {growth:+,.0f} a round",
        flush=True,
    )
    return not wrong
