"""What other programs make of the graphs that people have, and what they call its size."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np

Convert = Callable[[Any], Any]


class Size(NamedTuple):
    """What all have to agree on."""

    nodes: int
    links: int
    weight: float


# What each program calls a graph: its size.


def of_networkx(graph: Any) -> Size:
    return Size(len(graph), graph.number_of_edges(), graph.size(weight="weight"))


def of_igraph(graph: Any) -> Size:
    return Size(graph.vcount(), graph.ecount(), sum(graph.es["weight"]))


def of_networkit(graph: Any) -> Size:
    return Size(graph.numberOfNodes(), graph.numberOfEdges(), graph.totalEdgeWeight())


def of_infomap(infomap: Any) -> Size:
    network = infomap.network
    return Size(network.numNodes(), network.numLinks(), network.sumLinkWeight())


def of_matrix(matrix: Any) -> Size:
    return Size(matrix.shape[0], matrix.nnz // 2, matrix.sum() / 2)


# What peers make of it; each loads its program where it is used.


def infomap_of(add: Callable[[Any, Any], object], graph: Any) -> Any:
    from infomap import Infomap

    made = Infomap(silent=True)
    add(made, graph)
    return made


def igraph_of_networkx(graph: Any) -> Any:
    import igraph

    return igraph.Graph.from_networkx(graph)


def networkit_of_networkx(graph: Any) -> Any:
    import networkit

    return networkit.nxadapter.nx2nk(graph, weightAttr="weight")


def matrix_of_networkx(graph: Any) -> Any:
    import networkx

    return networkx.to_scipy_sparse_array(graph, format="csr")


def networkx_of_frame(frame: Any) -> Any:
    import networkx

    return networkx.from_pandas_edgelist(frame, edge_attr="weight")


def igraph_of_frame(frame: Any, *, use_vids: bool) -> Any:
    import igraph

    return igraph.Graph.DataFrame(frame, directed=False, use_vids=use_vids)


def matrix_of_frame(frame: Any) -> Any:
    from sknetwork.data import from_edge_list

    columns = (frame[name].to_numpy() for name in ("source", "target", "weight"))
    return from_edge_list(list(zip(*columns, strict=True)), directed=False).adjacency


def networkit_of_frame(frame: Any) -> Any:
    import networkit

    sources, targets, weights = (frame[name].to_numpy() for name in ("source", "target", "weight"))
    ends = sources.astype(np.uint64), targets.astype(np.uint64)
    count = int(max(map(np.max, ends))) + 1  # what NetworKit infers may be too low
    return networkit.GraphFromCoo((weights, ends), n=count, weighted=True, directed=False)


def networkx_of_networkit(graph: Any) -> Any:
    import networkit

    return networkit.nxadapter.nk2nx(graph)


def matrix_of_networkit(graph: Any) -> Any:
    import networkit

    return networkit.algebraic.adjacencyMatrix(graph)


def networkx_of_graphml(path: str) -> Any:
    import networkx

    return networkx.read_graphml(path)


def igraph_of_graphml(path: str) -> Any:
    import igraph

    return igraph.Graph.Read_GraphML(path)


def frame_of_parquet(path: str) -> Any:
    import pandas

    return pandas.read_parquet(path, columns=["source", "target", "weight"])


PEERS: dict[str, dict[str, tuple[Convert, Callable[[Any], Size]]]] = {
    "networkx": {
        "Infomap": (
            partial(infomap_of, lambda made, graph: made.add_networkx_graph(graph)),
            of_infomap,
        ),
        "igraph": (igraph_of_networkx, of_igraph),
        "NetworKit": (networkit_of_networkx, of_networkit),
        "scipy.sparse": (matrix_of_networkx, of_matrix),
    },
    "pandas, numbers": {
        "networkx": (networkx_of_frame, of_networkx),
        "igraph": (partial(igraph_of_frame, use_vids=True), of_igraph),
        "NetworKit": (networkit_of_frame, of_networkit),
        "Infomap": (
            partial(infomap_of, lambda made, frame: made.add_links(frame.to_numpy())),
            of_infomap,
        ),
    },
    "pandas, names": {
        "networkx": (networkx_of_frame, of_networkx),
        "igraph": (partial(igraph_of_frame, use_vids=False), of_igraph),
        "scikit-network": (matrix_of_frame, of_matrix),
    },
    "polars, names": {
        "networkx": (lambda frame: networkx_of_frame(frame.to_pandas()), of_networkx),
        "igraph": (lambda frame: igraph_of_frame(frame.to_pandas(), use_vids=False), of_igraph),
    },
    "pyarrow, names": {
        "networkx": (lambda frame: networkx_of_frame(frame.to_pandas()), of_networkx),
        "igraph": (lambda frame: igraph_of_frame(frame.to_pandas(), use_vids=False), of_igraph),
    },
    "igraph": {
        "networkx": (lambda graph: graph.to_networkx(), of_networkx),
        "Infomap": (
            partial(infomap_of, lambda made, graph: made.add_igraph_graph(graph, "weight")),
            of_infomap,
        ),
    },
    "NetworKit": {
        "networkx": (networkx_of_networkit, of_networkx),
        "scipy.sparse": (matrix_of_networkit, of_matrix),
    },
    ".graphml": {
        "networkx": (networkx_of_graphml, of_networkx),
        "igraph": (igraph_of_graphml, of_igraph),
    },
    ".parquet, names": {
        "networkx": (lambda path: networkx_of_frame(frame_of_parquet(path)), of_networkx),
        "igraph": (
            lambda path: igraph_of_frame(frame_of_parquet(path), use_vids=False),
            of_igraph,
        ),
    },
}
