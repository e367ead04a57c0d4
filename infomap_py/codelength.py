"""The map equation, written to be read: the slow twin of the compiled core, and the public scorer.

For modules m with visit rate p_m, enter rate enter_m and exit rate exit_m (Rosvall & Bergstrom
2008, PNAS 105:1118, eq. 1; expanded as in Rosvall, Axelsson & Bergstrom 2009, EPJ ST 178:13):

    index codelength   = plogp(sum_m enter_m) - sum_m plogp(enter_m)
    module codelength  = sum_m [plogp(exit_m + p_m) - plogp(exit_m)] - sum_u plogp(p_u)

in bits per step of the walk, with plogp(x) = x log2 x. The index codebook is used at the rate at
which modules are entered, a module's codebook whenever it is visited or left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py.flow import Flow

Vector = npt.NDArray[np.float64]
ModuleIds = npt.NDArray[np.int32]

UNUSED = 1e-16  # a codebook that is used less than this per step costs nothing


@dataclass(frozen=True)
class Codelength:
    """Bits per step of the walk."""

    index: float
    module: float
    one_level: float

    @property
    def total(self) -> float:
        return self.index + self.module


@dataclass(frozen=True, eq=False)
class ModuleRates:
    """Visit, enter and exit rate of every module, per step of the walk."""

    flow: Vector
    enter_flow: Vector
    exit_flow: Vector


def codelength_of(flow: Flow, module_of: ModuleIds) -> Codelength:
    """The codelength of the partition that puts node u into module ``module_of[u]``."""
    rates = module_rates(flow, module_of)
    node_bits = 0.0 - sums.plogp_sum(flow.node_flow)  # not -0.0 where nothing flows
    sum_enter_flow = sums.total(rates.enter_flow)
    index = 0.0
    if sum_enter_flow > UNUSED:
        index = sums.plogp(sum_enter_flow) - sums.plogp_sum(rates.enter_flow)
    codebook_flow = rates.exit_flow + rates.flow
    used = codebook_flow > UNUSED
    module = sums.plogp_sum(codebook_flow[used]) - sums.plogp_sum(rates.exit_flow[used]) + node_bits
    return Codelength(index, module, one_level=node_bits)


def by_decreasing_flow(flow: Flow, module_of: ModuleIds) -> ModuleIds:
    """Ids by decreasing flow, of equal flow by first node, for ids numbered by first node."""
    module_flow = np.bincount(module_of, flow.visits)
    rank = np.empty(len(module_flow), dtype=np.int32)
    rank[np.argsort(-module_flow, kind="stable")] = np.arange(len(module_flow), dtype=np.int32)
    ranked: ModuleIds = rank[module_of]
    return ranked


def module_rates(flow: Flow, module_of: ModuleIds) -> ModuleRates:
    """Visit, enter and exit rates, from the flow on every link between two modules."""
    count = int(module_of.max(initial=-1)) + 1
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
