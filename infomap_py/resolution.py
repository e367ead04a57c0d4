"""resolution_scan(): partitions at a range of Markov times, and where they stay the same.

At Markov time t the walk is coded once per t steps: above 1 larger modules pay, below 1 smaller
ones. A partition that is the shortest code over a long range of Markov times is a scale that the
network has by itself (Kheirkhahzadeh, Lancichinetti & Rosvall 2016, PRE 93:032309).

A search that misses the optimum at one time would cut such a range in two. But the length of the
code of *one* partition varies smoothly with Markov time, and what is found at one time can be
measured at all others: the optimum is the lower envelope of all partitions' lengths. So everything
found goes into one pool; each time takes the shortest of the pool, and where that was found at
another time, a search starts from it, which may add a still shorter one; until no time finds a new
start. Then a partition changes only where another one of the pool has a shorter code. Of partitions
of equal length the one that was found first is taken, at all times: networks with symmetries have
many that differ by nothing else. Experiments: docs/decisions/0011*.
"""

from __future__ import annotations

import numbers
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from infomap_py.added_terms import added_terms
from infomap_py.arrays import ModuleIds
from infomap_py.codelength import coded, codelength_of
from infomap_py.errors import OptionError
from infomap_py.flow import Flow, flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions, ObjectiveOptions, chosen
from infomap_py.partition import Partition
from infomap_py.passed_options import check_passed
from infomap_py.plateaus import ResolutionScan, ScanPoint
from infomap_py.scoring import read_graph
from infomap_py.search import partition
from infomap_py.similarity import normalized_mutual_information
from infomap_py.tree import ModuleTree

# Below 0.1 nearly every node of an ordinary network is a module; above 100 only groups are that a
# walk leaves less than once in 100 steps, which are hardly linked to the rest. Ten times per
# decade, one of which is 1, the map equation as it is.
LEAST_TIME, MOST_TIME, NUM_TIMES = 0.1, 100.0, 31

# Bits by which the shorter of two codes has to be shorter; rounding makes up less.
SAME = 1e-10

REFUSED = {
    "markov_time": "a scan varies it; give markov_times=[...].",
    "initial": "at each Markov time the search starts from what was found at the others.",
    "fixed": "nodes are fixed in initial modules, which a scan has none of.",
    "progress": "a scan is many searches; it reports none of them.",
    "two_level": "all partitions of a scan have two levels.",
}


def resolution_scan(
    graph: Any, markov_times: Iterable[float] | None = None, **options: Any
) -> ResolutionScan:
    """Partition a graph at a range of Markov times, and find those at which nothing changes.

    Long plateaus are the scales that a network has: where small groups are nested in large ones,
    each level is one. Those at both ends of the range tell nothing: sooner or later there is one
    module, or every node is one.

    Parameters
    ----------
    graph : networkx graph, scipy sparse array, path, ...
        As in :func:`infomap_py.partition`; it is read once.
    markov_times : iterable of floats > 0, optional
        In any order. By default 31 from 0.1 to 100, ten per decade: below, nearly every node is a
        module of its own; and what a walk leaves less than once in 100 steps, it hardly leaves.
    **options
        As in :func:`infomap_py.partition`, which is called for every Markov time, except
        ``markov_time``, ``initial``, ``fixed``, ``two_level`` and ``progress``. ``time_limit``
        holds for each search.

    Returns
    -------
    ResolutionScan
        At each time the shortest code of all partitions found at any time.

    Raises
    ------
    OptionError
        There is no Markov time, one is not positive and finite, or an option is one that a scan
        sets itself. For the rest, see :func:`infomap_py.partition`.

    References
    ----------
    .. [1] Kheirkhahzadeh, Lancichinetti & Rosvall (2016), PRE 93:032309.
       :doi:`10.1103/PhysRevE.93.032309`

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> scan = infomap_py.resolution_scan(nx.ring_of_cliques(6, 5))
    >>> [plateau.num_modules for plateau in scan.plateaus[:3]]
    [1, 6, 30]
    >>> round(scan.plateaus[1].first, 1), round(scan.plateaus[1].last, 1)
    (0.5, 3.2)
    """
    check_passed("resolution_scan", options, REFUSED)
    times = _times(markov_times)
    network = read_graph(graph, options)
    flow = flow_of(network, chosen(FlowOptions, options))
    return ResolutionScan(_Scan(network, times, options, flow).points())


class _Scan:
    """The pool of all partitions found, and what was found at each time."""

    def __init__(
        self, network: Network, times: list[float], options: dict[str, Any], flow: Flow
    ) -> None:
        self.network = network
        self.times = times
        self.options = options
        self.flow = flow
        self.added = added_terms(flow, chosen(ObjectiveOptions, options))
        self.pool: list[ModuleIds] = []  # all different, in the order of their finding
        self.place: dict[bytes, int] = {}  # in the pool, by labels
        self.lengths: list[list[float]] = []  # of each of the pool, at every time

    def points(self) -> tuple[ScanPoint, ...]:
        found = [self.search(k, None) for k in range(len(self.times))]
        self.fill_pool(found)
        partitions = [
            self.taken_over(result, k, self.shortest(k)) for k, result in enumerate(found)
        ]
        similarities = [
            normalized_mutual_information(before.labels, after.labels)
            for before, after in pairwise(partitions)
        ]
        rows = zip(self.times, partitions, [None, *similarities], strict=True)
        return tuple(ScanPoint(*row) for row in rows)

    def fill_pool(self, found: list[Partition]) -> None:
        """Add these, one for each time, and what comes of the shortest at each time, until nothing
        new is the shortest."""
        tried = [{self.add(result.labels)} for result in found]
        times = range(len(found))
        while new := [(k, s) for k in times if (s := self.shortest(k)) not in tried[k]]:
            for k, start in new:
                tried[k] |= {start, self.add(self.search(k, self.pool[start]).labels)}

    def search(self, k: int, initial: ModuleIds | None) -> Partition:
        found = partition(self.network, markov_time=self.times[k], initial=initial, **self.options)
        return replace(found, flow=self.flow.node_flow)  # once in the memory

    def add(self, labels: ModuleIds) -> int:
        """Where it is in the pool. Labels are numbered by decreasing flow, which does not depend on
        Markov time: the same partition has the same labels."""
        key = labels.tobytes()
        if key not in self.place:
            self.place[key] = len(self.pool)
            self.pool.append(labels)
            flows = [replace(self.flow, markov_time=t) for t in self.times]
            self.lengths.append([codelength_of(flow, labels, self.added).total for flow in flows])
        return self.place[key]

    def shortest(self, k: int) -> int:
        """The first in the pool of those that have the shortest code at this time."""
        totals = np.array([lengths[k] for lengths in self.lengths])
        return int(np.flatnonzero(totals <= totals.min() + SAME)[0])

    def taken_over(self, found: Partition, k: int, place: int) -> Partition:
        """What was found at this time, or the partition from elsewhere that is to take its place,
        which is no trial's."""
        if place == self.place[found.labels.tobytes()]:
            return found
        tree = ModuleTree.of_two_levels(self.pool[place])
        flow = replace(self.flow, markov_time=self.times[k])
        return replace(found, coded=coded(flow, tree, self.added), trial=None)


def _times(markov_times: Iterable[float] | None) -> list[float]:
    """All different, in increasing order."""
    if markov_times is None:
        return [float(f"{t:.3g}") for t in np.geomspace(LEAST_TIME, MOST_TIME, NUM_TIMES)]
    if isinstance(markov_times, str | numbers.Real) or not isinstance(markov_times, Iterable):
        raise OptionError(
            f"markov_times={markov_times!r} is not several numbers; give a list, "
            "or call partition(..., markov_time=...) for one."
        )
    times = list(markov_times)
    if not times:
        raise OptionError("markov_times is empty; give at least one, or None for the usual range.")
    for t in times:
        FlowOptions(markov_time=t)
    return sorted({float(t) for t in times})
