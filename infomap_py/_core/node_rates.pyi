from numpy import dtype, float64, int32, void
from numpy.typing import NDArray
from typing_extensions import disjoint_base

TELEPORT: dtype[void]

@disjoint_base
class NodeRates:
    @property
    def symmetric(self) -> bool: ...
    @property
    def total(self) -> float: ...
    def __init__(
        self,
        flow: NDArray[float64],
        exit_flow: NDArray[float64],
        enter_flow: NDArray[float64],
        teleport: NDArray[void] | None,
        total: float,
        symmetric: bool,
        sum_teleport_rate: float | None = None,
    ) -> None: ...
    def of(
        self,
        flow: NDArray[float64],
        exit_flow: NDArray[float64],
        enter_flow: NDArray[float64],
        teleport: NDArray[void] | None,
    ) -> NodeRates: ...
    def teleports(self) -> bool: ...
    def taken(self, nodes: NDArray[int32]) -> NodeRates: ...
    def entered(self) -> NodeRates: ...
    def arrays(self) -> tuple[NDArray[float64], NDArray[float64], NDArray[float64]]: ...
