from numpy import float32, float64, int32
from numpy.typing import NDArray

def dots(
    left: NDArray[float32], right: NDArray[float32], indices: NDArray[int32], first: int = 0
) -> NDArray[float32]: ...
def lengths(rows: NDArray[float32]) -> NDArray[float64]: ...
