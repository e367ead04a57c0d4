"""The graphs that programs are compared on: real ones, and made-up ones of every kind.

LFR graphs have mean degree 20, largest 50, and modules of 10 to 50 nodes; planted ones mean degree
20 and groups of 50. A number of seeds of 0 leaves a graph out.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import generators
from graphs import Links, data_folder, names, read_links
from peers import network_of

import infomap_py

SUMMED_UP = 20_000  # links; smaller networks take milliseconds and are left out of summaries
LARGE = "cooc-zh-poetry-chars"  # the one real network on which Infomap takes minutes


@dataclass
class Case:
    """A graph, which is made when it is first needed, and a number of seeds for each size."""

    name: str
    make: Callable[[], Links]
    seeds: dict[str, int]

    @cached_property
    def links(self) -> Links:
        return self.make()

    @cached_property
    def network(self) -> infomap_py.Network:
        return network_of(self.links)

    def forget(self) -> None:
        """Free the memory."""
        self.__dict__.pop("links", None)
        self.__dict__.pop("network", None)


def chosen_cases(options: argparse.Namespace) -> list[Case]:
    """Those that are run at this size, or of these those that are named."""
    return _chosen([*real_unless_tiny(options), *made_up()], options)


def chosen_real_cases(options: argparse.Namespace) -> list[Case]:
    """The same of the real networks; made-up ones stand in for them at the tiny size."""
    return _chosen(real_unless_tiny(options) or made_up(), options)


def real_unless_tiny(options: argparse.Namespace) -> list[Case]:
    return real(options.data) if options.size != "tiny" else []


def _chosen(every: list[Case], options: argparse.Namespace) -> list[Case]:
    sized = [case for case in every if case.seeds.get(options.size)]
    if unknown := sorted(set(options.names) - {case.name for case in sized}):
        there = "; ".join(case.name for case in sized)
        raise SystemExit(
            f"No graph of this size is called {', '.join(unknown)}; there are {there}."
        )
    return [case for case in sized if case.name in (options.names or [case.name])]


def real(data: Path | None) -> list[Case]:
    folder = data_folder(data)
    return [
        Case(
            name,
            partial(read_links, folder, name),
            {"quick": 0 if name == LARGE else 5, "full": 2 if name == LARGE else 5},
        )
        for name in (names(folder) if folder else [])
    ]


def made_up() -> list[Case]:
    planted, rmat = generators.planted, generators.rmat
    one = {"quick": 1, "full": 5}
    return [
        Case("planted 3 k", partial(planted, 3000), {"tiny": 2}),
        Case("R-MAT 3 k, directed", partial(rmat, 10, 3000, directed=True), {"tiny": 1}),
        lfr(100_000, 0.3, {"quick": 3, "full": 5}),
        lfr(100_000, 0.5, {"quick": 3, "full": 5}),
        lfr(100_000, 0.6, {"quick": 2, "full": 5}),
        lfr(100_000, 0.5, {"quick": 2, "full": 5}, weighted=True),
        Case("R-MAT 2 M", partial(rmat, 18, 2_000_000), one),
        Case("R-MAT 2 M, directed", partial(rmat, 18, 2_000_000, directed=True), one),
        Case("planted 5 M, ordered", partial(planted, 5_000_000, degree=20, shuffled=False), one),
        Case("planted 5 M, shuffled", partial(planted, 5_000_000, degree=20), one),
        Case(
            "planted 2 M, directed, weighted",
            partial(planted, 2_000_000, degree=20, directed=True, weighted=True),
            one,
        ),
        lfr(1_000_000, 0.3, {"full": 3}),
        lfr(1_000_000, 0.5, {"full": 3}),
        lfr(1_000_000, 0.6, {"full": 3}),
        Case("planted 20 M", partial(planted, 20_000_000, degree=20), {"full": 2}),
    ]


def lfr(num_nodes: int, mixing: float, seeds: dict[str, int], *, weighted: bool = False) -> Case:
    name = f"LFR {num_nodes // 1000} k, mixing {mixing}" + (", weighted" if weighted else "")
    make = partial(generators.lfr, num_nodes, mixing, weighted=weighted)
    return Case(
        name, partial(generators.kept, name.replace(", ", "-").replace(" ", "-"), make), seeds
    )
