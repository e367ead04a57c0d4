"""A copy of what is tracked, with the core built for one kind, and ``broken.pyx`` beside it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sanitize.kinds import COMPILER, HERE, Kind

ROOT = HERE.parents[1]


def built(kind: Kind, folder: Path) -> Path:
    """The copy in ``folder``; only kernels that have changed are built again."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, tracked.stdout.split("\0")):
        _copy(ROOT / name, folder / name)
    _copy(HERE / "broken.pyx", folder / "infomap_py" / "_core" / "broken.pyx")
    # setup.py's flags come after those of CFLAGS, and the last ones win.
    compiler = folder / "compiler"
    script = f'#!/bin/sh\nexec {COMPILER} "$@" {" ".join(kind.flags)}\n'
    if not compiler.exists() or compiler.read_text() != script:
        for library in (folder / "infomap_py" / "_core").glob("*.so"):
            library.unlink()
        shutil.rmtree(folder / "build", ignore_errors=True)
        compiler.write_text(script)
        compiler.chmod(0o755)
    environment = {**os.environ, **kind.environment, "CC": str(compiler)}
    command = [sys.executable, "setup.py", "build_ext", "--inplace"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    (folder / "build.log").write_text(done.stdout + done.stderr)
    if done.returncode:
        raise SystemExit(f"{kind.name} was not built:\n{done.stderr[-4000:]}")
    return folder


def _copy(source: Path, target: Path) -> None:
    """As it is, unless it is there already: what is older than its copy is not built again."""
    if not source.exists():  # deleted, and not committed yet
        target.unlink(missing_ok=True)
    elif not target.exists() or source.read_bytes() != target.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
