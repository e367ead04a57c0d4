"""A copy of the tree in which mutants are built and tested; the checkout stays as it is.

The copy has the checkout's compiled modules. Of a mutant, those are built anew, without
optimisation, whose C has lines of its file; afterwards the checkout's are put back.
"""

import os
import runpy
import shutil
import signal
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import Cython.Build
import pytest

from mutation.children import TIMED_OUT, load_cython, run_in_child
from mutation.sites import Mutant

COPIED = (
    *("setup.py", "pyproject.toml", "README.md", "LICENSE"),
    *("_infomap_py_command.py", "_infomap_py_nx_info.py"),
)
FOLDERS = ("infomap_py", "tests", "benchmarks", "docs")
PACKAGE = "infomap_py._core"
FAILED, INTERRUPTED, INTERNAL = 1, 2, 3  # exit codes of pytest: a test, the import, pytest itself
LONGEST = 600.0  # seconds


class Tree:
    """``root`` is the checkout, built in place; ``folder`` is made anew."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self.core = Path(*PACKAGE.split("."))
        self.log = folder / "log.txt"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in COPIED:
            shutil.copy2(root / name, folder / name)
        for name in FOLDERS:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(root / name, folder / name, ignore=ignored)
        load_cython(folder)

    def verdict(self, mutant: Mutant, limits: dict[str, float]) -> dict[str, Any]:
        """Whether the mutant is "killed", has "survived", or is "not built"; and by what. The
        limits are those of each file of tests, in their order."""
        place = self.folder / self.core / mutant.path.name
        names = self.built_from(mutant.path)
        place.write_text(mutant.source(), encoding="utf-8")
        try:
            code, build_seconds = run_in_child(lambda: self._build(names), self.log, LONGEST)
            if code != 0:
                return {"verdict": "not built", "build_seconds": round(build_seconds, 2)}
            by, test_seconds = "", 0.0
            for tests, limit in limits.items():
                by, seconds = self._noticed_by(tests, limit)
                test_seconds += seconds
                if by:
                    break
            return {
                "verdict": "killed" if by else "survived",
                "by": by,
                "build_seconds": round(build_seconds, 2),
                "test_seconds": round(test_seconds, 2),
            }
        finally:
            shutil.copy2(mutant.path, place)
            for name in names:
                for built in (self.root / self.core).glob(f"{name}.*.so"):
                    shutil.copy2(built, self.folder / self.core / built.name)

    def control(self, tests: str) -> float:
        """The seconds that a file of tests takes without any mistake; it has to pass."""
        by, seconds = self._noticed_by(tests, LONGEST)
        if by:
            raise SystemExit(f"without a mistake, {tests}: {by}\n{self._log()[-3000:]}")
        return round(seconds, 2)

    def built_from(self, path: Path) -> list[str]:
        """The modules whose code has lines of this file."""
        if path.suffix == ".pyx":
            return [path.stem]
        mark = f'"{(self.core / path.name).as_posix()}":'
        generated = sorted((self.root / self.core).glob("*.c"))
        return [c.stem for c in generated if mark in c.read_text(encoding="utf-8")]

    def _build(self, names: list[str]) -> int:
        """What setup.py does, for these modules alone and without optimisation."""
        os.chdir(self.folder)
        everything = Cython.Build.cythonize

        def some(extensions: list[Any], **options: Any) -> Any:
            chosen = [e for e in extensions if e.name.removeprefix(f"{PACKAGE}.") in names]
            for extension in chosen:
                extension.extra_compile_args.append("-O0")
            return everything(chosen, **{**options, "force": True})

        arguments = ["setup.py", "build_ext", "--inplace", "--force"]
        with (
            mock.patch.object(Cython.Build, "cythonize", some),
            mock.patch.object(sys, "argv", arguments),
        ):
            runpy.run_path("setup.py", run_name="__main__")
        return 0

    def _noticed_by(self, tests: str, limit: float) -> tuple[str, float]:
        """The test that failed, or how the run ended, or nothing if all is well; and seconds."""
        code, seconds = run_in_child(lambda: self._test(tests), self.log, limit)
        if code == 0:
            return "", seconds
        if code < 0:
            return "a time limit" if code == TIMED_OUT else signal.Signals(-code).name, seconds
        if code not in (FAILED, INTERRUPTED, INTERNAL):
            raise SystemExit(f"pytest ended with {code}\n{self._log()[-3000:]}")
        for line in self._log().splitlines():
            if line.startswith(("FAILED ", "ERROR ")):
                return line.split()[1].removeprefix("tests/"), seconds
        return f"pytest's exit code {code}", seconds

    def _test(self, tests: str) -> int:
        os.chdir(self.folder)
        sys.path[:] = [str(self.folder), *(path for path in sys.path if path)]
        import infomap_py

        assert Path(infomap_py.__file__).is_relative_to(self.folder), infomap_py.__file__
        options = ["-q", "-x", "--assert=plain", "-p", "no:cacheprovider"]
        return int(pytest.main([*options, "--hypothesis-profile", "mutants", tests]))

    def _log(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")
