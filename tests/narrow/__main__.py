"""make narrow: build with nodes of 16 bits, and compare what comes out with the build in place.

Every answer has to be the same. ``python -m narrow star`` compares those with "star" in the name.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from narrow.tree import ROOT, build

TIMEOUT = 3600  # seconds for all answers


def answers(folder: Path, only: str) -> dict[str, object]:
    """Of the package in this folder, by name; those that it lives to give."""
    command = [sys.executable, "-m", "narrow.answers", only]
    paths = {**os.environ, "PYTHONPATH": f"{folder}:{ROOT / 'tests'}"}
    done = subprocess.run(
        command, cwd=folder, env=paths, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT
    )
    found: dict[str, object] = {}
    for line in done.stdout.splitlines():
        found |= json.loads(line)
    return found


def main() -> None:
    folder = ROOT / "build" / "narrow"
    build(folder)
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    wide, narrow = answers(ROOT, only), answers(folder, only)
    most, file = narrow.pop("")
    assert Path(file).is_relative_to(folder), file
    assert wide.pop("")[0] > most, "the build in place is narrow, too"
    differ = [name for name in wide if wide[name] != narrow.get(name)]
    print(f"{len(wide) - len(differ)} of {len(wide)} answers are the same with nodes of 16 bits")
    if differ or not wide:
        raise SystemExit(f"not the same: {'; '.join(differ)}")


if __name__ == "__main__":
    main()
