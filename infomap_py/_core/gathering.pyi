from numpy import int32, uint8
from numpy.typing import NDArray
from typing_extensions import disjoint_base

from infomap_py._core.control import Control
from infomap_py._core.graph import FlowGraph
from infomap_py._core.objective import Objective

@disjoint_base
class Gathering:
    def __init__(
        self, graph: FlowGraph, objective: Objective, module_of: NDArray[int32]
    ) -> None: ...

def gather_followers(
    graph: FlowGraph,
    objective: Objective,
    module_of: NDArray[int32],
    order: NDArray[int32],
    control: Control,
    frozen: NDArray[uint8] | None = None,
) -> int: ...
