"""The rows of the table of modules: first those that hold nodes, then those that hold modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

import infomap_py._core.sums as sums
from infomap_py.arrays import Ids
from infomap_py.distributed.folder import Array

RATES = ("flow", "exit_flow", "enter_flow")


@dataclass(frozen=True)
class ModuleRows:
    """Their paths, from the outermost module on, then -1; their rates, in shares of a step; of
    those that hold nodes, how many, and the sum of plogp of their flow."""

    paths: Array
    rates: Array
    of_nodes: Array

    def columns(self) -> dict[str, Array]:
        """What the table says of each but where it is. Bits are per step: what its codebook takes,
        as in :func:`infomap_py.codelength.codebook_bits`."""
        flow, exits, enters = self.rates
        num_lowest = self.of_nodes.shape[1]
        num_nodes, terms, use = np.zeros((3, len(flow)))
        num_nodes[:num_lowest], terms[:num_lowest] = self.of_nodes
        use[:num_lowest] = flow[:num_lowest]
        for depth in range(self.paths.shape[1], 1, -1):  # from the innermost ones outwards
            here, above = self._pairs(depth)
            np.add.at(num_nodes, above, num_nodes[here])
            np.add.at(use, above, enters[here])
            np.add.at(terms, above, sums.plogps(enters[here]))
        bits = sums.plogps(exits + use) - sums.plogps(exits) - terms
        rates = dict(zip(RATES, self.rates, strict=True))
        return {"num_nodes": num_nodes.astype(np.int64), **rates, "bits": bits}

    def _pairs(self, depth: int) -> tuple[Ids, Ids]:
        """Modules at a depth, and those that they are in."""
        depths = np.count_nonzero(self.paths >= 0, axis=1)
        here, parents = np.flatnonzero(depths == depth), np.flatnonzero(depths == depth - 1)
        places = dict(zip(map(tuple, self.paths[parents].tolist()), parents.tolist(), strict=True))
        above = self.paths[here].copy()
        above[:, depth - 1] = -1
        return here, np.array([places[tuple(path)] for path in above.tolist()], dtype=np.int64)


def path_columns(paths: Array) -> dict[str, Any]:
    """The outermost module; and where there are others, the path, with colons in between."""
    columns: dict[str, Any] = {"module": paths[:, 0]}
    if paths.shape[1] > 1:
        columns["path"] = [":".join(str(m) for m in path if m >= 0) for path in paths.tolist()]
    return columns
