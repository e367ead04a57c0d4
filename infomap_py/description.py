"""describe(): what a network is like, and what would be made of it, before anything is searched."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import frexp, fsum, ldexp, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.adapters import is_file, to_network
from infomap_py.labels import kind_of, label_at
from infomap_py.link_measures import (
    component_sizes,
    density,
    reciprocity,
    strong_component_sizes,
)
from infomap_py.network import Network
from infomap_py.network_description import Components, NetworkDescription, Spread, Weights
from infomap_py.options import FlowOptions
from infomap_py.output_files import slices
from infomap_py.state_network import StateNetwork
from infomap_py.weights import DEFAULT_WEIGHT

HUBS = 5  # nodes that are named
COMPONENTS = 5  # components whose size is told

Numbers = npt.NDArray[Any]


def describe(
    graph: Any,
    *,
    weight: Hashable | None = DEFAULT_WEIGHT,
    min_weight: float = 0.0,
    directed: bool | None = None,
) -> NetworkDescription:
    """Describe a network before any run: its size, pieces, degrees and weights, and how it is read.

    Parameters
    ----------
    graph, weight, min_weight, directed
        As for :func:`infomap_py.partition`.

    Returns
    -------
    NetworkDescription
        Prints as a few lines; ``as_dict()`` is for scripts.

    Raises
    ------
    NetworkError, OptionError, InputTypeError
        As :func:`infomap_py.partition` raises them.

    Examples
    --------
    >>> import infomap_py
    >>> infomap_py.describe([("a", "b", 2), ("b", "c", 1), ("b", "a", 2), ("d", "d", 1)])
    links: 4 nodes, 3 links, undirected, weighted
    direction    undirected by default; pass directed=True where links are one-way
    walk         undirected
    links        3, density 0.3333; 1 self-link; 1 parallel link, summed with others
    weights      1 to 4, median 1, mean 2, deviation 1.41, sum 6; none is 0
    degrees      1 to 2, median 1, mean 1.25
    hubs         b 2, a 1, c 1, d 1
    components   2; the largest 3, 1
    isolated     0 nodes
    """
    facts: dict[str, str] = {}
    if is_file(graph):
        from infomap_py.readers import read_network

        network = read_network(
            graph, weight=weight, min_weight=min_weight, directed=directed, facts=facts
        )
    else:
        network = to_network(graph, weight=weight, min_weight=min_weight, directed=directed)
    return described(network, facts, direction_of(graph, network, facts, directed))


def described(network: Network, facts: Mapping[str, str], direction: str) -> NetworkDescription:
    """The description of a network that was read like this."""
    states = network if isinstance(network, StateNetwork) else None
    layers = None if states is None else states.layer_labels
    directed, num_nodes, num_links = network.directed, network.num_nodes, network.num_links
    out_degree = np.diff(network.offsets)
    in_degree = np.bincount(network.targets, minlength=num_nodes) if directed else None
    degree = out_degree if in_degree is None else out_degree + in_degree
    return NetworkDescription(
        network=repr(network),
        source=network.source,
        read_as=dict(facts),
        direction=direction,
        flow_model=FlowOptions().model(directed),
        num_nodes=num_nodes,
        num_links=num_links,
        directed=directed,
        num_self_links=network.num_self_links,
        num_isolated=int(np.count_nonzero(degree == 0)),
        num_parallel=_num_parallel(network),
        density=density(network),
        reciprocity=reciprocity(network) if directed else None,
        components=_by_size(component_sizes(network)),
        strong_components=_by_size(strong_component_sizes(network)) if directed else None,
        degree=Spread.of(degree),
        in_degree=None if in_degree is None else Spread.of(in_degree),
        out_degree=Spread.of(out_degree) if directed else None,
        hubs=_hubs(network, degree),
        weights=_weights(network),
        sides=_sides(network),
        num_physical=None if states is None else len(states.physical_nodes),
        num_layers=None if layers is None else len(layers),
    )


def direction_of(
    graph: object, network: Network, facts: Mapping[str, str], directed: bool | None
) -> str:
    """Whether links are one-way, and why."""
    kind = "directed" if network.directed else "undirected"
    if isinstance(network, StateNetwork) and network.always_directed:
        return "directed, as a walk between layers is"
    if directed is not None:
        return f"{kind}, as asked for"
    if facts.get("format") == "Pajek" or hasattr(graph, "directed"):
        return f"{kind}, as the {'sections say' if facts else 'network says'}"
    if hasattr(graph, "is_directed"):
        return f"{kind}, as the {kind_of(graph)} says"
    return f"{kind} by default; pass directed=True where links are one-way"


def _num_parallel(network: Network) -> int | None:
    """None, too, where the links are not those that were given."""
    if network.num_given is None or getattr(network, "always_directed", False):
        return None
    return network.num_given - network.num_links


def _by_size(sizes: Numbers) -> Components:
    return Components(len(sizes), tuple(np.sort(sizes)[::-1][:COMPONENTS].tolist()))


def _hubs(network: Network, degree: Numbers) -> tuple[tuple[Hashable, int], ...]:
    """Of equal degrees the earliest first."""
    count = min(HUBS, len(degree))
    least = np.partition(degree, len(degree) - count)[len(degree) - count] if count else 0
    among = np.flatnonzero(degree >= max(least, 1))
    most = among[np.argsort(-degree[among], kind="stable")][:count]
    return tuple((label_at(network.nodes, u), int(degree[u])) for u in most.tolist())


def _sides(network: Network) -> tuple[int, int] | None:
    if network.features is None:
        return None
    num_features = int(np.count_nonzero(network.features))
    return network.num_nodes - num_features, num_features


def _weights(network: Network) -> Weights | None:
    """Of links, each once; in multiples of the last digit as far as sums go, which are exact, and
    otherwise of a power of two, as squares would overflow, or vanish."""
    stored = network.stored_weights
    if stored is None or len(stored) == 0:
        return None
    if not network.directed and network.num_self_links:
        stored = stored[network.sources <= network.targets]
    # Without self-links every undirected one stands twice, which only its count and sum see.
    share = network.num_links / len(stored)
    exponent = frexp(float(stored.max()))[1] if stored.dtype == np.float64 else 0
    parts = list(slices(len(stored)))
    sums = [float(np.ldexp(stored[part], -exponent).sum()) for part in parts]
    mean = fsum(sums) / len(stored)
    squares = [float(((np.ldexp(stored[part], -exponent) - mean) ** 2).sum()) for part in parts]
    unit = network.resolution
    return Weights(
        min=float(stored.min()) / unit,
        median=float(np.median(stored)) / unit,
        mean=ldexp(mean, exponent) / unit,
        max=float(stored.max()) / unit,
        sum=ldexp(share * fsum(sums), exponent) / unit,
        deviation=ldexp(sqrt(fsum(squares) / len(stored)), exponent) / unit,
        num_zero=round(share * int(np.count_nonzero(stored == 0))),
    )
