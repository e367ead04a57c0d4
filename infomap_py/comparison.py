"""compare(): how alike two partitions are, and which modules split, merged, grew or vanished."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import shares
from infomap_py.changes import Change, Changes, changes_of
from infomap_py.contingency import Contingency
from infomap_py.errors import counted
from infomap_py.labels import as_sequence
from infomap_py.matching import ENOUGH, Matching, matching_of
from infomap_py.option_checks import check_integer
from infomap_py.overlap import memberships_of, physical_nodes
from infomap_py.partition import Partition
from infomap_py.pictures.alluvial_layout import Side
from infomap_py.same_nodes import (
    NodeModules,
    as_partitions,
    names_of,
    refuse_no_common,
    shared_positions,
)
from infomap_py.similarity import (
    adjusted_mutual_information,
    adjusted_rand,
    mean_jaccard,
    variation_of_information,
)
from infomap_py.text_tables import shown_names

NODES_SHOWN = 3

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ComparedModule:
    """A module of one of the partitions.

    Attributes
    ----------
    id : int, or what the caller called it
    flow : float
        The share of the flow that it has.
    nodes : tuple
        By decreasing flow.
    flows : float64 array
        The flow of each of them in this module.
    """

    id: Hashable
    flow: float
    nodes: tuple[Hashable, ...]
    flows: Vector

    @property
    def size(self) -> int:
        return len(self.nodes)


class ModuleChange(Change[ComparedModule]):
    """Modules before and after that belong together, and what happened to their nodes."""

    @staticmethod
    def members(part: ComparedModule) -> Iterable[tuple[Hashable, float]]:
        """Its nodes, with their flow in it."""
        return zip(part.nodes, part.flows.tolist(), strict=True)


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Changes[ModuleChange]):
    """What two partitions have in common, and what became of their modules: a sequence of
    :class:`ModuleChange` by decreasing flow, of the side that has more.

    All measures are of the nodes that both have. Those by flow draw a node as a walker visits it,
    which is the mean of both networks if there are two; the others draw all alike.

    Attributes
    ----------
    before, after : Partition
        What was compared, with two levels. Of nodes without a network, if only modules were given.
    num_nodes : int
        How many nodes both have.
    only_before, only_after : tuples of nodes
        Those that the other does not have.
    adjusted_mutual_information : float
        1 for the same partition, 0 in the mean over partitions by chance: what
        ``sklearn.metrics.adjusted_mutual_info_score`` gives.
    adjusted_rand : float
        Likewise of pairs of nodes: what ``sklearn.metrics.adjusted_rand_score`` gives.
    variation_of_information : float
        Bits per node that are left to tell of either to who knows the other; 0 for the same.
    variation_of_information_by_flow : float
        Bits per step of the walk.
    jaccard_by_flow : float
        How much of its module before and of its module after a node has in common: the flow of what
        is in both modules, as a share of the flow of what is in either; in the mean over nodes by
        flow. 1 less this is a distance.
    matching : infomap_py.matching.Matching
        The numbers behind the changes.
    """

    before: Partition
    after: Partition
    num_nodes: int
    only_before: tuple[Hashable, ...]
    only_after: tuple[Hashable, ...]
    adjusted_mutual_information: float
    adjusted_rand: float
    variation_of_information: float
    variation_of_information_by_flow: float
    jaccard_by_flow: float
    matching: Matching
    names: tuple[list[Hashable], list[Hashable]]

    @property
    def heading(self) -> str:
        """How many nodes and modules there are, the measures, and changes of each kind."""
        return "\n".join(
            [
                f"{counted(self.num_nodes, 'node')}{self._left_out()}",
                f"adjusted mutual information {self.adjusted_mutual_information:.4f}, "
                f"adjusted Rand {self.adjusted_rand:.4f}",
                f"variation of information {self.variation_of_information:.4f} bits, "
                f"by flow {self.variation_of_information_by_flow:.4f}; "
                f"Jaccard by flow {self.jaccard_by_flow:.4f}",
                f"{counted(self.before.num_modules, 'module')} before, "
                f"{self.after.num_modules:,} after: {self.events_in_words}",
            ]
        )

    def __repr__(self) -> str:
        modules = f"{self.before.num_modules:,} and {self.after.num_modules:,} modules"
        return (
            f"<Comparison of {modules}, {counted(self.num_nodes, 'node')}: "
            f"AMI {self.adjusted_mutual_information:.4f}; {self.events_in_words}>"
        )

    def _left_out(self) -> str:
        parts = [
            f"{len(nodes):,} {side} only ({' '.join(shown_names(nodes[:NODES_SHOWN]))}"
            f"{' ...' if len(nodes) > NODES_SHOWN else ''})"
            for side, nodes in (("before", self.only_before), ("after", self.only_after))
            if nodes
        ]
        return f" in both, {' and '.join(parts)}" if parts else ""

    @property
    def _sides(self) -> list[Side]:
        return list(map(Side, (self.before, self.after), self.names))

    @cached_property
    def _changes(self) -> tuple[ModuleChange, ...]:
        before, after = (
            _modules(*side) for side in zip((self.before, self.after), self.names, strict=True)
        )
        return changes_of(self.matching, before, after, ModuleChange)


def compare(before: Any, after: Any, *, level: int = 1, min_share: float = ENOUGH) -> Comparison:
    """Compare two partitions: how alike they are, and what became of the modules.

    Parameters
    ----------
    before, after : Partition, {node: module}, {node: path}, list of sets, or array of module ids
        Of one network or of two: nodes are the same where their labels are equal, and only those
        that both have are measured. An array has a module per node, in the order of the other
        partition. Where only one is a Partition, nodes have the flow there; where none is, all
        count the same. Two partitions of the states of a network are compared by state; else
        physical nodes count in the module with most of their flow, and are matched in proportion.
    level : int
        Of hierarchies: 1, the outermost modules; 2, those in them, and so on. What has fewer levels
        is taken at its lowest.
    min_share : float in (0, 1]
        A module goes on in the one that has most of its flow, if that is this share of its flow;
        see :func:`infomap_py.matching.matching_of` for why it is 0.4.

    Returns
    -------
    Comparison
        Modules that go on in each other, and share a tenth of the flow of both, are one change: one
        to one it "grew" or "shrank" by more than a quarter, or is "steady"; one to several "split";
        several to one "merged"; several to several "regrouped". What goes on in a module that is
        much larger was "absorbed", what comes from one "broke off"; what does neither "vanished" or
        "appeared". ``print`` shows it.

    Raises
    ------
    PartitionError
        One is no partition, or they have no node in common.
    OptionError
        ``level`` is not at least 1, or ``min_share`` not in (0, 1].

    References
    ----------
    .. [1] Vinh, Epps & Bailey (2010), JMLR 11:2837.
    .. [2] Hubert & Arabie (1985), J. Classif. 2:193.  :doi:`10.1007/BF01908075`
    .. [3] Meila (2007), J. Multivar. Anal. 98:873.  :doi:`10.1016/j.jmva.2006.11.013`

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> club = nx.karate_club_graph()
    >>> found = infomap_py.partition(club, num_trials=5)
    >>> print(infomap_py.compare(nx.get_node_attributes(club, "club"), found).summary(width=60))
    34 nodes
    adjusted mutual information 0.6788, adjusted Rand 0.6841
    variation of information 0.7469 bits, by flow 0.7475; Jaccard by flow 0.7431
    2 modules before, 3 after: 1 steady, 1 split
      event       flow (%)       modules  nodes
     steady  48.70 > 52.38   Officer > 0  33 32 ... +8
      split  51.30 > 47.62  Mr. Hi > 1 2  0 2 1 ... -8
    """
    check_integer("level", level, 1)
    partitions = [p.levels[min(level, len(p.levels)) - 1] for p in as_partitions([before, after])]
    one, other = partitions
    matching = matching_of(one, other, min_share)
    sides = [NodeModules.of(p) for p in partitions]
    here, there = shared_positions(sides[0].labels, sides[1].labels)
    if len(here) == 0:
        sides = [NodeModules.physical(p) for p in partitions]
        here, there = shared_positions(sides[0].labels, sides[1].labels)
    if len(here) == 0:
        refuse_no_common(sides[0].labels, sides[1].labels)
    (modules, flow), (modules_there, flow_there) = sides[0].at(here), sides[1].at(there)
    counts = Contingency.of(modules, modules_there)
    by_flow = counts.summed((shares(flow) + shares(flow_there)) / 2.0)
    return Comparison(
        one,
        other,
        len(here),
        _without(sides[0], here),
        _without(sides[1], there),
        adjusted_mutual_information(counts),
        adjusted_rand(counts),
        variation_of_information(counts),
        variation_of_information(by_flow),
        mean_jaccard(by_flow, counts),
        matching,
        (names_of(before, one, level), names_of(after, other, level)),
    )


def _without(side: NodeModules, shared: npt.NDArray[np.int64]) -> tuple[Hashable, ...]:
    alone = np.ones(len(side.labels), dtype=np.bool_)
    alone[shared] = False
    return tuple(side.labels[u] for u in np.flatnonzero(alone).tolist())


def _modules(partition: Partition, names: list[Hashable]) -> list[ComparedModule]:
    found, labels = memberships_of(partition), as_sequence(physical_nodes(partition))
    order = np.lexsort((-found.flow, found.module))
    ends = np.cumsum(np.bincount(found.module, minlength=len(names)))
    modules = []
    for name, places in zip(names, np.split(order, ends[:-1]), strict=True):
        nodes = tuple(labels[u] for u in found.node[places].tolist())
        flows = found.flow[places]
        modules.append(ComparedModule(name, float(flows.sum()), nodes, flows))
    return modules
