from typing import final

from numpy import int32
from numpy.typing import NDArray
from typing_extensions import disjoint_base

from infomap_py._core.graph import FlowGraph
from infomap_py._core.team import Team, Work

@disjoint_base
class Room:
    def __init__(self, num_arcs: int) -> None: ...
    def leave(self) -> None: ...

@final
class Coarsening(Work):
    def __init__(
        self,
        graph: FlowGraph,
        module_of: NDArray[int32],
        num_modules: int,
        all_differ: bool,
        team: Team,
    ) -> None: ...

def coarsen(
    graph: FlowGraph,
    module_of: NDArray[int32],
    num_modules: int,
    room: Room,
    all_differ: bool = False,
    team: Team | None = None,
) -> FlowGraph: ...
