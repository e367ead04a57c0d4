from numpy import int32, int64
from numpy.typing import NDArray

def strong_components(
    offsets: NDArray[int64], targets: NDArray[int32]
) -> tuple[NDArray[int32], NDArray[int32]]: ...
