"""Build the compiled core; everything else is in pyproject.toml.

INFOMAP_PY_DEBUG=1 builds with bounds checks on and -O1 -g.
"""

import os
import sys
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

DEBUG = os.environ.get("INFOMAP_PY_DEBUG", "0") not in ("", "0")

# Same bytes on every compiler and optimisation level: no contraction to fused multiply-add and
# nothing of -ffast-math. The last two only drop errno and trap bookkeeping, which nothing here
# reads.
FLOATS = ["-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"]


def compile_args() -> list[str]:
    if sys.platform == "win32":
        return ["/O2", "/fp:precise"]
    return [*FLOATS, *(["-O1", "-g"] if DEBUG else ["-O3"])]


extensions = [
    Extension(
        f"infomap_py._core.{path.stem}",
        [path.as_posix()],
        extra_compile_args=compile_args(),
    )
    for path in sorted(Path("infomap_py/_core").glob("*.pyx"))
]

setup(
    options={"build_ext": {"parallel": os.cpu_count() or 1}},
    ext_modules=cythonize(
        extensions,
        force=DEBUG,
        compiler_directives={
            "language_level": "3",
            "boundscheck": DEBUG,
            "wraparound": False,
            "initializedcheck": DEBUG,
            "cdivision": True,
            "embedsignature": True,
        },
    ),
)
