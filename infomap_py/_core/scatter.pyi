from numpy import int32, uint8
from numpy.typing import NDArray

from infomap_py._core.graph import FlowGraph
from infomap_py._core.random import Generator

def scattered(
    graph: FlowGraph,
    module_of: NDArray[int32],
    num_modules: int,
    random: Generator,
    frozen: NDArray[uint8] | None = None,
) -> NDArray[int32]: ...
