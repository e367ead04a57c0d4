"""Partition: the immutable result of a search."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from infomap_py._version import __version__
from infomap_py.arrays import ModuleIds
from infomap_py.codelength import CodedTree, Codelength
from infomap_py.errors import counted
from infomap_py.labels import Labels, label_at
from infomap_py.modules import Module, Outline
from infomap_py.network import Network
from infomap_py.partition_outputs import PartitionOutputs
from infomap_py.state_network import StateNetwork
from infomap_py.tree import ROOT, ModuleTree

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from infomap_py.findings import Diagnosis
    from infomap_py.module_table import ModuleTable


@dataclass(frozen=True, eq=False, repr=False)
class Partition(PartitionOutputs, Mapping[Hashable, int]):
    """The module of every node, as a mapping from the caller's node labels to module ids.

    Module ids run from 0 by decreasing flow; of equal ones, that with the earliest node comes
    first. Codelengths are in bits per step of the walk.

    Attributes
    ----------
    network : Network
        What was partitioned, as it was read.
    coded : CodedTree
        Modules within modules, their rates and codelengths, as arrays; :attr:`tree` is there to be
        walked.
    flow : float64 array
        The visit rate of every node; they sum to 1.
    options : dict
        Every option of the search, given or by default.
    seed : int
        Of all random choices.
    trial : int or None
        The trial that won: ``first_trial=p.trial, num_trials=1`` finds the same partition alone.
        None if what several trials found was recombined into a shorter code.
    trial_codelengths : dict
        Codelength by trial.
    complete : bool
        False: a time limit cut the search short, and another run may end elsewhere.
    timings : dict
        Seconds by stage.
    version : str
        Of infomap_py.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> p = infomap_py.partition(nx.barbell_graph(3, 0))
    >>> p[0], p.num_modules, round(p.codelength, 4)
    (0, 2, 2.3207)
    >>> p.communities()
    [{0, 1, 2}, {3, 4, 5}]
    """

    network: Network
    coded: CodedTree
    flow: npt.NDArray[np.float64]
    options: dict[str, Any]
    seed: int
    trial: int | None
    trial_codelengths: dict[int, float]
    complete: bool = True
    timings: dict[str, float] = field(default_factory=dict)
    version: str = __version__

    def __post_init__(self) -> None:
        self._freeze()

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what pickle or copy made; their arrays are writable."""
        self.__dict__.update(state)
        self._freeze()

    def _freeze(self) -> None:
        rates = self.coded.rates
        for array in (
            *(self.module_tree.module_of, self.module_tree.parent, self.flow),
            *(rates.flow, rates.enter_flow, rates.exit_flow, self.coded.codebook_bits),
        ):
            array.setflags(write=False)

    @property
    def module_tree(self) -> ModuleTree:
        """Modules within modules, as arrays."""
        return self.coded.tree

    @property
    def lengths(self) -> Codelength:
        """The codelength and its parts."""
        return self.coded.lengths

    @cached_property
    def labels(self) -> ModuleIds:
        """The module id of every node, in the order of ``nodes``; in a hierarchy, that of the
        outermost module that it is in."""
        if self.module_tree.max_depth <= 1:
            return self.module_tree.module_of
        labels: ModuleIds = self.module_tree.at_depth(1)[self.module_tree.module_of]
        labels.setflags(write=False)
        return labels

    @property
    def nodes(self) -> Labels:
        """The caller's node labels, in input order."""
        return self.network.nodes

    @property
    def codelength(self) -> float:
        """Bits per step with these modules: ``index_codelength + module_codelength``."""
        return self.lengths.total

    @property
    def index_codelength(self) -> float:
        """Bits per step spent naming modules."""
        return self.lengths.index

    @property
    def module_codelength(self) -> float:
        """Bits per step spent naming nodes and exits within modules."""
        return self.lengths.module

    @property
    def one_level_codelength(self) -> float:
        """Bits per step without modules: the entropy of the visit rates."""
        return self.lengths.one_level + 0.0  # without flow the entropy comes as -0.0

    @property
    def relative_savings(self) -> float:
        """The share of the one-level codelength that the modules save."""
        return (
            1.0 - self.codelength / self.one_level_codelength if self.one_level_codelength else 0.0
        )

    @property
    def num_modules(self) -> int:
        return int(self.labels.max(initial=-1)) + 1

    @property
    def num_levels(self) -> int:
        """Levels below the root: those of modules, and nodes."""
        return max(1, self.module_tree.max_depth) + 1

    @property
    def codelength_by_level(self) -> tuple[float, ...]:
        """Bits per step that the root's codebook takes, those of its modules, those of modules in
        these, and so on; they sum to ``codelength``."""
        return self.lengths.by_level

    @cached_property
    def tree(self) -> Module:
        """The root, from which all modules can be walked: flow, enter and exit rate, and codelength
        of each."""
        return Module(Outline.of(self), ROOT)

    @property
    def modules(self) -> ModuleTable:
        """The modules by id, as a table that prints: size, flow, enter and exit rate, bits, most
        visited nodes; in a hierarchy the outermost ones."""
        from infomap_py.module_table import ModuleTable

        return ModuleTable(self, range(self.num_modules))

    @cached_property
    def paths(self) -> dict[Hashable, tuple[int, ...]]:
        """By node, the ids of the modules that it is in, from the outermost to the lowest: the
        first is ``self[node]``, the others count those in the one before, by decreasing flow."""
        tree = self.module_tree
        first = np.searchsorted(tree.parent, tree.parent)
        paths: list[tuple[int, ...]] = []
        for m, above in enumerate(tree.parent.tolist()):
            paths.append((*(() if above == ROOT else paths[above]), m - int(first[m])))
        return dict(zip(self, map(paths.__getitem__, tree.module_of.tolist()), strict=True))

    @cached_property
    def levels(self) -> tuple[Partition, ...]:
        """A partition of two levels for every depth, the coarsest first: of the modules there, and
        those above that hold nodes. Their codelengths are those of two levels."""
        from infomap_py.depths import partitions_by_depth

        return partitions_by_depth(self)

    def communities(self) -> list[set[Hashable]]:
        """The nodes of every module, by module id: largest flow first."""
        order = np.argsort(self.labels, kind="stable")
        ends = np.cumsum(np.bincount(self.labels, minlength=self.num_modules)).tolist()
        members = [label_at(self.nodes, u) for u in order.tolist()]
        return [set(members[start:end]) for start, end in zip([0, *ends], ends, strict=False)]

    def node_modules(self, min_share: float = 0.0) -> dict[Hashable, dict[int, float]]:
        """The modules that every node is in, with its flow in each, the largest first.

        Of a :class:`StateNetwork`, it is told by physical node: its states, say links or layers,
        may be in different modules. In other networks a node is in one.

        Parameters
        ----------
        min_share : float in [0, 1]
            Modules with less than this share of a node's flow are left out, but for that with most
            of it. By default none is. Of a node with k links, each of equal weight is 1/k of it:
            twice as much asks for a second link, where a single one may be there by chance.

        Raises
        ------
        OptionError
            ``min_share`` is not in [0, 1].

        Examples
        --------
        >>> import infomap_py
        >>> states = infomap_py.StateNetwork.from_links(
        ...     [0, 1, 2, 3], [1, 0, 3, 2], nodes=["ab", "ba", "bc", "cb"],
        ...     physical=[1, 0, 2, 1], physical_nodes=["a", "b", "c"])
        >>> infomap_py.partition(states).node_modules()
        {'a': {0: 0.25}, 'b': {0: 0.25, 1: 0.25}, 'c': {1: 0.25}}
        """
        from infomap_py.overlap import flow_by_node

        return flow_by_node(self, min_share)

    def overlapping_communities(self, min_share: float = 0.0) -> list[set[Hashable]]:
        """The physical nodes of every module of a :class:`StateNetwork`, by module id: one may be
        in several, of which those with less than ``min_share`` of its flow are left out, as in
        :meth:`node_modules`. Of other networks, :meth:`communities`.

        Examples
        --------
        >>> import networkx as nx, infomap_py
        >>> cliques = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
        >>> infomap_py.partition(cliques, overlapping=True).overlapping_communities()
        [{0, 1, 2, 3, 4, 5}, {5, 6, 7, 8, 9, 10}]
        """
        from infomap_py.overlap import physical_communities

        return physical_communities(self, min_share)

    def membership(self) -> csr_array:
        """How much every node has to do with every module.

        Row u, column m holds the share of the flow on the links of node u, out and in, that it
        exchanges with nodes of module m; a link to itself counts for its own module. A row sums to
        1; a node on whose links nothing flows is wholly in its own module. Nodes between modules
        are those whose row is spread.

        The flow is computed anew from the network and the options at each call: a result that kept
        it would take twice the memory.

        Returns
        -------
        scipy.sparse.csr_array, shape (num_nodes, num_modules)
            Rows in the order of ``nodes``; columns by module id.

        Examples
        --------
        >>> import networkx as nx, infomap_py
        >>> p = infomap_py.partition(nx.barbell_graph(3, 0))  # the bridge joins 2 and 3
        >>> p.membership().toarray()[:3].round(2).tolist()
        [[1.0, 0.0], [1.0, 0.0], [0.67, 0.33]]
        """
        from infomap_py.soft_membership import membership_of

        return membership_of(self)

    def module_network(self) -> Network:
        """The network whose nodes are the modules, by id, and whose links are the flow between
        them; directed unless the flow is the same either way.

        The weight of a link from i to j is the flow on links from nodes of i to nodes of j, of a
        link from i to itself that within i; node weights are the flow of modules. An undirected
        link weighs what flows one way. So weights of links out of i to others sum to its exit rate,
        as in :attr:`modules`, and all weights out, at a Markov time of 1, to its flow. With every
        module alone, the index takes as many bits as here, and modules of modules save as many bits
        as they would save here: ``partition(p.module_network())`` goes on with modules for nodes.
        Of directed flow it takes ``flow_model="precomputed"``, as a walk on modules would settle
        elsewhere. Recorded teleportation is on no link, and so is not in it.

        Of a hierarchy, they are the outermost modules; ``p.levels[k].module_network()`` has those
        of other levels. The flow is computed anew at each call, as in :meth:`membership`.

        Examples
        --------
        >>> import networkx as nx, infomap_py
        >>> p = infomap_py.partition(nx.barbell_graph(3, 0))  # 14 steps, 2 of them on the bridge
        >>> modules = p.module_network()
        >>> modules
        Network(2 nodes, 3 links, undirected, weighted)
        >>> [(u, v, round(14 * flow, 9)) for u, v, flow in modules.links()]
        [(0, 0, 6.0), (0, 1, 1.0), (1, 1, 6.0)]
        """
        from infomap_py.module_links import module_network_of

        return module_network_of(self)

    @cached_property
    def diagnosis(self) -> Diagnosis:
        """Why it may not be what was hoped for, as where everything is in one module or nearly all
        nodes are alone: the numbers that explain it, and what to try. Empty, and so false, where
        nothing is to be said.

        Examples
        --------
        >>> import networkx as nx, infomap_py
        >>> print(infomap_py.partition(nx.star_graph(20)).diagnosis)
        All 21 nodes are in one module: most links lead by way of 0, with 50 % of the visits.
          Try: leave that node out, as stop words are left out of texts; modules are of what remains
        """
        from infomap_py.diagnosis import diagnosis_of

        return diagnosis_of(self)

    def __getitem__(self, node: Hashable) -> int:
        return int(self.labels[self.network.index[node]])

    def __iter__(self) -> Iterator[Hashable]:
        return (label_at(self.nodes, u) for u in range(len(self.nodes)))

    def __len__(self) -> int:
        return len(self.nodes)

    def __eq__(self, other: object) -> bool:
        """Equal to a mapping of the same nodes to the same modules; of Partitions, also in flow."""
        if isinstance(other, Partition):
            return (
                np.array_equal(self.module_tree.module_of, other.module_tree.module_of)
                and np.array_equal(self.module_tree.parent, other.module_tree.parent)
                and np.array_equal(self.flow, other.flow)
                and self.lengths == other.lengths
                and list(self) == list(other)
            )
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]  # like every mapping that is compared by content

    def __repr__(self) -> str:
        cut = "" if self.complete else ", cut short by the time limit"
        trial = "trials recombined" if self.trial is None else f"trial {self.trial}"
        noun = "state" if isinstance(self.network, StateNetwork) else "node"
        size = f"{counted(len(self), noun)} into {counted(self.num_modules, 'module')}"
        if self.num_levels > 2:
            size += f" on {self.num_levels} levels"
        return (
            f"<Partition of {size}: {self.codelength:.4f} bits per step, "
            f"{100 * self.relative_savings:z.1f} % below one module's "
            f"{self.one_level_codelength:.4f} (seed {self.seed}, {trial}{cut})>"
        )
