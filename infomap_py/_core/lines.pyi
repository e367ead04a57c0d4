from numpy import int32, int64
from numpy.typing import NDArray

def pairs(nodes: NDArray[int64], modules: NDArray[int32]) -> str: ...
