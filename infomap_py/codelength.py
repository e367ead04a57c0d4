"""The map equation, written to be read: the slow twin of the compiled core, and the public scorer.

A codebook has a codeword for each child of its module, used at the rate at which a node is visited
or a module entered, and one for its exit (Rosvall & Bergstrom 2008, PNAS 105:1118, eq. 1; more
levels: Rosvall & Bergstrom 2011, PLoS ONE 6:e18209). It takes, in bits per step of the walk,

    L_m = plogp(exit_m + sum_c use_c) - plogp(exit_m) - sum_c plogp(use_c),   plogp(x) = x log2 x

and the codelength is the sum over all modules and the root, whose codebook is the index and which
is never left. With modules of nodes alone this is (Rosvall, Axelsson & Bergstrom 2009, EPJ ST
178:13)

    index codelength   = plogp(sum_m enter_m) - sum_m plogp(enter_m)
    module codelength  = sum_m [plogp(exit_m + p_m) - plogp(exit_m)] - sum_u plogp(p_u)

``added_terms`` says what may be coded besides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py.added_terms import NOTHING_ADDED, AddedTerms
from infomap_py.arrays import ModuleIds, Vector
from infomap_py.flow import Flow
from infomap_py.tree import ModuleTree

UNUSED = 1e-16  # a codebook that is used less than this per step costs nothing


@dataclass(frozen=True)
class Codelength:
    """Bits per step of the walk.

    ``by_level`` begins with the root's codebook, the index; then come those of its modules, those
    of modules in these, and so on.
    """

    by_level: tuple[float, ...]
    one_level: float

    @property
    def index(self) -> float:
        return self.by_level[0]

    @property
    def module(self) -> float:
        return sum(self.by_level[1:])

    @property
    def total(self) -> float:
        return self.index + self.module


@dataclass(frozen=True, eq=False)
class ModuleRates:
    """Visit, enter and exit rate of every module, per step of the walk."""

    flow: Vector
    enter_flow: Vector
    exit_flow: Vector


@dataclass(frozen=True, eq=False)
class CodedTree:
    """A tree, the bits it costs per step of the walk, and where they go.

    ``codebook_bits`` are those of every module's codebook; the root's are last.
    """

    tree: ModuleTree
    lengths: Codelength
    rates: ModuleRates
    codebook_bits: Vector
    added: AddedTerms


def codelength_of(
    flow: Flow, modules: ModuleTree | ModuleIds, added: AddedTerms = NOTHING_ADDED
) -> Codelength:
    """The codelength of a tree, or of the partition that puts node u into module ``modules[u]``."""
    return coded(flow, as_tree(modules), added).lengths


def coded(flow: Flow, tree: ModuleTree, added: AddedTerms = NOTHING_ADDED) -> CodedTree:
    """A tree with its codelength, and the rates and the codebook of each module."""
    return coded_with(module_rates(flow, tree), flow.node_flow, tree, added)


def coded_with(
    rates: ModuleRates, node_flow: Vector, tree: ModuleTree, added: AddedTerms
) -> CodedTree:
    """The same from the rates of modules and nodes alone."""
    bits = codebook_bits(node_flow, tree, rates, added)
    depth = np.append(tree.depth, 0)  # the root's is last
    by_level = [sums.total(bits[depth == level]) for level in range(max(1, tree.max_depth) + 1)]
    by_level[1] += added.preference(tree)
    lengths = Codelength(tuple(by_level), _one_level(node_flow, added))
    return CodedTree(tree, lengths, rates, bits, added)


def codebook_bits(
    node_flow: Vector, tree: ModuleTree, rates: ModuleRates, added: AddedTerms = NOTHING_ADDED
) -> Vector:
    """What the codebook of each module takes; the last is the root's."""
    use_of_children = np.zeros(tree.num_modules + 1)
    use_of_children += np.bincount(tree.module_of, node_flow, len(use_of_children))
    np.add.at(use_of_children, tree.parent, rates.enter_flow)
    terms_of_children = added.node_terms(node_flow, tree)
    np.add.at(terms_of_children, tree.parent, sums.plogps(rates.enter_flow))
    exit_flow = np.append(rates.exit_flow, 0.0)
    use = exit_flow + use_of_children
    bits = sums.plogps(use) - sums.plogps(exit_flow) - terms_of_children
    return np.where(use > UNUSED, bits, 0.0) + added.codebook_bits(tree)


def _one_level(node_flow: Vector, added: AddedTerms) -> float:
    """With all nodes in one module, which is never left."""
    if added.is_nothing:
        node_bits: float = 0.0 - sums.plogp_sum(node_flow)  # not -0.0 where nothing flows
        return node_bits
    tree = ModuleTree.of_two_levels(np.zeros(len(node_flow), dtype=np.int32))
    bits: float = sums.total(added.codebook_bits(tree) - added.node_terms(node_flow, tree))
    return bits + added.preference(tree)


def as_tree(modules: ModuleTree | ModuleIds) -> ModuleTree:
    """The tree, or that of two levels which the module ids are."""
    return modules if isinstance(modules, ModuleTree) else ModuleTree.of_two_levels(modules)


def module_rates(flow: Flow, modules: ModuleTree | ModuleIds) -> ModuleRates:
    """Visit, enter and exit rates of all modules, from the flow on every link between two."""
    tree = as_tree(modules)
    count = tree.num_modules
    rates = ModuleRates(*np.zeros((3, count)))
    for depth in range(1, tree.max_depth + 1):
        here = tree.depth == depth
        found = _rates_of_partition(flow, tree.at_depth(depth)[tree.module_of], count)
        rates.flow[here] = found.flow[here]
        rates.enter_flow[here] = found.enter_flow[here]
        rates.exit_flow[here] = found.exit_flow[here]
    return rates


def _rates_of_partition(flow: Flow, module_of: ModuleIds, count: int) -> ModuleRates:
    rows = flow.network.offsets, flow.network.targets, flow.arc_weights
    leaving, entering = strengths.crossing(*rows, flow.rates, module_of, count, flow.symmetric)
    exit_flow = flow.scale * leaving
    enter_flow = flow.scale * entering
    if flow.teleport_rate is not None and flow.teleport_weight is not None:
        rate = np.bincount(module_of, flow.teleport_rate, count) / flow.total
        weight = np.bincount(module_of, flow.teleport_weight, count)
        exit_flow += rate * (1.0 - weight)
        enter_flow += (sums.total(rate) - rate) * weight
    visits = np.bincount(module_of, flow.node_flow, count).astype(np.float64)
    return ModuleRates(visits, enter_flow, exit_flow)
