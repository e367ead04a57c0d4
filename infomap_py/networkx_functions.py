"""The map equation under networkx's names, with networkx's contracts.

Partitions are lists of sets of nodes; seeds and weights are what networkx takes for them; errors
are those that networkx users catch.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from numbers import Integral
from typing import Any

from networkx.algorithms.community.quality import NotAPartition as NetworkXNotAPartition
from networkx.utils import create_py_random_state

from infomap_py.adapters import to_network
from infomap_py.errors import PartitionError
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions, SearchOptions
from infomap_py.scoring import codelength
from infomap_py.search import partition

SEEDS = 2**31 - 1  # drawn from a random state: numpy's oldest gives no more on every platform

Communities = list[set[Hashable]]


class NotAPartition(PartitionError, NetworkXNotAPartition):  # type: ignore[misc]  # untyped
    """The communities do not hold each node of the graph once: our error and networkx's."""

    def __init__(self, message: str) -> None:
        Exception.__init__(self, message)


def infomap_communities(
    G: Any,
    *,
    weight: Hashable | None = "weight",
    seed: Any = None,
    num_trials: int = 1,
    teleportation_probability: float = 0.15,
) -> Communities:
    """Find the communities that describe a random walk on the graph in the fewest bits.

    Parameters
    ----------
    G : networkx graph
        Directed, weighted, with parallel edges or self-loops: as it comes.
    weight : str or None
        The edge attribute that holds weights, finite and >= 0; an edge without it weighs 1. None:
        all weigh 1.
    seed : int, random.Random, numpy.random.RandomState, numpy.random.Generator or None
        Fixes the result. None draws from Python's global random state, as it does in networkx.
    num_trials : int
        Independent searches, which are then recombined; the shortest code wins.
    teleportation_probability : float in [0, 1)
        For directed graphs.

    Returns
    -------
    list of sets
        By decreasing flow; isolated nodes are communities of their own. Empty for the empty graph.

    Raises
    ------
    ValueError
        A weight is negative, not finite or not a number; all weights are 0; ``num_trials`` < 1, or
        another argument is out of range.

    See Also
    --------
    infomap_py.partition : all options, and codelength, flow and module of every node.

    Examples
    --------
    >>> import networkx as nx
    >>> infomap_communities(nx.barbell_graph(3, 0), seed=1)
    [{0, 1, 2}, {3, 4, 5}]
    """
    found = partition(
        to_network(G, weight=weight),
        seed=_integer_seed(seed),
        num_trials=num_trials,
        teleportation_probability=teleportation_probability,
    )
    return found.communities()


def infomap_partitions(
    G: Any,
    *,
    weight: Hashable | None = "weight",
    seed: Any = None,
    num_trials: int = 1,
    teleportation_probability: float = 0.15,
) -> Iterator[Communities]:
    """Yield the partitions of the graph by level of the hierarchy, the coarsest first.

    As many levels are searched as shorten the code: what is nested deeper than
    :func:`infomap_communities`, which searches one, comes later. Arguments are checked at the call;
    the search runs when the first partition is asked for, on the graph as it was at the call.

    Parameters
    ----------
    G, weight, seed, num_trials, teleportation_probability
        As in :func:`infomap_communities`.

    Yields
    ------
    list of sets
        By decreasing flow.

    Examples
    --------
    >>> import networkx as nx
    >>> list(infomap_partitions(nx.barbell_graph(3, 0), seed=1))
    [[{0, 1, 2}, {3, 4, 5}]]
    """
    integer_seed = _integer_seed(seed)
    SearchOptions(seed=integer_seed, num_trials=num_trials)
    flow_options = FlowOptions(teleportation_probability=teleportation_probability)
    network = to_network(G, weight=weight)
    flow_of(network, flow_options)  # says now whatever is wrong with the weights

    def levels() -> Iterator[Communities]:
        found = partition(
            network,
            two_level=False,
            seed=integer_seed,
            num_trials=num_trials,
            teleportation_probability=teleportation_probability,
        )
        for level in found.levels:
            yield level.communities()

    return levels()


def map_equation(
    G: Any,
    communities: Iterable[Collection[Hashable]],
    *,
    weight: Hashable | None = "weight",
    teleportation_probability: float = 0.15,
) -> float:
    """The bits per step that a random walk on the graph costs with these communities.

    Parameters
    ----------
    G, weight, teleportation_probability
        As in :func:`infomap_communities`.
    communities : iterable of sets of nodes
        Every node of ``G`` in one of them.

    Raises
    ------
    NotAPartition
        A node is in no community, in two, or not in ``G``.
    ValueError
        As from :func:`infomap_communities`.

    Examples
    --------
    >>> import networkx as nx
    >>> round(map_equation(nx.barbell_graph(3, 0), [{0, 1, 2}, {3, 4, 5}]), 6)
    2.32073
    """
    try:
        return codelength(
            G, communities, weight=weight, teleportation_probability=teleportation_probability
        )
    except PartitionError as error:
        raise NotAPartition(str(error)) from None


def _integer_seed(seed: Any) -> int:
    if isinstance(seed, Integral):
        return int(seed)
    return int(create_py_random_state(seed).randrange(SEEDS))
