from numpy import float64, int32, int64
from numpy.typing import NDArray

def symmetrise(
    offsets: NDArray[int64],
    targets: NDArray[int32],
    weights: NDArray[float64] | None,
    rates: NDArray[float64] | None = None,
) -> tuple[
    NDArray[int64], NDArray[int32], NDArray[float64], NDArray[float64], NDArray[float64]
]: ...
