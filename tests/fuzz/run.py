"""Fuzz all targets by turns, and go on where the last run stopped.

Each target has a folder with its corpus, how many executions there were, and what was found:
inputs that broke a promise, with the error beside them in a .txt file. A table after every round
says how far it is. Exit code 1: something was found, or a target did not run.

    python -m fuzz.run build/fuzz --total 20000000 --slice 60
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from fuzz.guided import executions
from fuzz.seeds import SEEDS


def findings(folder: Path) -> list[Path]:
    """The inputs that were found, without the texts beside them."""
    return sorted(p for p in (folder / "findings").glob("*") if p.suffix != ".txt")


def table(folder: Path, names: list[str]) -> str:
    """Executions, size of the corpus and findings of every target."""
    rows = [f"{'target':18} {'executions':>12} {'corpus':>7} {'findings':>8}"]
    total = 0
    for name in names:
        count = executions(folder / name)
        total += count
        size = len(list((folder / name / "corpus").glob("*")))
        rows.append(f"{name:18} {count:12,} {size:7,} {len(findings(folder / name)):8,}")
    return "\n".join([*rows, f"{'all':18} {total:12,}"])


def preloaded() -> str:
    """What compiled modules with coverage have to find, as atheris provides it."""
    import atheris

    return str(Path(atheris.path()) / "ubsan_with_fuzzer.so")


def turn(name: str, folder: Path, options: list[str], log: Path) -> bool:
    """Fuzz one target for a slice, and whether it was; what it prints goes to the log."""
    before = executions(folder / name)
    with log.open("ab") as file:
        environment = {**os.environ, "LD_PRELOAD": preloaded()}
        command = [sys.executable, "-m", "fuzz.guided", name, str(folder / name), *options]
        subprocess.run(command, stdout=file, stderr=file, env=environment, check=False)
    return executions(folder / name) > before


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--total", type=int, default=0, help="executions at which to stop")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="after which to stop")
    parser.add_argument("--slice", type=int, default=60, help="seconds of a turn")
    parser.add_argument("--runs", type=int, default=-1, help="executions of a turn, of one round")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", choices=list(SEEDS), default=list(SEEDS))
    args = parser.parse_args()
    folder: Path = args.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    options = [f"--runs={args.runs}", f"--seconds={args.slice}", f"--seed={args.seed}"]
    end = time.monotonic() + args.seconds
    done, idle = False, set()
    while not done:
        for name in args.only:
            if time.monotonic() < end and not turn(name, folder, options, folder / "log"):
                print(f"{name} did not run; see {folder / 'log'}", flush=True)
                idle.add(name)
        print(table(folder, args.only), flush=True)
        total = sum(executions(folder / name) for name in args.only)
        done = args.runs >= 0 or time.monotonic() >= end or 0 < args.total <= total
    found = [path for name in args.only for path in findings(folder / name)]
    print("\n".join(f"found: {path}" for path in found))
    return 1 if found or idle else 0


if __name__ == "__main__":
    sys.exit(main())
