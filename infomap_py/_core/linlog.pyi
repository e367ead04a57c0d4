from numpy import float64
from numpy.typing import NDArray

def linlog(values: NDArray[float64], damping: float) -> NDArray[float64]: ...
