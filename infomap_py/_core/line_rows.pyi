from numpy import int32, int64
from numpy.typing import NDArray

def line_rows(
    offsets: NDArray[int64], node_of: NDArray[int32]
) -> tuple[NDArray[int64], NDArray[int32]]: ...
