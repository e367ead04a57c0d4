"""One trial on one thread: codelength and CPU seconds, ours beside those of other programs.

    python benchmarks/speed.py [--size full] [--data FOLDER]

Two levels, a seed for every round, and the programs in turns in one process: ours first in one
round and last in the next. Seconds are CPU time from link arrays to modules, unless a heading says
"search", which leaves out what a program takes to make the arrays its own graph.

How to read it. First the quality: "mean L" is the mean codelength over the seeds, in bits per step
and by our count, less is better; the ratios are ours relative to theirs: below 0, ours is shorter.
The script fails if Infomap's own figure for its modules, or for *ours*, is more than 1e-9 bits away
from our count: both minimise the same number. Then the speed: "speed ratio" is the median over the
rounds of their seconds over ours, with the smallest and the largest in brackets. The last table has
the programs that are slower still, or that maximise modularity, which is another question: their
speed is the horizon. They run in the first round only, and on large graphs only at the full size.
Modules are those that hold a node with a link.
"""

import gc
import statistics
from dataclasses import dataclass
from typing import Any

import numpy as np
from cases import SUMMED_UP, Case, chosen_cases
from generators import planted
from graphs import Links
from peers import (
    INFOMAP,
    MODULARITY,
    NETWORKIT,
    OTHERS,
    OURS,
    Program,
    infomap_codelength,
    installed,
)
from report import table, use_one_thread
from runs import Runs, comparing, write_page

import infomap_py

SAME = 1e-9  # bits
OTHERS_UP_TO = {"tiny": np.inf, "quick": 500_000, "full": np.inf}  # links
CHECKED = 1_200_000  # links; beyond that Infomap takes minutes to read our modules


def measured(case: Case, program: Program, seed: int) -> dict[str, Any]:
    """One run, and how far another count of the same modules is from ours."""
    found = program.run(case.links, seed)
    codelength = infomap_py.codelength(case.network, found.labels)
    disagreement = abs((found.codelength or codelength) - codelength)
    if program is OURS and seed == 0 and INFOMAP.installed and len(case.links) < CHECKED:
        theirs = infomap_codelength(case.links, found.labels)
        disagreement = max(disagreement, abs(theirs - codelength))
    gc.collect()  # what one program leaves behind is not collected in the time of the next
    return {
        "codelength": codelength,
        "modules": len(np.unique(found.labels[case.links.linked()])),
        "ingest": found.ingest,
        "search": found.search,
        "disagreement": disagreement,
    }


@dataclass
class Results:
    """What every program gave on one graph, a row per seed."""

    name: str
    graph: dict[str, Any]
    by_program: dict[str, list[dict[str, Any]]]

    def codelengths(self, program: Program) -> list[float]:
        return [run["codelength"] for run in self.by_program[program.name]]

    def seconds(self, program: Program, *, ingest: bool = True) -> list[float]:
        rows = self.by_program[program.name]
        return [row["search"] + ingest * row["ingest"] for row in rows]

    def excess(self, program: Program) -> float:
        """How much longer our mean code is, in percent, over the seeds that both ran."""
        theirs = self.codelengths(program)
        return excess(
            statistics.mean(self.codelengths(OURS)[: len(theirs)]), statistics.mean(theirs)
        )

    def ratios(self, program: Program, *, ingest: bool = True) -> list[float]:
        """Their seconds over ours, round by round."""
        theirs = self.seconds(program, ingest=ingest)
        ours = self.seconds(OURS, ingest=ingest)
        return [their / our for their, our in zip(theirs, ours, strict=False)]

    def has(self, program: Program) -> bool:
        return program.name in self.by_program


def excess(ours: float, theirs: float) -> float:
    """Percent by which ours is longer; what rounds to nothing is 0, not -0."""
    return round(100 * (ours / theirs - 1), 4) + 0.0


def compare(case: Case, programs: list[Program], num_seeds: int, runs: Runs) -> Results:
    """Rounds in alternating order; the other programs in the first one only."""
    graph = graph_of(case, runs)
    by_program: dict[str, list[dict[str, Any]]] = {}
    for seed in range(num_seeds):
        in_turn = [program for program in programs if seed == 0 or program not in OTHERS]
        for program in in_turn if seed % 2 == 0 else reversed(in_turn):
            if program.takes(graph["links"], graph["directed"]):
                key = f"speed {case.name} / {program.name} / seed {seed}"
                run = runs.get(key, lambda p=program, s=seed: measured(case, p, s))
                by_program.setdefault(program.name, []).append(run)
    case.forget()
    return Results(case.name, graph, by_program)


def graph_of(case: Case, runs: Runs) -> dict[str, Any]:
    """What the tables say of a graph, which is made only if that was never asked before."""
    return runs.get(f"graph {case.name}", lambda: described(case.links))


def described(links: Links) -> dict[str, Any]:
    return {
        "nodes": links.num_nodes,
        "links": len(links),
        "kind": links.kind,
        "directed": links.directed,
        "remark": links.remark,
    }


def quality_table(results: list[Results]) -> str:
    """Modules and codelengths, and how much longer ours are than those of the map equation's."""
    heading = ["graph", "nodes", "links", "kind", "seeds"]
    heading += ["ours: mean L", "best L", "modules", "Infomap: mean L", "best L", "modules"]
    heading += ["mean L ratio", "best L ratio", "NetworKit: mean L ratio"]
    rows = []
    for result in results:
        graph = result.graph
        row = [result.name, f"{graph['nodes']:,}", f"{graph['links']:,}", graph["kind"]]
        row += [str(len(result.codelengths(OURS))), *quality_cells(result, OURS)]
        if result.has(INFOMAP):
            best = excess(min(result.codelengths(OURS)), min(result.codelengths(INFOMAP)))
            row += quality_cells(result, INFOMAP)
            row += [f"{result.excess(INFOMAP):+.3f} %", f"{best:+.3f} %"]
        else:
            row += 5 * [""]
        row.append(f"{result.excess(NETWORKIT):+.3f} %" if result.has(NETWORKIT) else "")
        rows.append(row)
    return table(heading, rows)


def quality_cells(result: Results, program: Program) -> list[str]:
    found = result.codelengths(program)
    modules = statistics.median(run["modules"] for run in result.by_program[program.name])
    return [f"{statistics.mean(found):.6f}", f"{min(found):.6f}", f"{modules:g}"]


def speed_table(results: list[Results]) -> str:
    """Seconds with ingest, and the ratios with it and without."""
    programs = [OURS, INFOMAP, NETWORKIT]
    heading = ["graph", *(f"{program.name}, s" for program in programs)]
    for program in programs[1:]:
        heading += [f"{program.name}: speed ratio", "search alone"]
    rows = []
    for result in results:
        row = [result.name]
        for program in programs:
            there = result.has(program)
            row.append(f"{statistics.median(result.seconds(program)):.3g}" if there else "")
        for program in programs[1:]:
            if result.has(program):
                alone = statistics.median(result.ratios(program, ingest=False))
                row += [spread(result.ratios(program)), f"{alone:.1f}"]
            else:
                row += ["", ""]
        rows.append(row)
    return table(heading, rows)


def others_table(results: list[Results]) -> str:
    """Speed ratios, and how much shorter our code is, of the programs that run once."""
    others = [program for program in OTHERS if any(result.has(program) for result in results)]
    if not others:
        return ""
    rows = []
    for result in results:
        row = [result.name]
        for program in others:
            if result.has(program):
                speed = statistics.median(result.ratios(program))
                row.append(f"{speed:.1f} (L {result.excess(program):+.2f} %)")
            else:
                row.append("")
        rows.append(row)
    modularity = ", ".join(program.name for program in others if program.objective == MODULARITY)
    note = f"Speed ratios, and our L relative to theirs. Of modularity: {modularity}."
    return note + "\n\n" + table(["graph", *(program.name for program in others)], rows)


def spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"


def summary(results: list[Results], program: Program) -> str:
    """One program in two sentences."""
    both = [result for result in results if result.has(program)]
    large = [result for result in both if result.graph["links"] > SUMMED_UP]
    longer = [f"{r.name} ({r.excess(program):+.4f} %)" for r in both if r.excess(program) > 0]
    sentence = (
        f"Our mean L is above that of {program.name} on {len(longer)} of {len(both)} graphs"
        f"{': ' if longer else ''}{', '.join(longer)}."
    )
    if not large:
        return sentence
    speed = {result.name: statistics.median(result.ratios(program)) for result in large}
    alone = [statistics.median(result.ratios(program, ingest=False)) for result in large]
    slowest = min(speed, key=speed.__getitem__)
    return (
        f"**{program.name}, {len(large)} graphs of more than {SUMMED_UP:,} links: we are "
        f"{statistics.geometric_mean(speed.values()):.1f} times as fast in the geometric mean, "
        f"{speed[slowest]:.1f} times at least ({slowest}); "
        f"{statistics.geometric_mean(alone):.1f} times in the search alone.** "
        f"{sentence}"
    )


def disagreements(results: list[Results]) -> dict[str, float]:
    """The largest difference, in bits, between two counts of the same modules, on each graph."""
    return {
        result.name: max(run["disagreement"] for runs in result.by_program.values() for run in runs)
        for result in results
    }


def agreement(results: list[Results]) -> str:
    largest = disagreements(results)
    wrong = [name for name, difference in largest.items() if difference > SAME]
    return (
        f"Between Infomap's figures and ours for the same modules the largest difference is "
        f"{max(largest.values()):.0e} bits"
        + (f", **and more than {SAME} on {', '.join(wrong)}**." if wrong else ".")
    )


def main() -> None:
    options = comparing(__doc__, "speed").parse_args()
    use_one_thread()
    programs = [OURS, *installed([INFOMAP, NETWORKIT, *OTHERS])]
    for program in programs:
        program.run(planted(1000), 0)  # what is loaded once
    runs = Runs(options.runs)
    results = []
    for case in chosen_cases(options):
        small = graph_of(case, runs)["links"] <= OTHERS_UP_TO[options.size]
        here = [program for program in programs if small or program not in OTHERS]
        results.append(compare(case, here, case.seeds[options.size], runs))
    write_page(
        options.output,
        "One trial on one thread",
        "speed.py",
        sorted({program.package for program in programs[1:]}),
        *(summary(results, program) for program in (INFOMAP, NETWORKIT)),
        "## Quality",
        quality_table(results),
        agreement(results),
        "## Speed",
        speed_table(results),
        others_table(results),
        *(f"{r.name}: {r.graph['remark']}." for r in results if r.graph["remark"]),
    )
    if max(disagreements(results).values()) > SAME:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
