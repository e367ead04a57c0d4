"""Graphs as people have them to a Network, beside what other programs make of the same.

    python benchmarks/conversion.py [--size full] ["pandas, names" ...]

Planted groups, mean degree 20, an undirected weight on every link, nodes called by numbers or by
names. Every form is converted to a ``Network``, and by each peer to the graph that its own
algorithms run on; in turns in one process, first once without the clock. Before that, all have to
agree on the numbers of nodes and of links and on the total weight. Files are in the cache of the
system.

How to read it. "ours" is the median of CPU seconds; of a peer there is that too, and "ratio", the
median over the rounds of its seconds over ours, with the extremes: above 1, ours takes less. What
cannot be had is left out: NetworKit takes no names, and no program but ours reads a table of polars
or pyarrow, so that peers are given pandas, or numpy, of it.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from conversion_peers import (
    PEERS,
    Convert,
    Size,
    igraph_of_frame,
    networkit_of_frame,
    networkx_of_frame,
)
from generators import planted
from report import table, use_one_thread
from runs import Runs, parser, write_page

from infomap_py.adapters import to_network

LINKS = {"tiny": 2000, "quick": 100_000, "full": 1_000_000}
ROUNDS = {"tiny": 1, "quick": 3, "full": 3}


def of_ours(network: Any) -> Size:
    return Size(network.num_nodes, network.num_links, sum(w for _, _, w in network.links()))


def graphs(num_links: int, folder: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The same graph in every form, each made when it is asked for."""
    links = planted(num_links, degree=20, weighted=True)
    _, positions = np.unique([links.sources, links.targets], return_inverse=True)
    sources, targets = positions.reshape(2, -1)
    names = np.array([f"node {u}" for u in range(positions.max() + 1)], dtype=object)

    def frame(*, named: bool) -> Any:
        import pandas

        ends = (names[sources], names[targets]) if named else (sources, targets)
        return pandas.DataFrame({"source": ends[0], "target": ends[1], "weight": links.weights})

    def polars() -> Any:
        import polars

        return polars.from_pandas(frame(named=True))

    def arrow() -> Any:
        import pyarrow

        return pyarrow.Table.from_pandas(frame(named=True))

    def parquet() -> str:
        from pyarrow.parquet import write_table

        write_table(arrow(), folder / "links.parquet")
        return str(folder / "links.parquet")

    def graphml() -> str:
        import networkx

        networkx.write_graphml_xml(networkx_of_frame(frame(named=False)), folder / "links.graphml")
        return str(folder / "links.graphml")

    yield "networkx", lambda: networkx_of_frame(frame(named=False))
    yield "pandas, numbers", partial(frame, named=False)
    yield "pandas, names", partial(frame, named=True)
    yield "polars, names", polars
    yield "pyarrow, names", arrow
    yield "igraph", lambda: igraph_of_frame(frame(named=False), use_vids=True)
    yield "NetworKit", lambda: networkit_of_frame(frame(named=False))
    yield ".graphml", graphml
    yield ".parquet, names", parquet


def measured(form: str, make: Callable[[], Any], rounds: int) -> dict[str, list[float]]:
    """CPU seconds of every program, round by round, once they agree on the graph."""
    graph = make()
    programs: dict[str, Convert] = {"ours": to_network}
    found = of_ours(to_network(graph))
    for name, (convert, size_of) in PEERS[form].items():
        try:
            size = size_of(convert(graph))
        except ImportError as error:
            print(f"{form}: {name} is left out: {error}")
            continue
        if size[:2] != found[:2] or abs(size.weight / found.weight - 1.0) > 1e-9:
            raise AssertionError(f"{form}: {name} has {size}, ours {found}")
        programs[name] = convert
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for k in range(rounds):
        for name in list(programs)[:: 1 if k % 2 == 0 else -1]:
            start = time.process_time()
            programs[name](graph)
            seconds[name].append(time.process_time() - start)
    return seconds


def rows(form: str, seconds: dict[str, list[float]]) -> Iterator[list[str]]:
    ours = seconds.pop("ours")
    for name, theirs in seconds.items():
        ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
        yield [
            form,
            f"{statistics.median(ours):.2f}",
            name,
            f"{statistics.median(theirs):.2f}",
            f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})",
        ]
        form = ""


def main() -> None:
    arguments = parser(__doc__, "conversion")
    arguments.add_argument("forms", nargs="*", help='such as "pandas, names"; all by default')
    options = arguments.parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    num_links, rounds = LINKS[options.size], ROUNDS[options.size]
    found: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for form, make in graphs(num_links, Path(folder)):
            if options.forms and form not in options.forms:
                continue
            key = f"conversion {form} {num_links} {rounds}"
            try:
                run = runs.get(key, partial(measured, form, make, rounds))
            except ImportError as error:
                print(f"{form} is left out: {error}")
                continue
            found += rows(form, dict(run))
    write_page(
        options.output,
        "Conversion",
        "conversion.py",
        ["networkx", "pandas", "polars", "pyarrow", "igraph", "networkit", "infomap"],
        f"{num_links:,} links.",
        table(["from", "ours: s", "to", "theirs: s", "ratio"], found),
    )


if __name__ == "__main__":
    main()
