from numpy import float64, int32, int64
from numpy.typing import NDArray
from typing_extensions import disjoint_base

@disjoint_base
class Walk:
    @property
    def steps(self) -> int: ...
    @property
    def change(self) -> float: ...
    @property
    def unsettled(self) -> float: ...
    def __init__(
        self,
        offsets: NDArray[int64],
        targets: NDArray[int32],
        weights: NDArray[float64] | None,
        rate_per_weight: NDArray[float64],
        teleport_weight: NDArray[float64],
        alpha: NDArray[float64],
        max_steps: int,
    ) -> None: ...
    @property
    def finished(self) -> bool: ...
    @property
    def distribution(self) -> NDArray[float64]: ...
    def advance(self, num_links: int) -> None: ...
