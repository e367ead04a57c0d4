"""Everything that can be read as a network, to Network.

An adapter is a test of the kind and a conversion. Both go by the protocol of the object and never
import its library: to hold a networkx graph is to have loaded networkx already.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Set
from dataclasses import replace
from functools import partial
from typing import Any

import numpy.typing as npt

from infomap_py.errors import InputTypeError, OptionError
from infomap_py.graph_objects import (
    from_igraph,
    from_networkit,
    from_networkx,
    is_igraph,
    is_networkit,
    is_networkx,
)
from infomap_py.labels import kind_of
from infomap_py.light_links import check_min_weight, with_heavy_links
from infomap_py.link_arrays import (
    from_array,
    from_columns,
    from_sparse,
    is_array,
    is_columns,
    is_sparse,
)
from infomap_py.link_items import from_links
from infomap_py.link_tables import from_table, is_table
from infomap_py.network import Network
from infomap_py.options import DEFAULT_RELAXATION, MultilayerOptions
from infomap_py.sides import Flags, features_by_attribute, features_by_label
from infomap_py.state_network import StateNetwork
from infomap_py.weights import DEFAULT_WEIGHT

Adapter = Callable[[Any, Any, bool | None], Network]


def to_network(
    graph: Any,
    *,
    weight: Hashable | None = DEFAULT_WEIGHT,
    min_weight: float = 0.0,
    directed: bool | None = None,
    node_weights: Mapping[Hashable, float] | npt.ArrayLike | None = None,
    bipartite: bool | Collection[Hashable] | None = None,
    multilayer: MultilayerOptions = DEFAULT_RELAXATION,
) -> Network:
    """Read a graph of any supported kind.

    Parameters
    ----------
    graph : object
        One of

        - a networkx graph, multigraph or view of one; parallel edges are summed;
        - a square scipy.sparse array or matrix, whose nodes are 0, 1, ...; undirected, a symmetric
          one (to 1e-10) has each link in two entries, and of any other every stored entry is a link
          and (i, j) and (j, i) are summed, so that a triangle is enough;
        - a tuple of numpy arrays (sources, targets) or (sources, targets, weights), of integers or
          of any labels;
        - one array of shape (E, 2) or (E, 3), which is a link list also where it is square: a dense
          adjacency matrix has to be wrapped in scipy.sparse.csr_array;
        - any iterable of (u, v) or (u, v, weight), where u and v are hashable;
        - a table of pandas, polars or pyarrow with one link per row, in columns called source and
          target (or from and to, u and v, node1 and node2), or else in its first two of two or
          three;
        - an igraph.Graph, whose vertices are called by their "name" if they have one;
        - a NetworKit graph, whose nodes are called by their ids;
        - the path of a file ("-" is standard input), or a file that is open for reading bytes: see
          :func:`infomap_py.readers.read_network`;
        - {layer: graph}, with graphs of these kinds: see :func:`infomap_py.multilayer`;
        - a Network.
    weight : str, optional
        The edge attribute or column that holds weights. An edge without it counts 1; None: all do.
    min_weight : float >= 0
        Links of less weight are left out; nodes stay. See :func:`infomap_py.partition`.
    directed : bool, optional
        None: as the graph says, and arrays, tables and links are undirected. False sums both
        directions of a directed graph; True makes an undirected link one in each direction.
    node_weights : mapping or array, optional
        A weight per node, by label or in node order.
    bipartite : True or collection of nodes, optional
        The features among the nodes; True: as the Network says, or those whose networkx attribute
        "bipartite" is 1.
    multilayer : MultilayerOptions
        How a walker moves between layers, where there are some without links between them.

    Raises
    ------
    NetworkError
        A weight, label or shape is wrong; the first offender is named.
    OptionError
        ``directed`` or ``bipartite`` is none of its values; ``min_weight`` is no number of 0 or
        more, or leaves no link.
    InputTypeError
        The object is of no supported kind.

    Examples
    --------
    >>> to_network([("a", "b"), ("b", "c", 2.5)])
    Network(3 nodes, 2 links, undirected, weighted)
    """
    if directed not in (None, True, False):
        raise OptionError(
            f"directed is {directed!r}; choose True or False, or None to ask the graph."
        )
    check_min_weight(min_weight)
    adapter: Callable[..., Network] = _adapter(graph)
    if adapter in (_from_file, _from_layers):
        adapter = partial(adapter, multilayer=multilayer, min_weight=min_weight)
    network = adapter(graph, weight, None if directed is None else bool(directed))
    network = with_heavy_links(network, min_weight)
    if bipartite is not None:
        network = network.with_features(_features(graph, network, bipartite))
    return network if node_weights is None else network.with_node_weights(node_weights)


def _features(graph: Any, network: Network, bipartite: Any) -> Flags:
    """Which of the nodes are features: those of the collection, or as networkx marks them."""
    is_row = getattr(bipartite, "ndim", 1) == 1  # of an array
    if isinstance(bipartite, Collection) and not isinstance(bipartite, str | bytes) and is_row:
        return features_by_label(bipartite, network.index)
    if bipartite is True and network.features is not None:
        return network.features
    if bipartite is True and is_networkx(graph):
        return features_by_attribute(dict(graph.nodes(data="bipartite")), network.index)
    raise OptionError(
        f"bipartite={bipartite!r} is neither a collection of nodes nor True for a networkx graph "
        'whose nodes have the attribute "bipartite". Give the nodes of the side that is not coded.'
    )


def _adapter(graph: object) -> Adapter:
    for is_of_kind, adapter in _ADAPTERS:
        if not isinstance(graph, type) and is_of_kind(graph):
            return adapter
    advice = ""
    if isinstance(graph, type):
        advice = f" Of the class {graph.__name__}, give an object."
    elif isinstance(graph, memoryview):
        advice = " Of a memoryview, give numpy.asarray(view)."
    elif hasattr(graph, "module_network"):
        advice = " Of a partition, give its network, or what module_network() returns."
    elif isinstance(graph, Mapping):
        advice = " For a dictionary of neighbours, use networkx.from_dict_of_dicts or _of_lists."
    elif hasattr(graph, "collect"):
        advice = " Of a lazy table, give what collect() returns."
    raise InputTypeError(
        f"cannot make a network of {kind_of(graph)}; give a networkx graph, a scipy.sparse array, "
        "numpy arrays (sources, targets[, weights]), an iterable of (u, v[, weight]), a pandas, "
        "polars or pyarrow table, an igraph or NetworKit graph, the path of a file, "
        f"{{layer: graph}}, or an infomap_py Network.{advice}"
    )


def _is_network(graph: object) -> bool:
    return isinstance(graph, Network)


def _from_network(network: Network, weight: Hashable | None, directed: bool | None) -> Network:
    if weight is None and not (isinstance(network, StateNetwork) and network.always_directed):
        network = replace(network, stored_weights=None, resolution=1)
    return network if directed is None else network.as_directed(directed)


def is_file(graph: object) -> bool:
    """Whether this is the path of a file, or one that is open."""
    return isinstance(graph, str | os.PathLike) or hasattr(graph, "read")


def _from_file(
    file: Any,
    weight: Hashable | None,
    directed: bool | None,
    min_weight: float = 0.0,
    multilayer: MultilayerOptions = DEFAULT_RELAXATION,
) -> Network:
    from infomap_py.readers import read_network  # loaded where it is used: it compiles patterns

    return read_network(
        file, weight=weight, directed=directed, min_weight=min_weight, multilayer=multilayer
    )


def _is_layers(graph: object) -> bool:
    """{layer: graph}, which a dictionary of neighbours is not, nor a Partition."""
    return (
        isinstance(graph, Mapping)
        and not hasattr(graph, "module_network")
        and len(graph) > 0
        and not any(_are_neighbours(value, graph) for value in graph.values())
    )


def _are_neighbours(value: object, graph: Mapping[Any, Any]) -> bool:
    """Whether this is a node, or begins with one, where a graph would begin with a link."""
    if not isinstance(value, list | tuple | Set):
        return isinstance(value, Mapping) or (isinstance(value, str) and value in graph)
    first = next(iter(value), ())
    return isinstance(first, str) or not hasattr(first, "__len__") or _is_key(first, graph)


def _is_key(label: Any, graph: Mapping[Any, Any]) -> bool:
    try:
        return label in graph
    except TypeError:  # it cannot be hashed
        return False


def _from_layers(
    layers: Mapping[Hashable, Any],
    weight: Hashable | None,
    directed: bool | None,
    min_weight: float = 0.0,
    multilayer: MultilayerOptions = DEFAULT_RELAXATION,
) -> Network:
    from infomap_py.multilayer import from_layers

    return from_layers(layers, weight, directed, multilayer, min_weight)


def _is_iterable(graph: object) -> bool:
    if isinstance(graph, Set):  # graph.edges of networkx is a set of pairs, and a mapping besides
        return True
    return isinstance(graph, Iterable) and not isinstance(
        graph, Mapping | bytes | bytearray | memoryview
    )


# In this order: a table's columns are attributes too, whatever their names; one sparse format
# is a mapping; all are iterable.
_ADAPTERS: tuple[tuple[Callable[[object], bool], Adapter], ...] = (
    (_is_network, _from_network),
    (is_table, from_table),
    (is_file, _from_file),
    (is_networkx, from_networkx),
    (is_igraph, from_igraph),
    (is_networkit, from_networkit),
    (is_sparse, from_sparse),
    (_is_layers, _from_layers),
    (is_array, from_array),
    (is_columns, from_columns),
    (_is_iterable, from_links),
)
