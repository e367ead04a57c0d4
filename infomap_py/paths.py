"""Paths to a network with memory: where a walker goes next depends on where it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py._core.numbering import IntegerNumbering
from infomap_py.errors import InputTypeError, NetworkError
from infomap_py.labels import as_objects, first_unhashable, missing_labels
from infomap_py.network import Network
from infomap_py.numbering import in_chunks
from infomap_py.option_checks import check_integer
from infomap_py.state_network import StateNetwork
from infomap_py.weights import checked_weights

Integers = npt.NDArray[np.int64]


def from_paths(
    paths: Iterable[Sequence[Hashable]],
    order: int = 2,
    *,
    weights: npt.ArrayLike | None = None,
) -> Network:
    """The network of a walker that remembers where it was before, as often as paths say.

    A state is the last ``order`` nodes of a path; of a path a, b, c, the states of second order are
    ``("a", "b")`` and ``("b", "c")``, with a link from the first to the second. A state's physical
    node is its last.

    Parameters
    ----------
    paths : iterable of sequences of node labels
        A path of ``order`` nodes makes a state, of more nodes links as well; shorter ones leave
        their nodes among the physical nodes, without a state.
    order : int >= 1
        How many nodes make a state. 2, the default, is the least that is memory, and mostly enough
        to tell flows apart [1]_; with 1 the result is an ordinary :class:`Network` of the nodes.
    weights : array, optional
        How often each path was taken; None: once.

    Returns
    -------
    StateNetwork, or Network if ``order`` is 1
        Directed; a link weighs as much as the paths that take it.

    Raises
    ------
    NetworkError
        A path is no sequence of labels, or a weight is negative or not finite.
    OptionError
        ``order`` is no integer >= 1.

    References
    ----------
    .. [1] Rosvall, Esquivel, Lancichinetti, West & Lambiotte (2014), Nature Communications 5:4630.
       :doi:`10.1038/ncomms5630`

    Examples
    --------
    >>> network = from_paths([["a", "b", "c"], ["d", "b", "e"], ["a", "b", "c"]])
    >>> network
    StateNetwork(4 states of 5 nodes, 2 links, directed, weighted)
    >>> list(network.links())
    [(('a', 'b'), ('b', 'c'), 2.0), (('d', 'b'), ('b', 'e'), 1.0)]
    """
    check_integer("order", order, 1)
    steps = _numbered(paths)
    order = min(order, int(steps.lengths.max(initial=1)) + 1)  # beyond, no path has a state, too
    left = np.repeat(np.cumsum(steps.lengths), steps.lengths) - np.arange(len(steps.nodes))
    states = _states(steps, left, order)
    sources = np.flatnonzero(left > order)
    path_weights = None
    if weights is not None:
        path_weights = checked_weights(weights, len(steps.lengths), "path", "path {}".format)
        path_weights = np.repeat(path_weights, steps.lengths)[sources]
    first = _first_places(states, np.flatnonzero(left >= order))
    network = Network.from_links(
        states[sources],
        states[sources + 1],
        path_weights,
        nodes=steps.labels if order == 1 else _tuples(steps, first, order),
        directed=True,
        source="paths",
    )
    if order == 1:
        return network
    physical = steps.nodes[first + order - 1]
    return StateNetwork.of(network, physical=physical, physical_nodes=steps.labels)


class Steps(NamedTuple):
    """All paths one behind the other, as positions of labels."""

    nodes: Integers
    lengths: Integers
    labels: list[Hashable]


def _numbered(paths: Iterable[Sequence[Hashable]]) -> Steps:
    """Number the labels in order of first appearance."""
    if not isinstance(paths, Iterable):
        raise InputTypeError(
            f"paths are {paths!r}, of type {type(paths).__name__}; give an iterable of "
            "sequences of nodes."
        )
    position_of: defaultdict[Any, int] = defaultdict(count().__next__)
    nodes: list[Integers] = [np.empty(0, np.int64)]
    lengths: list[int] = []
    for chunk in in_chunks(paths):
        given = [_labels_of(len(lengths) + k, path) for k, path in enumerate(chunk)]
        try:
            positions = map(position_of.__getitem__, chain.from_iterable(given))
            nodes.append(np.fromiter(positions, np.int64))
        except TypeError:
            _refuse_unhashable(len(lengths), given)
            raise
        lengths += map(len, given)
    labels = list(position_of)
    if missing := missing_labels(labels):
        raise NetworkError(
            f"a path has {labels[missing[0]]!r} among its nodes; None and NaN mean that a label is "
            "missing. Split the path there, or give the node a name."
        )
    return Steps(np.concatenate(nodes), np.array(lengths, dtype=np.int64), labels)


def _labels_of(k: int, path: Any) -> Sequence[Hashable]:
    if isinstance(path, list | tuple):
        return path
    if isinstance(path, np.ndarray) and path.ndim == 1:
        return as_objects(path)
    if isinstance(path, str | bytes) or not isinstance(path, Iterable):
        raise NetworkError(
            f"path {k} is {path!r}, of type {type(path).__name__}; a path is a sequence of node "
            "labels. Split a text into them: text.split()."
        )
    return list(path)


def _refuse_unhashable(start: int, paths: list[Sequence[Hashable]]) -> None:
    for k, path in enumerate(paths):
        u = first_unhashable(path)
        if u is not None:
            raise NetworkError(
                f"path {start + k} has node {path[u]!r}, of type {type(path[u]).__name__}; node "
                "labels must be hashable. Use strings, numbers or tuples."
            )


def _states(steps: Steps, left: Integers, order: int) -> Integers:
    """For every place in the paths, the number of the state that begins there, if it fits in.

    States of one node more are told apart by that of one less and the node: so the numbers of all
    orders are small, and whatever the order no state is held as a whole.
    """
    states = steps.nodes.copy()
    for length in range(2, order + 1):
        places = np.flatnonzero(left >= length)
        keys = states[places] * len(steps.labels) + steps.nodes[places + length - 1]
        states[places] = IntegerNumbering().number(keys)
    return states


def _tuples(steps: Steps, first: Integers, order: int) -> list[Hashable]:
    """The nodes of every state, which stands at its first place."""
    parts = [[steps.labels[u] for u in steps.nodes[first + k].tolist()] for k in range(order)]
    return list(zip(*parts, strict=True))


def _first_places(states: Integers, places: Integers) -> Integers:
    """Where each state first stands, of those at these places."""
    first = np.empty(states[places].max(initial=-1) + 1, dtype=np.int64)
    first[states[places[::-1]]] = places[::-1]  # the last that is written is the first
    return first
