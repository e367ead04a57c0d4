from numpy import float64, int32, uint8
from numpy.typing import NDArray

def thin(
    parent: NDArray[int32],
    exits: NDArray[float64],
    enters: NDArray[float64],
    num_lowest: int,
    least_gain: float,
    topmost_stay: bool = False,
) -> tuple[NDArray[uint8], NDArray[int32]]: ...
