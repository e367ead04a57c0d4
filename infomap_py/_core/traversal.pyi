from numpy import int32
from numpy.typing import NDArray

from infomap_py._core.graph import FlowGraph

def depth_first(graph: FlowGraph, starts: NDArray[int32]) -> NDArray[int32]: ...
