"""Functions run in forked children: nothing that a mutant does outlives it, or takes for ever.

The parent loads what all of them need, once, and never the package itself.
"""

import gc
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

# Loaded for the children.
import Cython.Build  # noqa: F401
import hypothesis.strategies  # noqa: F401
import networkx  # noqa: F401
import numpy  # noqa: F401
import pytest  # noqa: F401
import scipy.sparse.csgraph  # noqa: F401
import setuptools.command.build_ext
import setuptools.config.pyprojecttoml  # noqa: F401
from Cython.Compiler.Main import CompilationOptions, default_options
from Cython.Compiler.Main import compile as cython

MEMORY = 8 << 30  # bytes; a size that is wrong may be any
OUTPUT = 1 << 28
PATIENCE = 30  # times the limit, for children that wait, or have to share the machine
TIMED_OUT = -signal.SIGXCPU
BROKE_OFF = 120  # by an exception


def load_cython(folder: Path) -> None:
    """Cython loads much, and makes its tables, as it first compiles: half the time of a build."""
    path = folder / "nothing.pyx"
    path.write_text("cdef int nothing = 0\n", encoding="utf-8")
    cython(str(path), CompilationOptions(default_options, language_level=3))
    gc.freeze()  # none of this is rubbish, and children need not look


def run_in_child(work: Callable[[], int], log: Path, seconds: float) -> tuple[int, float]:
    """What ``work`` returns, or the negative number of the signal that ended it, TIMED_OUT after so
    many seconds of CPU time; and those that it took. What it prints is in the file."""
    child = os.fork()
    if child == 0:
        code = BROKE_OFF
        try:
            os.setsid()
            for kind, most in (
                (resource.RLIMIT_CPU, int(seconds) + 1),
                (resource.RLIMIT_AS, MEMORY),
                (resource.RLIMIT_FSIZE, OUTPUT),
                (resource.RLIMIT_CORE, 0),
            ):
                resource.setrlimit(kind, (most, most + 1))
            output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(output, 1)
            os.dup2(output, 2)
            code = work()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    deadline = time.monotonic() + PATIENCE * seconds
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        if time.monotonic() > deadline:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return TIMED_OUT, seconds
        time.sleep(0.02)
