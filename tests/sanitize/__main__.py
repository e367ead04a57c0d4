"""make sanitize: the mistakes are found, and then the tests find nothing.

    PYTHONPATH=tests:benchmarks python -m sanitize address thread bounds leaks

Files of tests behind ``--`` are run instead of those of the kind, with options of pytest. What
pytest prints meanwhile is in build/sanitize/KIND.log.
"""

import argparse
import sys
from pathlib import Path

from sanitize import valgrind
from sanitize.copies import ROOT, built
from sanitize.kinds import KINDS, Kind
from sanitize.runs import not_found, run

LEAKS = "leaks"


def tested(kind: Kind, tree: Path, tests: list[str]) -> bool:
    """Whether all mistakes are found, and nothing else."""
    missed = not_found(kind, tree)
    for mistake in missed:
        print(f"{kind.name}: this mistake is not found: {mistake}")
    done = run(kind, tree, tests or kind.tests(tree / "tests"), tree.with_suffix(".log"))
    if not done.passed:
        print(f"{kind.name}:\n{done.said[-6000:]}\n{done.findings[:20000]}")
    print(
        f"{kind.name}: {len(kind.mistakes) - len(missed)} of {len(kind.mistakes)} mistakes found; "
        f"{done.count('passed')} tests passed, {done.count('failed')} failed, "
        f"{done.count('skipped')} skipped, {'something' if done.findings else 'nothing'} found; "
        f"{done.seconds / 60:.0f} minutes of CPU time",
        flush=True,
    )
    return done.passed and not missed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kinds", nargs="+", choices=[*KINDS, LEAKS])
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "sanitize")
    words = sys.argv[1:]
    at = words.index("--") if "--" in words else len(words)
    options, tests = parser.parse_args(words[:at]), words[at + 1 :]
    passed = True
    for name in options.kinds:
        kind = KINDS["bounds" if name == LEAKS else name]  # one build, which has lines of ours
        tree = built(kind, options.folder.resolve() / kind.name)
        if name == LEAKS:
            passed &= valgrind.nothing_lost(tree)
        else:
            passed &= tested(kind, tree, tests)
    if not passed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
