"""Do modules found with regularization code links better that were never shown?

    python benchmarks/held_out.py [--size full] [--data FOLDER]

As Smiljanic, Edler & Rosvall (2020, arXiv:1912.05377) test it: a share of the links, drawn at
random, is held out. On the others, and all nodes, two levels are found with and without
``regularized=True``, the best of ten trials each. Both partitions are then scored by the plain
codelength of the network of the held-out links alone: what a walk on links costs that no search has
seen. Where it is shorter with the regularized modules, the plain ones were fitted to chance.

A node without held-out links is not visited there and costs nothing. A node without kept links is
in a module of its own in the plain partition, as nothing says where it belongs, and entering that
is dear; the regularized walk also follows links that may be missing and puts it with others. The
last columns leave this out: the same for the held-out links between nodes that have a kept one.

How to read it. "L" is the mean over the splits, in bits per step; "one module" is that of all nodes
in one. "difference" is regularized less plain, mean and standard deviation over the splits: below
0, regularized codes better. "shorter in" counts the splits where it does, of those where the two
differ. Modules are those that hold a node with a kept link.
"""

import argparse
import statistics
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt
from generators import planted
from graphs import Links, data_folder, read_links
from peers import network_of
from report import table
from runs import Runs, comparing, write_page

import infomap_py

GRAPHS = ("jazz", "power", "football", "email-eu-core", "netscience", "pgp")
SHARES = (0.1, 0.3, 0.5)
SPLITS = {"tiny": 2, "quick": 5, "full": 20}
TRIALS = 10
SAME = 1e-9  # bits
ALL, LINKED = "", " of linked nodes"

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Split:
    """Links that are kept, and those that are held out."""

    links: Links
    held_out: Mask

    @classmethod
    def at_random(cls, links: Links, share: float, seed: int) -> "Split":
        held_out = np.zeros(len(links), dtype=bool)
        order = np.random.default_rng(seed).permutation(len(links))
        held_out[order[: round(share * len(links))]] = True
        return cls(links, held_out)

    @property
    def training(self) -> infomap_py.Network:
        return network_of(chosen(self.links, ~self.held_out))

    @cached_property
    def linked(self) -> Mask:
        """The nodes that have a kept link."""
        linked = np.zeros(self.links.num_nodes, dtype=bool)
        linked[chosen(self.links, ~self.held_out).linked()] = True
        return linked

    def test(self, among: str) -> infomap_py.Network:
        """The network of the held-out links, or of those of linked nodes."""
        links = self.links
        between = self.linked[links.sources] & self.linked[links.targets]
        return network_of(chosen(links, self.held_out & (between | (among == ALL))))


def chosen(links: Links, mask: Mask) -> Links:
    """Some of the links, and all nodes."""
    weights = None if links.weights is None else links.weights[mask]
    return replace(links, sources=links.sources[mask], targets=links.targets[mask], weights=weights)


def measured(split: Split, seed: int) -> dict[str, float]:
    """Modules that are found on the kept links, and their codelengths on the others."""
    found = {
        name: infomap_py.partition(
            split.training, num_trials=TRIALS, seed=seed, regularized=name == "regularized"
        ).labels
        for name in ("plain", "regularized")
    }
    row: dict[str, float] = {"without links": int(np.count_nonzero(~split.linked))}
    for name, labels in found.items():
        row[f"{name} modules"] = len(np.unique(labels[split.linked]))
    for among in (ALL, LINKED):
        network = split.test(among)
        for name, labels in found.items():
            row[name + among] = infomap_py.codelength(network, labels)
        row["one module" + among] = infomap_py.codelength(network, np.zeros_like(labels))
    return row


def results_of(
    name: str, share: float, num_splits: int, make: Callable[[], Links], runs: Runs
) -> list[dict[str, Any]]:
    """A row per split."""
    return [
        runs.get(
            f"held out {name} / {share} / split {seed}",
            lambda seed=seed: measured(Split.at_random(make(), share, seed), seed),
        )
        for seed in range(num_splits)
    ]


def differences(rows: list[dict[str, Any]], among: str = ALL) -> list[float]:
    """Bits by which the regularized partition is longer, by split."""
    return [row["regularized" + among] - row["plain" + among] for row in rows]


def cells(name: str, share: float, rows: list[dict[str, Any]]) -> list[str]:
    def mean(key: str) -> float:
        return statistics.mean(row[key] for row in rows)

    row = [name, f"{share:.0%}", str(len(rows)), f"{mean('without links'):.1f}"]
    for found in ("plain", "regularized"):
        row += [f"{mean(f'{found} modules'):.1f}", f"{mean(found):.4f}"]
    row.append(f"{mean('one module'):.4f}")
    for among in (ALL, LINKED):
        row += [spread(differences(rows, among)), shorter(differences(rows, among))]
    return row


def spread(values: list[float]) -> str:
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return f"{statistics.mean(values):+.4f} ± {deviation:.4f}"


def shorter(longer_by: list[float]) -> str:
    differ = sum(abs(value) > SAME for value in longer_by)
    return f"{sum(value < -SAME for value in longer_by)} of {differ}"


def summary(results: dict[tuple[str, float], list[dict[str, Any]]]) -> str:
    """The rows where regularization pays, in two sentences."""
    sentences = []
    for among, links in (
        (ALL, "held-out links"),
        (LINKED, "held-out links between nodes with kept ones"),
    ):
        better = [
            f"{name} {share:.0%}"
            for (name, share), rows in results.items()
            if statistics.mean(differences(rows, among)) < -SAME
        ]
        sentences.append(
            f"The mean code of the {links} is shorter with the regularized modules in "
            f"{len(better)} of {len(results)} rows{': ' if better else ''}{', '.join(better)}."
        )
    return " ".join(sentences)


def graphs(options: argparse.Namespace) -> dict[str, Callable[[], Links]]:
    """By name, what reads the graph."""
    if options.size == "tiny":
        return {"planted 1 k": partial(planted, 1000)}
    folder = data_folder(options.data)
    return {name: partial(read_links, folder, name) for name in options.names or GRAPHS if folder}


def main() -> None:
    options = comparing(__doc__, "held_out").parse_args()
    runs = Runs(options.runs)
    results = {
        (name, share): results_of(name, share, SPLITS[options.size], make, runs)
        for name, make in graphs(options).items()
        for share in SHARES
    }
    if not results:
        return
    heading = ["graph", "held out", "splits", "nodes without kept links"]
    heading += ["plain: modules", "L", "regularized: modules", "L", "one module: L"]
    heading += ["difference", "shorter in", "linked nodes: difference", "shorter in"]
    write_page(
        options.output,
        "Codelength of links that were held out",
        "held_out.py",
        [],
        summary(results),
        table(heading, [cells(*key, rows) for key, rows in results.items()]),
    )


if __name__ == "__main__":
    main()
