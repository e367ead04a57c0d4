"""What every table of results says of itself: machine, versions, commit, load."""

import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import distributions, version
from pathlib import Path

import infomap_py

REPOSITORY = Path(__file__).resolve().parents[1]
RESULTS = REPOSITORY / "benchmarks" / "results"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def use_one_thread() -> None:
    """Start this program anew with one thread for OpenMP and BLAS, which read that as they load."""
    if any(os.environ.get(name) != "1" for name in THREADS):
        one = dict.fromkeys(THREADS, "1")
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, **one})


def provenance(*packages: str) -> str:
    """Where and with what the numbers were made, in a paragraph."""
    versions = [f"{name} {version(name)}" for name in ("numpy", *packages) if is_installed(name)]
    return (
        f"infomap_py {infomap_py.__version__} at {commit()}, Python "
        f"{platform.python_version()}, {', '.join(versions)}; {processor()}, {os.cpu_count()} "
        f"cores, {platform.system()}; load {load()}."
    )


def is_installed(package: str) -> bool:
    """Whether there is such a package; peers that there are not are left out of a page."""
    return any(distributions(name=package))


def commit() -> str:
    """The short name of the commit, and whether the package differs from it."""
    name = _git("rev-parse", "--short", "HEAD") or "an unknown commit"
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", "infomap_py", "setup.py")
    return f"{name} with changes" if changed else name


def processor() -> str:
    """The name of the processor, as far as the system tells."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def load() -> str:
    """Processes that were running in the last minute, where the system counts them."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def available_bytes() -> float:
    """Memory that can be had without swapping, where the system says."""
    return 1024 * _number("/proc/meminfo", "MemAvailable", float("inf"))


def peak_bytes() -> float:
    """The most memory that this process ever held. Not of its parent, as ``getrusage`` may say."""
    return 1024 * _number("/proc/self/status", "VmHWM", float("nan"))


def held_bytes() -> float:
    """The memory that this process holds now."""
    return 1024 * _number("/proc/self/status", "VmRSS", float("nan"))


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are aligned to the right."""
    rule = ["---", *["---:"] * (len(heading) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (heading, rule, *rows))


def _number(path: str, name: str, default: float) -> float:
    """The number behind a name in one of the system's tables."""
    if Path(path).exists():
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            if line.startswith(f"{name}:"):
                return float(line.split()[1])
    return default


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", REPOSITORY, *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
