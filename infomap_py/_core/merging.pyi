from numpy import int32, uint8
from numpy.typing import NDArray

from infomap_py._core.graph import FlowGraph
from infomap_py._core.objective import Objective

def merge_nodes(
    graph: FlowGraph,
    objective: Objective,
    order: NDArray[int32],
    frozen: NDArray[uint8] | None = None,
) -> NDArray[int32]: ...
