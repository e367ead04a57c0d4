"""make soak: random jobs, one after the other, until they are stopped; every answer is checked.

A job is made by its number alone: graphs, options, threads, files, interruptions. What is found is
in build/soak/findings, a file for each job, and the table in build/soak/summary; the next run goes
on where the last one stopped. Jobs of a finding are done again, and its file is taken away where
all is well now, by

    PYTHONPATH=.:tests:benchmarks python -m soak --only 12345

Only the moments of signals and time limits depend on the machine. Exit code 1: something was found.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from soak.ledger import Ledger

ROOT = Path(__file__).resolve().parents[2]
ENDED = 60  # seconds that a process may take after its last job
NOTED = 60  # seconds between two notes of how far it is


def batch(ledger: Ledger, first: int, count: int, seconds: int) -> int:
    """Do so many jobs in a process of their own, or up to one that ends it; the next number."""
    errors = ledger.folder / "errors"
    started, noted = time.monotonic(), ledger.seconds
    saved = noted
    command = [sys.executable, "-m", "soak.worker", *map(str, (first, count, seconds))]
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": str(first)}
    begun = done = first - 1
    with (
        errors.open("wb") as file,
        subprocess.Popen(
            command,
            env={**os.environ, **one},
            stdout=subprocess.PIPE,
            stderr=file,
            text=True,
            start_new_session=True,
        ) as worker,
    ):
        assert worker.stdout is not None
        try:
            for line in worker.stdout:
                if not line.startswith("{"):
                    begun = int(line)
                    continue
                result = json.loads(line)
                done = result["number"]
                ledger.add(result)
                ledger.seconds = noted + time.monotonic() - started
                if ledger.seconds > saved + NOTED:
                    saved = ledger.seconds
                    ledger.save()
            worker.wait(ENDED)
        finally:
            worker.kill()
            ledger.seconds = noted + time.monotonic() - started
    if begun > done or worker.returncode:
        told = errors.read_text(encoding="utf-8", errors="replace")[-8000:]
        ledger.add_lost(max(begun, first), f"the process ended with {worker.returncode}", told)
        begun = max(begun, first)
    ledger.save()
    return begun + 1


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--hours", type=float, default=float("inf"), help="after which to stop")
    parser.add_argument("--only", type=int, nargs="+", help="these jobs, and no others")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "soak")
    parser.add_argument("--batch", type=int, default=200, help="jobs of a process")
    parser.add_argument("--limit", type=int, default=1800, help="seconds that a job may take")
    parser.add_argument("--every", type=float, default=600, help="seconds between two tables")
    args = parser.parse_args()
    folder: Path = args.folder.resolve()
    if args.only:
        again = Ledger.at(folder / "only")
        for number in args.only:
            batch(again, number, 1, args.limit)
            if again.finding(number).exists():
                print(again.finding(number).read_text(encoding="utf-8"))
                again.finding(number).replace(folder / "findings" / f"{number}.txt")
            else:
                (folder / "findings" / f"{number}.txt").unlink(missing_ok=True)
                print(f"{number}: nothing")
        return 1 if any((folder / "findings" / f"{k}.txt").exists() for k in args.only) else 0
    ledger = Ledger.at(folder)
    end = time.monotonic() + 3600 * args.hours
    shown = time.monotonic()
    try:
        while time.monotonic() < end:
            ledger.next = max(ledger.next, batch(ledger, ledger.next, args.batch, args.limit))
            if time.monotonic() > shown + args.every:
                print(ledger.table(), flush=True)
                shown = time.monotonic()
    except KeyboardInterrupt:
        ledger.save()
    print(ledger.table())
    return 1 if ledger.findings() else 0


if __name__ == "__main__":
    sys.exit(main())
