"""Modules of two partitions, matched by the flow of the nodes that they have in common.

The partitions may be of different networks: nodes are the same where their labels are. A module
goes on in the one of the other partition that has most of its flow, if that is enough of it; and
comes from the one in which most of its flow was, likewise. Where what they share is a part of both
that is worth mention, the two are joined: one module may be joined to several, and then was split,
or is merged from them. Where it is next to nothing of the larger one, the smaller was absorbed by
it, or broke off from it, and the larger went its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.errors import OptionError
from infomap_py.node_shares import DIGITS, NodeShares, in_common, shared_nodes, summed
from infomap_py.option_checks import check_number

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from infomap_py.partition import Partition

NONE = -1  # no module goes by it
ENOUGH = 0.4  # see matching_of
STEADY = 1.25  # flow grows or shrinks by a larger factor, or is called the same
WORTH_MENTION = 0.1  # of the flow of both; what shares less is not one module that was split
EVENTS = (
    *("steady", "grew", "shrank"),  # one that is joined to one
    *("split", "merged", "regrouped"),  # one to several, several to one, several to several
    *("absorbed", "vanished"),  # one before, joined to none
    *("broke off", "appeared"),  # one after, joined to none
)


class Group(NamedTuple):
    """Modules before and after that belong together, by id."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Matching:
    """What became of the modules of one partition in another.

    Attributes
    ----------
    flow_before, flow_after : float64 arrays
        The flow of every module, as a share of all in its own network.
    left, arrived : csr arrays, shape (modules before, modules after)
        The flow that modules i and j share, before and afterwards. A node of which i has the share
        s of its flow, and j the share t, counts with the lesser of the two: a node that has half of
        its flow in each of two modules, then as now, stays in both of them.
    kept, drawn : csr arrays of the same shape
        The same as a share of the flow of i, and of j: the sum of w min(s, t) / s over nodes, each
        w of the module's flow; and of w min(s, t) / t. Of a module without flow, the share of its
        nodes. Where modules overlap, the shares of a module may sum to more than 1.
    goes_on_in : int64 array
        The module after that keeps most of each module before; NONE where that is not enough. Of
        equal ones the first; but of several that keep all of it, as modules that overlap may, that
        which has most of its own flow from there, then that of the same id.
    comes_from : int64 array
        The module before from which most of each module after is drawn, likewise; or NONE.
    nodes : two NodeShares
        The nodes that both have, before and afterwards.
    """

    flow_before: Vector
    flow_after: Vector
    left: csr_array
    arrived: csr_array
    kept: csr_array
    drawn: csr_array
    goes_on_in: Ids
    comes_from: Ids
    nodes: tuple[NodeShares, NodeShares]

    def groups(self) -> list[Group]:
        """Modules that are joined, by decreasing flow of the larger side; each is in one group."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        num_before, num_after = self.left.shape
        gone_on = np.flatnonzero(self.goes_on_in != NONE)
        come = np.flatnonzero(self.comes_from != NONE)
        sources = np.concatenate([gone_on, self.comes_from[come]])
        targets = np.concatenate([self.goes_on_in[gone_on], come])
        lesser = np.minimum(_at(self.kept, sources, targets), _at(self.drawn, sources, targets))
        joined = lesser >= WORTH_MENTION
        ends = np.stack([sources[joined], num_before + targets[joined]])
        # 32 bits: scipy 1.11 fails on 64, and goes on with what happens to be in the memory.
        links = coo_array(
            (np.ones(ends.shape[1]), ends.astype(np.int32)), shape=(num_before + num_after,) * 2
        )
        _, group_of = connected_components(links, directed=False)
        by_group = np.argsort(group_of, kind="stable")
        parts = np.split(by_group, np.flatnonzero(np.diff(group_of[by_group])) + 1)
        groups = [
            Group(
                tuple(part[part < num_before].tolist()),
                tuple((part[part >= num_before] - num_before).tolist()),
            )
            for part in parts
        ]
        return sorted(groups, key=self._by_size)

    def event(self, group: Group) -> str:
        """What happened to the modules of a group, one of EVENTS."""
        before, after = group
        if not after:
            return "vanished" if self.goes_on_in[before[0]] == NONE else "absorbed"
        if not before:
            return "appeared" if self.comes_from[after[0]] == NONE else "broke off"
        if len(before) > 1:
            return "merged" if len(after) == 1 else "regrouped"
        if len(after) > 1:
            return "split"
        was, became = float(self.flow_before[before[0]]), float(self.flow_after[after[0]])
        if became > STEADY * was:
            return "grew"
        return "shrank" if was > STEADY * became else "steady"

    def shared_flow(self, groups: Sequence[Group]) -> Vector:
        """The flow before that the two sides of each group share, each taken as one module."""
        (one, other), (num_before, num_after) = self.nodes, self.left.shape
        before = one.shares @ _columns([group.before for group in groups], num_before)
        after = other.shares @ _columns([group.after for group in groups], num_after)
        shared: Vector = one.node_flow @ before.minimum(after)
        return shared

    def _by_size(self, group: Group) -> tuple[float, bool, Group]:
        before = float(self.flow_before[list(group.before)].sum())
        after = float(self.flow_after[list(group.after)].sum())
        return -max(before, after), not group.before, group


def matching_of(before: Partition, after: Partition, min_share: float = ENOUGH) -> Matching:
    """Match the modules of two partitions; of hierarchies, the outermost.

    Parameters
    ----------
    before, after : Partition
        Of the same network or of two; physical nodes are compared, by their labels.
    min_share : float in (0, 1]
        How much of its flow a module has to have in another to go on in it, or to come from it.
        0.4 tells change from chance: of two halves of a corpus, 89 % (Reuters) and 72 % (People's
        Daily) of the flow is in modules that are joined, of two corpora that are not related 13 %.
        With 0.3 it is 91 %, 82 % and 23 %; with 0.5, 86 %, 63 % and 6 %.

    Raises
    ------
    OptionError
        ``min_share`` is not in (0, 1].

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> apart = infomap_py.partition(nx.barbell_graph(4, 0))
    >>> together = infomap_py.partition(nx.complete_graph(8))
    >>> matching = matching_of(apart, together)
    >>> [(matching.event(group), *group) for group in matching.groups()]
    [('merged', (0, 1), (0,))]
    """
    check_number("min_share", min_share)
    if not 0.0 < min_share <= 1.0:
        raise OptionError(f"min_share={min_share!r} is not in (0, 1]; it is a share of the flow.")
    return matching_of_shares(*shared_nodes(before, after), min_share)


def matching_of_shares(one: NodeShares, other: NodeShares, min_share: float = ENOUGH) -> Matching:
    """The same of the nodes that both have, in the same order."""
    kept, drawn = in_common(one, other)
    entries = kept.tocoo()
    i, j = entries.row, entries.col
    return Matching(
        one.module_flow,
        other.module_flow,
        summed(kept.data * one.module_flow[i], (i, j), kept.shape),
        summed(drawn.data * other.module_flow[j], (i, j), drawn.shape),
        kept,
        drawn,
        _most(kept, drawn, min_share),
        _most(drawn.T.tocsr(), kept.T.tocsr(), min_share),
        (one, other),
    )


def _columns(groups: Sequence[tuple[int, ...]], num_modules: int) -> csr_array:
    """For every group a column with 1 at its modules."""
    group_of = np.repeat(np.arange(len(groups)), list(map(len, groups)))
    modules = np.fromiter(chain.from_iterable(groups), dtype=np.int64)
    return summed(np.ones(len(modules)), (modules, group_of), (num_modules, len(groups)))


def _most(shares: csr_array, back: csr_array, least: float) -> Ids:
    """The column with most of each row, of equal ones the first; NONE where that is too little.

    Several have all of it where modules overlap: then that with most the other way round, and of
    equal ones that of the same number.
    """
    entries = shares.tocoo()
    rows, columns = entries.row, entries.col
    there, returned = np.round(entries.data, DIGITS), np.round(back.tocoo().data, DIGITS)
    whole = there == 1.0
    enough = np.flatnonzero(there >= round(least, DIGITS))
    keys = (columns, ~whole | (columns != rows), -returned * whole, -there, rows)
    order = enough[np.lexsort(tuple(key[enough] for key in keys))]
    most = np.full(shares.shape[0], NONE, dtype=np.int64)
    found, first = np.unique(rows[order], return_index=True)
    most[found] = columns[order][first]
    return most


def _at(shares: csr_array, rows: Ids, columns: Ids) -> Vector:
    """The entries at these places, 0 where there is none."""
    entries, width = shares.tocoo(), shares.shape[1]
    filled = entries.row.astype(np.int64) * width + entries.col
    order = np.argsort(filled)
    asked = rows * width + columns
    places = np.searchsorted(filled[order], asked)
    found = np.append(filled[order], NONE)[places] == asked
    return np.where(found, np.append(entries.data[order], 0.0)[places], 0.0)
