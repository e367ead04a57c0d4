"""Modules within modules: codelength and CPU seconds, ours beside those of Infomap.

    python benchmarks/hierarchy.py [--size full] [--data FOLDER]

As many levels as shorten the code (``two_level=False``), on the real networks of more than 20,000
links: one trial on one thread, a seed for every round, ours first in one round and last in the
next, in one process. Seconds are CPU time from link arrays to the tree.

How to read it. "mean L" is the mean codelength over the seeds, in bits per step and by our count,
less is better; the ratios are ours relative to Infomap's: below 0, ours is shorter. "levels" counts
those below the root: of modules, and nodes; "top" are the modules that are in none. Both are
medians, and of a network with isolated nodes the top modules without flow are left out. "speed
ratio" is the median over the rounds of Infomap's seconds over ours, with the smallest and the
largest in brackets. The script fails if Infomap's own figure for its tree, or for *ours*, is more
than 1e-9 bits away from our count.
"""

import argparse
import gc
import statistics
from collections.abc import Iterable
from typing import Any

from cases import SUMMED_UP, Case, chosen_real_cases
from generators import planted
from peers import (
    INFOMAP_TREES,
    OUR_TREES,
    Paths,
    Program,
    infomap_codelength_of_tree,
    installed,
)
from report import table, use_one_thread
from runs import Runs, comparing, write_page
from speed import SAME, Results, agreement, disagreements, excess, graph_of, spread, summary

import infomap_py

SEEDS = {"tiny": 2, "quick": 2, "full": 5}  # at most


def measured(case: Case, program: Program, seed: int) -> dict[str, Any]:
    """One run, and how far another count of the same tree is from ours."""
    found = program.run(case.links, seed)
    codelength = infomap_py.codelength(case.network, found.paths)
    disagreement = abs(found.codelength - codelength)
    if program is OUR_TREES and seed == 0 and INFOMAP_TREES.installed:
        theirs = infomap_codelength_of_tree(case.links, found.paths)
        disagreement = max(disagreement, abs(theirs - codelength))
    gc.collect()  # what one program leaves behind is not collected in the time of the next
    return {
        "codelength": codelength,
        **shape(found.paths, case.links.linked().tolist()),
        "ingest": found.ingest,
        "search": found.search,
        "disagreement": disagreement,
    }


def shape(paths: Paths, nodes: Iterable[int]) -> dict[str, int]:
    """Levels, and topmost modules, of the tree over these nodes."""
    their_paths = [paths[u] for u in nodes]
    return {
        "levels": 1 + max(map(len, their_paths)),
        "modules": len({path[0] for path in their_paths}),
    }


def compare(case: Case, programs: list[Program], num_seeds: int, runs: Runs) -> Results:
    """Rounds in alternating order."""
    graph = graph_of(case, runs)
    by_program: dict[str, list[dict[str, Any]]] = {program.name: [] for program in programs}
    for seed in range(num_seeds):
        for program in programs if seed % 2 == 0 else reversed(programs):
            key = f"hierarchy {case.name} / {program.name} / seed {seed}"
            run = runs.get(key, lambda p=program, s=seed: measured(case, p, s))
            by_program[program.name].append(run)
    case.forget()
    return Results(case.name, graph, by_program)


def quality_table(results: list[Results]) -> str:
    heading = ["graph", "nodes", "links", "kind", "seeds"]
    heading += ["ours: mean L", "best L", "levels", "top"]
    heading += ["Infomap: mean L", "best L", "levels", "top", "mean L ratio", "best L ratio"]
    rows = []
    for result in results:
        graph = result.graph
        row = [result.name, f"{graph['nodes']:,}", f"{graph['links']:,}", graph["kind"]]
        row += [str(len(result.codelengths(OUR_TREES))), *cells(result, OUR_TREES)]
        if result.has(INFOMAP_TREES):
            best = excess(
                min(result.codelengths(OUR_TREES)), min(result.codelengths(INFOMAP_TREES))
            )
            row += cells(result, INFOMAP_TREES)
            row += [f"{result.excess(INFOMAP_TREES):+.3f} %", f"{best:+.3f} %"]
        rows.append(row)
    return table(heading, rows)


def cells(result: Results, program: Program) -> list[str]:
    found = result.codelengths(program)
    rows = result.by_program[program.name]
    shapes = [f"{statistics.median(row[key] for row in rows):g}" for key in ("levels", "modules")]
    return [f"{statistics.mean(found):.6f}", f"{min(found):.6f}", *shapes]


def speed_table(results: list[Results]) -> str:
    heading = ["graph", "ours, s", "Infomap, s", "speed ratio", "search alone"]
    rows = []
    for result in results:
        if result.has(INFOMAP_TREES):
            both = [statistics.median(result.seconds(p)) for p in (OUR_TREES, INFOMAP_TREES)]
            alone = statistics.median(result.ratios(INFOMAP_TREES, ingest=False))
            row = [result.name, *(f"{seconds:.3g}" for seconds in both)]
            rows.append([*row, spread(result.ratios(INFOMAP_TREES)), f"{alone:.1f}"])
    return table(heading, rows)


def wanted(case: Case, options: argparse.Namespace, runs: Runs) -> bool:
    """Whether it is large enough, or was named, or is to show that the script works."""
    small = graph_of(case, runs)["links"] <= SUMMED_UP
    return not small or case.name in options.names or options.size == "tiny"


def main() -> None:
    options = comparing(__doc__, "hierarchy").parse_args()
    use_one_thread()
    programs = [OUR_TREES, *installed([INFOMAP_TREES])]
    for program in programs:
        program.run(planted(1000), 0)  # what is loaded once
    runs = Runs(options.runs)
    results = [
        compare(case, programs, min(SEEDS[options.size], case.seeds[options.size]), runs)
        for case in chosen_real_cases(options)
        if wanted(case, options, runs)
    ]
    there = len(programs) > 1
    write_page(
        options.output,
        "Modules within modules",
        "hierarchy.py",
        sorted({program.package for program in programs[1:]}),
        summary(results, INFOMAP_TREES) if there else "",
        "## Quality",
        quality_table(results),
        agreement(results),
        "## Speed" if there else "",
        speed_table(results) if there else "",
        *(f"{r.name}: {r.graph['remark']}." for r in results if r.graph["remark"]),
    )
    if max(disagreements(results).values()) > SAME:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
