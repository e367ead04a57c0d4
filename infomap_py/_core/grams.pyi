from numpy import float64, int32
from numpy.typing import NDArray

def lengthened(
    text: NDArray[int32], grams: NDArray[int32], length: int, num_letters: int, num_grams: int
) -> tuple[NDArray[int32], NDArray[int32], NDArray[int32], NDArray[int32]]: ...
def branching_entropies(
    parents: NDArray[int32], counts: NDArray[int32], totals: NDArray[int32]
) -> NDArray[float64]: ...
