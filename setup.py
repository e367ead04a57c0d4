"""Build the compiled core; everything else is in pyproject.toml.

INFOMAP_PY_DEBUG=1 builds with bounds checks on and -O1 -g.
INFOMAP_PY_LINETRACE=1 builds so that coverage sees which lines are run.
INFOMAP_PY_LIMITED_API=1 builds for every Python from 3.11 on at once, as wheels to be published
are; without it, for the Python that builds. Free-threaded Pythons up to 3.14 have no limited API
and are always built for one by one.
"""

import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

from Cython.Build import cythonize
from setuptools import Extension, setup


def is_set(name: str) -> bool:
    return os.environ.get(name, "0") not in ("", "0")


DEBUG = is_set("INFOMAP_PY_DEBUG")
LINETRACE = is_set("INFOMAP_PY_LINETRACE")
LIMITED_API = is_set("INFOMAP_PY_LIMITED_API") and not sysconfig.get_config_var("Py_GIL_DISABLED")
OLDEST_PYTHON = (3, 11)  # the first whose limited API has buffers

# What every module needs of Cython's own, once, in a module that no .pyx is behind. Cython lists it
# in sys.modules by its last name alone, which therefore nobody else may have.
SHARED = "infomap_py._core._infomap_py_shared"

# Same bytes on every compiler and optimisation level: no contraction to fused multiply-add and
# nothing of -ffast-math. The last two only drop errno and trap bookkeeping, which nothing here
# reads.
FLOATS = ["-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"]


def compile_args() -> list[str]:
    if sys.platform == "win32":
        return ["/O2", "/fp:precise"]
    # -g0: Python's own flags ask for debug symbols, which are most of a wheel.
    if LINETRACE:
        return [*FLOATS, "-O1", "-g0"]
    return [*FLOATS, *(["-O1", "-g"] if DEBUG else ["-O3", "-g0"])]


def extension(name: str, source: str) -> Extension:
    limited: dict[str, Any] = {}
    if LIMITED_API:
        major, minor = OLDEST_PYTHON
        version = f"0x{major:02X}{minor:02X}0000"
        limited = {"define_macros": [("Py_LIMITED_API", version)], "py_limited_api": True}
    elif LINETRACE:
        limited = {"define_macros": [("CYTHON_TRACE_NOGIL", "1")]}
    return Extension(name, [source], extra_compile_args=compile_args(), **limited)


core = Path("infomap_py/_core")
extensions = [
    extension(f"infomap_py._core.{path.stem}", path.as_posix())
    for path in sorted(core.glob("*.pyx"))
]
# With line tracing, Cython 3.3 leaves a conversion out of it that objective.pyx then lacks.
if not LINETRACE:
    extensions.append(extension(SHARED, (core / "_infomap_py_shared.c").as_posix()))

options: dict[str, Any] = {"build_ext": {"parallel": os.cpu_count() or 1}}
if LIMITED_API:
    options["bdist_wheel"] = {"py_limited_api": f"cp{OLDEST_PYTHON[0]}{OLDEST_PYTHON[1]}"}

setup(
    options=options,
    ext_modules=cythonize(
        extensions,
        force=DEBUG,
        shared_utility_qualified_name=None if LINETRACE else SHARED,
        compiler_directives={
            "language_level": "3",
            "boundscheck": DEBUG,
            "wraparound": False,
            "initializedcheck": DEBUG,
            "linetrace": LINETRACE,
            "cdivision": True,
            "embedsignature": True,
            # No kernel keeps state between calls but in the objects that it is given.
            "freethreading_compatible": True,
            # The core's objects live as long as a search, and are never sent anywhere.
            "auto_pickle": False,
        },
    ),
)
