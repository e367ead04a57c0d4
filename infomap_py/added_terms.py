"""What is coded besides the walk between modules, written to be read: the slow twin of the compiled
terms.

Of nodes in modules m, with F_m the sum of some share of the nodes in m and F_am that of those with
attribute a:

metadata            rate * sum_m [plogp(F_m) - sum_a plogp(F_am)] bits, a the categories: what it
                    takes to name, at each step, the category of the node that is visited, with a
                    codebook per module (Emmons & Mucha 2019, PRE 100:022301).
physical nodes      - sum_m sum_a plogp(F_am) in place of - sum_u plogp(p_u), a the physical nodes:
                    states of one that are in the same module share its codeword (Rosvall et al.
                    2014, Nature Communications 5:4630).
entropy correction  An entropy that is estimated from few observations comes out too small, by
                    1 / (2 n ln 2) bits for each free parameter (Miller 1955): a codebook with k
                    codewords has k - 1. n is the weight of all links, seen from both ends, but at
                    least their number.
preferred number    one bit for each module more or less.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py.arrays import ModuleIds, Vector
from infomap_py.flow import Flow
from infomap_py.line_graph import LineGraph, graph_of
from infomap_py.metadata import Categories, categories
from infomap_py.network import Network
from infomap_py.options import ObjectiveOptions
from infomap_py.tree import ROOT, ModuleTree, of_modules


@dataclass(frozen=True, eq=False)
class Metadata:
    """Categories of nodes, and the share of every node in bits: of each step that visits it, or the
    same of all."""

    categories: Categories  # one row per column
    shares: Vector
    unit: float  # bits per unit of share

    def bits(self, tree: ModuleTree) -> Vector:
        """Of all columns, coded one by one, in every module; the root's is last."""
        count = tree.num_modules + 1
        module_shares = np.bincount(tree.module_of, self.shares, count).astype(np.float64)
        terms = len(self.categories) * sums.plogps(module_shares)
        for column in self.categories:
            terms -= _terms_of_pairs(tree, column, self.shares)
        bits: Vector = self.unit * terms
        return bits


@dataclass(frozen=True, eq=False)
class AddedTerms:
    """What is coded besides the walk; nothing by default.

    Attributes
    ----------
    physical : int32 array, or None
        The physical node of every state, numbered from 0 without gaps.
    metadata : Metadata or None
    per_parameter : float
        Bits for each free parameter of a codebook: the entropy correction.
    preferred : int or None
        Number of modules.
    """

    physical: ModuleIds | None = None
    metadata: Metadata | None = None
    per_parameter: float = 0.0
    preferred: int | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether only the walk is coded."""
        return (
            self.physical is None
            and self.metadata is None
            and self.per_parameter == 0.0
            and self.preferred is None
        )

    def node_terms(self, node_flow: Vector, tree: ModuleTree) -> Vector:
        """The sum of plogp over the codewords for nodes in each module; the root's is last."""
        if self.physical is None:
            return _plogp_sums(node_flow, tree.module_of, tree.num_modules + 1)
        return _terms_of_pairs(tree, self.physical, node_flow)

    def codebook_bits(self, tree: ModuleTree) -> Vector:
        """What is added to each codebook; the last is the root's."""
        bits = np.zeros(tree.num_modules + 1)
        if self.per_parameter:
            bits += self.per_parameter * self._num_parameters(tree)
        if self.metadata is not None:
            bits += self.metadata.bits(tree)
        return bits

    def preference(self, tree: ModuleTree) -> float:
        """What too many or too few outermost modules cost."""
        if self.preferred is None:
            return 0.0
        return float(abs(np.count_nonzero(tree.parent == ROOT) - self.preferred))

    def _num_parameters(self, tree: ModuleTree) -> Vector:
        """Of each codebook; the last is the root's.

        A module has a word for its exit if something is outside it: if it has a sibling, or the
        module above has such a word.
        """
        num_children = np.bincount(tree.parent + 1, minlength=tree.num_modules + 1)
        num_children = np.roll(num_children, -1)  # those of the root are last
        has_exit = num_children[tree.parent] > 1
        for depth in range(2, tree.max_depth + 1):
            here = np.flatnonzero(tree.depth == depth)
            has_exit[here] |= has_exit[tree.parent[here]]
        words = num_children + np.append(has_exit, False)
        words += self._num_codewords(tree)
        parameters: Vector = np.maximum(words - 1, 0).astype(np.float64)
        return parameters

    def _num_codewords(self, tree: ModuleTree) -> npt.NDArray[np.int64]:
        """Of nodes, in the codebook of each module; the last is the root's."""
        module_of = tree.module_of
        if self.physical is not None:
            module_of = of_modules(module_of, _pairs(module_of, self.physical))
        return np.bincount(module_of, minlength=tree.num_modules + 1).astype(np.int64)


NOTHING_ADDED = AddedTerms()


def added_terms(flow: Flow, options: ObjectiveOptions) -> AddedTerms:
    """What these options, and states that have physical nodes, add to the code of a flow.

    Raises
    ------
    OptionError
        The metadata do not fit the network's nodes.
    """
    network = flow.network
    physical = getattr(network, "physical", None)
    metadata = None
    if options.metadata is not None:
        metadata = _metadata(flow, options)
    per_parameter = 0.0
    if options.entropy_corrected and len(network.targets):
        per_parameter = options.entropy_correction_strength / (
            2.0 * _num_observations(graph_of(network)) * math.log(2.0)
        )
    return AddedTerms(
        None if physical is None else _numbered(physical),
        metadata,
        per_parameter,
        options.preferred_number_of_modules,
    )


def _metadata(flow: Flow, options: ObjectiveOptions) -> Metadata:
    graph = graph_of(flow.network)
    rows = categories(graph, options.metadata)
    shares = np.ones(flow.network.num_nodes)
    if isinstance(flow.network, LineGraph):
        node_of = flow.network.physical
        rows, shares = rows[:, node_of], 1.0 / np.bincount(node_of)[node_of]
    if options.metadata_weighted:
        total = flow.total * flow.unit
        return Metadata(rows, flow.counted(flow.visits), options.metadata_rate / total)
    return Metadata(rows, shares, options.metadata_rate / max(1, graph.num_nodes))


def _num_observations(network: Network) -> float:
    """The weight of all links, seen from both ends, self-links from one; at least their number."""
    rows = network.offsets, network.targets, network.weights
    weight: float = sums.total(strengths.out_strengths(*rows))
    number = len(network.targets)
    if network.directed:
        weight = 2.0 * weight - _weight_of_self_links(network)
        number = 2 * number - network.num_self_links
    return max(weight, float(number))


def _weight_of_self_links(network: Network) -> float:
    if network.weights is None:
        return float(network.num_self_links)
    return float(np.sum(network.weights[network.sources == network.targets]))


def _terms_of_pairs(tree: ModuleTree, attribute: ModuleIds, shares: Vector) -> Vector:
    """The sum of plogp over the shares of each attribute in a module; the root's is last."""
    pair_of = _pairs(tree.module_of, attribute)
    pair_shares = np.bincount(pair_of, shares).astype(np.float64)
    module_of_pair = of_modules(tree.module_of, pair_of)
    return _plogp_sums(pair_shares, module_of_pair, tree.num_modules + 1)


def _plogp_sums(values: Vector, groups: ModuleIds, num_groups: int) -> Vector:
    result: Vector = sums.plogp_sums(values, groups, num_groups)
    return result


def _pairs(one: ModuleIds, other: ModuleIds) -> ModuleIds:
    """The same for two nodes exactly if they are the same in both, numbered from 0."""
    pairs = one.astype(np.int64) * (int(other.max(initial=0)) + 1) + other
    return _numbered(pairs)


def _numbered(groups: npt.NDArray[np.integer]) -> ModuleIds:
    """The same groups, numbered from 0 without gaps."""
    numbers: ModuleIds = np.unique(groups, return_inverse=True)[1].astype(np.int32)
    return numbers
