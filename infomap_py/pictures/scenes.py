"""What a map shows: the modules in a module, or its nodes, and the flow that they exchange.

A picture of everything would show nothing: a scene has the largest parts only, and says how many
are left out. The scene of the root has the outermost modules; that of a lowest module its nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.labels import as_sequence, label_at, label_text
from infomap_py.line_graph import LineGraph
from infomap_py.module_links import arcs_of, gathered
from infomap_py.modules import Module
from infomap_py.scoring import flow_behind
from infomap_py.state_network import StateNetwork
from infomap_py.tree import ROOT

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from infomap_py.partition import Partition


class Scene(NamedTuple):
    """Parts of a module, by decreasing flow.

    Attributes
    ----------
    ids : int64 array
        Modules, as :attr:`Module.id` has them; or nodes, as positions in ``Scenes.labels``.
    of_nodes : bool
        Which of the two.
    flow, exit_flow : float64 arrays
        Per step, of each part.
    between : float64 array, shape (len(ids), len(ids))
        The flow that two parts exchange; symmetric, with an empty diagonal.
    num_hidden : int
        How many parts are left out, because others are larger.
    hidden_flow : float
        What these have.
    """

    ids: Ids
    of_nodes: bool
    flow: Vector
    exit_flow: Vector
    between: Vector
    num_hidden: int
    hidden_flow: float


class Scenes:
    """The scenes of all modules of a partition; its flow is computed once, anew."""

    def __init__(self, partition: Partition) -> None:
        self.partition = partition
        self._root = Module(partition.tree.outline, ROOT)

    @cached_property
    def labels(self) -> Sequence[Hashable]:
        """The labels of what a reader takes for nodes, to which scenes of nodes refer."""
        return as_sequence(self._root.labels)

    def inside(self, module: int = ROOT, most: int = 60) -> Scene:
        """The scene of a module, with at most so many parts."""
        here = Module(self._root.outline, module)
        return self._of_modules(here, most) if here.child_ids else self._of_nodes(here, most)

    def _of_modules(self, here: Module, most: int) -> Scene:
        ids, rates = np.array(here.child_ids, dtype=np.int64), self.partition.coded.rates
        shown, hidden = ids[:most], ids[most:]
        outline = self._root.outline
        first, size = outline.first_node[shown], outline.num_nodes[shown]
        place = np.repeat(np.arange(len(shown)), size)
        before = np.repeat(np.cumsum(size) - size, size)
        nodes = outline.nodes[np.repeat(first, size) + np.arange(len(place)) - before]
        between, _ = self._exchanged(self._arcs, nodes, place)
        return Scene(
            shown,
            False,
            rates.flow[shown],
            rates.exit_flow[shown],
            between,
            len(hidden),
            float(rates.flow[hidden].sum()),
        )

    def _of_nodes(self, here: Module, most: int) -> Scene:
        members, flow = here.members()
        order = np.lexsort((members, -flow))
        shown, hidden = order[:most], order[most:]
        ids = members[shown].astype(np.int64)
        between, exit_flow = self._exchanged(self._between_nodes, ids, np.arange(len(ids)))
        return Scene(
            ids, True, flow[shown], exit_flow, between, len(hidden), float(flow[hidden].sum())
        )

    def _exchanged(self, arcs: csr_array, nodes: Ids, place: Ids) -> tuple[Vector, Vector]:
        """What parts exchange, either way, and what leaves each, where ``place`` says which part
        every node is in: only the links of these nodes are looked at."""
        count = int(place.max(initial=-1)) + 1
        self._place_of[nodes] = place
        rows = arcs[nodes]
        source, target = np.repeat(place, np.diff(rows.indptr)), self._place_of[rows.indices]
        self._place_of[nodes] = -1
        leaves = source != target
        exit_flow = np.bincount(source[leaves], rows.data[leaves], count)
        inside = leaves & (target >= 0)
        pairs = source[inside] * count + target[inside]
        one_way = np.bincount(pairs, rows.data[inside], count * count).reshape(count, count)
        between: Vector = (one_way + one_way.T).astype(np.float64)
        return between, exit_flow.astype(np.float64)

    @cached_property
    def _place_of(self) -> Ids:
        """Of every node, which part it is in; -1 of all between calls."""
        return np.full(max(len(self.partition), len(self.labels)), -1, dtype=np.int64)

    @cached_property
    def _between_nodes(self) -> csr_array:
        network = self.partition.network
        if isinstance(network, LineGraph):  # whose states are links
            return gathered(self._arcs, network.physical, len(network.physical_nodes))
        return self._arcs

    @cached_property
    def _arcs(self) -> csr_array:
        return arcs_of(flow_behind(self.partition))


def top_names(
    module: Module, count: int, name_of: Callable[[Hashable], str] = label_text
) -> list[str]:
    """The names of the most visited nodes in a module; of states, of the nodes that they are of."""
    network = module.outline.partition.network
    if not isinstance(network, StateNetwork) or isinstance(network, LineGraph):
        return list(map(name_of, module.top_nodes(count)))
    states, state_flow = module.members()
    nodes, node_of = np.unique(network.physical[states], return_inverse=True)
    flow = np.bincount(node_of, state_flow, len(nodes))
    order = np.lexsort((nodes, -flow))[:count]
    return [name_of(label_at(network.physical_nodes, u)) for u in nodes[order].tolist()]
