"""A hierarchy cut at every depth: partitions of two levels, from the coarsest to the finest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from infomap_py._core.grouping import number_modules
from infomap_py.codelength import ModuleRates, coded_with
from infomap_py.tree import ModuleTree, of_modules

if TYPE_CHECKING:
    from infomap_py.partition import Partition


def partitions_by_depth(partition: Partition) -> tuple[Partition, ...]:
    """See :attr:`infomap_py.Partition.levels`."""
    depth = max(1, partition.module_tree.max_depth)
    return tuple(_at_depth(partition, d) for d in range(1, depth + 1))


def _at_depth(partition: Partition, depth: int) -> Partition:
    """The partition of two levels into the modules at this depth, and lowest ones above it."""
    whole, coded = partition.module_tree, partition.coded
    if whole.max_depth <= 1:
        return partition
    module_of = whole.at_depth(depth)[whole.module_of]
    if depth == 1:  # in order already
        tree = ModuleTree.of_two_levels(partition.labels)
    else:
        labels = module_of.copy()
        number_modules(labels)
        tree = ModuleTree.of_two_levels(labels).ordered(partition.flow)
    ids = of_modules(module_of, tree.module_of)
    rates = coded.rates
    rates_there = ModuleRates(rates.flow[ids], rates.enter_flow[ids], rates.exit_flow[ids])
    cut = coded_with(rates_there, partition.flow, tree, coded.added)
    return replace(partition, coded=cut)
