from typing import final

from numpy import dtype, void

from infomap_py._core.assignment import Assignment
from infomap_py._core.doubts import Doubts
from infomap_py._core.graph import FlowGraph
from infomap_py._core.objective import Objective
from infomap_py._core.team import Team, Work
from infomap_py._core.waiting import Waiting

REALS: tuple[str, ...]
PROPOSAL: dtype[void]

@final
class Batches(Work):
    def __init__(
        self,
        graph: FlowGraph,
        objective: Objective,
        nodes: Assignment,
        waiting: Waiting,
        doubts: Doubts,
        team: Team,
        min_gain: float,
        least_share: float,
    ) -> None: ...
    def enlarge(self, num_modules: int) -> None: ...
