"""The report page: seconds to make it, and its size, from 10^3 to 10^7 links.

    python benchmarks/report_page.py [--size full]

Groups of 10 nodes in groups of 100 in groups of 10,000, ten links per node: a hierarchy with as
many modules as there may be. Labels have 20 letters, so that names take room. One trial, one
thread.

How to read it. All seconds are of the processor, as others may use it too. "search" is what the
partition took, "flow" what it takes to compute the flow anew, as no result keeps it, and "page"
what the report takes, with that flow in it. "kB" is the size of the file, which has to be below
2,000. The other columns say what is listed on it, of how much.
"""

from functools import partial
from time import process_time
from typing import Any

import numpy as np
from report import table, use_one_thread
from runs import Runs, parser, write_page

import infomap_py
from infomap_py.report.report import data_of
from infomap_py.report.subject import Subject
from infomap_py.scoring import flow_behind

SIZES = {
    "tiny": [1_000],
    "quick": [1_000, 10_000, 100_000, 1_000_000],
    "full": [1_000, 10_000, 100_000, 1_000_000, 10_000_000],
}
GROUPS, CHANCES = (10, 100, 10_000), (0.6, 0.25, 0.1, 0.05)  # the last is of any node
LINKS_PER_NODE = 10


def nested(num_links: int, directed: bool) -> infomap_py.Network:
    """Groups in groups in groups."""
    random, count = np.random.default_rng(0), num_links // LINKS_PER_NODE
    sources = random.integers(count, size=num_links)
    size = np.minimum([*GROUPS, count], count)[random.choice(len(CHANCES), num_links, p=CHANCES)]
    targets = np.minimum(sources // size * size + random.integers(size), count - 1)
    labels = [f"a label that has {u:>12,}" for u in range(count)]
    return infomap_py.Network.from_links(sources, targets, nodes=labels, directed=directed)


def seconds(run: Any) -> tuple[float, Any]:
    started = process_time()
    result = run()
    return process_time() - started, result


def measured(num_links: int, directed: bool) -> dict[str, Any]:
    """What a page of so many links takes."""
    infomap_py.partition([(0, 1)]).report()  # imports are no part of it
    network = nested(num_links, directed)
    search, found = seconds(partial(infomap_py.partition, network, two_level=False))
    flow, _ = seconds(lambda: flow_behind(found).link_flow)
    page, text = seconds(found.report)
    data = data_of(Subject(found))
    return {
        "links": network.num_links,
        **{"search": search, "flow": flow, "page": page, "bytes": len(text.encode())},
        **{"modules": data["total"]["modules"], "nodes": data["total"]["nodes"]},
        "listed": [len(data["modules"]["size"]), len(data["nodes"]["name"]), len(data["scenes"])],
    }


def cells(kind: str, run: dict[str, Any]) -> list[str]:
    times = [f"{run[stage]:.2f}" for stage in ("search", "flow", "page")]
    modules, nodes, scenes = (f"{number:,}" for number in run["listed"])
    return [
        *(kind, f"{run['links']:,}", *times, f"{run['bytes'] / 1e3:,.0f}"),
        *(f"{modules} of {run['modules']:,}", f"{nodes} of {run['nodes']:,}", scenes),
    ]


def main() -> None:
    options = parser(__doc__, "report_page").parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    rows = [
        cells(kind, runs.get(f"page {kind} {size}", partial(measured, size, kind == "directed")))
        for kind in ("undirected", "directed")
        for size in SIZES[options.size]
    ]
    heading = ["", "links", "search s", "flow s", "page s", "kB", "modules", "nodes", "maps"]
    write_page(options.output, "The report page", "report_page.py", [], table(heading, rows))


if __name__ == "__main__":
    main()
