from numpy import int32, uint8
from numpy.typing import NDArray

from infomap_py._core.control import Control
from infomap_py._core.doubts import Doubts
from infomap_py._core.graph import FlowGraph
from infomap_py._core.objective import Objective
from infomap_py._core.team import Team

MIN_GAIN: float
MAX_VISITS: float

def move_nodes(
    graph: FlowGraph,
    objective: Objective,
    module_of: NDArray[int32],
    order: NDArray[int32],
    control: Control,
    parent_of: NDArray[int32] | None = None,
    doubts: Doubts | None = None,
    waking_visits: float = ...,
    least_share: float = 0.0,
    team: Team | None = None,
    frozen: NDArray[uint8] | None = None,
) -> int: ...
def single_moves(
    graph: FlowGraph, objective: Objective, module_of: NDArray[int32], u: int
) -> dict[int, float]: ...
