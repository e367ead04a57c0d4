"""Real networks: codelength, modules and CPU seconds, ours and Infomap's, side by side.

    python benchmarks/real_networks.py --data FOLDER

One trial, two levels, one thread, a seed per pair of runs, and the two programs in turns in one
process: ours, theirs, theirs, ours, ... Seconds are CPU time from ready link arrays to modules:
network, flow and search.

How to read it. First the quality: "mean L" is the mean codelength over the seeds, in bits per step,
less is better; "mean L ratio" is ours relative to theirs: below 0, ours is shorter. Infomap is also
asked for the codelength of *our* partition, and the script fails if the two differ by more than
1e-9 bits: both minimise the same number. Then the speed: "speed ratio" is the median over the pairs
of their seconds over ours, with the smallest and the largest pair in brackets. Modules are those
that hold a node with a link.
"""

import argparse
import json
import statistics
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import infomap
import numpy as np
from graphs import Links, data_folder, names, read_links
from report import RESULTS, provenance, table, use_one_thread

import infomap_py

LARGE = 1_000_000  # links; beyond that fewer seeds, and no check by Infomap, which takes minutes
SUMMED_UP = 20_000  # links; smaller networks take milliseconds and are left out of the summary
SAME = 1e-9  # bits
OURS = ["ours: mean L", "best L", "modules", "s"]
THEIRS = ["Infomap: mean L", "best L", "modules", "s"]
RATIOS = ["mean L ratio", "best L ratio", "speed ratio"]
HEADING = ["graph", "nodes", "links", "kind", "seeds", *OURS, *THEIRS, *RATIOS]


@dataclass
class Runs:
    """What one program gave, one entry per seed."""

    codelengths: list[float] = field(default_factory=list)
    modules: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, codelength: float, modules: int, seconds: float) -> None:
        self.codelengths.append(codelength)
        self.modules.append(modules)
        self.seconds.append(seconds)

    def cells(self) -> list[str]:
        return [
            f"{statistics.mean(self.codelengths):.6f}",
            f"{min(self.codelengths):.6f}",
            f"{statistics.median(self.modules):g}",
            f"{statistics.median(self.seconds):.3g}",
        ]


@dataclass
class Comparison:
    """Both programs on one graph; ``disagreement`` is None where Infomap was not asked."""

    links: Links
    ours: Runs = field(default_factory=Runs)
    theirs: Runs = field(default_factory=Runs)
    disagreement: float | None = None

    @property
    def mean_ratio(self) -> float:
        """How much longer our mean code is, in percent."""
        return excess(
            statistics.mean(self.ours.codelengths), statistics.mean(self.theirs.codelengths)
        )

    @property
    def best_ratio(self) -> float:
        return excess(min(self.ours.codelengths), min(self.theirs.codelengths))

    @property
    def speed_ratios(self) -> list[float]:
        pairs = zip(self.ours.seconds, self.theirs.seconds, strict=True)
        return [theirs / ours for ours, theirs in pairs]

    def cells(self) -> list[str]:
        links, ratios = self.links, self.speed_ratios
        kind = "directed" if links.directed else "undirected"
        return [
            links.name,
            f"{links.num_nodes:,}",
            f"{len(links):,}",
            kind if links.weights is None else f"{kind}, weighted",
            str(len(ratios)),
            *self.ours.cells(),
            *self.theirs.cells(),
            f"{self.mean_ratio:+.3f} %",
            f"{self.best_ratio:+.3f} %",
            f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})",
        ]


def excess(ours: float, theirs: float) -> float:
    """Percent by which ours is longer; what rounds to nothing is 0, not -0."""
    return round(100 * (ours / theirs - 1), 3) + 0.0


def compare(links: Links, num_seeds: int) -> Comparison:
    """Pairs of runs in turns; who is first alternates."""
    result = Comparison(links)
    rows = links.as_rows()
    linked = np.union1d(links.sources, links.targets)
    for seed in range(num_seeds):
        for ours in (True, False) if seed % 2 == 0 else (False, True):
            if ours:
                partition, seconds = run_ours(links, seed)
                modules = len(np.unique(partition.labels[linked]))
                result.ours.add(partition.codelength, modules, seconds)
            else:
                result.theirs.add(*run_theirs(rows, links.directed, seed + 1))
        if seed == 0 and len(links) < LARGE:
            their_figure = their_codelength_of(partition.labels[linked], linked, rows, links)
            result.disagreement = abs(their_figure - partition.codelength)
    return result


def run_ours(links: Links, seed: int) -> tuple[infomap_py.Partition, float]:
    """From link arrays to a Partition; and CPU seconds."""
    start = time.process_time()
    network = infomap_py.Network.from_links(
        links.sources,
        links.targets,
        links.weights,
        nodes=range(links.num_nodes),
        directed=links.directed,
    )
    partition = infomap_py.partition(network, seed=seed, num_trials=1, num_threads=1)
    return partition, time.process_time() - start


def their_options(directed: bool) -> dict[str, object]:
    return {"two_level": True, "silent": True, "num_threads": 1, "directed": directed}


def run_theirs(rows: np.ndarray, directed: bool, seed: int) -> tuple[float, int, float]:
    """From a link array to modules: codelength, number of modules, CPU seconds."""
    start = time.process_time()
    program = infomap.Infomap(options={**their_options(directed), "num_trials": 1, "seed": seed})
    program.add_links(rows)
    result = program.run()
    seconds = time.process_time() - start
    return result.codelength, result.num_top_modules, seconds


def their_codelength_of(
    labels: np.ndarray, nodes: np.ndarray, rows: np.ndarray, links: Links
) -> float:
    """Infomap's codelength of a given partition: no search involved."""
    options = {**their_options(links.directed), "no_infomap": True}
    program = infomap.Infomap(options=options)
    program.add_links(rows)
    program.initial_partition = dict(zip(nodes.tolist(), (labels + 1).tolist(), strict=True))
    return program.run().codelength


def report(results: list[Comparison], skipped: list[str]) -> str:
    """The Markdown page."""
    remarks = [f"{r.links.name}: {r.links.remark}." for r in results if r.links.remark]
    if skipped:
        remarks.append(
            f"Left out, since two-sided and multilayer networks are not read yet: "
            f"{', '.join(skipped)}, and all multilayer ones."
        )
    paragraphs = [
        "# Real networks: infomap_py and Infomap",
        "One trial, two levels, one thread; CPU seconds from link arrays to modules, medians over "
        "the seeds. `benchmarks/real_networks.py` says how to read this.",
        provenance("infomap"),
        table(HEADING, [result.cells() for result in results]),
        summary(results),
        agreement(results),
        *remarks,
    ]
    return "\n\n".join(paragraphs) + "\n"


def summary(results: list[Comparison]) -> str:
    """The table in two sentences."""
    longer = [result.links.name for result in results if result.mean_ratio > 0.1]
    sentence = (
        f"Mean codelength, ours relative to Infomap's, over all {len(results)}: "
        f"{statistics.mean(result.mean_ratio for result in results):+.3f} %; "
        f"shorter on {sum(result.mean_ratio < 0 for result in results)}; "
        f"more than 0.1 % longer on {len(longer)}{': ' if longer else ''}{', '.join(longer)}."
    )
    large = [result for result in results if len(result.links) > SUMMED_UP]
    if not large:
        return sentence
    speed = {result.links.name: statistics.median(result.speed_ratios) for result in large}
    slowest = min(speed, key=speed.__getitem__)
    return (
        f"**{len(large)} networks of more than {SUMMED_UP:,} links: "
        f"{statistics.geometric_mean(speed.values()):.1f} times Infomap's speed in the geometric "
        f"mean, {speed[slowest]:.1f} times at least ({slowest}).** {sentence}"
    )


def agreement(results: list[Comparison]) -> str:
    """What Infomap says to our partitions."""
    checked = [result.disagreement for result in results if result.disagreement is not None]
    wrong = disagreements(results)
    return (
        f"Infomap's codelength of our partitions, asked for on {len(checked)} networks (those "
        f"below {LARGE:,} links): the largest difference is {max(checked, default=0.0):.0e} bits"
        + (f", **and more than {SAME} on {', '.join(wrong)}**." if wrong else ".")
    )


def disagreements(results: list[Comparison]) -> list[str]:
    return [result.links.name for result in results if (result.disagreement or 0.0) > SAME]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="graphs; all by default")
    parser.add_argument("--data", type=Path, help="folder of the real graphs")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seeds-large", type=int, default=2, help=f"beyond {LARGE:,} links")
    parser.add_argument("--max-links", type=int, help="leave larger graphs out")
    parser.add_argument("--output", type=Path, default=RESULTS / "real_networks.md")
    options = parser.parse_args()
    use_one_thread()
    folder = data_folder(options.data)
    plain, others = names(folder)
    if unknown := sorted(set(options.names) - set(plain)):
        raise SystemExit(f"No graph is called {', '.join(unknown)}; there are {', '.join(plain)}.")
    graphs = sorted((read_links(folder, name) for name in options.names or plain), key=len)
    compare(graphs[0], 1)  # what is loaded once
    raw = options.output.with_suffix(".jsonl")
    raw.parent.mkdir(exist_ok=True)
    raw.unlink(missing_ok=True)
    results = []
    for links in graphs:
        if options.max_links is not None and len(links) > options.max_links:
            break
        seeds = options.seeds if len(links) < LARGE else options.seeds_large
        result = compare(links, seeds)
        results.append(result)
        print(" | ".join(result.cells()), flush=True)
        row = {
            "graph": links.name,
            "ours": asdict(result.ours),
            "infomap": asdict(result.theirs),
            "disagreement": result.disagreement,
        }
        with raw.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
    options.output.write_text(report(results, [] if options.names else others), encoding="utf-8")
    print(f"\n{summary(results)}\n{agreement(results)}\n{options.output}")
    if disagreements(results):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
