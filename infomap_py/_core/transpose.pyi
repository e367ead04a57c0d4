from numpy import float64, int32, int64
from numpy.typing import NDArray

def transposed(
    offsets: NDArray[int64], targets: NDArray[int32], weights: NDArray[float64] | None
) -> tuple[NDArray[int64], NDArray[int32], NDArray[float64] | None]: ...
