from numpy import float64, int32, uint8
from numpy.typing import NDArray

def shortest_code(
    words: NDArray[int32],
    cost: NDArray[float64],
    cost_elsewhere: NDArray[float64],
    cut_cost: NDArray[float64],
    lengths: NDArray[uint8],
) -> float: ...
