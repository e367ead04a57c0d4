"""Are nodes found that are in two modules? LFR graphs with overlap.

    python benchmarks/overlap.py [--size full]

LFR graphs with mean degree 20, largest 50, exponents 2 and 1, modules of 10 to 50 nodes, and a
share of the nodes in two of them. "mixing" is the share of a node's links that lead out of its
modules. One trial of ours, with overlap and without.

A node counts as found in a module in which it has at least a tenth of its visits, that is, with 20
links, two of them: one may be there by chance, as links out of modules lead anywhere. The threshold
was chosen for that, not by its result; "F1 at 0" and "at 0.2" say what others give. "nodes" are F1,
precision and recall of the nodes in several modules. "communities" is F1 of each planted module
with the found one that is most like it and of each found module with the planted one, the mean of
the means (Yang & Leskovec 2013, WSDM): with overlap, and without.

"L" are bits per step: of the planted modules, with each link in a module of both its ends, or else
in the first of the node it leads to; of what is found; and of what is found without overlap.
"""

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from generators import Ints, lfr_overlapping
from graphs import Links
from peers import network_of
from report import table, use_one_thread
from runs import Runs, parser, write_page
from scipy.sparse import csr_array

import infomap_py

NODES = {"tiny": (1000,), "quick": (1000, 5000), "full": (1000, 5000)}
REALISATIONS = {"tiny": 1, "quick": 1, "full": 5}
MIXINGS = (0.1, 0.3)
SHARES = (0.1, 0.3, 0.5)
MIN_SHARE = 0.1
OTHERS = (0.0, 0.2)

Membership = csr_array


def membership(pairs: Ints, num_nodes: int) -> Membership:
    """A row per node and a column per module, 1 where the node is in it."""
    nodes, modules = pairs.T
    return csr_array((np.ones(len(pairs)), (nodes, modules)), shape=(num_nodes, modules.max() + 1))


def found_pairs(found: infomap_py.Partition, min_share: float) -> Ints:
    """(node, module) for all that each node is found in."""
    modules = found.node_modules(min_share)
    return np.array([(node, module) for node, row in modules.items() for module in row])


def several(member: Membership) -> npt.NDArray[np.bool_]:
    """Which nodes are in several modules."""
    flags: npt.NDArray[np.bool_] = np.diff(member.indptr) > 1
    return flags


def score(found: npt.NDArray[np.bool_], planted: npt.NDArray[np.bool_]) -> tuple[float, ...]:
    """F1, precision and recall of these nodes."""
    right = np.count_nonzero(found & planted)
    precision = right / max(1, np.count_nonzero(found))
    recall = right / max(1, np.count_nonzero(planted))
    return 2.0 * precision * recall / max(1e-300, precision + recall), precision, recall


def likeness(found: Membership, planted: Membership) -> float:
    """Mean F1 of each module with the one of the other kind that is most like it."""
    common = (planted.T @ found).toarray()
    sizes = np.add.outer(planted.sum(axis=0), found.sum(axis=0))
    f1 = 2.0 * common / sizes
    return float((f1.max(axis=0).mean() + f1.max(axis=1).mean()) / 2.0)


def planted_modules(links: Links, pairs: Ints, states: infomap_py.Network) -> Ints:
    """Of every link: one that both its ends are in, or the first of the node that it leads to."""
    modules_of: list[list[int]] = [[] for _ in range(links.num_nodes)]
    for node, module in pairs.tolist():
        modules_of[node].append(module)
    of_links = []
    for *origin, node in states.nodes:
        common = [m for u in origin for m in modules_of[u] if m in modules_of[node]]
        of_links.append((common or modules_of[node])[0])
    return np.array(of_links)


def one_graph(num_nodes: int, mixing: float, share: float, seed: int) -> dict[str, Any]:
    """The scores and codelengths of one realisation, and seconds."""
    links, pairs = lfr_overlapping(num_nodes, mixing, share, seed=seed)
    planted = membership(pairs, num_nodes)
    network = network_of(links)
    apart = infomap_py.partition(network, seed=seed)
    found = infomap_py.partition(network, seed=seed, overlapping=True)
    member = membership(found_pairs(found, MIN_SHARE), num_nodes)
    of_links = planted_modules(links, pairs, found.network)
    return {
        "modules": [planted.shape[1], found.num_modules, apart.num_modules],
        "L": [
            infomap_py.codelength(network, of_links, overlapping=True),
            found.codelength,
            apart.codelength,
        ],
        "nodes": score(several(member), several(planted)),
        "others": [
            score(several(membership(found_pairs(found, other), num_nodes)), several(planted))[0]
            for other in OTHERS
        ],
        "communities": [
            likeness(member, planted),
            likeness(membership(found_pairs(apart, 0.0), num_nodes), planted),
        ],
        "seconds": [sum(found.timings.values()), sum(apart.timings.values())],
    }


def graphs(size: str, runs: Runs) -> str:
    """The table: a row per kind of graph, with means over realisations."""
    heading = ["LFR", "mixing", "in two", "modules: planted", "found", "without", "L: planted"]
    heading += ["found", "without", "nodes: F1", "precision", "recall", "F1 at 0", "F1 at 0.2"]
    heading += ["communities: F1", "without", "seconds", "without"]
    rows = []
    for num_nodes in NODES[size]:
        for mixing in MIXINGS:
            for share in SHARES:
                name = f"overlap {num_nodes} {mixing} {share}"
                found = [
                    runs.get(
                        f"{name} no. {seed}", partial(one_graph, num_nodes, mixing, share, seed)
                    )
                    for seed in range(REALISATIONS[size])
                ]
                mean = {key: np.mean([row[key] for row in found], axis=0) for key in found[0]}
                cells = [f"N = {num_nodes}", f"{mixing}", f"{share:.0%}"]
                cells += [f"{value:.0f}" for value in mean["modules"]]
                cells += [f"{value:.4f}" for value in mean["L"]]
                cells += [f"{value:.3f}" for value in (*mean["nodes"], *mean["others"])]
                cells += [f"{value:.3f}" for value in mean["communities"]]
                cells += [f"{value:.2f}" for value in mean["seconds"]]
                rows.append(cells)
    return table(heading, rows)


def main() -> None:
    options = parser(__doc__, "overlap").parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    write_page(
        options.output,
        "Nodes in several modules",
        "overlap.py",
        ["scipy"],
        f"Nodes are in modules with at least {MIN_SHARE} of their visits; means over "
        f"{REALISATIONS[options.size]} graphs of each kind.",
        graphs(options.size, runs),
    )


if __name__ == "__main__":
    main()
