"""consensus(): what several partitions of the same nodes agree on, and how firmly."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Iterable as IterableABC
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from infomap_py.arrays import ModuleIds, Vector, frozen
from infomap_py.codelength import coded
from infomap_py.data_frames import imported_pandas
from infomap_py.ensemble import Ensemble
from infomap_py.errors import OptionError, PartitionError, counted
from infomap_py.labels import index_of
from infomap_py.median_partition import median_partition
from infomap_py.partition import Partition
from infomap_py.same_nodes import NodeModules, as_partitions, without_links
from infomap_py.scoring import CODING_OPTIONS, flow_behind, partition_of, read_graph, refuse_unknown
from infomap_py.tree import ModuleTree

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, eq=False, repr=False)
class Consensus(Mapping[Hashable, int]):
    """The module of every node, as a mapping, and how firmly it is there.

    Attributes
    ----------
    nodes : sequence
        The labels of the nodes.
    labels : int32 array
        The module id of every node; by decreasing flow.
    stability : float64 array
        For every node, from 0 to 1: the flow that its module and that of a partition have in
        common, as a share of the flow in either, in the mean over the partitions. 1 where all have
        the same module.
    agreement : float
        The mean over nodes, by flow.
    num_partitions : int
    partition : Partition or None
        The consensus as a partition of the network, with its codelength; None without a network.
    """

    nodes: Sequence[Hashable]
    labels: ModuleIds
    stability: Vector
    agreement: float
    num_partitions: int
    partition: Partition | None
    flow: Vector
    _index: dict[Hashable, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", index_of(self.nodes))

    @property
    def num_modules(self) -> int:
        return int(self.labels.max(initial=-1)) + 1

    def communities(self) -> list[set[Hashable]]:
        """The nodes of every module, by module id."""
        communities: list[set[Hashable]] = [set() for _ in range(self.num_modules)]
        for node, module in zip(self.nodes, self.labels.tolist(), strict=True):
            communities[module].add(node)
        return communities

    @property
    def module_stability(self) -> Vector:
        """The stability of each module: the mean of its nodes' by flow."""
        return mean_by_module(self.labels, self.stability, self.flow)

    def to_dataframe(self) -> pandas.DataFrame:
        """A pandas DataFrame with a row per node: node, module, flow, stability.

        Raises
        ------
        MissingPackageError
            pandas is not installed.
        """
        columns = {
            "node": list(self.nodes),
            "module": self.labels,
            "flow": self.flow,
            "stability": self.stability,
        }
        frame: pandas.DataFrame = imported_pandas().DataFrame(columns)
        return frame

    def __getitem__(self, node: Hashable) -> int:
        return int(self.labels[self._index[node]])

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    __hash__ = None  # type: ignore[assignment]  # like every mapping that is compared by content

    def __repr__(self) -> str:
        bits = "" if self.partition is None else f", {self.partition.codelength:.4f} bits per step"
        return (
            f"<Consensus of {counted(self.num_partitions, 'partition')}: "
            f"{counted(len(self), 'node')} in {counted(self.num_modules, 'module')}{bits}, "
            f"agreement {self.agreement:.3f}>"
        )


def consensus(partitions: Any, graph: Any = None, **options: Any) -> Consensus:
    """The partition that several have in common, as far as they do.

    It is their median: the partition with the largest ``agreement`` that is found, one less its
    mean distance to them, and never further from them than the nearest of them. Of partitions that
    are all the same it is that one; of two, the first.

    Unlike the best of several searches it need not be a short code. Where solutions are of several
    kinds, it blurs them: see :func:`infomap_py.landscape` first.

    Parameters
    ----------
    partitions : list of Partition, {node: module}, list of sets, or array of module ids
        Of the same nodes, by any methods. Of hierarchies, the outermost modules.
    graph : optional
        As in :func:`infomap_py.partition`: its flow decides how much nodes count, and the consensus
        is scored on it. By default that of the first Partition, if there is one; else every node
        counts the same.
    **options
        Those of :func:`infomap_py.codelength`, with ``graph``.

    Returns
    -------
    Consensus

    Raises
    ------
    PartitionError
        There is no partition, or they are not of the same nodes.
    OptionError
        There are options, and no graph.

    Examples
    --------
    >>> import infomap_py
    >>> found = infomap_py.consensus([
    ...     [{"a", "b", "c"}, {"d", "e", "f"}],
    ...     [{"a", "b", "c", "d"}, {"e", "f"}],
    ...     [{"a", "b"}, {"c"}, {"d", "e", "f"}],
    ... ])
    >>> [sorted(module) for module in found.communities()]
    [['a', 'b', 'c'], ['d', 'e', 'f']]
    >>> {node: round(s, 2) for node, s in zip(found.nodes, found.stability.tolist())}
    {'a': 0.81, 'b': 0.81, 'c': 0.69, 'd': 0.72, 'e': 0.89, 'f': 0.89}
    """
    if graph is None and options:
        raise OptionError(f"{next(iter(options))!r} is about a graph, and none is given; give one.")
    given = _several(partitions)
    reference: Partition | None
    if graph is not None:
        refuse_unknown(set(options) - set(CODING_OPTIONS), "consensus", CODING_OPTIONS)
        network = read_graph(graph, options)
        together = np.zeros(network.num_nodes, dtype=np.int32)
        reference = partition_of(network, together, **options)
        found = as_partitions([reference, *given])[1:]
    else:
        found = as_partitions(given)
        own = (p for p, raw in zip(found, given, strict=True) if isinstance(raw, Partition))
        reference = next(own, None)
    nodes = NodeModules.of(found[0] if reference is None else reference)
    labels = [_on(nodes.labels, NodeModules.of(p), k) for k, p in enumerate(found)]
    return consensus_of(labels, [1] * len(labels), nodes, reference)


def consensus_of(
    labels: Sequence[ModuleIds],
    times: Sequence[int],
    nodes: NodeModules,
    reference: Partition | None,
) -> Consensus:
    """Of the module of every node in each partition, which counts so many times."""
    ensemble = Ensemble.of(labels, nodes.flow)
    numbers = np.array(times)
    groups = median_partition(ensemble, numbers)
    module_of = groups[ensemble.group_of]
    if reference is None:
        ordered = without_links(module_of, nodes.labels, nodes.flow)
        partition = None
    else:
        flow = flow_behind(reference)
        tree = ModuleTree.of_two_levels(module_of).ordered(flow.visits)
        code = coded(flow, tree, reference.coded.added)
        ordered = partition = replace(reference, coded=code, trial=None, trial_codelengths={})
    stability = ensemble.stability(groups, numbers)
    return Consensus(
        nodes.labels,
        ordered.labels,
        frozen(stability[ensemble.group_of]),
        float((stability * ensemble.weights).sum()),
        int(numbers.sum()),
        partition,
        nodes.flow,
    )


def _several(partitions: Any) -> list[Any]:
    """As a list; one partition is not several."""
    one = isinstance(partitions, str | bytes | Mapping) or not isinstance(partitions, IterableABC)
    given = [] if one else list(partitions)
    if not given:
        raise PartitionError(
            f"a {type(partitions).__name__} holds no partitions; give a list of them, such as "
            "[partition(graph, seed=seed) for seed in range(10)]."
        )
    return given


def _on(labels: Sequence[Hashable], nodes: NodeModules, number: int) -> ModuleIds:
    """The modules of these nodes, of which the partition has to have all and no other."""
    if list(labels) == list(nodes.labels):
        return nodes.module_of
    index = index_of(nodes.labels)
    missing = next((label for label in labels if label not in index), None)
    if missing is not None:
        raise PartitionError(
            f"node {missing!r} is in no module of partition {number}. All partitions have to be of "
            "the same nodes; give it one, or leave it out of the others."
        )
    if len(index) > len(labels):
        wanted = set(labels)
        extra = next(label for label in nodes.labels if label not in wanted)
        raise PartitionError(
            f"partition {number} has node {extra!r}, which others or the network do not have. All "
            "partitions have to be of the same nodes; drop it."
        )
    return nodes.module_of[[index[label] for label in labels]]


def mean_by_module(labels: ModuleIds, of_nodes: Vector, flow: Vector) -> Vector:
    """The mean over the nodes of each module by flow; where there is none, over all alike."""
    flows, sizes = np.bincount(labels, flow), np.bincount(labels)
    weighed = np.bincount(labels, flow * of_nodes) / np.where(flows > 0.0, flows, 1.0)
    return np.where(flows > 0.0, weighed, np.bincount(labels, of_nodes) / sizes)
