"""One planted graph in every form that people have graphs in."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import scipy.sparse
from generators import planted
from graphs import Links

Maker = Callable[[Links], Any]


def text_file(links: Links) -> Path:
    """A link list in a temporary file, which is left to the system to delete."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        np.savetxt(file, np.column_stack([links.sources, links.targets]), fmt="%d")
    return Path(file.name)


def strings(ids: np.ndarray) -> np.ndarray:
    return np.char.add("node ", ids.astype(str)).astype(object)


def pairs(links: Links) -> list[tuple[int, int]]:
    return list(zip(links.sources.tolist(), links.targets.tolist(), strict=True))


def sparse(links: Links) -> scipy.sparse.csr_array:
    ones = np.ones(len(links))
    matrix = scipy.sparse.coo_array(
        (ones, (links.sources, links.targets)), shape=(links.num_nodes, links.num_nodes)
    )
    return (matrix + matrix.T).tocsr()


def frame(links: Links) -> Any:
    import pandas

    return pandas.DataFrame({"source": strings(links.sources), "target": strings(links.targets)})


def igraph(links: Links) -> Any:
    import igraph

    return igraph.Graph(links.num_nodes, pairs(links))


# The form, the options that go with it, and which share of the links it is tried with: objects take
# so much more time and memory than numbers.
FORMS: dict[str, tuple[Maker, dict[str, Any], float]] = {
    "arrays of integers": (lambda links: (links.sources, links.targets), {}, 1.0),
    "arrays of integers, directed": (
        lambda links: (links.sources, links.targets),
        {"directed": True},
        1.0,
    ),
    "arrays of integers, recorded teleportation": (
        lambda links: (links.sources, links.targets),
        {"directed": True, "recorded_teleportation": True},
        1.0,
    ),
    "weighted arrays": (
        lambda links: (links.sources, links.targets, np.linspace(0.5, 2.0, len(links))),
        {},
        1.0,
    ),
    "scipy.sparse": (sparse, {}, 1.0),
    "file": (text_file, {}, 1.0),
    "arrays of strings": (
        lambda links: (strings(links.sources), strings(links.targets)),
        {},
        0.5,
    ),
    "list of pairs": (pairs, {}, 0.5),
    "pandas": (frame, {}, 0.25),
    "igraph": (igraph, {}, 0.25),
    "networkx": (lambda links: nx.from_edgelist(pairs(links)), {}, 0.25),
}


def make(form: str, num_links: int) -> tuple[Any, dict[str, Any], int]:
    """The graph in this form, the options for partition(), and the number of its links."""
    maker, options, share = FORMS[form]
    count = round(share * num_links)
    return maker(planted(count)), options, count
