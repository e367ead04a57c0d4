from numpy import int32
from numpy.typing import NDArray

from infomap_py._core.graph import FlowGraph

def induced(graph: FlowGraph, book_of: NDArray[int32], nodes: NDArray[int32]) -> FlowGraph: ...
