"""Runs that are kept: one JSON line each, so that what was stopped goes on where it was.

A line is found again by its key and by the code that made it: a change of the package's files, of
the compiled ones too, or of a benchmark, starts anew.
"""

import argparse
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from report import RESULTS, commit, load, provenance

import infomap_py

SIZES = ("tiny", "quick", "full")  # does it work?; within `make bench`; all that there is


class Runs:
    """The lines of one file; every run is appended as soon as it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.code = code()
        self.values: dict[str, Any] = {}
        if path.exists():
            lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            self.values = {
                line["key"]: line["value"] for line in lines if line["code"] == self.code
            }

    def get(self, key: str, run: Callable[[], Any]) -> Any:
        """The value of this run: from the file, or else from running it now."""
        if key not in self.values:
            start = time.monotonic()
            value = run()
            line = {
                "key": key,
                "value": value,
                "code": self.code,
                "commit": commit(),
                "elapsed": round(time.monotonic() - start, 3),
                "load": load(),
            }
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            self.values[key] = value
            print(f"{line['elapsed']:8.1f} s  {key}", flush=True)
        return self.values[key]


def code() -> str:
    """A digest of the package and the benchmarks as they are on disk."""
    digest = hashlib.sha256()
    for folder in (Path(infomap_py.__file__).parent, Path(__file__).parent):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".so", ".pyd"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def parser(description: str | None, name: str) -> argparse.ArgumentParser:
    """The options that every script has; its page is ``name``.md."""
    made = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    made.add_argument("--size", choices=SIZES, default="quick", help="how much is run")
    made.add_argument("--runs", type=Path, default=RESULTS / "runs.jsonl", help="the finished runs")
    made.add_argument("--output", type=Path, default=RESULTS / f"{name}.md")
    return made


def comparing(description: str | None, name: str) -> argparse.ArgumentParser:
    """The options of a script that compares programs on the graphs of ``cases.py``."""
    made = parser(description, name)
    made.add_argument("names", nargs="*", help="graphs; all by default")
    made.add_argument("--data", type=Path, help="folder of the real graphs")
    return made


def write_page(path: Path, title: str, script: str, packages: list[str], *parts: str) -> None:
    """A Markdown page that says where its numbers come from, also on standard output."""
    heading = [f"# {title}", f"`benchmarks/{script}` says how to read this.", provenance(*packages)]
    page = "\n\n".join([*heading, *(part for part in parts if part)]) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    print(f"\n{page}\n{path}")
