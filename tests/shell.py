"""A shell for the tests of infomap-py, whose folder has two triangles in edges.txt; and where
programs of their own find the package that is tested."""

import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import infomap_py
from infomap_py import cli

PACKAGE = Path(infomap_py.__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PACKAGE)}  # of programs, in whichever folder
# Of programs that are modules of the tests themselves.
OF_TESTS = {**os.environ, "PYTHONPATH": f"{PACKAGE}{os.pathsep}{Path(__file__).parent}"}
# Of programs that may not write much: `make cov` has others write which of their lines were run.
UNMEASURED = {k: v for k, v in ENVIRONMENT.items() if not k.startswith("COVERAGE_")}

TRIANGLES = "d e\ne f\nf d\nf a\na b\nb c\nc a\n"  # two triangles and a bridge
MODULES = "d\t0\ne\t0\nf\t0\na\t1\nb\t1\nc\t1\n"
BITS = 2.32073035683379


def printed_by(module: str, *given: str, **environment: str) -> str:
    """What a module of the tests prints as a program, which ends well."""
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", module, *given],
        env={**OF_TESTS, **environment},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[:2000]
    return done.stdout


class Shell:
    """Runs commands in this process."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        (folder / "edges.txt").write_text(TRIANGLES)
        monkeypatch.chdir(folder)

    def __call__(self, command: str | list[str], stdin: str = "") -> tuple[int, str, str]:
        """Exit code, standard output and standard error of a command."""
        source = SimpleNamespace(buffer=io.BytesIO(stdin.encode()))
        self._monkeypatch.setattr(sys, "stdin", source)
        code = cli.main(command.split() if isinstance(command, str) else command)
        return code, *self.said()

    def said(self) -> tuple[str, str]:
        """Standard output and standard error since they were last asked for."""
        return self._capsys.readouterr()
