from typing import Self

from numpy import float64, int32, uint8, uint64
from numpy.typing import NDArray
from typing_extensions import disjoint_base

@disjoint_base
class Lexicon:
    def __new__(
        cls,
        children: NDArray[uint64],
        cost: NDArray[float64],
        spelling: NDArray[float64],
        length_cost: NDArray[float64],
    ) -> Self: ...
    def cut(self, text: NDArray[int32]) -> NDArray[uint8]: ...
