"""The flow on links between the children of every module of a tree.

A link belongs to the lowest module that both of its ends are in. Links within lowest modules, most
of all, are taken a slice at a time; those between modules are summed in one sparse matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Positions
from infomap_py.coded_flow import Flow
from infomap_py.output_files import slices
from infomap_py.tree import ROOT
from infomap_py.tree_places import TreePlaces

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Ids = npt.NDArray[np.int32]
Row = tuple[int, int, float]  # ranks of two children, and the flow from the first to the second


class LinksInModules:
    """Rows of links, in the order of :class:`TreePlaces`.

    Links on which nothing flows, and from a node to itself, are left out. Of an undirected flow a
    link is one row, from the child of lower rank, with the flow both ways.

    Attributes
    ----------
    count : int64 array
        Rows of every module; the root's are last here, and in all that follows.
    num_children : int64 array
    holds_modules : bool array
        Whether the children are modules.
    """

    def __init__(self, flow: Flow, places: TreePlaces) -> None:
        self._flow, self._places, self._tree = flow, places, places.tree
        parent, num_modules = self._tree.parent, self._tree.num_modules
        self.num_children = np.bincount(self._tree.module_of, minlength=num_modules + 1)
        np.add.at(self.num_children, parent, 1)
        self.holds_modules = np.zeros(num_modules + 1, dtype=np.bool_)
        self.holds_modules[[ROOT, *parent]] = True
        self.count = np.zeros(num_modules + 1, dtype=np.int64)
        np.add.at(self.count, parent[self._between_modules.tocoo().row], 1)
        for part in slices(len(places.nodes)):
            sources, _, _ = self._links_from(places.nodes[part])
            modules = self._tree.module_of[sources]
            self.count += np.bincount(modules, minlength=num_modules + 1)

    def among_modules(self) -> Iterator[Row]:
        """The links of all modules that hold modules."""
        pairs = self._between_modules.tocoo()
        sources, targets = pairs.row, pairs.col
        place = np.append(self._places.place, -1)  # the root comes first
        order = np.lexsort((targets, sources, place[self._tree.parent[sources]]))
        rank = self._places.rank
        for part in slices(len(order)):
            some = order[part]
            yield from _rows(rank[sources[some]], rank[targets[some]], pairs.data[some])

    def among_nodes(self) -> Iterator[Row]:
        """The links of all modules that hold nodes."""
        rank, place = self._places.node_rank, self._places.place
        for part in slices(len(self._places.nodes)):
            sources, targets, amounts = self._links_from(self._places.nodes[part])
            keys = rank[targets], rank[sources], place[self._tree.module_of[sources]]
            order = np.lexsort(keys)
            yield from _rows(rank[sources[order]], rank[targets[order]], amounts[order])

    @cached_property
    def _between_modules(self) -> csr_array:
        """Flow from a child of a module to another."""
        from scipy.sparse import csr_array

        module_of, num_modules = self._tree.module_of, self._tree.num_modules
        total = csr_array((num_modules, num_modules))
        for part in slices(len(module_of)):
            sources, targets, amounts = self._arcs_of(np.arange(len(module_of))[part])
            modules, others = module_of[sources], module_of[targets]
            crosses = modules != others
            pairs = self._children_apart(modules[crosses], others[crosses])
            if self._flow.symmetric:
                pairs = np.minimum(*pairs), np.maximum(*pairs)
            total = total + csr_array((amounts[crosses], pairs), shape=total.shape)
        return total

    def _children_apart(self, modules: Ids, others: Ids) -> tuple[Ids, Ids]:
        """The two children, of the lowest module that both are in, which they are or are in."""
        parent, depth = self._tree.parent, self._tree.depth
        while np.any(apart := parent[modules] != parent[others]):
            deeper = depth[modules] - depth[others]
            modules, others = (
                np.where(apart & (deeper >= 0), parent[modules], modules),
                np.where(apart & (deeper <= 0), parent[others], others),
            )
        return modules, others

    def _links_from(self, nodes: Positions) -> tuple[Any, Any, Any]:
        """Sources, targets and flow of the links from these nodes within their lowest modules."""
        module_of, rank = self._tree.module_of, self._places.node_rank
        sources, targets, amounts = self._arcs_of(nodes)
        inside = (module_of[sources] == module_of[targets]) & (amounts > 0.0)
        if self._flow.symmetric:
            inside &= rank[sources] < rank[targets]
            amounts = 2.0 * amounts
        else:
            inside &= sources != targets
        return sources[inside], targets[inside], amounts[inside]

    def _arcs_of(self, nodes: Positions) -> tuple[Any, Any, Any]:
        """Sources, targets and flow of all arcs from these nodes."""
        flow, offsets = self._flow, self._flow.network.offsets
        first, lengths = offsets[nodes], offsets[nodes + 1] - offsets[nodes]
        shift = first - np.cumsum(lengths) + lengths
        arcs = np.arange(lengths.sum()) + np.repeat(shift, lengths)
        sources = np.repeat(nodes, lengths)
        amounts = np.full(len(arcs), flow.scale)
        if flow.rates is not None:
            amounts *= flow.rates[sources]
        if flow.arc_weights is not None:
            amounts *= flow.arc_weights[arcs]
        return sources, flow.network.targets[arcs], amounts


def _rows(sources: Any, targets: Any, amounts: Any) -> Iterator[Row]:
    return zip(sources.tolist(), targets.tolist(), amounts.tolist(), strict=True)
