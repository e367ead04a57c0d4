"""Where a Python of some version is: on the path, in pyenv's folder, or got from Debian."""

import shutil
import subprocess
from pathlib import Path

from versions import debian


class CannotBeHad(Exception):
    """The version is not here, and why it could not be got."""


def python_of(version: str, folder: Path) -> Path:
    """Its program, got into that folder if it is nowhere else."""
    place = folder / version
    known = [*place.glob(f"bin/python{version}"), *place.glob(f"usr/bin/python{version}")]
    if on_path := shutil.which(f"python{version}"):
        known.append(Path(on_path))
    known += sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    for python in known:
        if subprocess.run([python, "--version"], capture_output=True).returncode == 0:
            return python
    get = debian.free_threaded if version.endswith("t") else debian.unpacked
    try:
        return get(version.removesuffix("t"), place.absolute())
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "").strip().splitlines() or [str(error)]
        raise CannotBeHad(said[-1]) from error
    except (OSError, StopIteration) as error:
        raise CannotBeHad(str(error)) from error
