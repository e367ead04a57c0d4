from numpy import float64
from numpy.typing import NDArray

def settle(
    x_start: NDArray[float64],
    y_start: NDArray[float64],
    pull: NDArray[float64],
    pull_x: NDArray[float64],
    pull_y: NDArray[float64],
    gravity: float,
    farthest: float,
    steps: int,
) -> tuple[NDArray[float64], NDArray[float64]]: ...
def push_apart(
    x_start: NDArray[float64],
    y_start: NDArray[float64],
    radius: NDArray[float64],
    width: float,
    height: float,
    gap: float,
    rounds: int,
) -> tuple[NDArray[float64], NDArray[float64], bool]: ...
