"""One target under atheris, guided by coverage, until so many executions or seconds are over.

A broken promise does not end the run: the shortest input of each kind is kept, and the run goes on.
A crash, a hang or too much memory does end it; libFuzzer then keeps the input.

    python -m fuzz.guided TARGET FOLDER --runs 1000 --seconds 60
"""

from __future__ import annotations

import argparse
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

COUNTED = 200  # executions between two notes of how many there were
HANGS = 30  # seconds that an execution may take
MEGABYTES = 3000
KEPT = Path(__file__).parent / "corpus"


class Counted:
    """A target whose executions are counted in a file, and its findings kept beside it."""

    def __init__(self, target: Callable[[bytes], bool], folder: Path) -> None:
        self._target = target
        self._folder = folder
        self._file = folder / "executions"
        self._count = self._noted = executions(folder)

    def __call__(self, content: bytes) -> None:
        self._count += 1
        if self._count - self._noted >= COUNTED:
            self.note()
        try:
            self._target(content)
        except Exception as error:
            self._keep(content, error)

    def note(self) -> None:
        """Write down how many executions there were."""
        self._file.write_text(f"{self._count}\n")
        self._noted = self._count

    def _keep(self, content: bytes, error: Exception) -> None:
        path = self._folder / "findings" / _kind(error)
        if not path.exists() or path.stat().st_size > len(content):
            path.write_bytes(content)
            said = "".join(traceback.format_exception(error))
            path.with_suffix(".txt").write_text(said, errors="backslashreplace")


def _kind(error: Exception) -> str:
    """What tells findings apart: the error, and where it was raised."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "site-packages" not in f[0]]
    place = "-".join(f"{Path(frame.filename).stem}.{frame.name}" for frame in frames[-3:])
    said = re.sub(r"[\W\d]+", "-", str(error))[:20] if isinstance(error, AssertionError) else ""
    return re.sub(r"[^\w.-]+", "", f"{type(error).__name__}-{place}-{said}.input")


def executions(folder: Path) -> int:
    """How many there were so far."""
    file = folder / "executions"
    return int(file.read_text() or 0) if file.exists() else 0


def run(name: str, folder: Path, options: Sequence[str]) -> None:
    """Fuzz; does not return."""
    import atheris

    with atheris.instrument_imports(include=["infomap_py"]):
        from fuzz.outcomes import SAMPLED
        from fuzz.seeds import SEEDS, words_of
        from fuzz.targets import TARGETS

    from scipy.io import _fast_matrix_market

    _fast_matrix_market.PARALLELISM = 1  # threads for ten numbers take longer than the numbers
    SAMPLED[0] = True
    for part in ("corpus", "seeds", "findings"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for k, seed in enumerate(SEEDS.get(name, [])):
        (folder / "seeds" / str(k)).write_bytes(seed)
    quoted = ["".join(f"\\x{byte:02x}" for byte in word) for word in words_of(name)]
    (folder / "words.dict").write_text("".join(f'"{word}"\n' for word in quoted))
    kept = [str(KEPT / name)] if (KEPT / name).is_dir() else []
    given = [
        *(sys.argv[0], *options, f"-timeout={HANGS}", f"-report_slow_units={HANGS}"),
        f"-rss_limit_mb={MEGABYTES}",
        *(f"-dict={folder / 'words.dict'}", f"-artifact_prefix={folder / 'findings'}/"),
        *(str(folder / "corpus"), str(folder / "seeds"), *kept),
    ]
    atheris.Setup(given, Counted(TARGETS[name], folder))
    atheris.Fuzz()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=-1)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("--max-len", type=int, default=512, help="bytes of an input")
    args = parser.parse_args()
    options = [f"-runs={args.runs}", f"-max_total_time={args.seconds}", f"-seed={args.seed}"]
    run(
        args.target,
        args.folder,
        [*options, f"-max_len={args.max_len}", "-reload=0", "-verbosity=0"],
    )
