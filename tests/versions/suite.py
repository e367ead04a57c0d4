"""Builds the package, installs a combination, and runs the suite there: one line of the table."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from versions.combinations import Combination
from versions.pythons import CannotBeHad, python_of

ROOT = Path(__file__).resolve().parents[2]
TRACKED = ["infomap_py", "tests", "benchmarks", "docs", "_infomap_py_*.py"]
TRACKED += ["setup.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile"]
TESTED_WITH = ("pytest", "hypothesis", "pytest-xdist")
SHOWN = ("numpy", "scipy", "networkx", "matplotlib", "scikit-learn", "pandas")
VERSIONS = f"""
import sys
from importlib import metadata
import infomap_py
assert infomap_py.__file__.startswith(sys.path[0]), infomap_py.__file__
lock = getattr(sys, "_is_gil_enabled", lambda: True)()
print("python", sys.version.split()[0] + ("" if lock else ", without its lock"))
for name in {SHOWN}:
    try: print(name, metadata.version(name))
    except metadata.PackageNotFoundError: pass
"""


class Suite:
    """The copy of what is tracked, what was built of it, and an environment per combination."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.copy = self.folder / "copy"
        listed = ["git", "ls-files", "-z", *TRACKED]
        files = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True).stdout
        digest = hashlib.sha256()
        for name in filter(None, os.fsdecode(files).split("\0")):
            (self.copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self.copy / name)
            if name not in ("docs/testing.md", "CHANGELOG.md"):  # where the outcome is told
                digest.update((ROOT / name).read_bytes())
        self.digest = digest.hexdigest()[:16]

    def outcome(self, combination: Combination, tests: list[str]) -> dict[str, Any]:
        """What became of it: which versions there were, and how the tests ended."""
        log = self.folder / f"{combination.name.replace(' ', '-')}.log"
        log.unlink(missing_ok=True)
        result = {"name": combination.name, "digest": self.digest, "tests": tests}
        try:
            python = self._installed(combination, log)
            versions = self._said(log, python, "-c", VERSIONS).splitlines()
        except CannotBeHad as error:
            return {**result, "ended": f"cannot be had: {error}"}
        options = ["-q", "-p", "no:cacheprovider", "--hypothesis-profile", "versions", "-rfE"]
        said = self._said(log, python, "-m", "pytest", *options, *tests, is_checked=False)
        last = [line for line in said.splitlines() if re.search(r"\d+ (passed|error)", line)]
        ended = last[-1].strip("= ") if last else f"no end: see {log}"
        return {**result, **dict(v.split(" ", 1) for v in versions), "ended": ended}

    def _installed(self, combination: Combination, log: Path) -> Path:
        """The Python of its environment, for which the package is built."""
        python = python_of(combination.python, self.folder / "pythons")
        wheels = ["--only-binary", ":all:", "--pre"]
        place = self._environment(combination.name, python, log)
        self._pip(log, place, *wheels, *combination.wanted, *TESTED_WITH)
        free = combination.is_free_threaded
        builder = "3.11" if not free else combination.python  # one for all that have the lock
        maker = self._environment(
            f"build {builder}", python_of(builder, self.folder / "pythons"), log
        )
        self._pip(log, maker, "cython>=3.2", "setuptools>=77")
        self._said(log, maker, "setup.py", "build_ext", "--inplace", INFOMAP_PY_LIMITED_API="1")
        return place

    def _environment(self, name: str, python: Path, log: Path) -> Path:
        place = self.folder / "venvs" / name.replace(" ", "-")
        if not (place / "bin/python").exists():
            self._said(log, python, "-m", "venv", "--without-pip", str(place))
        return place / "bin/python"

    def _pip(self, log: Path, place: Path, *wanted: str) -> None:
        """The newest pip installs everywhere: those of new Pythons may have none, or an old one."""
        tools = self.folder / "venvs/pip/bin/python"
        if not tools.exists():
            self._said(log, Path(sys.executable), "-m", "venv", str(tools.parents[1]))
            self._said(log, tools, "-m", "pip", "install", "-q", "-U", "pip")
        self._said(log, tools, "-m", "pip", "--python", str(place), "install", "-q", *wanted)

    def _said(
        self, log: Path, python: Path, *arguments: str, is_checked: bool = True, **more: str
    ) -> str:
        """The standard output; all of it goes to the log as well."""
        lock = {"PYTHON_GIL": "0"} if python.resolve().name.endswith("t") else {}
        environment = {**os.environ, "INFOMAP_PY_BROWSER": "none", **lock, **more}
        command = [str(python), *arguments]
        run = subprocess.run(
            command, cwd=self.copy, env=environment, capture_output=True, text=True, timeout=7200
        )
        with log.open("a", encoding="utf-8") as file:
            print("$", *command, run.stdout, run.stderr, sep="\n", file=file)
        if is_checked and run.returncode:
            last = (run.stderr or run.stdout).strip().splitlines() or ["nothing was said"]
            raise CannotBeHad(last[-1])
        return run.stdout
