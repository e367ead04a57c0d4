from typing import final

from infomap_py._core.graph import FlowGraph

@final
class Neighbours:
    def __init__(
        self, graph: FlowGraph, num_modules: int, least_share: float = 0.0, most_offered: int = 0
    ) -> None: ...
    def enlarge(self, num_modules: int) -> None: ...
