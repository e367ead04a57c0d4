"""make mutants: test the selected mutants, go on where it was stopped, and write the page.

A mutant that survives must be explained in survivors.toml; the program fails if one is not, or if
fewer than 95 % are killed. While a kernel is written, all mutants of its file are tested by

    PYTHONPATH=tests:benchmarks python -m mutation --only moves.pyx

and with INFOMAP_PY_DEBUG=1 they are built with bounds checks, as setup.py says.
"""

import argparse
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEAST_KILLED = 0.95


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--sample", type=int, default=300, help="mutants of the rest")
    parser.add_argument("--jobs", type=int, default=1, help="mutants that are tested at a time")
    parser.add_argument("--only", help="all mutants whose name has this in it, and no page")
    parser.add_argument("--report", action="store_true", help="the page of what is tested so far")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "mutants")
    results = ROOT / "benchmarks" / "results"
    parser.add_argument("--runs", type=Path, default=results / "mutants.jsonl")
    parser.add_argument("--output", type=Path, default=results / "mutants.md")
    options = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # before numpy is loaded: threads do not outlive a fork

    from mutation.jobs import run_jobs
    from mutation.results import Results
    from mutation.selection import all_mutants, selected
    from mutation.tree import Tree

    tree = Tree(ROOT, options.folder.resolve())
    kept = Results(options.runs, tree)
    if options.only is not None:
        chosen = [m for m in all_mutants(ROOT / tree.core) if options.only in m.name]
        verdicts = [kept.verdict(mutant)["verdict"] for mutant in chosen]
        print(f"{verdicts.count('killed')} of {len(chosen)} killed")
        return
    if options.jobs > 1:
        run_jobs(ROOT, options)
        kept = Results(options.runs, tree)
    whole, rest = selected(ROOT / tree.core, options.seed)
    tested = []
    for mutant in whole:
        if not options.report or kept.known(mutant):
            tested.append((mutant, kept.verdict(mutant)))
    untested, counted = len(whole) - len(tested), 0
    for mutant in rest:
        if counted == options.sample:
            break
        if not options.report or kept.known(mutant):
            tested.append((mutant, kept.verdict(mutant)))
            counted += tested[-1][1]["verdict"] != "not built"

    from mutation.page import write_page  # loads the package, which children load for themselves

    killed, unexplained = write_page(options.output, tested, untested, len(rest))
    if unexplained or killed < LEAST_KILLED:
        raise SystemExit(f"{killed:.1%} killed; {unexplained} survivors are not explained")


if __name__ == "__main__":
    main()
