from numpy import float64, int32, int64, uint32
from numpy.typing import NDArray

def out_strengths(
    offsets: NDArray[int64],
    targets: NDArray[int32],
    weights: NDArray[uint32] | NDArray[float64] | None,
    self_links: bool = True,
) -> NDArray[float64]: ...
def in_strengths(
    offsets: NDArray[int64],
    targets: NDArray[int32],
    weights: NDArray[uint32] | NDArray[float64] | None,
    self_links: bool = True,
) -> NDArray[float64]: ...
def spread(
    offsets: NDArray[int64],
    targets: NDArray[int32],
    weights: NDArray[float64] | None,
    per_weight: NDArray[float64],
) -> NDArray[float64]: ...
def crossing(
    offsets: NDArray[int64],
    targets: NDArray[int32],
    weights: NDArray[uint32] | NDArray[float64] | None,
    rates: NDArray[float64] | None,
    module_of: NDArray[int32],
    count: int,
    symmetric: bool,
) -> tuple[NDArray[float64], NDArray[float64]]: ...
