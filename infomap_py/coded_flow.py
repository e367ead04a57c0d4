"""Flow: what of a walk is coded, and all that the codelength and the search ever see of it.

Arcs, flow per arc, visit rates, and, where teleportation is recorded, teleport rates and weights:
every model of a walk ends in these.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import frexp
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Vector
from infomap_py.network import Network


@dataclass(frozen=True, eq=False)
class Flow:
    """A walk on a network.

    Visits and arc weights are in one unit, of which a step of the walk holds ``total``: an
    unweighted undirected network is counted in links, so that sums over its modules are exact.

    Attributes
    ----------
    network : Network
        Its rows are the arcs; without self-links if those were dropped.
    visits : float64 array
        Visit rate of every node, times ``total``.
    arc_weights : float64 or uint32 array, or None
        Weight of every arc; None: all are 1. Undirected, they are those that the network stores.
    total : float
    markov_time : float
        Multiplies the flow on links, not the visits.
    symmetric : bool
        Undirected: an arc and its reverse carry the same flow.
    teleport_rate, teleport_weight : float64 arrays, or None
        Recorded teleportation: the rate at which each node is left by it, times ``total``, and the
        share of all of it that each node receives.
    rates : float64 array, or None
        Flow before Markov time, times ``total``, per weight of an arc out of each node; None: all
        are 1. Flow on every arc would take more memory.
    """

    network: Network
    visits: Vector
    arc_weights: npt.NDArray[Any] | None
    total: float
    markov_time: float
    symmetric: bool
    teleport_rate: Vector | None = None
    teleport_weight: Vector | None = None
    rates: Vector | None = None

    @cached_property
    def node_flow(self) -> Vector:
        """Visit rate of every node; they sum to 1, or all are 0 in a network without links."""
        return self.visits / self.total

    @cached_property
    def unit(self) -> float:
        """What the search multiplies amounts by: a power of two that brings ``total`` to 1 to 2,
        so that weights times a power of two have the same bytes for a result, and nothing
        overflows; 1 where amounts are whole numbers, which add up exactly as they are."""
        if self.arc_weights is None or self.arc_weights.dtype != np.float64:
            return 1.0
        return float(2.0 ** (1 - frexp(self.total)[1]))

    def counted(self, amounts: Vector) -> Vector:
        """Amounts, of which a step holds ``total``, in the search's unit."""
        return amounts if self.unit == 1.0 else amounts * self.unit

    @property
    def link_flow(self) -> Vector:
        """Flow on every arc of ``network``; computed anew at each call."""
        rates = np.ones(self.network.num_nodes) if self.rates is None else self.rates
        flow = np.repeat(self.scale * rates, np.diff(self.network.offsets))
        return flow if self.arc_weights is None else flow * self.arc_weights

    @property
    def scale(self) -> float:
        """Flow on an arc of weight 1."""
        return self.markov_time / self.total
