"""Compile the core for machines that are not here: a check of the sources, not a build.

    python .ci/cross_compile.py [TARGET ...]

Every C file that Cython made (``make build``) is compiled to an object for Windows (x86-64, with
mingw's headers), macOS (arm64) and Linux (aarch64) by the clang that PyPI's ``ziglang`` brings,
with the limited API as in the wheels; a warning is an error.

What it does not show: that MSVC takes the sources, and that anything links and runs. Python's own
headers are those of this interpreter; of ``pyconfig.h``, which is made where Python is, that for
Windows is written below as far as the limited API reads it, and Linux's serves for macOS.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CORE = Path(__file__).parents[1] / "infomap_py/_core"

SHOWN = 5  # complaints of each target

WINDOWS = "x86_64-windows-gnu"
TARGETS = [WINDOWS, "aarch64-macos", "aarch64-linux-gnu"]

FLAGS = [
    "-O0",  # clang warns of the same as with -O3, in a third of the time
    "-fno-sanitize=all",
    "-ffp-contract=off",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-Wall",
    "-Werror",
    "-Wno-unused-const-variable",  # docstrings of special methods
    "-Wno-unused-command-line-argument",  # zig's own
    "-DPy_LIMITED_API=0x030B0000",
]

# PC/pyconfig.h, as far as the limited API reads it.
WINDOWS_CONFIG = """
#define MS_WIN32
#define MS_WINDOWS
#define MS_WIN64
#define NT_THREADS
#define WITH_THREAD 1
#define HAVE_DECLSPEC_DLL
#define Py_ENABLE_SHARED 1
#define SIZEOF_SHORT 2
#define SIZEOF_INT 4
#define SIZEOF_LONG 4
#define SIZEOF_LONG_LONG 8
#define SIZEOF_VOID_P 8
#define SIZEOF_SIZE_T 8
#define SIZEOF_WCHAR_T 2
#define HAVE_SYS_TYPES_H 1
#define HAVE_SYS_STAT_H 1
#define HAVE_STDDEF_H 1
#define HAVE_WCHAR_H 1
#define HAVE_SSIZE_T 1
"""


def copy_headers(target: str, folder: Path) -> None:
    """Python's headers with the target's ``pyconfig.h``: they look for it beside themselves."""
    shutil.copytree(sysconfig.get_path("include"), folder / "include")
    if target == WINDOWS:
        (folder / "include/pyconfig.h").write_text(WINDOWS_CONFIG, encoding="utf-8")


def complaints(target: str, source: Path, folder: Path) -> str:
    """What the compiler says of a source; nothing if all is well."""
    result = folder / source.with_suffix(".o").name
    compiler = [sys.executable, "-m", "ziglang", "cc", "-target", target, *FLAGS]
    command = [*compiler, "-I", folder / "include", "-c", source, "-o", result]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode == 0 and not run.stderr and result.exists():
        return ""
    return f"{target}: {source.name}: exit code {run.returncode}\n{run.stderr}"


def check(target: str, sources: list[Path]) -> list[str]:
    """All complaints of one target."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(os.cpu_count() or 1) as threads,
    ):
        copy_headers(target, Path(folder))
        said = threads.map(lambda source: complaints(target, source, Path(folder)), sources)
        return [text for text in said if text]


def main() -> None:
    sources = sorted(CORE.glob("*.c"))
    missing = {path.stem for path in CORE.glob("*.pyx")} - {path.stem for path in sources}
    if missing:
        sys.exit(f"no C file of {', '.join(sorted(missing))}: run `make build` first")
    failed = False
    for target in sys.argv[1:] or TARGETS:
        said = check(target, sources)
        print(f"{target}: {len(sources) - len(said)} of {len(sources)} files compile", flush=True)
        print(*said[:SHOWN], sep="\n", end="")
        failed |= bool(said)
    sys.exit(failed)


if __name__ == "__main__":
    main()
