from typing import final

from numpy import float64, int32
from numpy.typing import NDArray

from infomap_py._core.graph import FlowGraph
from infomap_py._core.objective import Objective

@final
class Doubts:
    @property
    def low(self) -> NDArray[float64]: ...
    @property
    def high(self) -> NDArray[float64]: ...
    def __init__(self, num_nodes: int) -> None: ...
    def make_room(self, num_modules: int) -> None: ...
    def nodes(
        self, graph: FlowGraph, objective: Objective, module_of: NDArray[int32]
    ) -> NDArray[int32]: ...
