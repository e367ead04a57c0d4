from numpy import int32
from numpy.typing import NDArray

from infomap_py._core.graph import FlowGraph

def connected_pieces(graph: FlowGraph, module_of: NDArray[int32]) -> NDArray[int32]: ...
